"""Working days: which days count, and how many lie between two dates.

Each November the State Council's general office decrees the next year's holidays and the weekends worked in exchange.
Decreed years come from ``chinesecalendar`` or from ``projects/library.yml``, which goes first. For a year without a
decree only what the law fixes is known (全国年节及纪念日放假办法, 2024, art. 2); whatever is counted over such days is
provisional. See decision 0010.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lunzheng.model.record import Record, key

DAY = datetime.timedelta(days=1)
NEW_YEAR_REACH = 3
"""So many days before 1 January may be off, or worked, by the decree of the year that follows."""

_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)(?:至(\d{4}-\d\d-\d\d))?")
_LONGEST_SPAN = 60 * DAY
_LUNAR_YEARS = range(1901, 2101)
_QINGMING = 6
"""The index of this solar term, counted from 小寒, the first of a year."""


@dataclass(frozen=True, kw_only=True)
class WorkingYear(Record):
    """The decree for one year as ``projects/library.yml`` writes it: dates, or spans such as 2027-02-05至2027-02-11."""

    year: int | None = key("年")
    off: tuple[str, ...] = key("放假")
    worked: tuple[str, ...] = key("上班")


@dataclass(frozen=True)
class Counted:
    """A date found by counting; provisional where a day that was looked at has no decree yet."""

    date: datetime.date
    provisional: bool


def span(text: str) -> tuple[datetime.date, ...]:
    """The days that a date or a span of dates stands for.

    Raises:
        ValueError: no date of the calendar, ends before it begins, or is longer than any holiday.
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first = datetime.date.fromisoformat(found[1])
    last = datetime.date.fromisoformat(found[2] or found[1])
    if not first <= last < first + _LONGEST_SPAN:
        raise ValueError(text)
    return tuple(first + index * DAY for index in range((last - first).days + 1))


@cache
def statutory_days(year: int) -> Mapping[datetime.date, str]:
    """The days off that the law fixes for everybody, with the name of each feast."""
    from borax.calendars.lunardate import LunarDate, TermUtils  # noqa: PLC0415 - most commands count no days

    days = {datetime.date(year, 1, 1): "元旦"}
    if year in _LUNAR_YEARS:
        spring: datetime.date = LunarDate(year, 1, 1).to_solar_date()
        days |= {spring + offset * DAY: "春节" for offset in range(-1, 3)}
        days[TermUtils.nth_term_day(year, _QINGMING)] = "清明节"
    days |= {datetime.date(year, 5, day): "劳动节" for day in (1, 2)}
    if year in _LUNAR_YEARS:
        days[LunarDate(year, 5, 5).to_solar_date()] = "端午节"
        days[LunarDate(year, 8, 15).to_solar_date()] = "中秋节"
    days |= {datetime.date(year, 10, day): "国庆节" for day in (1, 2, 3)}
    return days


@cache
def _packaged(day: datetime.date) -> bool | None:
    """Whether a day is worked by the decrees in ``chinesecalendar``; None where it was made without that year's."""
    from chinese_calendar import is_workday  # noqa: PLC0415 - most commands count no days

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def is_packaged(year: int) -> bool:
    """Whether the installed ``chinesecalendar`` was made with this year's decree."""
    return _packaged(datetime.date(year, 1, 1)) is not None


class WorkingDays:
    """The calendar of one library.

    Args:
        years: what ``projects/library.yml`` says of single years; a day that it names is as it says.
    """

    def __init__(self, years: Sequence[WorkingYear] = ()) -> None:
        self._given = {year.year for year in years}
        self._days = {
            day: working
            for year in years
            for working, texts in ((False, year.off), (True, year.worked))
            for day in _readable(texts)
        }

    def is_working(self, day: datetime.date) -> bool:
        """Whether a day is worked, as far as is known."""
        decreed = self._days.get(day, _packaged(day))
        if decreed is not None:
            return decreed
        return day.weekday() < 5 and day not in statutory_days(day.year)

    def is_settled(self, day: datetime.date) -> bool:
        """Whether a decree has settled if a day is worked; for the last days of December, also the next year's."""
        reaches = (day + NEW_YEAR_REACH * DAY).year
        return day in self._days or all(
            year in self._given or is_packaged(year) for year in range(day.year, reaches + 1)
        )

    def after(self, day: datetime.date, count: int) -> Counted:
        """The date that lies a number of working days after an event.

        Args:
            day: the day of the event, which does not count itself.
            count: how many working days, none or more.
        """
        settled = True
        while count > 0:
            day += DAY
            settled &= self.is_settled(day)
            count -= self.is_working(day)
        return Counted(day, not settled)

    def on_or_after(self, day: datetime.date) -> Counted:
        """The day itself if it is worked, else the next working day."""
        return Counted(day, not self.is_settled(day)) if self.is_working(day) else self._next(day, DAY)

    def before(self, day: datetime.date) -> Counted:
        """The last working day before a day."""
        return self._next(day, -DAY)

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """How many working days come after the first date, up to and with the last; negative where last is earlier."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_working(first + offset * DAY) for offset in range(1, (last - first).days + 1))

    def _next(self, day: datetime.date, step: datetime.timedelta) -> Counted:
        settled = self.is_settled(day)
        while True:
            day += step
            settled &= self.is_settled(day)
            if self.is_working(day):
                return Counted(day, not settled)


def _readable(texts: Sequence[str]) -> Iterator[datetime.date]:
    for text in texts:
        try:
            yield from span(text)
        except ValueError:
            continue  # told with its place when the library is opened
