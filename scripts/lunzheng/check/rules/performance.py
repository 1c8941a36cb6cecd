"""Performance targets (art. 16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import PERFORMANCE_FILE, Library, Project
from lunzheng.model.performance import Indicator
from lunzheng.source.problem import Kind, Problem

_NUMBER = re.compile(r"[0-9０-９]")


class IndicatorsMeasurable(Rule):
    """Every first-level kind has an indicator that can be measured, and what is compared is a number.

    That the file is there as soon as the plan is, is E047's.
    """

    kind: ClassVar[Kind] = Kind(
        "E039",
        "绩效目标与方案同步编制，四类指标齐全、可以衡量",
        "没有数就没法考核；缺一类，绩效目标申报表就不完整。",
        "在 performance.yml 的“指标”里补上；每一类至少有一条写符号、数和单位的",
        bad="- {一级: 产出指标, 二级: 时效指标, 三级: 送达时间, 符号: ≤, 指标值: 较短, 单位: 分钟}",
        good="- {一级: 产出指标, 二级: 时效指标, 三级: 送达时间, 符号: ≤, 指标值: 10, 单位: 分钟}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book = library.edition.technical.indicators
        indicators = project.performance.indicators
        if not indicators or not library.is_due(project, PERFORMANCE_FILE):
            return
        for indicator in indicators:
            if indicator.operator and indicator.operator != book.unmeasured and not _is_number(indicator):
                message = f"「{indicator.title}」的符号是“{indicator.operator}”，指标值“{indicator.value}”却不是数"
                hint = f"写成数；只能定性的，符号写“{book.unmeasured}”"
                yield self.kind.at(indicator.place("指标值"), message, hint)
        given = {indicator.category for indicator in indicators}
        if not given <= set(book.categories):
            return  # A category that is missing or misspelt has its own problem, and may be the one that is wanted.
        measured = {indicator.category for indicator in indicators if indicator.operator != book.unmeasured}
        place = project.performance.place("指标")
        if missing := [name for name in book.categories if name not in given]:
            yield self.kind.at(place, f"缺少{'、'.join(missing)}")
        if vague := [name for name in book.categories if name in given - measured]:
            yield self.kind.at(place, f"{'、'.join(vague)}都是定性的，没有一条可以衡量")


def _is_number(indicator: Indicator) -> bool:
    return not indicator.value or _NUMBER.search(indicator.value) is not None
