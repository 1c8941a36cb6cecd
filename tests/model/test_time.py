"""Months, quarters and periods, as the forms give them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.model.period import Moment, months_between
from lunzheng.model.project import Period

STEADY = settings(derandomize=True, deadline=None, max_examples=200)
YEARS = st.integers(2000, 2099)


@pytest.mark.parametrize(
    ("written", "printed", "months"),
    [
        ("2027-03", "2027年3月", 1),
        ("2027-12", "2027年12月", 1),
        ("2027Q1", "2027年第1季度", 3),
        ("2027Q4", "2027年第4季度", 3),
        (" 2027-03 ", "2027年3月", 1),
    ],
)
def test_parse(written: str, printed: str, months: int) -> None:
    moment = Moment.parse(written)
    assert moment is not None
    assert str(moment) == printed
    assert moment.year == 2027
    assert months_between(moment, moment) == months


@pytest.mark.parametrize(
    "written", ["", "2027", "2027-3", "2027-00", "2027-13", "2027Q0", "2027Q5", "2027-03-01", "1927-03", "２０２７-03"]
)
def test_what_is_no_month(written: str) -> None:
    assert Moment.parse(written) is None


@STEADY
@given(YEARS, st.integers(1, 12))
def test_a_month_lies_in_its_quarter(year: int, month: int) -> None:
    one = Moment.parse(f"{year}-{month:02}")
    quarter = Moment.parse(f"{year}Q{(month + 2) // 3}")
    assert one is not None
    assert quarter is not None
    assert quarter.first <= one.first == one.last <= quarter.last
    assert str(one) == f"{year}年{month}月"


@STEADY
@given(YEARS, st.integers(1, 12), st.integers(0, 60))
def test_length_counts_both_ends(year: int, month: int, more: int) -> None:
    start = Moment(year * 12 + month - 1, year * 12 + month - 1)
    end = Moment(start.first + more, start.first + more)
    period = Period(start=start, end=end)
    assert period.months == more + 1
    assert str(period) == f"{start}至{end}"
    if more:
        assert Period(start=end, end=start).months is None


def test_a_period_without_an_end_has_no_length_and_is_not_printed() -> None:
    start = Moment.parse("2027-03")
    for period in (Period(), Period(start=start), Period(end=start)):
        assert period.months is None
        assert str(period) == ""


def test_a_period_of_quarters() -> None:
    period = Period(start=Moment.parse("2027Q2"), end=Moment.parse("2028Q1"))
    assert period.months == 12
    assert str(period) == "2027年第2季度至2028年第1季度"
