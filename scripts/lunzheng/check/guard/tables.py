"""A column headed 密级: each level in a cell of its own below it is a mark, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HEAD = re.compile(r"密\s{0,12}级|涉密等级|涉密属性|秘密等级|定密级别")
_LEVELS = {"绝密", "机密", "秘密", "绝密级", "机密级", "秘密级"}


def level_columns(text: str) -> Iterator[tuple[int, str]]:
    """Offset and level of each cell that gives a level in a column for it.

    Rows are lines, cells are divided by ``|`` or tabs. A table that explains the levels names each of them once and is
    left alone.
    """
    done = 0
    for head in _HEAD.finditer(text):
        if head.start() < done:
            continue
        start = text.rfind("\n", 0, head.start()) + 1
        rows = list(_rows(text, start))
        done = rows[-1][0] + len(rows[-1][1])
        columns = [index for index, (_, cell) in enumerate(_cells(rows[0][1])) if _HEAD.fullmatch(cell.strip())]
        for column in columns:
            found = list(_levels(rows[1:], column))
            if sorted(level for _, level in found) != sorted({"绝密", "机密", "秘密"}):
                yield from found


def _rows(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The line at an offset, and those after it that have cells; each with its offset."""
    is_first = True
    while start < len(text):
        end = text.find("\n", start)
        line = text[start : end if end != -1 else len(text)]
        if not is_first and "|" not in line and "\t" not in line:
            return
        yield start, line
        start += len(line) + 1
        is_first = False


def _levels(rows: Sequence[tuple[int, str]], column: int) -> Iterator[tuple[int, str]]:
    """The levels in a column."""
    for start, line in rows:
        cells = _cells(line)
        if column < len(cells):
            offset, cell = cells[column]
            level = cell.strip(" *_")
            if level in _LEVELS:
                yield start + offset + cell.index(level), level[:2]


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line with their offsets in it."""
    cells: list[tuple[int, str]] = []
    start = 0
    for piece in re.split(r"[|\t]", line):
        cells.append((start, piece))
        start += len(piece) + 1
    return cells
