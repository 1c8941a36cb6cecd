"""By what the list of projects is narrowed down, and the columns from which the browser does it.

The file holds one column for each fact and one number for each value, so that ten thousand projects stay small.
``site/assets/js/facets.js`` reads it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lunzheng.catalogue.view import ProjectSummary, last_change, summarize
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money
from lunzheng.model.totals import total_investment

FACET_FILE = "assets/catalogue.columns"
"""JSON compressed by gzip; not named so, or some servers would say that they compress it themselves."""


@dataclass(frozen=True)
class Listed:
    """A project of the list: its summary and what only the facets know of it.

    Attributes:
        summary: as tables show it.
        platforms: the common platforms that it uses.
        level: its security level in words, or empty.
        step: its investment as one of the edition's steps, or empty.
        wan: its investment in 万元, or None.
        updated: the latest day of its text or its records (ISO), or empty.
    """

    summary: ProjectSummary
    platforms: tuple[str, ...]
    level: str
    step: str
    wan: float | None
    updated: str


def listed(project: Project, library: Library) -> Listed:
    """What the list tells of a project."""
    investment = total_investment(project)
    return Listed(
        summary=summarize(project, library),
        platforms=project.resources.platforms_used,
        level=Facts(project, library).value("安全等级") or "",
        step=investment_step(investment, library.edition.head.investment_steps),
        wan=float(investment.rounded().wan) if investment else None,
        updated=last_change(project),
    )


def step_names(steps: Sequence[Money]) -> list[str]:
    """The names of the ranges between an edition's steps, from the lowest."""
    if not steps:
        return []
    numbers = [f"{step.wan:f}" for step in steps]
    between = [f"{low}至不足{high}万元" for low, high in pairwise(numbers)]
    return [f"不足{numbers[0]}万元", *between, f"{numbers[-1]}万元以上"]


def investment_step(investment: Money | None, steps: Sequence[Money]) -> str:
    """The range that an investment falls into; its lower end belongs to it. Empty where either is unknown."""
    if investment is None or not steps:
        return ""
    return step_names(steps)[sum(investment.rounded() >= step for step in steps)]


@dataclass(frozen=True)
class _Facet:
    """A facet: what it is called, what a project has of it, and the order of its values where they have one."""

    key: str
    title: str
    values: Callable[[Listed], Iterable[str]]
    order: Sequence[str] = ()


def _facets(library: Library) -> list[_Facet]:
    head = library.edition.head
    return [
        _Facet("year", "年度", lambda one: [one.summary.year]),
        _Facet("department", "建设单位", lambda one: [one.summary.department], _names(library)),
        _Facet("field", "应用领域", lambda one: [one.summary.field]),
        _Facet("stage", "阶段", lambda one: [one.summary.stage], [stage.name for stage in head.stages]),
        _Facet("mode", "建设方式", lambda one: [one.summary.build_mode]),
        _Facet("platform", "使用的平台", lambda one: one.platforms),
        _Facet("level", "安全保护等级", lambda one: [one.level]),
        _Facet("investment", "投资规模", lambda one: [one.step], step_names(head.investment_steps)),
    ]


def _names(library: Library) -> list[str]:
    return [department.name for department in library.profile.departments]


def facet_file(library: Library, projects: Sequence[Listed]) -> bytes:
    """The columns of all projects as JSON, compressed.

    ``facets`` lists each facet's key, title, values and column: for every project the numbers of its values. The other
    columns are what a list shows and sorts by; ``wan`` is in 万元, ``updated`` a day or empty.
    """
    facets = []
    for facet in _facets(library):
        values = _in_order(facet, projects)
        number = {value: index for index, value in enumerate(values)}
        column = [_compact([number[value] for value in facet.values(one) if value]) for one in projects]
        facets.append({"key": facet.key, "title": facet.title, "values": values, "column": column})
    data = {
        "facets": facets,
        "id": [one.summary.id for one in projects],
        "name": [one.summary.name for one in projects],
        "sample": [int(one.summary.sample) for one in projects],
        "wan": [one.wan for one in projects],
        "updated": [one.updated for one in projects],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8"), mtime=0)


def _compact(numbers: list[int]) -> int | list[int]:
    return numbers[0] if len(numbers) == 1 else numbers


def _in_order(facet: _Facet, projects: Sequence[Listed]) -> list[str]:
    found = {value for one in projects for value in facet.values(one) if value}
    known = [value for value in facet.order if value in found]
    return [*known, *sorted(found - set(known))]
