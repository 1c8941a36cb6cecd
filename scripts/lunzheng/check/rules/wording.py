"""Goals and benefits that can be measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from lunzheng.check.quantities import has_quantity
from lunzheng.check.rule import Rule
from lunzheng.check.texts import WrittenText, block_passages, sentence_around
from lunzheng.model.datasets import lookup
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.model.rulebook import VagueWords
from lunzheng.source.problem import Kind, Problem

_NUMERAL = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万半]")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")


class TargetsMeasurable(Rule):
    """Each target of ``建设目标`` has a figure and a unit; indicators of ``performance.yml`` are another rule's."""

    kind: ClassVar[Kind] = Kind(
        "W010",
        "目标有数值和单位",
        "没有数值的目标，验收和绩效评价时无从考核。",
        "目标值写成数（如 ≤10、98、2028年4月前），计量单位写清楚",
        bad="指标:\n  - {类别: 业务目标, 指标: 会商材料编制用时, 目标值: 明显缩短, 单位: 分钟}",
        good="指标:\n  - {类别: 业务目标, 指标: 会商材料编制用时, 目标值: ≤30, 单位: 分钟}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        for target in project.profile.goals.targets:
            if target.value and not _NUMERAL.search(target.value):
                yield self.kind.at(target.place("目标值"), f"指标“{target.title}”的目标值“{target.value}”里没有数")
            elif target.unit and library.edition.rulebook.is_hollow(target.unit):
                hint = "写明计量单位，如 分钟、%、个"
                yield self.kind.at(target.place("单位"), f"指标“{target.title}”的单位写的是“{target.unit}”", hint)


class PromisesMeasured(Rule):
    """Vague words where a figure is expected: in goals, benefits and performance, as the edition lists them.

    A paragraph, list item or field that holds any figure is left alone, and so are tables; what a fact token stands
    for counts as written. Quotations are others' words. One problem for each passage.
    """

    kind: ClassVar[Kind] = Kind(
        "W011",
        "写目标和效益有数字",
        "“显著”“大幅”之类的词人人都能写；没有数字，看不出做到什么程度，也无法考核。",
        "写明从多少到多少，如“由150分钟缩短到30分钟”；确实不能量化的，写看得到的变化",
        bad="系统建成后，会商效率显著提升，值守负担大幅减轻。",
        good="系统建成后，会商材料编制用时由150分钟缩短到30分钟，值守人员填报减少六成。",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        words = library.edition.rulebook.vague
        if not words.words and not words.adverbs:
            return
        pattern, facts = _pattern(words), Facts(project, library)
        for written in _places(project, library, words):
            own = _QUOTED.sub(lambda quoted: quoted.group()[0] * len(quoted.group()), written.text)
            found = next((m for m in pattern.finditer(own) if _is_own(m, words)), None)
            if found and not has_quantity(facts.fill(written.text)):
                yield self.kind.at(written.locate(found.start()), f"“{found.group()}”没有数字支撑")


def _is_own(found: re.Match[str], words: VagueWords) -> bool:
    """Whether a vague word is the author's promise: no harmless word, no sentence that reports what a document asks."""
    if found.lastgroup == "harmless":
        return False
    sentence = sentence_around(found.string, *found.span())
    return "《" not in sentence or not any(word in sentence for word in words.reporting)


def _places(project: Project, library: Library, words: VagueWords) -> Iterator[WrittenText]:
    for path in words.fields:
        node = lookup(project, library, path)
        for text, location in node.strings() if node else ():
            yield WrittenText(text, lambda _offset, location=location: location)  # type: ignore[misc]
    for place in words.places:
        narrative = project.narratives.get(place.outline)
        for section in narrative.sections.values() if narrative else ():
            if section.section.reference in place.sections:
                for block in section.blocks:
                    if block.heading_level is None and block.element["t"] != "Table":
                        yield from block_passages(block)


@cache
def _pattern(words: VagueWords) -> re.Pattern[str]:
    """Finds a vague word; what only looks like one is found first, as the group ``harmless``."""
    adverbs, verbs = _any(words.adverbs), _any(words.verbs)
    parts = [
        f"(?P<harmless>{_any(words.harmless)})",
        f"(?:{_any(words.words)})(?:{verbs})?",
        f"(?:{adverbs})地?(?:{verbs})",
    ]
    return re.compile("|".join(parts))


def _any(words: tuple[str, ...]) -> str:
    """Matches any of the words, the longest first; nothing at all where there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
