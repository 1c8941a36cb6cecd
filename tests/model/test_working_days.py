"""Working days: decreed years, years that only the law is known of, and what a library says itself."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.model.record import bind
from lunzheng.model.working_days import DAY, Counted, WorkingDays, WorkingYear, is_packaged, span, statutory_days
from lunzheng.source.problem import Location

from .making import node

STEADY = settings(derandomize=True, deadline=None, max_examples=200)
DAYS = st.dates(datetime.date(2005, 1, 1), datetime.date(2040, 12, 31))
COUNTS = st.integers(1, 30)
CALENDAR = WorkingDays()


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def calendar(*years: str) -> WorkingDays:
    return WorkingDays([bind(WorkingYear, node(f"{{{year}}}"), Location("library.yml")) for year in years])


def counted(text: str, *, provisional: bool = False) -> Counted:
    return Counted(day(text), provisional)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-02-12", 1, "2026-02-13"),
        ("2026-02-13", 5, "2026-02-27"),  # over 春节, with the Saturday 14 February worked
        ("2026-02-27", 2, "2026-03-02"),  # the Saturday 28 February is worked
        ("2026-09-18", 10, "2026-10-09"),  # the Sunday 20 September is worked; 中秋节 and 国庆节 are off
    ],
)
def test_the_known_deadlines(start: str, count: int, due: str) -> None:
    assert CALENDAR.after(day(start), count) == counted(due)


@pytest.mark.parametrize(
    ("date", "working"),
    [
        ("2026-02-14", True),  # Saturdays and Sundays worked in exchange
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-09-20", True),
        ("2026-10-10", True),
        ("2026-02-16", False),  # weekdays off
        ("2026-10-07", False),
        ("2026-03-07", False),
        ("2026-03-09", True),
    ],
)
def test_the_decree_of_2026(date: str, working: bool) -> None:
    assert CALENDAR.is_working(day(date)) is working
    assert CALENDAR.is_settled(day(date))


# 除夕, 清明, 端午 and 中秋; two programs that share no code (borax, lunar_python) agree on them.
FEASTS = {
    2027: ("2027-02-05", "2027-04-05", "2027-06-09", "2027-09-15"),
    2028: ("2028-01-25", "2028-04-04", "2028-05-28", "2028-10-03"),
    2029: ("2029-02-12", "2029-04-04", "2029-06-16", "2029-09-22"),
    2030: ("2030-02-02", "2030-04-05", "2030-06-05", "2030-09-12"),
    2033: ("2033-01-30", "2033-04-04", "2033-06-01", "2033-09-08"),
}


@pytest.mark.parametrize("year", FEASTS)
def test_the_feasts_of_years_to_come(year: int) -> None:
    eve, *others = map(day, FEASTS[year])
    fixed = {day(f"{year}-{date}") for date in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")}
    assert set(statutory_days(year)) == {*(eve + index * DAY for index in range(4)), *others, *fixed}


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_law_agrees_with_the_decrees_made_under_it(year: int) -> None:
    """Every statutory day of the years since the law was revised was decreed off."""
    assert is_packaged(year)
    assert not any(CALENDAR.is_working(date) for date in statutory_days(year))


def test_a_year_without_a_decree_is_counted_by_weekends_and_the_law_and_says_so() -> None:
    last = max(year for year in range(2026, 2100) if is_packaged(year))
    year = last + 1
    for index in range(365):
        date = datetime.date(year, 1, 1) + index * DAY
        assert CALENDAR.is_working(date) == (date.weekday() < 5 and date not in statutory_days(year))
        assert not CALENDAR.is_settled(date)
    assert CALENDAR.after(datetime.date(year, 6, 1), 5).provisional


def test_the_last_days_of_december_wait_for_the_next_decree() -> None:
    last = max(year for year in range(2026, 2100) if is_packaged(year))
    assert CALENDAR.is_settled(datetime.date(last, 12, 28))
    assert not any(CALENDAR.is_settled(datetime.date(last, 12, date)) for date in (29, 30, 31))
    assert CALENDAR.is_settled(datetime.date(last - 1, 12, 31))


def test_an_event_that_is_not_looked_past_is_certain() -> None:
    last = max(year for year in range(2026, 2100) if is_packaged(year))
    assert not CALENDAR.after(datetime.date(last, 12, 1), 3).provisional
    assert CALENDAR.after(datetime.date(last, 12, 20), 10).provisional


NEXT = (
    "年: 2031, 放假: [2030-12-31至2031-01-01, 2031-01-22至2031-01-28, 2031-04-05, 2031-05-01至2031-05-02, 2031-06-24, "
    "2031-10-01至2031-10-07], 上班: [2030-12-28, 2031-01-19]"
)


def test_a_year_that_the_library_gives_is_settled() -> None:
    given = calendar(NEXT)
    assert given.is_settled(day("2031-07-01"))
    assert not given.is_working(day("2031-01-28"))
    assert given.is_working(day("2031-01-19"))
    assert given.after(day("2031-01-21"), 2) == counted("2031-01-30")
    assert not CALENDAR.is_settled(day("2031-07-01"))
    # The days of the December before that it names are settled too; the rest of that year is not.
    assert given.is_working(day("2030-12-28"))
    assert not given.is_working(day("2030-12-31"))
    assert given.is_settled(day("2030-12-31"))
    assert not given.is_settled(day("2030-12-20"))


def test_what_the_library_says_goes_before_the_package_and_leaves_the_rest() -> None:
    given = calendar("年: 2026, 放假: [2026-03-03], 上班: [2026-03-07]")
    assert not given.is_working(day("2026-03-03"))
    assert given.is_working(day("2026-03-07"))
    assert given.after(day("2026-02-12"), 1) == CALENDAR.after(day("2026-02-12"), 1)
    assert given.after(day("2026-09-18"), 10) == counted("2026-10-09")


@STEADY
@given(DAYS, COUNTS)
def test_counting_there_and_back(start: datetime.date, count: int) -> None:
    due = CALENDAR.after(start, count)
    assert CALENDAR.is_working(due.date)
    assert CALENDAR.between(start, due.date) == count
    assert CALENDAR.between(due.date, start) == -count
    assert CALENDAR.before(due.date + DAY).date == due.date


@STEADY
@given(DAYS, st.integers(0, 40), COUNTS)
def test_later_events_are_never_due_earlier(start: datetime.date, later: int, count: int) -> None:
    assert CALENDAR.after(start, count).date <= CALENDAR.after(start + later * DAY, count).date
    assert CALENDAR.after(start, count).date < CALENDAR.after(start, count + 1).date


@STEADY
@given(DAYS, COUNTS, COUNTS)
def test_counting_in_two_steps_is_counting_in_one(start: datetime.date, first: int, second: int) -> None:
    middle, once = CALENDAR.after(start, first), CALENDAR.after(start, first + second)
    end = CALENDAR.after(middle.date, second)
    assert end.date == once.date
    assert (middle.provisional or end.provisional) == once.provisional


@STEADY
@given(DAYS)
def test_the_next_working_day(start: datetime.date) -> None:
    found = CALENDAR.on_or_after(start)
    assert CALENDAR.is_working(found.date)
    assert (found.date == start) == CALENDAR.is_working(start)
    assert CALENDAR.between(start, found.date) == (found.date != start)


@STEADY
@given(DAYS, COUNTS)
def test_provisional_is_exactly_where_an_unsettled_day_was_looked_at(start: datetime.date, count: int) -> None:
    due = CALENDAR.after(start, count)
    looked = [start + index * DAY for index in range(1, (due.date - start).days + 1)]
    assert due.provisional == any(not CALENDAR.is_settled(date) for date in looked)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-10-01", ["2027-10-01"]),
        ("2027-09-30至2027-10-02", ["2027-09-30", "2027-10-01", "2027-10-02"]),
        ("2027-10-01至2027-10-01", ["2027-10-01"]),
    ],
)
def test_spans(text: str, days: Sequence[str]) -> None:
    assert span(text) == tuple(map(day, days))


@pytest.mark.parametrize(
    "text", ["", "2027-02-30", "2027-10-07至2027-10-01", "2027-01-01至2027-12-31", "2027-10-01到2027-10-07", "10-01"]
)
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        span(text)
