"""Dates as people read them, and as the rule counts years."""

from __future__ import annotations

import datetime


def years_later(day: datetime.date, years: int) -> datetime.date:
    """The same day years later; for 29 February, the last of the month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def chinese_date(day: datetime.date) -> str:
    """A date in Arabic numerals without padding zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
