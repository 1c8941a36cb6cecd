"""The clocks of a project as a pull request and the bot's comment show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunzheng.model.clocks import State, project_clocks
from lunzheng.model.library import Library, Project
from lunzheng.review.markdown_blocks import markdown_table


@dataclass(frozen=True)
class ClockRow:
    """One clock on one day.

    Attributes:
        code: the edition's name for it.
        title: what has to be done.
        party: who has to do it.
        due: the last day in time; None where it is not known yet.
        provisional: whether the day was counted over days for which there is no decree yet.
        state: how it stands, in words.
        is_overdue: whether it runs and its last day is over.
    """

    code: str
    title: str
    party: str
    due: datetime.date | None
    provisional: bool
    state: str
    is_overdue: bool = False


def clock_rows(project: Project, library: Library, today: datetime.date) -> list[ClockRow]:
    """The clocks of a project that count working days and have started or are next, as they stand on a day."""
    return [
        ClockRow(
            code=clock.code,
            title=clock.title,
            party=clock.party,
            due=clock.due,
            provisional=clock.provisional,
            state=f"预计，{clock.state_text}" if clock.expected else clock.state_text,
            is_overdue=clock.state is State.OVERDUE,
        )
        for clock in project_clocks(project, library, today)
        if not clock.in_years
    ]


def clock_table(rows: Sequence[ClockRow]) -> str:
    """The clocks as a Markdown table."""
    return markdown_table(("事项", "责任单位", "截止日期", "状态"), _cells(rows))


def due_day(row: ClockRow) -> str:
    """The last day as people read it."""
    if row.due is None:
        return "—"
    return f"{row.due.isoformat()}（暂定）" if row.provisional else row.due.isoformat()


def _cells(rows: Sequence[ClockRow]) -> Iterator[tuple[str, str, str, str]]:
    for row in rows:
        yield row.title, row.party, due_day(row), row.state
