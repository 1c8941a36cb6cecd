"""The command ``lunzheng check --document``: what it prints and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from documents.inspect.support import BRIEF, ROOT, Copy, put, run_of, sample


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lunzheng", "--root", str(ROOT), "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)


def test_a_sound_document(tmp_path: Path) -> None:
    file = tmp_path / "初步建议书.docx"
    file.write_bytes(sample(BRIEF))
    done = check("--document", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "通过　  E405  纸张是 A4（GB/T 9704-2012 5.1）" in done.stdout
    assert "不通过" not in done.stdout
    assert done.stdout.rstrip().endswith("项要求全部通过。")


def test_a_damaged_document(tmp_path: Path) -> None:
    copy = Copy(BRIEF)
    put(run_of(copy.paragraph()), "rPr", "sz", val=21)
    file = tmp_path / "a.docx"
    file.write_bytes(copy.data())
    done = check("--document", file)
    assert done.returncode == 1
    assert f"{file}:1:1: E418: 第 2 节第" in done.stdout
    assert "怎样改：" in done.stdout


def test_a_file_of_another_sort(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"%PDF-1.7")
    done = check("--document", file)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("E401") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--document", "nowhere.docx"], "找不到文件"),
        (["--document", "."], "找不到文件"),
        (["--document", __file__, "slj-flood-control"], "不能同时写项目"),
        (["--as", "brief"], "要和 --document 一起用"),
        (["--document", __file__, "--as", "report"], "没有“report”这种文档"),
    ],
)
def test_wrong_usage(arguments: list[str], says: str) -> None:
    done = check(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
