"""Names written with characters that only look like the right ones.

Unicode's own list of confusables (UTS 39) calls thousands of pairs alike that every official name may hold; here stand
only letters of other scripts that pass for Latin ones or for Chinese characters, and the few pairs of Chinese
characters that are told apart by one stroke.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import ClassVar, NamedTuple

from lunzheng.check.rule import Rule
from lunzheng.check.texts import authored_strings, passages
from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Kind, Location, Problem

# Cyrillic and Greek, as they look in Latin.
_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeopcyxijsdqwhABEZHIKMNOPTYXo",
        strict=True,
    )
)
_RUN = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u052f]+")
# Radicals, compatibility ideographs and the private use areas.
_NO_LETTER = re.compile("[\u2e80-\u2fdf\ue000-\ufaff\U0002f800-\U0002fa1f\U000f0000-\U0010ffff]")
_HAN = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Some compatibility ideographs are unified ones that have no other form."""
_OTHER_LETTER = re.compile(f"[{''.join(_LATIN)}]")
_KANA = {"ニ": "二", "ロ": "口", "エ": "工", "カ": "力", "タ": "夕", "ト": "卜", "ハ": "八", "へ": "八", "ー": "一"}
_STROKES = {"太": "大", "犬": "大", "末": "未", "已": "己", "巳": "己", "曰": "日", "士": "土", "囗": "口", "戍": "戌"}
_ALIKE = str.maketrans(_LATIN | _KANA | _STROKES)


class NamesWrittenTrue(Rule):
    """No text is written with look-alikes, and none of the data passes for the name of a body that it is not.

    Radicals come from texts copied out of PDF files, characters of the private use areas from symbol fonts of Word;
    letters of other scripts have no other use within a Latin word than to deceive. Words of Russian or Greek, and
    symbols such as ``μm`` or ``Δ``, are no look-alikes.
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
        official = _skeletons(tuple(_official_names(library)))
        true = set(official.values())
        ends = {name[-1] for name in official}
        false: set[Location] = set()
        for text, place in authored_strings(project):
            if _end(text) in ends and (right := official.get(_skeleton(text))) and text.strip() not in true:
                false.add(place)
                yield self.kind.at(place, f"“{text}”看起来是“{right}”，用的字却不同", f"改成“{right}”")
        for written in passages(project).holding(_NO_LETTER, _OTHER_LETTER):
            if (found := _false_letters(written.text)) and (place := written.locate(found.start)) not in false:
                codes = "、".join(f"U+{ord(letter):04X}" for letter in found.wrong if letter not in found.right)
                meant = f"，应当是“{found.right}”" if found.right else ""
                yield self.kind.at(place, f"“{found.wrong}”里有形近的符号（{codes}）{meant}")


def _official_names(library: Library) -> Iterator[str]:
    for body in library.edition.head.bodies:
        yield from (body.name, *body.aliases)
    yield from (department.name for department in library.profile.departments)
    yield from (party.body for party in library.profile.opinion_parties)


@lru_cache(maxsize=4)
def _skeletons(names: tuple[str, ...]) -> dict[str, str]:
    """The official names by what remains of them for the eye."""
    return {_skeleton(name): name for name in names}


def _skeleton(name: str) -> str:
    """What remains of a name for the eye: compatibility forms unified, look-alikes made one, no spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).translate(_ALIKE)


@cache
def _end_of(letter: str) -> str:
    return _skeleton(letter)[-1:]


def _end(text: str) -> str:
    """The last character of a name's skeleton, which few other texts end in."""
    return _end_of(text.rstrip()[-1:])


class _False(NamedTuple):
    """Wrong letters of a text, what they should be (empty where that cannot be told), and where they stand."""

    wrong: str
    right: str
    start: int


def _false_letters(text: str) -> _False | None:
    """The first wrong letters of a text."""
    if found := _NO_LETTER.search(text):
        right = unicodedata.normalize("NFKC", found.group())
        if right != found.group() or not _HAN.match(right):
            return _False(found.group(), "" if right == found.group() else right, found.start())
    for found in _RUN.finditer(text):
        run = found.group()
        letters = [letter for letter in run if letter > "z"]
        false = [letter for letter in letters if letter in _LATIN]
        if false and len(false) == len(letters) and (len(letters) < len(run) or len(run) > 1):
            return _False(run, "".join(_LATIN.get(letter, letter) for letter in run), found.start())
    return None
