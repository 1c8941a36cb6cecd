"""The network of a system (附图2 of 附表3).

Zones with what is deployed in them, each behind its link and its boundary protection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lunzheng.documents.figures.grid import GridRow, arrange, draw_rows, rows_height, split_rows
from lunzheng.documents.figures.scene import Drawing, Rect, Scene, cell_height
from lunzheng.documents.figures.sheet import Band, Figure, Page, fit
from lunzheng.documents.figures.theme import BLUE, BOX, GUARD, HEAD, LINE, PLAIN, SOFT, ZONE
from lunzheng.documents.figures.typeface import Typeface
from lunzheng.documents.figures.words import CONTINUED, listed

_TRUNK = 4.0
_LINK_X, _LINK_WIDTH = 20.0, 84.0
_GUARD_X, _GUARD_WIDTH = 120.0, 96.0
_ZONE_X = 234.0
_INSET = 5.0
_ZONE_GAP = 9.0
_TALLEST = 0.4


@dataclass(frozen=True)
class Zone:
    """A network zone; boundary and link may be empty."""

    name: str
    deployed: tuple[str, ...]
    boundary: str = ""
    link: str = ""


@dataclass(frozen=True)
class Labels:
    """What stands above the columns."""

    link: str
    boundary: str
    zone: str


def network(zones: Sequence[Zone], typeface: Typeface, page: Page, title: str, labels: Labels) -> tuple[Figure, ...]:
    """Draw the zones in their order, joined by one trunk; which zone talks to which is not in the data.

    Args:
        zones: from top to bottom.
        typeface: measures the text.
        page: the room for one sheet.
        title: for the alternative text.
        labels: the heads of the columns.

    Returns:
        The sheets; none where there are no zones.
    """
    if not zones:
        return ()
    return fit(lambda size: _Layout(zones, typeface, page, size, title, labels), page, typeface.font)


@dataclass(frozen=True)
class _Block:
    zone: Zone
    continued: bool
    rows: list[GridRow]
    head: float
    height: float

    @property
    def name(self) -> str:
        return self.zone.name + (CONTINUED if self.continued else "")


@dataclass(frozen=True)
class _Layout:
    zones: Sequence[Zone]
    typeface: Typeface
    page: Page
    size: float
    title: str
    labels: Labels

    @property
    def _zone_width(self) -> float:
        return self.page.width - _ZONE_X - 1

    @cached_property
    def _blocks(self) -> list[_Block]:
        return [block for zone in self.zones for block in self._zone_blocks(zone)]

    def _zone_blocks(self, zone: Zone) -> list[_Block]:
        width = self._zone_width - 2 * _INSET
        rows = arrange(self.typeface, zone.deployed, width, self.size)
        blocks = []
        for index, run in enumerate(split_rows(rows, self.page.height * _TALLEST)):
            name = zone.name + (CONTINUED if index else "")
            head = cell_height(self.typeface, name, self.size, width)
            height = head + 3 * _INSET + rows_height(run)
            if not index:
                height = max(height, self._height(zone.link, _LINK_WIDTH), self._height(zone.boundary, _GUARD_WIDTH))
            blocks.append(_Block(zone, bool(index), run, head, height))
        return blocks

    def _height(self, text: str, width: float) -> float:
        return cell_height(self.typeface, text, self.size, width) + 2

    @cached_property
    def bands(self) -> list[Band]:
        return [Band(block.height + _ZONE_GAP, self._words(block)) for block in self._blocks]

    @property
    def _heads(self) -> list[tuple[str, tuple[float, float]]]:
        """What stands above each column, and its place across."""
        return [
            (self.labels.link, (_LINK_X, _LINK_WIDTH)),
            (self.labels.boundary, (_GUARD_X, _GUARD_WIDTH)),
            (self.labels.zone, (_ZONE_X, self._zone_width)),
        ]

    @property
    def frame(self) -> float:
        return max(self._height(text, width) for text, (_, width) in self._heads) + 1

    def draw(self, first: int, end: int) -> Scene:
        drawing = Drawing(self.typeface, self.page.width)
        for text, (x, width) in self._heads:
            drawing.cell(Rect(x, 0, width, self.frame - 3), PLAIN, text, self.size)
        top = self.frame
        joints: list[float] = []
        for block in self._blocks[first:end]:
            self._zone(drawing, block, top)
            if not block.continued:
                joints.append(top + block.height / 2)
                self._approach(drawing, block, joints[-1])
            top += block.height + _ZONE_GAP
        if joints:
            ends = (joints[0] - 8, joints[-1] + 8)
            drawing.rule([(_TRUNK, ends[0]), (_TRUNK, ends[1])], BLUE, weight=3)
        return drawing.finish(top - _ZONE_GAP + 1)

    def _zone(self, drawing: Drawing, block: _Block, top: float) -> None:
        outer = Rect(_ZONE_X, top, self._zone_width, block.height)
        drawing.panel(outer, ZONE)
        inner = outer.inset(_INSET)
        drawing.cell(Rect(inner.x, inner.y, inner.width, block.head), HEAD, block.name, self.size)
        used = block.head + _INSET
        draw_rows(drawing, block.rows, Rect(inner.x, inner.y + used, inner.width, inner.height - used), BOX, self.size)

    def _approach(self, drawing: Drawing, block: _Block, middle: float) -> None:
        """From the trunk over link and boundary to the zone."""
        x = _TRUNK
        stations = (
            (block.zone.link, _LINK_X, _LINK_WIDTH, SOFT.rounded(8)),
            (block.zone.boundary, _GUARD_X, _GUARD_WIDTH, GUARD),
        )
        for text, left, width, look in stations:
            if text:
                height = self._height(text, width)
                drawing.rule([(x, middle), (left, middle)], LINE, weight=1.1)
                drawing.cell(Rect(left, middle - height / 2, width, height), look, text, self.size)
                x = left + width
        drawing.rule([(x, middle), (_ZONE_X, middle)], LINE, weight=1.1)

    def _words(self, block: _Block) -> str:
        zone = block.zone
        parts = [f"部署{listed(zone.deployed)}"] if zone.deployed else []
        parts += [f"{self.labels.link}为{zone.link}"] if zone.link else []
        parts += [f"{self.labels.boundary}为{zone.boundary}"] if zone.boundary else []
        if block.continued:
            return f"{block.name}另部署{listed([text for row in block.rows for text in row.texts])}"
        return f"{zone.name}：{'，'.join(parts)}" if parts else zone.name
