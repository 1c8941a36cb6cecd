"""The layered framework of a system (附图1 of 附表3).

Layers from top to bottom, components in boxes, what each layer is by colour and border.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lunzheng.documents.figures.grid import GAP, GridRow, Legend, arrange, draw_rows, rows_height, split_rows
from lunzheng.documents.figures.scene import PADDING, Drawing, Rect, Scene, cell_height
from lunzheng.documents.figures.sheet import Band, Figure, Page, fit
from lunzheng.documents.figures.theme import FRAME, kind_look, strong
from lunzheng.documents.figures.typeface import Typeface
from lunzheng.documents.figures.words import CONTINUED, listed

_LABEL_CHARACTERS = 6
_LAYER_GAP = 5.0
_INSET = 4.0
_TALLEST = 0.4
"""A layer that is higher than this share of a page is continued in a second box."""


@dataclass(frozen=True)
class Layer:
    """A layer, its components, and whether they are new, reused or a platform's (归属); may be empty."""

    name: str
    components: tuple[str, ...]
    kind: str = ""


def framework(
    layers: Sequence[Layer], typeface: Typeface, page: Page, title: str, kinds: Sequence[str] = ()
) -> tuple[Figure, ...]:
    """Draw the layered framework.

    Args:
        layers: from top to bottom.
        typeface: measures the text.
        page: the room for one sheet.
        title: for the alternative text.
        kinds: the kinds in the order of their looks; others follow in the order of their appearance.

    Returns:
        The sheets; none where there are no layers.
    """
    if not layers:
        return ()
    names = list(dict.fromkeys([*kinds, *(layer.kind for layer in layers if layer.kind)]))
    return fit(lambda size: _Layout(layers, names, typeface, page, size, title), page, typeface.font)


@dataclass(frozen=True)
class _Block:
    layer: Layer
    label: str
    rows: list[GridRow]
    height: float


@dataclass(frozen=True)
class _Layout:
    layers: Sequence[Layer]
    kinds: list[str]
    typeface: Typeface
    page: Page
    size: float
    title: str

    @property
    def _label_width(self) -> float:
        return _LABEL_CHARACTERS * self.size + 2 * PADDING

    @property
    def _grid_width(self) -> float:
        return self.page.width - self._label_width - 3 * _INSET

    @cached_property
    def _blocks(self) -> list[_Block]:
        blocks = []
        for layer in self.layers:
            rows = arrange(self.typeface, layer.components, self._grid_width, self.size)
            kind = f"\n（{layer.kind}）" if layer.kind else ""
            for index, run in enumerate(split_rows(rows, self.page.height * _TALLEST)):
                label = layer.name + (CONTINUED if index else "") + kind
                needed = cell_height(self.typeface, label, self.size, self._label_width)
                blocks.append(_Block(layer, label, run, max(rows_height(run), needed) + 2 * _INSET))
        return blocks

    @cached_property
    def bands(self) -> list[Band]:
        return [Band(block.height + _LAYER_GAP, _words(block)) for block in self._blocks]

    @cached_property
    def _legend(self) -> Legend:
        used = {layer.kind for layer in self.layers}
        entries = [(name, kind_look(self.kinds, name)) for name in self.kinds if name in used]
        return Legend(self.typeface, entries, self.page.width, self.size)

    @property
    def frame(self) -> float:
        return self._legend.height + 2

    def draw(self, first: int, end: int) -> Scene:
        drawing = Drawing(self.typeface, self.page.width)
        top = 1.0
        for block in self._blocks[first:end]:
            look = kind_look(self.kinds, block.layer.kind)
            outer = Rect(0.5, top, self.page.width - 1, block.height)
            drawing.panel(outer, FRAME)
            inner_height = block.height - 2 * _INSET
            label = Rect(outer.x + _INSET, top + _INSET, self._label_width, inner_height)
            drawing.cell(label, strong(look), block.label, self.size)
            grid = Rect(label.right + _INSET, top + _INSET, outer.right - label.right - 2 * _INSET, inner_height)
            draw_rows(drawing, block.rows, grid, look, self.size)
            top += block.height + _LAYER_GAP
        self._legend.draw(drawing, top - _LAYER_GAP)
        return drawing.finish(top - _LAYER_GAP + self._legend.height + GAP / 4)


def _words(block: _Block) -> str:
    texts = [text for row in block.rows for text in row.texts]
    return f"{block.label.replace(chr(10), '')}：{listed(texts)}" if texts else block.label.replace("\n", "")
