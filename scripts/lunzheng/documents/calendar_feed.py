"""The deadlines of projects as a calendar that Outlook, a telephone or a web calendar can subscribe to (RFC 5545).

The same clocks give the same bytes: identifiers are made from the project and the clock, and the time stamp of an event
is the day of the project's last record, never the time of writing.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from icalendar import Alarm, Calendar, Event

from lunzheng.model.clocks import ProjectClock, State, project_clocks
from lunzheng.model.library import Library, Project
from lunzheng.model.working_days import DAY

FEED_FILE = "clocks.ics"

_PRODUCT = "-//Lunzheng//Clocks 1//ZH"
_ALARM_TIME = datetime.timedelta(hours=9)
_DONE = {State.DONE, State.DONE_LATE}


def calendar_feed(subject: str, library: Library, projects: Iterable[Project], today: datetime.date) -> bytes:
    """A calendar with an all-day event on each due date.

    A clock that is not counted any more, or of which no date is known, has no event, nor has a limit in years that was
    kept: its last day is far ahead and concerns nobody. Dates that may still move are
    tentative. An alarm rings on the working day before a clock that runs is due, at nine o'clock.

    Args:
        subject: whose deadlines these are, for the name under which a reader shows the calendar.
        library: its site's address makes links and identifiers; its calendar knows the working days.
        projects: in the order to write.
        today: the day for which the clocks are read; records of later days leave no trace.
    """
    title = f"{subject}：办理时限"
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", title)
    calendar.add("X-WR-CALNAME", title)
    calendar.add("REFRESH-INTERVAL", DAY, parameters={"VALUE": "DURATION"})
    for project in projects:
        for clock in project_clocks(project, library, today):
            if clock.due and clock.state is not State.STOPPED and not (clock.in_years and clock.done):
                calendar.add_component(_event(project, clock, clock.due, library, today))
    return bytes(calendar.to_ical(sorted=False))


def _event(project: Project, clock: ProjectClock, due: datetime.date, library: Library, today: datetime.date) -> Event:
    page = library.page_address(project.id)
    kind = "期限" if clock.in_years else "时限"
    last = max((entry.date for entry in project.records.entries if entry.date and entry.date <= today), default=due)
    event = Event()
    event.add("UID", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{page}#{kind}/{clock.code}")))
    event.add("DTSTAMP", datetime.datetime.combine(last, datetime.time(), datetime.UTC))
    event.add("DTSTART", due)
    event.add("DTEND", due + DAY)
    event.add("SUMMARY", f"{clock.title}{_notes(clock)}：{project.name}")
    event.add("DESCRIPTION", "\n".join(_lines(clock)))
    event.add("URL", page)
    event.add("STATUS", "TENTATIVE" if clock.expected or clock.provisional else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    if clock.is_open:
        event.add_component(_alarm(clock, due, library))
    return event


def _notes(clock: ProjectClock) -> str:
    notes = [
        note
        for note, holds in (("已办", clock.state in _DONE), ("预计", clock.expected), ("暂定", clock.provisional))
        if holds
    ]
    return f"（{'，'.join(notes)}）" if notes else ""


def _lines(clock: ProjectClock) -> list[str]:
    length = f"{clock.length} {'年' if clock.in_years else clock.unit}"
    lines = [f"责任单位：{clock.party}"] if clock.party else []
    lines.append(f"时限：{length}{f'（{clock.article}）' if clock.article else ''}，自 {clock.start} 起算")
    if clock.done:
        lines.append(f"办理情况：{clock.state_text}")
    if clock.expected:
        lines.append("前面的事项还没有办完，这里按各项时限推算。")
    if clock.provisional:
        lines.append("涉及的年份还没有公布放假安排，这里按周末和法定节假日暂定，公布后可能变动。")
    return lines


def _alarm(clock: ProjectClock, due: datetime.date, library: Library) -> Alarm:
    before = library.working_days.before(due).date
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", f"{clock.title}，{due.month}月{due.day}日到期")
    alarm.add("TRIGGER", before - due + _ALARM_TIME)
    return alarm
