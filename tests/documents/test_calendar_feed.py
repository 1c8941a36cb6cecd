"""The calendar of deadlines, read back by another reader's rules: RFC 5545."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar
from icalendar.cal import Component

from acceptance.support import ROOT
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.documents.calendar_feed import calendar_feed
from lunzheng.model.load import read_project

PROJECT = "slj-flood-control"
PAGE = f"https://lunzheng.example.org/projects/{PROJECT}/index.html"
SUBMITTED = "{事项: 方案, 日期: 2026-02-12}"
SENT = "{事项: 征求意见, 日期: 2026-02-13}"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("templates", "schemas", f"projects/2027/{PROJECT}"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / "projects/library.yml", tmp_path / "projects/library.yml")
    return open_workspace(tmp_path)


def feed(workspace: Workspace, today: str, *entries: str) -> bytes:
    folder = workspace.root / "projects/2027" / PROJECT
    text = "记录:\n" + "".join(f"  - {entry}\n" for entry in entries)
    (folder / "review/records.yml").write_text(text, encoding="utf-8")
    project = read_project(workspace.library, folder)
    return calendar_feed("示例", workspace.library, [project], datetime.date.fromisoformat(today))


def events(data: bytes) -> dict[str, Component]:
    """The events by the day on which they stand."""
    calendar = Calendar.from_ical(data)
    found = {event["DTSTART"].dt.isoformat(): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def test_it_is_a_calendar_with_an_event_for_each_date(workspace: Workspace) -> None:
    data = feed(workspace, "2026-02-13", SUBMITTED, SENT)
    calendar = Calendar.from_ical(data)
    assert (calendar["VERSION"], calendar["X-WR-CALNAME"], calendar["METHOD"]) == ("2.0", "示例：办理时限", "PUBLISH")
    assert calendar["PRODID"]
    done, running, expected = (found := events(data)).values()
    assert list(found) == ["2026-02-13", "2026-02-27", "2026-03-02"]
    assert [str(event["STATUS"]) for event in found.values()] == ["CONFIRMED", "CONFIRMED", "TENTATIVE"]
    assert done["SUMMARY"].startswith("把方案发给有关部门征求意见（已办）：宁波城市大脑●防汛会商")
    assert running["SUMMARY"].startswith("有关部门反馈意见：")
    assert "（预计）" in expected["SUMMARY"]
    assert running["DTEND"].dt == datetime.date(2026, 2, 28)
    assert running["URL"] == PAGE
    assert "第九条" in running["DESCRIPTION"]
    assert "有关部门" in running["DESCRIPTION"]


def test_an_alarm_rings_on_the_working_day_before(workspace: Workspace) -> None:
    done, running, expected = events(feed(workspace, "2026-02-13", SUBMITTED, SENT)).values()
    assert (done.walk("VALARM"), expected.walk("VALARM")) == ([], [])
    (alarm,) = running.walk("VALARM")
    rings = datetime.datetime(2026, 2, 27) + alarm["TRIGGER"].dt
    assert rings == datetime.datetime(2026, 2, 26, 9)
    # Over a weekend: due on a Monday, it rings on the Friday.
    event = events(feed(workspace, "2026-03-06", "{事项: 方案, 日期: 2026-03-06}"))["2026-03-09"]
    (alarm,) = event.walk("VALARM")
    assert datetime.datetime(2026, 3, 9) + alarm["TRIGGER"].dt == datetime.datetime(2026, 3, 6, 9)


def test_dates_that_may_move_are_tentative(workspace: Workspace) -> None:
    first, *_ = events(feed(workspace, "2040-05-28", "{事项: 方案, 日期: 2040-05-28}")).values()
    assert first["STATUS"] == "TENTATIVE"
    assert "（暂定）" in first["SUMMARY"]
    assert "放假安排" in first["DESCRIPTION"]


def test_identifiers_stay_when_the_dates_move(workspace: Workspace) -> None:
    def identifiers(*entries: str) -> list[str]:
        return [str(event["UID"]) for event in events(feed(workspace, "2026-02-16", *entries)).values()]

    planned = identifiers(SUBMITTED)
    assert len(set(planned)) == 3
    assert identifiers(SUBMITTED, SENT) == planned
    assert identifiers("{事项: 方案, 日期: 2026-02-10}", "{事项: 征求意见, 日期: 2026-02-16}") == planned


def test_the_time_stamp_is_that_of_the_records(workspace: Workspace) -> None:
    later = "{事项: 意见反馈, 日期: 2026-03-02}"
    one = feed(workspace, "2026-02-13", SUBMITTED, SENT)
    assert one == feed(workspace, "2026-02-13", SUBMITTED, SENT, later)
    stamps = {event["DTSTAMP"].dt for event in events(one).values()}
    assert stamps == {datetime.datetime(2026, 2, 13, tzinfo=datetime.UTC)}


@pytest.mark.parametrize(
    "entries",
    [
        (),
        ("{事项: 谋划, 日期: 2026-01-05}", "{事项: 撤回, 日期: 2026-02-10}"),
        (SUBMITTED, "{事项: 退回, 日期: 2026-02-13}"),
    ],
)
def test_where_no_clock_counts_there_is_no_event(workspace: Workspace, entries: tuple[str, ...]) -> None:
    assert events(feed(workspace, "2026-02-16", *entries)) == {}


def test_a_limit_in_years_is_shown_as_long_as_it_runs(workspace: Workspace) -> None:
    entered = "{事项: 入库, 日期: 2026-01-05}"
    assert list(events(feed(workspace, "2026-02-16", entered))) == ["2028-01-05"]
    assert "2028-01-05" not in events(feed(workspace, "2026-02-16", entered, SUBMITTED))


def test_lines_are_folded_and_texts_escaped(workspace: Workspace) -> None:
    name = "项目，很长的名字；带有,逗号;分号\\和“引号”" * 6
    path = workspace.root / "projects/2027" / PROJECT / "project.yml"
    text, count = re.subn(r"(?m)^项目名称: .*$", lambda _: f"项目名称: '{name}'", path.read_text(encoding="utf-8"))
    assert count == 1
    path.write_text(text, encoding="utf-8")
    data = feed(workspace, "2026-02-12", SUBMITTED)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    first, *_ = events(data).values()
    assert first["SUMMARY"] == f"把方案发给有关部门征求意见：{name}"
