"""The clocks of a project: which run, since when, until when, and which were kept.

Everything comes from the edition (``时限`` and ``期限``: length, what starts and what ends each) and from the dated
records of the project. Nothing here asks what day it is: the caller gives ``today``, and records of later days have not
happened yet.

A clock starts with the last record that starts it, so a plan that is submitted again is answered for anew; clocks that
come after that one in the course wait again. A record that ends the course (退回, 撤回, 过期, 办结) stops what runs.
What happens on a day off counts as happening on the next working day: nobody is there to take it, and a plan sent out
on a Saturday must not cost those who answer a day.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lunzheng.model.answers import opinions_complete
from lunzheng.model.course import UNDECIDED, Course, Outcome
from lunzheng.model.dates import years_later
from lunzheng.model.edition import ALL_IN, Clock, Edition, Term
from lunzheng.model.library import Library, Project, Records
from lunzheng.model.working_days import Counted, WorkingDays


class State(Enum):
    """How a clock stands; the value is what people read."""

    WAITING = "未开始"
    RUNNING = "进行中"
    DUE_TODAY = "今天到期"
    OVERDUE = "逾期"
    DONE = "按时完成"
    DONE_LATE = "逾期完成"
    STOPPED = "不再计时"


_OPEN = {State.RUNNING, State.DUE_TODAY, State.OVERDUE}


@dataclass(frozen=True)
class ProjectClock:
    """One clock of one project on one day.

    Attributes:
        code: the edition's name for it (``代号``).
        title: what has to be done.
        party: who has to do it; empty for a limit in years.
        article: the article that sets the limit.
        length: how many working days, or years.
        in_years: whether it counts years.
        start: the day from which it counts (the day itself does not count), or None.
        due: the last day in time, or None.
        done: the day on which it was done, or None.
        state: how it stands today.
        expected: whether start and due are only reckoned, from the due dates of the clocks before it.
        provisional: whether the dates were counted over days for which there is no decree yet.
        left: how many working days (calendar days for a limit in years) are left; negative where it is overdue, None
            where it does not run. A clock that ran out on a Friday is 0 days overdue on Saturday.
    """

    code: str
    title: str
    party: str
    article: str
    length: int
    in_years: bool
    start: datetime.date | None
    due: datetime.date | None
    done: datetime.date | None
    state: State
    expected: bool
    provisional: bool
    left: int | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it."""
        return self.state in _OPEN

    @property
    def is_pressing(self) -> bool:
        """Whether it is due today or overdue."""
        return self.state in {State.DUE_TODAY, State.OVERDUE}

    @property
    def unit(self) -> str:
        return "天" if self.in_years else "个工作日"

    @property
    def due_text(self) -> str:
        """The due date as people read it, with what makes it uncertain; empty where there is none."""
        if self.due is None:
            return ""
        notes = [note for note, holds in (("预计", self.expected), ("暂定", self.provisional)) if holds]
        return f"{self.due.isoformat()}（{'，'.join(notes)}）" if notes else self.due.isoformat()

    @property
    def state_text(self) -> str:
        """The state as people read it, with the days left or overdue or the day on which it was done."""
        words: str = self.state.value
        if self.state is State.RUNNING:
            return f"还有 {self.left} {self.unit}"
        if self.state is State.OVERDUE and self.left:
            return f"{words} {-self.left} {self.unit}"
        return f"{self.done} {words}" if self.done else words


def project_clocks(project: Project, library: Library, today: datetime.date) -> tuple[ProjectClock, ...]:
    """Every clock of a project, in the edition's order: first those in working days, then those in years.

    Args:
        project: its records and opinions say what has happened.
        library: its edition has the clocks, its profile the calendar.
        today: what is later has not happened.

    Returns:
        None of them for the public: they run on what is in progress.
    """
    if not project.is_internal:
        return ()
    complete = opinions_complete(project, library)
    return clocks(library.edition, project.records, library.working_days, today, complete)


def answering_deadline(project: Project, library: Library, today: datetime.date) -> datetime.date | None:
    """The last day for the answers of the parties in the present round; None where they have not been asked."""
    answering = {limit.code for limit in library.edition.head.clocks if limit.end.opinions == ALL_IN}
    found = (clock for clock in project_clocks(project, library, today) if clock.code in answering)
    return next((clock.due for clock in found if clock.start and not clock.expected), None)


def clocks(
    edition: Edition,
    records: Records,
    calendar: WorkingDays,
    today: datetime.date,
    complete: datetime.date | None = None,
) -> tuple[ProjectClock, ...]:
    """The clocks that an edition's limits and a project's records give; see :func:`project_clocks`.

    Args:
        complete: the day on which the last party asked has answered.
    """
    course = Course(edition, records, today, complete)
    runs: dict[str, _Run] = {}
    starts = frozenset(limit.start.record for limit in edition.head.clocks)
    for limit in edition.head.clocks:
        runs[limit.code] = _run(limit, course, starts, calendar, runs)
    starts = frozenset(term.start.record for term in edition.head.terms)
    terms = [_term_run(term, course, starts) for term in edition.head.terms]
    return tuple(_seen(run, calendar, today) for run in (*runs.values(), *terms))


def urgent(found: Sequence[ProjectClock]) -> ProjectClock | None:
    """The open clock to look at first: in working days before in years, then the one that is due first."""
    return min(
        (clock for clock in found if clock.is_open),
        key=lambda clock: (clock.in_years, clock.due or datetime.date.max),
        default=None,
    )


@dataclass(frozen=True)
class _Run:
    """What the records give for one clock.

    Attributes:
        limit: the edition's words and length.
        position: where in the course it started; None while it has not.
        start: the day from which it counts.
        due: the last day in time.
        outcome: what became of it.
        passed: whether the course went past it without starting it.
    """

    limit: Clock | Term
    position: int | None = None
    start: Counted | None = None
    due: Counted | None = None
    outcome: Outcome = UNDECIDED
    passed: bool = False

    @property
    def is_over(self) -> bool:
        return self.passed or self.outcome != UNDECIDED


def _run(
    limit: Clock, course: Course, starts: frozenset[str], calendar: WorkingDays, before: Mapping[str, _Run]
) -> _Run:
    parent = before.get(limit.start.clock)
    if parent is None:
        position = course.started(limit.start.record, starts)
        begun = course.events[position][0] if position is not None else None
        passed = course.has_passed(limit.start.record, starts)
    else:
        position, passed = parent.position, parent.passed
        begun = _handed_over(parent, course.today)
    if position is not None and begun is not None:
        outcome = course.outcome(position, limit.end)
        return _counted(_Run(limit, position, outcome=outcome), begun, calendar)
    over = passed or (parent is not None and parent.outcome.ended)
    expected = None if over or course.has_ended else _expected(limit, course.today, before)
    return _counted(_Run(limit, passed=over), expected, calendar)


def _counted(run: _Run, begun: datetime.date | None, calendar: WorkingDays) -> _Run:
    """The same with its dates, counted from the day of an event."""
    if begun is None or isinstance(run.limit, Term):
        return run
    start = calendar.on_or_after(begun)
    due = calendar.after(start.date, run.limit.working_days)
    return replace(run, start=start, due=Counted(due.date, start.provisional or due.provisional))


def _handed_over(parent: _Run, today: datetime.date) -> datetime.date | None:
    """The day on which a clock handed over to the next: done, run out, or at the latest when the course went on."""
    if parent.position is None or parent.due is None:
        return None
    due, outcome = parent.due.date, parent.outcome
    ended = outcome.closed if outcome.ended and outcome.closed else today
    days = [outcome.done, due if due < ended else None, None if outcome.ended else outcome.closed]
    return min((day for day in days if day), default=None)


def _expected(limit: Clock, today: datetime.date, before: Mapping[str, _Run]) -> datetime.date | None:
    """The day on which a clock will start if those before it are kept; unknown where nothing before leads to it."""
    leading = [
        run
        for code, run in before.items()
        if (code == limit.start.clock or (limit.start.record and run.limit.end.record == limit.start.record))
        and not run.is_over
        and run.due
    ]
    return max([today, *(run.due.date for run in leading if run.due)]) if leading else None


def _term_run(term: Term, course: Course, starts: frozenset[str]) -> _Run:
    position = course.started(term.start.record, starts)
    if position is None:
        return _Run(term, passed=course.has_passed(term.start.record, starts))
    start = course.events[position][0]
    due = Counted(years_later(start, term.years), provisional=False)
    return _Run(term, position, Counted(start, provisional=False), due, course.outcome(position, term.end))


def _seen(run: _Run, calendar: WorkingDays, today: datetime.date) -> ProjectClock:
    limit, due = run.limit, run.due
    in_years = isinstance(limit, Term)
    state = _state(run, today)
    left = None
    if due and state in _OPEN:
        left = (due.date - today).days if in_years else calendar.between(today, due.date)
    return ProjectClock(
        code=limit.code,
        title=limit.title,
        party="" if isinstance(limit, Term) else limit.party,
        article=limit.article,
        length=limit.years if isinstance(limit, Term) else limit.working_days,
        in_years=in_years,
        start=run.start.date if run.start else None,
        due=due.date if due else None,
        done=run.outcome.done,
        state=state,
        expected=due is not None and run.position is None,
        provisional=due is not None and due.provisional,
        left=left,
    )


def _state(run: _Run, today: datetime.date) -> State:
    done = run.outcome.done
    if run.passed or run.outcome.closed:
        return State.STOPPED
    if run.position is None or run.due is None:
        return State.WAITING
    due = run.due.date
    if done:
        return State.DONE if done <= due else State.DONE_LATE
    if today == due:
        return State.DUE_TODAY
    return State.RUNNING if today < due else State.OVERDUE
