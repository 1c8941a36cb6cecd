"""The directory of data across projects: which resources there are, and who offers what to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lunzheng.catalogue.flows import Flow, flow_picture
from lunzheng.catalogue.template import Pages
from lunzheng.model.data import DataResource
from lunzheng.model.library import Library, Project

FOLDER = "data"
PER_PAGE = 100
MOST_FLOWS = 200
NAMED, LONGEST_NAME = 3, 28
"""So many kinds of data are named of each flow, with so many characters."""


@dataclass(frozen=True)
class Offer:
    """A data resource and the project that makes it."""

    resource: DataResource
    project: str
    page: str


@dataclass(frozen=True)
class Shelf:
    """One page of the resources of a department."""

    code: str
    name: str
    offers: tuple[Offer, ...]
    number: int
    of: int

    @property
    def file(self) -> str:
        return f"{self.code}.html" if self.number == 1 else f"{self.code}-{self.number}.html"


@dataclass(frozen=True)
class Department:
    """How many resources the projects of a department have; ``file`` is where they begin."""

    name: str
    file: str
    resources: int
    projects: int


def flows(projects: Sequence[Project], library: Library) -> list[Flow]:
    """Who gives how many kinds of data to whom, the most first."""
    given: dict[tuple[str, str], list[str]] = {}
    for project in projects:
        for pair, data in _exchanged(project, library):
            given.setdefault(pair, []).append(data)
    return [
        Flow(*pair, len(kinds), tuple(_clipped(data) for data in dict.fromkeys(kinds) if data)[:NAMED])
        for pair, kinds in sorted(given.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _exchanged(project: Project, library: Library) -> Iterator[tuple[tuple[str, str], str]]:
    """Giver and taker, and what is given."""
    provided = {entry.provided for entry in library.edition.head.figures if entry.provided}
    own = _short(project.profile.owner.name, library)
    for exchange in project.data.exchanges:
        if own and exchange.partner:
            partner = _short(exchange.partner, library)
            yield (own, partner) if exchange.direction in provided else (partner, own), exchange.data


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def _short(name: str, library: Library) -> str:
    """A city body as its own projects call each other: 宁波市水利局 is 市水利局."""
    city = library.profile.city
    return name.removeprefix(city[:-1]) if name.startswith(city) else name


def data_pages(
    pages: Pages, common: Mapping[str, object], library: Library, projects: Sequence[Project]
) -> dict[str, str]:
    """The pages of the directory and its picture, by path below the site's root."""
    shelves = list(_shelves(projects, library))
    found = flows(projects, library)
    departments = [
        Department(
            shelf.name,
            shelf.file,
            sum(len(one.offers) for one in shelves if one.code == shelf.code),
            len({offer.project for one in shelves if one.code == shelf.code for offer in one.offers}),
        )
        for shelf in shelves
        if shelf.number == 1
    ]
    result = {
        f"{FOLDER}/index.md": pages.render(
            "data.md.j2",
            **common,
            departments=departments,
            flows=found[:MOST_FLOWS],
            more=max(0, len(found) - MOST_FLOWS),
        )
    }
    if found:
        result[f"{FOLDER}/flows.svg"] = flow_picture(found)
    for shelf in shelves:
        siblings = [one for one in shelves if one.code == shelf.code]
        result[f"{FOLDER}/{shelf.file.removesuffix('.html')}.md"] = pages.render(
            "data-department.md.j2",
            **common,
            shelf=shelf,
            previous=siblings[shelf.number - 2] if shelf.number > 1 else None,
            following=siblings[shelf.number] if shelf.number < shelf.of else None,
        )
    return result


def _shelves(projects: Sequence[Project], library: Library) -> Iterator[Shelf]:
    for department in library.profile.departments:
        offers = [
            Offer(resource, project.name, library.page(project.id))
            for project in projects
            if project.id.split("-", 1)[0] == department.code
            for resource in project.data.resources
        ]
        starts = range(0, len(offers), PER_PAGE)
        for number, start in enumerate(starts, 1):
            batch = tuple(offers[start : start + PER_PAGE])
            yield Shelf(department.code, department.name, batch, number, len(starts))
