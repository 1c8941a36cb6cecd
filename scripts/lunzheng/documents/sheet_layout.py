"""The geometry of a sheet: column widths for Chinese text, columns shared by several blocks, heights of merged rows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from lunzheng.documents.cells import DATE, INTEGER, MONEY, MONTH, NUMBER, PRICE, TypedTable, Value, column_sum, printed
from lunzheng.documents.letter_text import width

_PIXELS_PER_INCH = 96
_POINTS_PER_INCH = 72
_PADDING = 12
"""Pixels that a cell keeps free at its sides, and some to spare."""

Place = tuple[int, int]
"""The first and the last column of the sheet that a cell covers."""

LABEL_SHARES = (2, 3, 2, 3)
"""The proportions of labels and values in the head of a form."""

DATE_SHAPES = {DATE: "{year}-{month:02}-{day:02}", MONTH: "{year}年{month}月"}
"""What dates are as long as, for the widths of columns."""

_LONGEST_DATES = {DATE: datetime.date(2027, 12, 31), MONTH: datetime.date(2027, 12, 1)}


_HIGHEST_ROW = 409
"""Points; no spreadsheet has higher rows."""


def column_pixels(tables: Sequence[TypedTable], paper: float, size: float, total: str, *, labelled: bool) -> list[int]:
    """The columns of a sheet in pixels: those of its widest table.

    They share the width of the paper by the edition's proportions; a number or date, which shows as ``####`` where it
    does not fit, gets the room that it needs, and the sheet is then scaled to the page.

    Args:
        tables: the tables of the sheet.
        paper: the printable width in mm.
        size: the size of the text in points.
        total: the word for totals.
        labelled: whether labels and values need their columns, too.
    """
    whole = paper / 25.4 * _PIXELS_PER_INCH
    widest = max(tables, key=lambda table: len(table.columns), default=None)
    if widest is None or (labelled and len(widest.columns) < len(LABEL_SHARES)):
        return [int(whole * share / sum(LABEL_SHARES)) for share in LABEL_SHARES]
    shares = [float(column.width or 1) for column in widest.columns]
    character = size / _POINTS_PER_INCH * _PIXELS_PER_INCH
    result = []
    for index, share in enumerate(shares):
        needed = float(_needed(widest, index, total)) * character + _PADDING
        result.append(int(max(whole * share / sum(shares), needed)))
    return result


def _needed(table: TypedTable, index: int, total: str) -> Decimal:
    """The width in characters that a column cannot do without."""
    kind = table.columns[index].kind
    values: list[Value] = [value for value in table.column(index) if not isinstance(value, str)]
    if index in table.summed:
        values.append(column_sum(table.column(index)))
    if kind in _LONGEST_DATES:
        values.append(_LONGEST_DATES[kind])
    least = width(total)
    if kind not in (MONEY, PRICE, NUMBER, INTEGER, DATE, MONTH):
        return least
    pattern = DATE_SHAPES.get(kind, "")
    # A digit of the usual fonts is a little wider than half a Chinese character.
    return max([least, *(width(printed(value, kind, pattern)) * Decimal("1.1") for value in values)])


def spans(shares: Sequence[float | Decimal], pixels: Sequence[int]) -> list[Place]:
    """Which columns of the sheet each column of a block covers: first and last, by the nearest boundaries.

    Args:
        shares: the block's proportions; not more than the sheet has columns.
        pixels: the sheet's columns.
    """
    if len(shares) == len(pixels):
        return [(index, index) for index in range(len(pixels))]
    boundaries = list(accumulate(pixels))
    whole = float(sum(shares))
    ends: list[int] = []
    for index, reached in enumerate(accumulate(float(share) for share in shares)):
        wanted = reached / whole * boundaries[-1]
        earliest = ends[-1] + 1 if ends else 0
        latest = len(pixels) - (len(shares) - index)
        ends.append(min(range(earliest, latest + 1), key=lambda end: abs(boundaries[end] - wanted)))
    ends[-1] = len(pixels) - 1
    return [(ends[index - 1] + 1 if index else 0, end) for index, end in enumerate(ends)]


def row_height(text: str, pixels: int, size: float) -> float:
    """The height in points that text takes in a cell of this width; estimated by the standard widths of characters."""
    room = max((pixels - _PADDING) / _PIXELS_PER_INCH * _POINTS_PER_INCH / size, 1)
    lines = sum(max(-(-int(width(line) * 100) // int(room * 100)), 1) for line in text.split("\n"))
    return min(lines * size * 1.35 + 4, _HIGHEST_ROW)
