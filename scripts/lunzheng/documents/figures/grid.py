"""Boxes of equal width in rows, as many columns as their texts read best in; and the legend below a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from lunzheng.documents.figures.scene import PADDING, Drawing, Look, Rect, cell_height
from lunzheng.documents.figures.theme import PLAIN
from lunzheng.documents.figures.typeface import LINE_HEIGHT, Typeface

GAP = 4.0
_MAX_COLUMNS = 8
_SHORTEST = 5
"""A column is no narrower than this many characters."""

_SWATCH = 18.0


@dataclass(frozen=True)
class GridRow:
    """A row of boxes; ``columns`` is the number of columns of the whole grid."""

    texts: tuple[str, ...]
    columns: int
    height: float


def arrange(typeface: Typeface, texts: Sequence[str], width: float, size: float) -> list[GridRow]:
    """Rows that together are lowest; among equally low ones, those with the fewest empty places."""
    if not texts:
        return []
    most = max(1, min(_MAX_COLUMNS, len(texts), int((width + GAP) / (_SHORTEST * size + 2 * PADDING + GAP))))
    columns = min(range(1, most + 1), key=lambda count: (_estimate(typeface, texts, width, size, count), count))
    box_width = _box_width(width, columns)
    rows = [tuple(texts[start : start + columns]) for start in range(0, len(texts), columns)]
    return [
        GridRow(row, columns, max(cell_height(typeface, text, size, box_width) for text in row) + 2) for row in rows
    ]


def _estimate(typeface: Typeface, texts: Sequence[str], width: float, size: float, columns: int) -> float:
    inner = _box_width(width, columns) - 2 * PADDING - size / 2
    lines = [ceil(typeface.width(text, size) / inner) for text in texts]
    rows = [lines[start : start + columns] for start in range(0, len(lines), columns)]
    empty = columns - len(rows[-1])
    return sum(max(row) * size * LINE_HEIGHT + 2 * PADDING + GAP for row in rows) + empty * size * 0.6


def _box_width(width: float, columns: int) -> float:
    return (width - (columns - 1) * GAP) / columns


def rows_height(rows: Sequence[GridRow]) -> float:
    return sum(row.height for row in rows) + max(0, len(rows) - 1) * GAP


def split_rows(rows: Sequence[GridRow], limit: float) -> Iterator[list[GridRow]]:
    """Runs of rows no higher than the limit, each with at least one row."""
    run: list[GridRow] = []
    for row in rows:
        if run and rows_height([*run, row]) > limit:
            yield run
            run = []
        run.append(row)
    yield run


def draw_rows(drawing: Drawing, rows: Sequence[GridRow], box: Rect, look: Look, size: float) -> None:
    """Draw rows so that they fill a box; space that is left over goes to the boxes."""
    spare = (box.height - rows_height(rows)) / max(1, len(rows))
    top = box.y
    for row in rows:
        width = _box_width(box.width, row.columns)
        for index, text in enumerate(row.texts):
            drawing.cell(Rect(box.x + index * (width + GAP), top, width, row.height + spare), look, text, size)
        top += row.height + spare + GAP


@dataclass(frozen=True)
class Legend:
    """Swatches with their names, in as many rows as they need."""

    typeface: Typeface
    entries: Sequence[tuple[str, Look]]
    width: float
    size: float

    @property
    def height(self) -> float:
        return len(self._rows) * self._line + GAP if self.entries else 0.0

    @property
    def _line(self) -> float:
        return self.size * LINE_HEIGHT + 2 * PADDING

    @property
    def _rows(self) -> list[list[tuple[str, Look, float]]]:
        rows: list[list[tuple[str, Look, float]]] = [[]]
        used = 0.0
        for full, look in self.entries:
            name = self.typeface.one_line(full, self.size, self.width / 2)
            width = _SWATCH + self.typeface.width(name, self.size) + 2 * PADDING + 2 + 3 * GAP
            if rows[-1] and used + width > self.width:
                rows.append([])
                used = 0.0
            rows[-1].append((name, look, width))
            used += width
        return rows

    def draw(self, drawing: Drawing, top: float) -> None:
        """Draw the rows centred, from ``top`` plus a gap downwards."""
        if not self.entries:
            return
        for index, row in enumerate(self._rows):
            y = top + GAP + index * self._line
            x = (self.width - sum(width for *_, width in row)) / 2
            for name, look, width in row:
                swatch = Rect(x + GAP, y + (self._line - self.size) / 2, _SWATCH, self.size)
                drawing.cell(swatch, look)
                text = Rect(swatch.right + 1, y, x + width - GAP - swatch.right, self._line)
                drawing.cell(text, PLAIN, name, self.size, left=True)
                x += width
