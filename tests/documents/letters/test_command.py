"""``lunzheng letter`` and ``lunzheng list`` as a person runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import Done

from .made import BOUGHT, BUILT, NUMBER, ROOT, Word

Run = Callable[..., Done]


def test_a_letter_says_what_is_still_blank(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "letter.docx"
    done = run("--root", ROOT, "letter", BOUGHT, "--kind", "appraisal", "--draft", "--to", target, cwd=tmp_path)
    assert done.code == 0
    assert "文号（--number）" in done.err
    assert "市财政局：" in Word(target.read_bytes()).lines


def test_a_folder_takes_one_letter_for_each_party(run: Run, tmp_path: Path) -> None:
    done = run("--root", ROOT, "letter", BUILT, "--kind", "consultation", "--to", tmp_path, cwd=tmp_path)
    assert done.code == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"{BUILT}-consultation-{party}.docx" for party in ("fgw", "jbj", "wxb")]
    numbered = ("letter", BUILT, "--kind", "consultation", "--number", NUMBER, "--to", tmp_path)
    done = run("--root", ROOT, *numbered, cwd=tmp_path)
    assert done.code == 2
    assert "一个文号只用于一份函" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("letter", BUILT, "--kind", "nonsense"),
        ("letter", BUILT, "--kind", "appraisal", "--number", "甬数函[2027]3号"),
        ("letter", BUILT, "--kind", "appraisal", "--date", "2027.3.1"),
        ("letter", BUILT, "--kind", "appraisal", "--fill", "没有的空=甲"),
        ("letter", BUILT, "--kind", "appraisal", "--fill", "论证意见"),
        ("list",),
        ("list", "--year", "2026", "--kind", "nonsense"),
        ("list", "--year", "2026", "--to", "list.pdf"),
    ],
)
def test_wrong_usage_is_named_and_nothing_is_written(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run("--root", ROOT, *arguments, cwd=tmp_path)
    assert done.code == 2
    assert done.err.startswith("错误：")
    assert list(tmp_path.iterdir()) == []


def test_without_a_kind_the_kinds_are_listed(run: Run, tmp_path: Path) -> None:
    done = run("--root", ROOT, "letter", BUILT, cwd=tmp_path)
    assert done.code == 0
    assert "appraisal  前期论证函（第十二条）" in done.out
    assert "会议时间" in done.out


@pytest.mark.parametrize("name", ["list.docx", "list.xlsx"])
def test_a_year_without_projects_names_the_years_that_have_some(run: Run, tmp_path: Path, name: str) -> None:
    done = run("--root", ROOT, "list", "--year", "2027", "--to", name, cwd=tmp_path)
    assert done.code == 0
    assert "有项目的年份：2026" in done.err
    assert (tmp_path / name).stat().st_size > 0
