"""Names written with characters that only look like the right ones.

Unicode's own list of confusables (UTS 39) calls thousands of pairs alike that every official name may hold; here stand
only letters of other scripts that pass for Latin ones or for Chinese characters, and the few pairs of Chinese
characters that are told apart by one stroke.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Kind, Problem

# Cyrillic and Greek, as they look in Latin.
_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeopcyxijsdqwhABEZHIKMNOPTYXo",
        strict=True,
    )
)
_RUN = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u052f]+")
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_KANA = {"ニ": "二", "ロ": "口", "エ": "工", "カ": "力", "タ": "夕", "ト": "卜", "ハ": "八", "へ": "八", "ー": "一"}
_STROKES = {"太": "大", "犬": "大", "末": "未", "已": "己", "巳": "己", "曰": "日", "士": "土", "囗": "口", "戍": "戌"}
_ALIKE = str.maketrans(_LATIN | _KANA | _STROKES)


class NamesWrittenTrue(Rule):
    """No text of the data is written with look-alikes, and none passes for the name of a body that it is not.

    Radicals come from texts copied out of PDF files; letters of other scripts have no other use within a Latin word
    than to deceive. Words of Russian or Greek, and symbols such as ``μm`` or ``Δ``, are no look-alikes.
    """

    kind: ClassVar[Kind] = Kind(
        "E066",
        "名称用的是真正的字，不是形近的符号",
        "看起来一样的字在计算机里并不是同一个字：检索不到，汇总时算成两家单位，也可能冒充别的单位。",
        "删掉这几个字，用输入法重新输入",
        bad="建设单位:\n  名称: 示例市\u2f54利局",
        good="建设单位:\n  名称: 示例市水利局",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        official = {_skeleton(name): name for name in _official_names(library)}
        true = set(official.values())
        for node in project.authored_nodes.values():
            for text, place in node.strings():
                right = official.get(_skeleton(text))
                if right and text.strip() not in true:
                    yield self.kind.at(place, f"“{text}”看起来是“{right}”，用的字却不同", f"改成“{right}”")
                elif found := _false_letters(text):
                    wrong, right = found
                    codes = "、".join(f"U+{ord(letter):04X}" for letter in wrong if letter not in right)
                    meant = f"，应当是“{right}”" if right else ""
                    yield self.kind.at(place, f"“{wrong}”里有形近的符号（{codes}）{meant}")


def _official_names(library: Library) -> Iterator[str]:
    for body in library.edition.head.bodies:
        yield from (body.name, *body.aliases)
    yield from (department.name for department in library.profile.departments)
    yield from (party.body for party in library.profile.opinion_parties)


def _skeleton(name: str) -> str:
    """What remains of a name for the eye: compatibility forms unified, look-alikes made one, no spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).translate(_ALIKE)


def _false_letters(text: str) -> tuple[str, str] | None:
    """The first wrong letters of a text and what they should be (empty where that cannot be told)."""
    if found := _RADICAL.search(text):
        right = unicodedata.normalize("NFKC", found.group())
        if right != found.group() or found.group() < "\u2fe0":
            return found.group(), "" if right == found.group() else right
    for found in _RUN.finditer(text):
        run = found.group()
        letters = [letter for letter in run if letter > "z"]
        false = [letter for letter in letters if letter in _LATIN]
        if false and len(false) == len(letters) and (len(letters) < len(run) or len(run) > 1):
            return run, "".join(_LATIN.get(letter, letter) for letter in run)
    return None
