"""Where every project stands and which clock runs for it: for the home page, the board and the pages of departments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from lunzheng.catalogue.facets import Listed
from lunzheng.catalogue.view import ProjectSummary
from lunzheng.model.clocks import ProjectClock, State, project_clocks, urgent
from lunzheng.model.library import Library, Project

PER_STAGE = 20
"""So many projects the board shows of each stage; the list has them all."""


@dataclass(frozen=True)
class Standing:
    """A project on the board.

    Attributes:
        summary: as lists show it.
        since: the day on which it came to its stage (ISO), or empty.
        clock: what has to be done first, or empty.
        party: who has to do it.
        due: until when, with what makes the day uncertain.
        state: how long that is from today.
        pressing: whether it is due today or overdue.
        overdue: whether it is overdue.
        in_years: whether the clock counts years; nobody waits for such a one.
    """

    summary: ProjectSummary
    since: str
    clock: str = ""
    party: str = ""
    due: str = ""
    state: str = ""
    pressing: bool = False
    overdue: bool = False
    in_years: bool = False


@dataclass(frozen=True)
class Column:
    """A stage on the board; ``more`` projects are not shown."""

    stage: str
    description: str
    projects: int
    overdue: int
    shown: tuple[Standing, ...]

    @property
    def more(self) -> int:
        return self.projects - len(self.shown)


def standings(
    projects: Sequence[Project], listing: Sequence[Listed], library: Library, today: datetime.date
) -> list[Standing]:
    """How every project stands on a day, those first for which something is due first."""
    found = []
    for project, one in zip(projects, listing, strict=True):
        clock = urgent(project_clocks(project, library, today))
        dates = [entry.date for entry in project.records.entries if entry.event == project.stage.name and entry.date]
        found.append((_order(clock), _standing(one.summary, dates[-1].isoformat() if dates else "", clock)))
    return [standing for _, standing in sorted(found, key=lambda pair: pair[0])]


def _order(clock: ProjectClock | None) -> tuple[bool, bool, datetime.date]:
    if clock is None:
        return True, True, datetime.date.max
    return False, clock.in_years, clock.due or datetime.date.max


def _standing(summary: ProjectSummary, since: str, clock: ProjectClock | None) -> Standing:
    if clock is None:
        return Standing(summary, since)
    return Standing(
        summary,
        since,
        clock=clock.title,
        party=clock.party,
        due=clock.due_text,
        state=clock.state_text,
        pressing=clock.is_pressing,
        overdue=clock.state is State.OVERDUE,
        in_years=clock.in_years,
    )


def running(found: Sequence[Standing], most: int) -> list[Standing]:
    """The projects for which somebody has to act within working days, the first due first."""
    return [standing for standing in found if standing.clock and not standing.in_years][:most]


def board(found: Sequence[Standing], library: Library, *, public: bool) -> list[Column]:
    """The projects by stage, in the edition's order; a stage that ends the course only where a project is in it.

    Args:
        found: the projects.
        library: its edition names the stages.
        public: whether it is for the public, who are not told that nobody is in a stage of which they hear nothing.
    """
    columns = []
    for stage in library.edition.head.stages:
        if public and not stage.disclosed:
            continue
        own = [standing for standing in found if standing.summary.stage == stage.name]
        if own or not stage.final:
            overdue = sum(standing.overdue for standing in own)
            columns.append(Column(stage.name, stage.description, len(own), overdue, tuple(own[:PER_STAGE])))
    return columns
