"""Adding a dated record to ``review/records.yml``: what is there stays as it is written, comments too."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from lunzheng.model.edition import YES, Edition
from lunzheng.model.library import RECORDS_FILE, Library, Project, Records
from lunzheng.model.record import bind
from lunzheng.model.review_words import RecordOrder
from lunzheng.review.problems import ReviewError
from lunzheng.source.node import Node
from lunzheng.source.text import TextFile, read_text
from lunzheng.source.write import write_text
from lunzheng.source.yaml import parse_yaml

_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_EMPTY = re.compile(r"^记录:[ \t]*(?:\[[ \t]*\]|null|~)?[ \t]*(?=#|$)", re.MULTILINE)
_SCHEMA = "# yaml-language-server: $schema={up}schemas/{edition}/records.schema.json\n"


class RecordsError(ReviewError):
    """A record cannot be added; the text says why, in Chinese."""


def record_event(project: Project, library: Library, event: str, date: datetime.date, note: str = "") -> bool:
    """Add a record to a project if the order of the stages allows it.

    Args:
        project: as it stands.
        library: its library.
        event: the name of a stage.
        date: the calendar day in China.
        note: what happened, in a sentence.

    Returns:
        Whether it was added; the same event on the same day is not recorded twice.

    Raises:
        RecordsError: the record contradicts those that are there, or the file cannot take it.
        OSError: it cannot be written; what was there stays.
    """
    if not require_order(project, library, event, date):
        return False
    path = project.folder.root / RECORDS_FILE
    if not path.exists():
        up = "../" * (project.folder.name.count("/") + 2)
        write_text(path, _SCHEMA.format(up=up, edition=library.edition.code) + "记录: []\n")
    return append_record(path, event, date, note)


def require_order(project: Project, library: Library, event: str, date: datetime.date) -> bool:
    """Whether a record is still to be added; false where there is one of the same event and date.

    Raises:
        RecordsError: it contradicts those that are there.
    """
    if (event, date) in [(entry.event, entry.date) for entry in project.records.entries]:
        return False
    if fault := order_fault(project, library.edition, event, date):
        raise RecordsError(fault)
    return True


def order_fault(project: Project, edition: Edition, event: str, date: datetime.date) -> str:
    """Why a record may not follow those of a project, in Chinese; empty if it may."""
    stages = {stage.name: place for place, stage in enumerate(edition.head.stages)}
    closing = {stage.name for stage in edition.head.stages if stage.final == YES}
    rules = edition.review.records
    if event not in stages:
        return f"没有“{event}”这个阶段；可以记的事项：{'、'.join(stages)}"
    entries = project.records.entries
    last = entries[-1] if entries else None
    if last and last.date and date < last.date:
        return f"“{event}”的日期 {date} 早于上一条记录“{last.event}”（{last.date}）"
    if last and last.event in closing and last.event not in rules.reopening:
        return f"项目已经“{last.event}”，不能再记“{event}”"
    if event in rules.reopening or (event in closing and _is_concluded(project, rules)):
        return ""
    if event in closing:
        others = "、".join(f"“{name}”" for name in rules.reopening)
        instead = f"；不再办理的，记{others}" if others else ""
        return f"还没有办到“{rules.until}”，不能记“{event}”{instead}"
    reached, place = stages[project.reached.name], stages[event]
    missing = [name for name, at in stages.items() if reached < at < place and name not in closing]
    if missing:
        return f"还没有办到“{event}”：先要记{'、'.join(f'“{name}”' for name in missing)}"
    regular = {entry.event for entry in entries} - closing
    reopened = last is not None and last.event in closing
    if reopened or not any(stages.get(name, -1) >= place for name in regular):
        return ""
    if rules.until in regular:
        return f"已经记了“{rules.until}”，不能再记“{event}”"
    if event not in rules.repeatable:
        return f"“{event}”或者后面的阶段已经记过，不能再记一次"
    return ""


def _is_concluded(project: Project, rules: RecordOrder) -> bool:
    """Whether the course has come to its regular end."""
    return not rules.until or rules.until in [entry.event for entry in project.records.entries]


def append_record(path: Path, event: str, date: datetime.date, note: str = "") -> bool:
    """Add a record at the end of a records file, whatever the order of stages.

    Args:
        path: the file; it is made where there is none.
        event: the name of a stage.
        date: the calendar day in China.
        note: what happened.

    Returns:
        Whether it was added; the same event on the same day is not recorded twice.

    Raises:
        RecordsError: the file cannot be read, or is not written as a list that takes another line.
        OSError: it cannot be written; what was there stays.
    """
    text, problems = read_text(path, RECORDS_FILE) if path.exists() else (TextFile(RECORDS_FILE, "记录: []\n"), [])
    node, found = parse_yaml(text) if text else (None, problems)
    if text is None or node is None:
        raise RecordsError(f"{RECORDS_FILE} 读不出来，没有改动：{found[0].message}（第 {found[0].location.line} 行）")
    before = _entries(node)
    if (event, date) in before:
        return False
    old = _EMPTY.sub("记录:", text.text, count=1)
    items = _ITEM.findall(old)
    more = f", 说明: {json.dumps(note, ensure_ascii=False)}" if note else ""
    line = f"{items[0] if items else '  '}- {{事项: {event}, 日期: {date.isoformat()}{more}}}\n"
    new = TextFile(RECORDS_FILE, f"{old.rstrip()}\n{line}")
    made, found = parse_yaml(new)
    if made is None or found or _entries(made) != [*before, (event, date)]:
        raise RecordsError(
            f"{RECORDS_FILE} 里的记录不是一条一行的列表，加不上新的一条；每条写成“- {{事项: …, 日期: …}}”"
        )
    write_text(path, new.text)
    return True


def _entries(node: Node) -> list[tuple[str, datetime.date | None]]:
    return [(entry.event, entry.date) for entry in bind(Records, node, node.location).entries]
