"""Money is exact: decimals in 元, rounded to 0.01 万元 only where a form shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.model.money import ZERO, Money, total

STEADY = settings(derandomize=True, deadline=None, max_examples=200)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False).map(Money.of_wan)


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        (5, "50000"),
        (Decimal("2.6241"), "26241"),
        (Decimal("0.1"), "1000"),
        (0, "0"),
        ("26241元", "26241"),
        ("26241 元", "26241"),
        ("2.5万元", "25000"),
        ("2.5 万元", "25000"),
        (" 3万元 ", "30000"),
        ("0元", "0"),
    ],
)
def test_parse(written: str | int | Decimal, yuan: str) -> None:
    assert Money.parse(written) == Money(Decimal(yuan))


@pytest.mark.parametrize(
    "written",
    ["", "元", "万元", "5", "五万元", "5亿元", "-5万元", "5.万元", ".5万元", "1,000元", "5万元起", "其余", "５万元"],
)
def test_what_is_no_amount(written: str) -> None:
    assert Money.parse(written) is None


@pytest.mark.parametrize(
    ("yuan", "printed"),
    [
        ("0", "0.00"),
        ("49.99", "0.00"),
        ("50", "0.01"),
        ("149.99", "0.01"),
        ("150", "0.02"),
        ("26241", "2.62"),
        ("12345678900", "1,234,567.89"),
        ("-50", "-0.01"),
    ],
)
def test_printed_in_wan_half_up(yuan: str, printed: str) -> None:
    assert str(Money(Decimal(yuan))) == printed


def test_tenths_are_exact() -> None:
    assert Money.of_wan(Decimal("0.1")) + Money.of_wan(Decimal("0.2")) == Money.of_wan(Decimal("0.3"))
    assert (Money.parse("26241元") or ZERO) * 12 == Money(Decimal(314892))
    assert total([]) == ZERO


@STEADY
@given(st.lists(AMOUNTS))
def test_a_sum_depends_neither_on_order_nor_on_grouping(amounts: list[Money]) -> None:
    half = len(amounts) // 2
    assert total(amounts) == total(reversed(amounts)) == total(amounts[:half]) + total(amounts[half:])
    assert total(amounts).yuan == sum((amount.yuan for amount in amounts), Decimal(0))


@STEADY
@given(AMOUNTS)
def test_rounding_is_near_and_stable(amount: Money) -> None:
    rounded = amount.rounded()
    assert abs(rounded.yuan - amount.yuan) <= 50
    assert rounded.rounded() == rounded
    assert rounded.yuan % 100 == 0
    assert Money.of_wan(Decimal(str(amount).replace(",", ""))) == rounded


@STEADY
@given(st.lists(AMOUNTS))
def test_printed_lines_add_up_to_the_printed_total(amounts: list[Money]) -> None:
    lines = [amount.rounded() for amount in amounts]
    printed = sum((Decimal(str(line).replace(",", "")) for line in lines), Decimal(0))
    assert printed == Decimal(str(total(lines)).replace(",", ""))


@STEADY
@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["元", "万元"]))
def test_parse_gives_what_was_written(number: Decimal, unit: str) -> None:
    assert Money.parse(f"{number:f}{unit}") == Money(number * (1 if unit == "元" else 10_000))


@STEADY
@given(AMOUNTS, AMOUNTS)
def test_difference_undoes_sum(one: Money, other: Money) -> None:
    assert (one + other) - other == one
    assert (one < other) == (one.yuan < other.yuan)


@pytest.mark.parametrize("written", [Decimal("1e30"), 10**18 - 1])
def test_large_amounts_can_be_printed(written: Decimal | int) -> None:
    """The reader lets 18 digits pass, and 1e30: a price times a quantity of such numbers has to be printable."""
    amount = Money.of_wan(written) * written
    assert str(amount)
