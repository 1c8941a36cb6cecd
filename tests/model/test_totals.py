"""Totals, shares of the funding and payments: computed, and always adding up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.model.budget import COMMON_SYSTEM, Budget
from lunzheng.model.money import Money, total
from lunzheng.model.project import Profile
from lunzheng.model.totals import funding_amounts, payment_amounts, share_of, total_investment

from .making import budget, profile

STEADY = settings(derandomize=True, deadline=None, max_examples=150)


@dataclass(frozen=True)
class Facts:
    """The two files that amounts are computed from; all that the functions look at."""

    profile: Profile
    budget: Budget


def facts(project: str, *lines: str) -> Any:
    return Facts(profile(project), budget(*lines))


def wan(amount: str) -> Money:
    return Money.of_wan(Decimal(amount))


def test_a_line_is_unit_price_times_quantity() -> None:
    made = budget(
        "系统: 甲, 类别: 软件开发, 单位: 人月, 单价: 26241元, 数量: 12",
        "系统: 甲, 类别: 软件开发, 单位: 套, 单价: 8.6, 数量: 2",
        "系统: 甲, 类别: 软件开发, 单位: 人月, 数量: 3",
        "系统: 甲, 类别: 软件开发, 单价: 5",
        "系统: 甲, 类别: 服务, 单位: 人月, 数量: 7",
    )
    assert [line.amount for line in made.lines] == [wan("31.49"), wan("17.2"), None, None, None]
    assert [line.person_months({"软件开发"}) for line in made.lines] == [12, 0, 3, 0, 0]
    assert made.sum() == wan("48.69")
    assert made.person_months({"软件开发"}) == 15


def test_sums_by_system_category_and_module() -> None:
    made = budget(
        "系统: 项目公共, 类别: 安全, 单价: 1, 数量: 1",
        "系统: 乙, 模块: 一, 类别: 软件开发, 单价: 2, 数量: 1",
        "系统: 甲, 模块: 一, 类别: 软件开发, 单价: 4, 数量: 1",
        "系统: 乙, 模块: 二, 类别: 安全, 单价: 8, 数量: 1",
    )
    assert made.systems == ["乙", "甲", COMMON_SYSTEM]
    assert made.sum(system="乙") == wan("10")
    assert made.sum(category="安全") == wan("9")
    assert made.sum(system="乙", module="一") == wan("2")
    assert made.sum(module="一") == wan("6")
    assert total(made.sum(system=name) for name in made.systems) == made.sum()


def test_the_estimate_holds_until_there_is_a_budget() -> None:
    assert total_investment(facts("投资估算: 320")) == wan("320")
    assert total_investment(facts("投资估算: 320", "单价: 5, 数量: 2")) == wan("10")
    assert total_investment(facts("项目名称: 甲")) is None


def test_a_rest_takes_what_is_left() -> None:
    made = facts(
        "投资估算: 100\n资金:\n  - {来源: 甲, 比例: 33.33}\n  - {来源: 乙, 金额: 10}\n  - {来源: 丙, 金额: 其余}"
    )
    assert [amount for _, amount in funding_amounts(made)] == [wan("33.33"), wan("10"), wan("56.67")]


def test_amounts_are_given_back_while_there_is_no_total() -> None:
    made = facts("资金:\n  - {来源: 甲, 比例: 50}\n  - {来源: 乙, 金额: 10}\n  - {来源: 丙, 金额: 其余}")
    assert [amount for _, amount in funding_amounts(made)] == [None, wan("10"), None]


def test_shares_that_are_not_the_whole_are_left_alone() -> None:
    """A gap must stay visible to the check, not be filled silently."""
    made = facts("投资估算: 100\n资金:\n  - {来源: 甲, 比例: 60}\n  - {来源: 乙, 比例: 30}")
    assert total(amount for _, amount in funding_amounts(made) if amount) == wan("90")


WHOLE = st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=4)


@st.composite
def shares(draw: st.DrawFn) -> list[Decimal]:
    """Shares in per cent with two decimals that sum to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10000), max_size=6)))
    return [Decimal(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 10000], strict=True)]


@STEADY
@given(WHOLE, shares())
def test_shares_of_the_whole_sum_to_the_total(investment: Decimal, parts: list[Decimal]) -> None:
    lines = "\n".join(f"  - {{来源: 市级财政资金, 年度: 2027, 比例: {part:f}}}" for part in parts)
    made = facts(f"投资估算: {investment:f}\n资金:\n{lines}")
    amounts = [amount for _, amount in funding_amounts(made)]
    assert None not in amounts
    assert total(amount for amount in amounts if amount) == Money.of_wan(investment).rounded()
    for part, amount in zip(parts[:-1], amounts, strict=False):
        assert amount == (Money.of_wan(investment) * part / 100).rounded()


@STEADY
@given(WHOLE, shares(), st.data())
def test_parts_with_a_rest_sum_to_the_total(investment: Decimal, parts: list[Decimal], data: st.DataObject) -> None:
    fixed = data.draw(st.decimals(min_value=0, max_value=investment / 2, places=2))
    place = data.draw(st.integers(0, len(parts)))
    lines = [f"  - {{来源: 甲, 比例: {part / 2:f}}}" for part in parts]
    lines.insert(place, "  - {来源: 乙, 金额: 其余}")
    lines.append(f"  - {{来源: 丙, 金额: {fixed:f}}}")
    made = facts(f"投资估算: {investment:f}\n资金:\n" + "\n".join(lines))
    amounts = [amount for _, amount in funding_amounts(made)]
    assert total(amount for amount in amounts if amount) == Money.of_wan(investment).rounded()


@STEADY
@given(WHOLE, shares())
def test_payments_sum_to_the_total(investment: Decimal, parts: list[Decimal]) -> None:
    lines = "\n".join(f"    - {{节点: 一, 比例: {part:f}}}" for part in parts)
    made = facts(f"投资估算: {investment:f}\n购买服务:\n  付费:\n{lines}")
    amounts = [amount for _, amount in payment_amounts(made)]
    assert total(amount for amount in amounts if amount) == Money.of_wan(investment).rounded()


def test_share_of_the_whole() -> None:
    assert share_of(wan("1"), wan("3")) == Decimal("33.33")
    assert share_of(wan("2"), wan("3")) == Decimal("66.67")
    assert share_of(wan("1"), wan("0")) is None
    assert share_of(wan("1"), None) is None
