"""The calendar in ``projects/library.yml``: what is refused, with its place."""

from __future__ import annotations

import pytest

from acceptance.support import ScratchLibrary
from lunzheng.check.open import LibraryError, open_workspace

YEAR_2031 = (
    "{年: 2031, 放假: [2030-12-31至2031-01-01, 2031-01-22至2031-01-28, 2031-04-05, 2031-05-01至2031-05-04, "
    "2031-06-24, 2031-10-01至2031-10-07], 上班: [2031-01-19]}"
)


def check(library: ScratchLibrary, *years: str) -> list[tuple[str, str]]:
    """Place and message of what is refused when the library is opened."""
    path = library.root / "projects" / "library.yml"
    text = path.read_text(encoding="utf-8") + "工作日:\n" + "".join(f"  - {year}\n" for year in years)
    path.write_text(text, encoding="utf-8")
    try:
        open_workspace(library.root)
    except LibraryError as error:
        return [(f"{p.location.line}:{p.location.column}: {p.code}", p.message) for p in error.problems]
    return []


def test_a_whole_year_and_a_correction_are_accepted(library: ScratchLibrary) -> None:
    correction = "{年: 2026, 依据: 市政府办公厅通知, 放假: [2026-03-03], 上班: [2026-03-07]}"
    assert check(library, YEAR_2031, correction) == []


@pytest.mark.parametrize(
    ("year", "place", "said"),
    [
        ("{年: 2026, 放假: [2026-02-30]}", "10:20: E303", "“2026-02-30”不是日历上的日期"),
        ("{年: 2026, 放假: [2026-10-07至2026-10-01]}", "10:20: E303", "前后颠倒"),
        ("{年: 2026, 放假: [2025-10-01]}", "10:20: E303", "2025年10月1日不在 2026 年的安排里"),
        ("{年: 2026, 放假: [2025-12-28]}", "10:20: E303", "2025年12月28日不在 2026 年的安排里"),
        ("{年: 2026, 放假: [2027-01-01]}", "10:20: E303", "2027年1月1日不在 2026 年的安排里"),
        ("{年: 2026, 放假: [2026-03-03, 2026-03-03]}", "10:32: E303", "已经写在“放假”里"),
        ("{年: 2026, 放假: [2026-03-07], 上班: [2026-03-07]}", "10:38: E303", "已经写在“放假”里"),
        ("{年: 2026, 上班: [2026-03-03]}", "10:20: E303", "2026年3月3日是星期二，本来就上班"),
        ("{年: 2026, 上班: [2026-10-01]}", "10:20: E303", "2026年10月1日是国庆节，法定放假"),
        ("{年: 2031, 放假: [2031-01-01]}", "10:19: E303", "2031 年的“放假”里没有2031年1月22日（春节）"),
        ("{年: 2026}", "10:5: E206", "工作日"),
        ("{年: 2026, 放假: [10-01]}", "10:20: E205", "10-01"),
        ("{年: 二〇二六, 放假: [2026-03-03]}", "10:9: E202", "年"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(library: ScratchLibrary, year: str, place: str, said: str) -> None:
    found = check(library, year)
    assert [where for where, _ in found] == [place]
    assert said in found[0][1]


def test_a_year_is_written_once(library: ScratchLibrary) -> None:
    found = check(library, "{年: 2026, 放假: [2026-03-03]}", "{年: 2026, 放假: [2026-03-04]}")
    assert [(where.split(":")[0], text) for where, text in found] == [("11", "2026 年写了两次")]
