"""Adding a dated record to ``review/records.yml``; what is there stays."""

from __future__ import annotations

import datetime
from pathlib import Path

import yaml
from yamlcore import CCoreDumper

from lunzheng.model.library import RECORDS_FILE, Records
from lunzheng.model.record import bind
from lunzheng.review.problems import ReviewError
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile
from lunzheng.source.write import write_text
from lunzheng.source.yaml import parse_yaml


def append_record(path: Path, event: str, date: datetime.date, note: str = "") -> bool:
    """Add a record unless there is one of the same event and date.

    Args:
        path: the project's ``review/records.yml``; made where there is none.
        event: a stage of the edition.
        date: its day.
        note: shown with it.

    Returns:
        Whether it was added.

    Raises:
        ReviewError: the file is not written as a list to which a line can be added.
    """
    old = path.read_text(encoding="utf-8") if path.exists() else "记录:\n"
    before = _entries(old)
    if (event, date) in before:
        return False
    entry = {"事项": event, "日期": date.isoformat(), **({"说明": note} if note else {})}
    line = yaml.dump(
        entry, Dumper=CCoreDumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10_000
    )
    new = f"{old.rstrip()}\n  - {line}"
    if _entries(new) != [*before, (event, date)]:
        raise ReviewError(f"{RECORDS_FILE} 的写法加不上新的一行；每条记录写成“  - {{事项: …, 日期: …}}”，一行一条")
    write_text(path, new)
    return True


def _entries(text: str) -> list[tuple[str, datetime.date | None]]:
    node, _ = parse_yaml(TextFile(RECORDS_FILE, text))
    return [(entry.event, entry.date) for entry in bind(Records, node, Location(RECORDS_FILE)).entries]
