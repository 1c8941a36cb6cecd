"""Investment as bars: one for each system or year, divided into parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lunzheng.documents.figures.grid import Legend
from lunzheng.documents.figures.scene import PADDING, Drawing, Rect, Scene, cell_height
from lunzheng.documents.figures.sheet import Band, Figure, Page, fit
from lunzheng.documents.figures.theme import LINE, PLAIN, tone
from lunzheng.documents.figures.typeface import Typeface
from lunzheng.model.money import Money, total

_LABEL_WIDTH = 112.0
_ROW_GAP = 5.0
_THICKNESS = 1.5
"""Of a bar, in text sizes."""

_PART_GAP = 0.6

_UNIT = "单位：万元"
_WIDEST_VALUE = 120.0


@dataclass(frozen=True)
class Bar:
    """A bar: its name, its parts by name, and a remark after its sum."""

    name: str
    parts: tuple[tuple[str, Money], ...]
    remark: str = ""

    @property
    def sum(self) -> Money:
        return total(amount for _, amount in self.parts)


def bars(
    rows: Sequence[Bar], typeface: Typeface, page: Page, title: str, series: Sequence[str] = ()
) -> tuple[Figure, ...]:
    """Draw horizontal bars from zero, each with its sum in 万元.

    Args:
        rows: the bars from top to bottom.
        typeface: measures the text.
        page: the room for one sheet.
        title: for the alternative text.
        series: the names of parts in the order of their colours; others follow in the order of their appearance.

    Returns:
        The sheets; none where there is no amount above zero.
    """
    if not any(row.sum.yuan > 0 for row in rows):
        return ()
    names = [*series, *(name for row in rows for name, _ in row.parts)]
    return fit(lambda size: _Layout(rows, typeface, page, size, title, names), page, typeface.font)


@dataclass(frozen=True)
class _Layout:
    rows: Sequence[Bar]
    typeface: Typeface
    page: Page
    size: float
    title: str
    series: Sequence[str]

    @cached_property
    def _names(self) -> list[str]:
        used = {name for row in self.rows for name, _ in row.parts}
        return [name for name in dict.fromkeys(self.series) if name in used]

    @cached_property
    def _label_width(self) -> float:
        widest = max(self.typeface.width(row.name, self.size) for row in self.rows)
        return min(widest + 2 * PADDING + 4, _LABEL_WIDTH)

    @cached_property
    def _legend(self) -> Legend:
        """Only where there is something to tell apart."""
        entries = [(name, tone(index)) for index, name in enumerate(self._names)]
        return Legend(self.typeface, entries if len(entries) > 1 else [], self.page.width, self.size)

    @cached_property
    def _value_width(self) -> float:
        widest = max(self.typeface.width(_value(row), self.size) for row in self.rows)
        return min(widest, _WIDEST_VALUE) + 2 * PADDING + 1

    @property
    def _room(self) -> float:
        """The length of the longest bar."""
        return self.page.width - self._label_width - self._value_width - 4

    @cached_property
    def _scale(self) -> float:
        longest = max(sum(max(float(amount.yuan), 0.0) for _, amount in row.parts) for row in self.rows)
        return self._room / longest

    @cached_property
    def _heights(self) -> list[float]:
        def height(text: str, width: float) -> float:
            return cell_height(self.typeface, text, self.size, width)

        return [
            max(
                height(row.name, self._label_width - 2),
                height(_value(row), self._value_width),
                self.size * _THICKNESS + 4,
            )
            for row in self.rows
        ]

    @cached_property
    def bands(self) -> list[Band]:
        return [Band(height + _ROW_GAP, _words(row)) for row, height in zip(self.rows, self._heights, strict=True)]

    @property
    def _head(self) -> float:
        return cell_height(self.typeface, _UNIT, self.size, self.page.width) + 2

    @property
    def frame(self) -> float:
        return self._head + self._legend.height + 4

    def draw(self, first: int, end: int) -> Scene:
        drawing = Drawing(self.typeface, self.page.width)
        unit_width = self.typeface.width(_UNIT, self.size) + 2 * PADDING + 1
        drawing.cell(Rect(self.page.width - unit_width, 0, unit_width, self._head - 2), PLAIN, _UNIT, self.size)
        top = self._head
        for row, height in zip(self.rows[first:end], self._heights[first:end], strict=True):
            drawing.cell(Rect(0, top, self._label_width - 2, height), PLAIN, row.name, self.size, left=True)
            x = self._bar(drawing, row, Rect(self._label_width, top, self._room, height))
            drawing.cell(Rect(x + 2, top, self._value_width, height), PLAIN, _value(row), self.size, left=True)
            top += height + _ROW_GAP
        drawing.rule([(self._label_width, self._head - 2), (self._label_width, top - 2)], LINE)
        self._legend.draw(drawing, top)
        return drawing.finish(top + self._legend.height + 1)

    def _bar(self, drawing: Drawing, row: Bar, place: Rect) -> float:
        """Draw the parts of one bar; returns where it ends."""
        thickness = self.size * _THICKNESS
        x = place.x
        for name, amount in row.parts:
            length = float(amount.yuan) * self._scale
            if length > 0:
                box = Rect(x, place.y + (place.height - thickness) / 2, max(length - _PART_GAP, length / 2), thickness)
                drawing.cell(box, tone(self._names.index(name)))
                x += length
        return x


def _value(row: Bar) -> str:
    return f"{row.sum}{row.remark}"


def _words(row: Bar) -> str:
    parts = "、".join(f"{name}{amount}万元" for name, amount in row.parts)
    inside = f"，其中{parts}" if len(row.parts) > 1 else ""
    return f"{row.name}{row.sum}万元{row.remark}{inside}"
