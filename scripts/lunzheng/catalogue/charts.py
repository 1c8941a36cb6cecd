"""The charts of the home page: how much is to be spent on projects of each kind, as bars beside the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from lunzheng.catalogue.view import Count, count_by
from lunzheng.model.edition import Edition
from lunzheng.model.library import Project

MOST = 12
"""So many bars a chart has."""


@dataclass(frozen=True)
class Bar:
    """One bar: its width, by investment, in per cent of the longest, and the list of its projects."""

    count: Count
    width: str
    link: str


@dataclass(frozen=True)
class Chart:
    """A chart; ``more`` values have no bar."""

    key: str
    title: str
    heading: str
    bars: tuple[Bar, ...]
    more: int


def home_charts(projects: Sequence[Project], edition: Edition, departments: Sequence[Count]) -> list[Chart]:
    """The charts by field, stage, year, way of building and department; keys are those of the list's facets.

    Args:
        projects: all projects of the site.
        edition: knows the order of stages.
        departments: the departments that have projects.
    """
    stages = [stage.name for stage in edition.head.stages]
    return [
        _chart("field", "按应用领域", "领域", _counts(projects, lambda project: project.profile.field_of_use)),
        _chart("stage", "按阶段", "阶段", _counts(projects, lambda project: project.stage.name, stages)),
        _chart("year", "按年度", "年度", _counts(projects, lambda project: project.folder_year, _years(projects))),
        _chart("mode", "自建还是购买服务", "建设方式", _counts(projects, lambda project: project.profile.build_mode)),
        _chart("department", "按建设单位", "建设单位", _most_first(departments)),
    ]


def _years(projects: Sequence[Project]) -> list[str]:
    return sorted({project.folder_year for project in projects}, reverse=True)


def _counts(
    projects: Sequence[Project], key: Callable[[Project], str], order: Sequence[str] | None = None
) -> list[Count]:
    """The values that occur, in the order given, else that on which most is to be spent first."""
    names = order if order is not None else sorted({key(project) for project in projects})
    counts = [count for count in count_by(projects, [(name, name) for name in names if name], key) if count.projects]
    return counts if order is not None else _most_first(counts)


def _most_first(counts: Sequence[Count]) -> list[Count]:
    return sorted(counts, key=lambda count: (-count.investment.wan, -count.projects))


def _chart(key: str, title: str, heading: str, counts: Sequence[Count]) -> Chart:
    longest = max((count.investment.wan for count in counts), default=0) or 1
    bars = tuple(
        Bar(count, f"{count.investment.wan * 100 / longest:.1f}", f"projects/index.html?{urlencode({key: count.name})}")
        for count in counts[:MOST]
    )
    return Chart(key, title, heading, bars, max(0, len(counts) - MOST))
