"""Facts by name: plain replacement from a fixed list, once."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.check.open import open_workspace
from lunzheng.model.facts import NOT_FILLED, Facts, format_cell, format_number, token_names
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money

from .making import ROOT

STEADY = settings(derandomize=True, deadline=None, max_examples=200)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_workspace(ROOT).library


@pytest.fixture(scope="module")
def sample() -> Facts:
    """A project with a plan."""
    workspace = open_workspace(ROOT)
    project = next(item for item in workspace.projects() if item.has("proposal/01-overview.md"))
    return Facts(project, workspace.library)


def with_values(facts: Facts, **values: str) -> Facts:
    """The same facts with other values for some tokens."""
    changed = Facts(facts.project, facts.library)
    changed.__dict__["_tokens"] = {**facts._tokens, **values}
    return changed


def test_known_tokens_are_replaced(sample: Facts) -> None:
    name = sample.project.profile.name
    assert sample.fill("《{{项目名称}}》和《{{ 项目名称 }}》") == f"《{name}》和《{name}》"


@pytest.mark.parametrize(
    "text",
    [
        "{{没有}}",
        "{项目名称}",
        "{{}}",
        "{{ }}",
        "{{项目名称",
        "项目名称}}",
        "{{{}}}",
        "{{项目名称.x}}",
        "{{项目 名称}}",
    ],
)
def test_everything_else_stays(sample: Facts, text: str) -> None:
    assert sample.fill(text) == text


def test_braces_around_a_token_stay(sample: Facts) -> None:
    assert sample.fill("{{{年度}}}") == f"{{{sample.token('年度')}}}"


def test_a_value_is_not_looked_at_again(sample: Facts) -> None:
    facts = with_values(sample, 项目名称="{{项目简称}}", 项目简称="{{项目名称}}", 年度=r"\1\g<name>")
    assert facts.fill("{{项目名称}}{{项目简称}}{{年度}}") == r"{{项目简称}}{{项目名称}}\1\g<name>"
    halves = with_values(sample, 项目名称="{{", 项目简称="}}")
    assert halves.fill("{{项目名称}}年度{{项目简称}}") == "{{年度}}"


def test_a_known_name_without_a_value_says_so(sample: Facts) -> None:
    assert with_values(sample, 项目简称="").fill("{{项目简称}}") == NOT_FILLED


@STEADY
@given(text=st.text(alphabet=st.sampled_from("{}项目名称 年度甲x\n"), max_size=40))
def test_text_outside_tokens_is_untouched(sample: Facts, text: str) -> None:
    filled = sample.fill(text)
    if "{{" not in text:
        assert filled == text
    again = with_values(sample, 项目名称="{{项目名称}}", 年度="{{年度}}").fill(text)
    assert again.replace(" ", "") == text.replace(" ", "")


def test_names_are_unique_and_all_have_values_in_a_full_project(sample: Facts) -> None:
    names = token_names(sample.library.edition)
    assert len(names) == len(set(names))
    bought = {"服务方式", "服务期", "服务目录", "年均服务费", "自建费用", "节约费用"}
    empty = {name for name in names if not sample.token(name)}
    assert empty <= bought


def test_every_token_of_the_edition_is_known(library: Library) -> None:
    names = set(token_names(library.edition))
    for path in sorted((ROOT / "templates" / "ningbo-2021").rglob("*.yml")):
        if path.name in ("letters.yml", "lists.yml"):
            continue  # They name values of their own; see documents/letters/test_edition.py.
        for found in re.findall(r"\{\{([^{}]+)\}\}", path.read_text(encoding="utf-8")):
            assert found.strip() in names, path


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (None, "", ""),
        ("甲", "", "甲"),
        (" 甲 ", "", "甲"),
        ("2027-03", "时间", "2027年3月"),
        ("2027Q2", "时间", "2027年第2季度"),
        (5, "金额", "5.00"),
        (Decimal("1234.567"), "金额", "1,234.57"),
        ("26241元", "金额", "2.62"),
        ("其余", "金额", "其余"),
        (Money.of_wan(5), "", "5.00"),
        (12, "数", "12"),
        (Decimal("12.50"), "数", "12.5"),
        (Decimal("100"), "数", "100"),
        (2027, "整数", "2027"),
        (["甲", "乙"], "列表", "甲、乙"),
        ({"起": "2027-03", "止": "2027-05"}, "", "起：2027年3月；止：2027年5月"),
        ([], "", ""),
    ],
)
def test_cells(value: Any, kind: str, printed: str) -> None:
    assert format_cell(value, kind) == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [(0, "0"), (100, "100"), (Decimal("0.50"), "0.5"), (Decimal("1E+2"), "100"), (Decimal("-1.0"), "-1")],
)
def test_numbers(number: int | Decimal, printed: str) -> None:
    assert format_number(number) == printed


def test_paths_reach_into_every_data_file(sample: Facts) -> None:
    assert sample.value("建设单位.名称") == sample.project.profile.owner.name
    assert sample.value("绩效.总目标")
    assert sample.value("绩效.没有") is None
    assert sample.value("没有.没有") is None
    assert isinstance(sample.project, Project)
