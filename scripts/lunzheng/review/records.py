"""Appending to the dated records of a project."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from lunzheng.source.write import write_text

_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_EMPTY = re.compile(r"^记录:[ \t]*(?:\[[ \t]*\][ \t]*)?$", re.MULTILINE)


def append_record(path: Path, event: str, date: datetime.date, note: str) -> None:
    """Append a record to ``review/records.yml``; everything that is there stays as it is, comments too.

    Args:
        path: the file; it is made where there is none.
        event: a stage's name.
        date: the day, by the calendar of Shanghai.
        note: what happened, in a sentence.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else "记录:\n"
    text = _EMPTY.sub("记录:", text)
    found = _ITEM.search(text)
    indent = found[1] if found else "  "
    record = f'{indent}- {{事项: {event}, 日期: "{date.isoformat()}", 说明: {json.dumps(note, ensure_ascii=False)}}}\n'
    write_text(path, (text if text.endswith("\n") else f"{text}\n") + record)
