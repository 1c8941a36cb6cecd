"""The list of all projects: one page that a browser narrows down, and plain pages by year that need no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lunzheng.catalogue.facets import Listed
from lunzheng.catalogue.template import Pages
from lunzheng.catalogue.view import ProjectSummary

PER_PAGE = 100
"""So many rows keep a page well under 100 KB."""


@dataclass(frozen=True)
class ListPage:
    """One plain page of the list; ``file`` lies in ``projects/``."""

    year: str
    number: int
    of: int
    file: str
    projects: tuple[ProjectSummary, ...]


@dataclass(frozen=True)
class Year:
    """A year with its plain pages."""

    name: str
    projects: int
    pages: tuple[ListPage, ...]


def years(projects: Sequence[Listed]) -> list[Year]:
    """The projects by year, the latest first, each year in pages; within a year they keep their order."""
    by_year = sorted((one.summary for one in projects), key=lambda summary: summary.year, reverse=True)
    found = []
    for name, members in groupby(by_year, key=lambda summary: summary.year):
        own = list(members)
        batches = [tuple(own[start : start + PER_PAGE]) for start in range(0, len(own), PER_PAGE)]
        pages = tuple(
            ListPage(name, number, len(batches), f"year-{name}{'' if number == 1 else f'-{number}'}.html", batch)
            for number, batch in enumerate(batches, 1)
        )
        found.append(Year(name, len(own), pages))
    return found


def list_pages(pages: Pages, common: Mapping[str, object], projects: Sequence[Listed]) -> dict[str, str]:
    """The pages of the list by path below the site's root."""
    found = years(projects)
    result = {"projects/index.md": pages.render("projects.md.j2", **common, years=found, few=len(projects) <= PER_PAGE)}
    for year in found:
        for position, page in enumerate(year.pages):
            result[f"projects/{page.file.removesuffix('.html')}.md"] = pages.render(
                "projects-year.md.j2",
                **common,
                page=page,
                previous=year.pages[position - 1] if position else None,
                following=year.pages[position + 1] if position + 1 < page.of else None,
            )
    return result
