"""The clocks as the commands show them: ``status`` and ``review calendar``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import jsonschema
import pytest
from icalendar import Calendar

from .support import ROOT, Done, ScratchLibrary

Run = Callable[..., Done]

RECORDS = {
    "slj-overdue": "{事项: 方案, 日期: 2026-03-02}",
    "slj-running": "{事项: 方案, 日期: 2026-02-12}, {事项: 征求意见, 日期: 2026-03-04}",
    "slj-entered": "{事项: 入库, 日期: 2026-01-05}",
    "dsj-today": "{事项: 方案, 日期: 2026-03-05}",
    "dsj-back": "{事项: 方案, 日期: 2026-02-12}, {事项: 退回, 日期: 2026-02-13}",
}


@pytest.fixture
def clocked(library: ScratchLibrary) -> ScratchLibrary:
    """Projects that are overdue, due today, running, waiting and returned, on 2026-03-06."""
    for name, records in RECORDS.items():
        folder = library.add("good/suggestion", name)
        (folder / "review").mkdir(exist_ok=True)
        (folder / "review/records.yml").write_text(f"记录: [{records}]\n", encoding="utf-8")
    library.add("good/suggestion", "dsj-new")
    return library


def test_what_is_overdue_stands_first(run: Run, clocked: ScratchLibrary) -> None:
    done = run("status", "--today", "2026-03-06", cwd=clocked.root)
    assert (done.code, done.err) == (0, "")
    head, *rows = done.out.splitlines()
    assert head.split()[:5] == ["代号", "阶段", "自", "时限", "到期"]
    assert [row.split()[0] for row in rows] == [
        *("slj-overdue", "dsj-today", "slj-running"),
        *("dsj-back", "dsj-new", "slj-entered"),
    ]
    by_id = {row.split()[0]: row for row in rows}
    assert re.search(r"发送：逾期 3 个工作日 +2026-03-03 ", by_id["slj-overdue"])
    assert "发送：今天到期" in by_id["dsj-today"]
    assert "反馈：还有 3 个工作日" in by_id["slj-running"]
    assert "储备期" in by_id["slj-entered"]
    assert "逾期" not in by_id["dsj-back"]


def test_a_date_that_may_move_is_marked(run: Run, clocked: ScratchLibrary) -> None:
    path = clocked.root / "projects/2027/slj-overdue/review/records.yml"
    path.write_text("记录: [{事项: 方案, 日期: 2040-05-28}]\n", encoding="utf-8")
    assert "2040-05-29（暂定）" in run("status", "slj-overdue", "--today", "2040-05-28", cwd=clocked.root).out


def test_the_form_for_programs(run: Run, clocked: ScratchLibrary) -> None:
    done = run("status", "--format", "json", "--today", "2026-03-06", cwd=clocked.root)
    assert (done.code, done.err) == (0, "")
    said = json.loads(done.out)
    jsonschema.validate(said, json.loads((ROOT / "schemas/status.schema.json").read_bytes()))
    clocks = [clock for project in said["projects"] for clock in project["clocks"]]
    overdue = [clock["id"] for clock in clocks if clock["state"] == "overdue"]
    assert overdue == ["slj-overdue/发送/2026-03-02"]
    assert said["today"] == "2026-03-06"


def test_a_day_that_is_none_is_refused(run: Run, clocked: ScratchLibrary) -> None:
    for command in (("status",), ("review", "calendar"), ("build",)):
        done = run(*command, "--today", "2026-02-30", cwd=clocked.root)
        assert (done.code, done.out) == (2, "")
        assert "“2026-02-30”" in done.err
    assert not (clocked.root / "build").exists()


def test_the_calendar_of_the_library_and_of_one_project(run: Run, clocked: ScratchLibrary) -> None:
    target = clocked.root / "clocks.ics"
    done = run("review", "calendar", "--today", "2026-03-06", "--to", target, cwd=clocked.root)
    assert (done.code, done.out.strip()) == (0, str(target))
    whole = Calendar.from_ical(target.read_bytes())
    assert len(whole.walk("VEVENT")) == 10
    one = run("review", "calendar", "slj-entered", "--today", "2026-03-06", cwd=clocked.root)
    assert (one.code, one.err) == (0, "")
    (event,) = Calendar.from_ical(one.out).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2028-01-05"
    again = clocked.root / "again.ics"
    run("review", "calendar", "--today", "2026-03-06", "--to", again, cwd=clocked.root)
    assert again.read_bytes() == target.read_bytes()


def test_a_project_that_must_not_be_written_about_is_left_out(run: Run, clocked: ScratchLibrary) -> None:
    brief = clocked.root / "projects/2027/slj-entered/brief.md"
    brief.write_text(brief.read_text(encoding="utf-8") + "\n机密★10年\n", encoding="utf-8")
    done = run("review", "calendar", "--today", "2026-03-06", cwd=clocked.root)
    assert done.code == 0
    assert "slj-entered" in done.err
    assert "slj-entered" not in done.out
