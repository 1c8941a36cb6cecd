"""Does the calendar in ``projects/library.yml`` hold together? A slip there would move every deadline of that year."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from lunzheng.model.dates import chinese_date
from lunzheng.model.working_days import (
    DAY,
    NEW_YEAR_REACH,
    WorkingDays,
    WorkingYear,
    is_packaged,
    span,
    statutory_days,
)
from lunzheng.source.problem import Kind, Problem

WRONG_CALENDAR = Kind(
    "E303",
    "工作日安排前后一致",
    "办理时限按工作日计算，放假和上班的日子写错一天，这一年的截止日期就跟着错。",
    "对照国务院办公厅关于这一年节假日安排的通知改正",
    bad="{年: 2027, 放假: [2026-10-01至2026-10-07]}",
    good="{年: 2027, 放假: [2027-10-01至2027-10-07]}",
)

_WEEKDAYS = "一二三四五六日"
_IN_FULL = "照通知把全年的放假日子写全；通知还没有公布的，先不写这一年"


def working_day_problems(years: Sequence[WorkingYear]) -> list[Problem]:
    """What is wrong with the yearly calendars, each with its place."""
    counts = Counter(year.year for year in years)
    problems = []
    for index, year in enumerate(years):
        if year.year is None:
            continue
        if counts[year.year] > 1 and any(other.year == year.year for other in years[:index]):
            problems.append(WRONG_CALENDAR.at(year.place("年"), f"{year.year} 年写了两次", "合并成一条"))
        problems += _problems(year, year.year)
    return sorted(problems)


def _problems(record: WorkingYear, year: int) -> Iterator[Problem]:
    known = WorkingDays()
    statutory = statutory_days(year)
    seen: dict[datetime.date, str] = {}
    for key, texts in (("放假", record.off), ("上班", record.worked)):
        for index, text in enumerate(texts):
            where = record.place(key, index)
            try:
                days = span(text)
            except ValueError:
                yield WRONG_CALENDAR.at(where, f"“{text}”不是日历上的日期，或者前后颠倒")
                continue
            for day in days:
                if (day + NEW_YEAR_REACH * DAY).year < year or day.year > year:
                    yield WRONG_CALENDAR.at(where, f"{chinese_date(day)}不在 {year} 年的安排里")
                elif day in seen:
                    yield WRONG_CALENDAR.at(where, f"{chinese_date(day)}已经写在“{seen[day]}”里")
                elif key == "上班" and day in statutory:
                    yield WRONG_CALENDAR.at(where, f"{chinese_date(day)}是{statutory[day]}，法定放假")
                elif key == "上班" and known.is_working(day):
                    yield WRONG_CALENDAR.at(where, f"{chinese_date(day)}是星期{_WEEKDAYS[day.weekday()]}，本来就上班")
                seen.setdefault(day, key)
    # The decree of a year that the program does not know has to be written out in full: an omission would look settled.
    missing = [day for day in statutory if day not in seen and day.weekday() < 5]
    if missing and not is_packaged(year):
        listed = "、".join(f"{chinese_date(day)}（{statutory[day]}）" for day in missing)
        message = f"{year} 年的“放假”里没有{listed}"
        yield WRONG_CALENDAR.at(record.place("放假"), message, _IN_FULL)
