"""Months and quarters: the calendar units in which the forms give construction periods (附表2 四, 附表3 八)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(?P<year>20[0-9]{2})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4]))")


@dataclass(frozen=True)
class Moment:
    """A month, or a quarter, as written: ``2027-03`` or ``2027Q1``.

    Attributes:
        first: its first month, counted from year 0 (year × 12 + month − 1).
        last: its last month, counted alike.
    """

    first: int
    last: int

    @classmethod
    def parse(cls, written: str) -> Moment | None:
        """Read a month or quarter; None where it is neither."""
        found = _WRITTEN.fullmatch(written.strip())
        if not found:
            return None
        january = int(found["year"]) * 12
        if found["quarter"]:
            first = january + (int(found["quarter"]) - 1) * 3
            return cls(first, first + 2)
        month = january + int(found["month"]) - 1
        return cls(month, month)

    @property
    def year(self) -> int:
        return self.first // 12

    def __str__(self) -> str:
        if self.last > self.first:
            return f"{self.year}年第{self.first % 12 // 3 + 1}季度"
        return f"{self.year}年{self.first % 12 + 1}月"


def months_between(start: Moment, end: Moment) -> int:
    """The number of months from the first month of ``start`` to the last month of ``end``, both counted."""
    return end.last - start.first + 1


def chinese_date(date: datetime.date | None) -> str:
    """A date in Arabic numerals without padding zeros (GB/T 9704-2012, 7.3.5.4); empty where there is none."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""
