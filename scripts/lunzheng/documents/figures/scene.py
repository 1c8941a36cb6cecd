"""What is on a sheet, as plain values: panels at the back, rules over them, cells with their text in front.

Lengths are in points of print. A cell is the only thing that carries text, and each line of it knows its place, so
that a test can prove from these values alone that nothing overlaps or is cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lunzheng.documents.figures.typeface import ASCENT, DESCENT, LINE_HEIGHT, Typeface

PADDING = 2.5
"""Between the edge of a cell and its text."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Rect:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, by: float) -> Rect:
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class Look:
    """How a box is painted; no fill or stroke where empty."""

    fill: str = ""
    stroke: str = ""
    ink: str = "#1a1a1a"
    weight: float = 0.8
    dash: str = ""
    radius: float = 0.0

    def rounded(self, radius: float) -> Look:
        return replace(self, radius=radius)


@dataclass(frozen=True)
class TextLine:
    """One line of text.

    Attributes:
        text: its characters.
        x: its left edge.
        baseline: y of the baseline.
        size: of the type, in points.
        width: as measured.
        regular: whether every Chinese font gives it this width.
    """

    text: str
    x: float
    baseline: float
    size: float
    width: float
    regular: bool

    @property
    def box(self) -> Rect:
        return Rect(self.x, self.baseline - ASCENT * self.size, self.width, (ASCENT + DESCENT) * self.size)


@dataclass(frozen=True)
class Cell:
    """A box that no other cell overlaps, with its text."""

    box: Rect
    look: Look
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A box behind others."""

    box: Rect
    look: Look


@dataclass(frozen=True)
class Rule:
    """A line through points, with an arrowhead at its end or without."""

    points: tuple[Point, ...]
    colour: str
    weight: float = 0.8
    dash: str = ""
    arrow: bool = False


@dataclass(frozen=True)
class Scene:
    """One finished sheet."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    rules: tuple[Rule, ...]
    cells: tuple[Cell, ...]


@dataclass
class Drawing:
    """A sheet in the making."""

    typeface: Typeface
    width: float
    panels: list[Panel] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def panel(self, box: Rect, look: Look) -> None:
        self.panels.append(Panel(box, look))

    def rule(
        self, points: list[Point], colour: str, *, weight: float = 0.8, dash: str = "", arrow: bool = False
    ) -> None:
        self.rules.append(Rule(tuple(points), colour, weight, dash, arrow))

    def cell(self, box: Rect, look: Look, text: str = "", size: float = 9.0, *, left: bool = False) -> None:
        """A box with text centred in it, or set flush left and centred in height."""
        lines = self.typeface.lines(text, size, box.width - 2 * PADDING, left=left) if text else ()
        top = box.center[1] - len(lines) * size * LINE_HEIGHT / 2
        placed = []
        for index, line in enumerate(lines):
            width = self.typeface.width(line, size)
            x = box.x + PADDING if left else box.center[0] - width / 2
            baseline = top + (index + 0.5) * size * LINE_HEIGHT + (ASCENT - DESCENT) / 2 * size
            placed.append(TextLine(line, x, baseline, size, width, self.typeface.is_regular(line)))
        self.cells.append(Cell(box, look, tuple(placed)))

    def finish(self, height: float) -> Scene:
        return Scene(self.width, height, tuple(self.panels), tuple(self.rules), tuple(self.cells))


def cell_height(typeface: Typeface, text: str, size: float, width: float) -> float:
    """The height that a cell of ``width`` needs for its text."""
    return typeface.height(text, size, width - 2 * PADDING) + 2 * PADDING
