"""The one comment that the program writes under a pull request: found again, edited in place, never posted twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lunzheng.check.formats.markdown import LIMIT, escape
from lunzheng.review.clock_rows import ClockRow, clock_table, due_day
from lunzheng.review.forge.interface import Comment, Forge
from lunzheng.review.markdown_blocks import fitting, units

_MARK = "<!-- lunzheng:status"
_STATE = re.compile(r"<!-- lunzheng:status commit=(?P<commit>[0-9a-f]*) reminded=(?P<reminded>\S*) -->")
_SHORTENED = "> 太长了，后面的没有列出。\n"


@dataclass(frozen=True)
class Reminder:
    """An overdue clock of which people have been reminded.

    Attributes:
        code: the clock.
        due: the day that has passed: the same clock may start again later, with another one.
        said: the day of the reminder.
    """

    code: str
    due: datetime.date
    said: datetime.date


@dataclass(frozen=True)
class Status:
    """What the comment says.

    Attributes:
        commit: the commit that it speaks of.
        clocks: how they stand on ``today``.
        blocks: what else there is to say, in Markdown, each block whole by itself.
    """

    commit: str
    today: datetime.date
    clocks: Sequence[ClockRow]
    blocks: Sequence[str] = ()


def write_status(forge: Forge, number: int, status: Status) -> Comment:
    """Bring the comment of a pull request up to date; nothing is sent where it says this already.

    An overdue clock gets its reminder once: the day on which it was first said stays.

    Raises:
        ForgeError: the forge cannot be asked; running it again finishes.
    """
    found = _own(forge, number)
    if not found:
        made = forge.add_comment(number, _text(status, _reminders((), status)))
        # Another run may have been as quick: both see both, and agree on the older.
        found = _own(forge, number) or [made]
    first, *others = found
    for other in others:
        pointer = f"{_MARK} commit= reminded= -->\n这条已经并入另一条：{first.url}\n"
        if other.body.strip() != pointer.strip():
            forge.edit_comment(number, other.id, pointer)
    known = [reminder for comment in found for reminder in _known(comment.body)]
    text = _text(status, _reminders(known, status))
    return first if first.body.strip() == text.strip() else forge.edit_comment(number, first.id, text)


def reminded(forge: Forge, number: int) -> tuple[Reminder, ...]:
    """The reminders that the comment of a pull request holds."""
    return tuple(reminder for comment in _own(forge, number) for reminder in _known(comment.body))


def _own(forge: Forge, number: int) -> list[Comment]:
    """The program's comments by this account, the oldest first; anybody could write the mark into their own."""
    account = forge.account().casefold()
    mine = [c for c in forge.comments(number) if c.author.casefold() == account and c.body.lstrip().startswith(_MARK)]
    return sorted(mine, key=lambda comment: (comment.created, len(comment.id), comment.id))


def _reminders(known: Sequence[Reminder], status: Status) -> list[Reminder]:
    """Those known, the earliest of each, and one for each clock that is overdue now."""
    found: dict[tuple[str, datetime.date], Reminder] = {}
    for reminder in sorted(known, key=lambda one: one.said):
        found.setdefault((reminder.code, reminder.due), reminder)
    for clock in status.clocks:
        if clock.is_overdue and clock.due is not None:
            found.setdefault((clock.code, clock.due), Reminder(clock.code, clock.due, status.today))
    return sorted(found.values(), key=lambda one: (one.said, one.due, one.code))


def _text(status: Status, reminders: Sequence[Reminder]) -> str:
    kept = ",".join(f"{quote(one.code, safe='')}:{one.due.isoformat()}:{one.said.isoformat()}" for one in reminders)
    begin = f"{_MARK} commit={status.commit} reminded={kept} -->\n"
    blocks = [f"## 办理情况\n\n说的是提交 `{status.commit[:12]}`。\n"]
    if status.clocks:
        blocks.append(f"{clock_table(status.clocks)}\n")
    said = {(one.code, one.due): one.said for one in reminders}
    lines = [_reminder(clock, said) for clock in status.clocks if clock.is_overdue and clock.due]
    if lines:
        blocks.append("\n".join(lines) + "\n")
    blocks += status.blocks
    return begin + fitting(blocks, LIMIT - units(begin), _SHORTENED)


def _reminder(clock: ClockRow, said: dict[tuple[str, datetime.date], datetime.date]) -> str:
    assert clock.due is not None
    day = said[(clock.code, clock.due)].isoformat()
    who = f"请{clock.party}尽快办理" if clock.party else "请尽快办理"
    return f"- **逾期**：{escape(clock.title)}，应在 {due_day(clock)} 以前完成，{escape(who)}。（{day} 提醒）"


def _known(body: str) -> list[Reminder]:
    found = _STATE.search(body)
    reminders = []
    for part in filter(None, (found["reminded"] if found else "").split(",")):
        code, due, said = (*part.split(":"), "", "")[:3]
        try:
            reminders.append(
                Reminder(unquote(code), datetime.date.fromisoformat(due), datetime.date.fromisoformat(said))
            )
        except ValueError:
            # Somebody has edited the mark: the clock is reminded of once more.
            continue
    return reminders
