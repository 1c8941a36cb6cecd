"""A column headed 密级: each level in a cell of its own below it is a mark, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = re.compile(
    r"^[^\n]*(?:^|[|\t])[ ]*(?:密[ ]*级|涉密等级|涉密属性|秘密等级|定密级别)[ ]*(?:[|\t][^\n]*)?$", re.MULTILINE
)
_CELL = re.compile(r"[^|\t\n]*")
_HEAD_CELL = re.compile(r"密\s*级|涉密等级|涉密属性|秘密等级|定密级别")
_LEVELS = {"绝密", "机密", "秘密", "绝密级", "机密级", "秘密级"}


def level_columns(text: str) -> Iterator[tuple[int, str]]:
    """Offset and level of each cell that gives a level in a column for it.

    Rows are lines, cells are divided by ``|`` or tabs. A table that explains the levels names each of them once and is
    left alone.
    """
    for head in _HEAD.finditer(text):
        columns = [index for index, (_, cell) in enumerate(_cells(head.group())) if _HEAD_CELL.fullmatch(cell.strip())]
        if len(_cells(head.group())) < 2:
            continue
        found: list[tuple[int, str]] = []
        start = head.end() + 1
        for line in text[start:].split("\n"):
            if "|" not in line and "\t" not in line:
                break
            cells = _cells(line)
            for offset, cell in (cells[column] for column in columns if column < len(cells)):
                level = cell.strip(" *_")
                if level in _LEVELS:
                    found.append((start + offset + cell.index(level), level[:2]))
            start += len(line) + 1
        if not _explains(found):
            yield from found


def _explains(found: list[tuple[int, str]]) -> bool:
    return sorted(level for _, level in found) == sorted({"绝密", "机密", "秘密"})


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line with their offsets in it."""
    cells: list[tuple[int, str]] = []
    start = 0
    for piece in re.split(r"[|\t]", line):
        cells.append((start, piece))
        start += len(piece) + 1
    return cells
