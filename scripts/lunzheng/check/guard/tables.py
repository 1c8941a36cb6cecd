"""A column headed 密级: each level in a cell of its own below it is a mark, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = re.compile(r"密\s*级|涉密等级|涉密属性|秘密等级|定密级别")
_LEVELS = {"绝密", "机密", "秘密", "绝密级", "机密级", "秘密级"}


def level_columns(text: str) -> Iterator[tuple[int, str]]:
    """Offset and level of each cell that gives a level in a column for it.

    Rows are lines, cells are divided by ``|`` or tabs. A table that explains the levels names each of them once and is
    left alone.
    """
    for head in _HEAD.finditer(text):
        start = text.rfind("\n", 0, head.start()) + 1
        end = text.find("\n", head.end())
        cells = _cells(text[start : end if end != -1 else len(text)])
        column = next((index for index, (_, cell) in enumerate(cells) if cell.strip() == head.group()), -1)
        if end == -1 or len(cells) < 2 or column == -1:
            continue
        found = list(_levels(text, end + 1, column))
        if sorted(level for _, level in found) != sorted({"绝密", "机密", "秘密"}):
            yield from found


def _levels(text: str, start: int, column: int) -> Iterator[tuple[int, str]]:
    """The levels in a column of the rows that begin at an offset."""
    for line in text[start:].split("\n"):
        cells = _cells(line)
        if len(cells) < 2:
            return
        if column < len(cells):
            offset, cell = cells[column]
            level = cell.strip(" *_")
            if level in _LEVELS:
                yield start + offset + cell.index(level), level[:2]
        start += len(line) + 1


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line with their offsets in it."""
    cells: list[tuple[int, str]] = []
    start = 0
    for piece in re.split(r"[|\t]", line):
        cells.append((start, piece))
        start += len(piece) + 1
    return cells
