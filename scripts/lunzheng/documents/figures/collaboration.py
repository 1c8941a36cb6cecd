"""A process across departments (附图3 of 附表3).

The steps in order down the page, each in the lane of the body that answers for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lunzheng.documents.figures.scene import PADDING, Drawing, Look, Rect, Scene, cell_height
from lunzheng.documents.figures.sheet import SIZES, Band, Figure, Page, fit
from lunzheng.documents.figures.theme import BAND, BLUE, BOX, FAINT, HEAD, INK, LINE, PLAIN, SOFT, WHITE
from lunzheng.documents.figures.typeface import Typeface
from lunzheng.documents.figures.words import split_units

_NARROWEST = 4
"""A lane holds at least this many characters in a line; more bodies than fit are named step by step instead."""

_NUMBER_WIDTH = 15.0
_MARGIN = 2.0
"""Between a box and the edge of its lane."""

_STEP_GAP = 13.0
_DETAILS = ("inputs", "outputs", "system")
_DETAIL_CHARACTERS = 6
_TAKES_PART = "参与"
_NOBODY = "（未填写）"
_COLUMN_LOOK = Look(fill="#eef0f2", ink=INK)
_HELPER = Look(fill=WHITE, stroke=BLUE, ink=INK, weight=0.7, dash="2 1.5", radius=2)


@dataclass(frozen=True)
class Step:
    """A step of a process; ``units`` may name several bodies, the first of which leads."""

    name: str
    units: str
    inputs: str = ""
    outputs: str = ""
    system: str = ""

    @property
    def bodies(self) -> list[str]:
        return split_units(self.units) or [_NOBODY]


@dataclass(frozen=True)
class Labels:
    """What stands above the columns: bodies, steps, and what each step takes, gives and works with."""

    units: str
    name: str
    inputs: str
    outputs: str
    system: str


def collaboration(
    steps: Sequence[Step], typeface: Typeface, page: Page, title: str, labels: Labels
) -> tuple[Figure, ...]:
    """Draw the process in lanes; where the bodies are too many for that, they are named in a column.

    Args:
        steps: in their order.
        typeface: measures the text.
        page: the room for one sheet.
        title: for the alternative text.
        labels: the heads of the columns.

    Returns:
        The sheets; none where there are no steps.
    """
    if not steps:
        return ()

    def make(size: float, in_lanes: bool) -> _Layout:
        return _Layout(steps, typeface, page, size, title, labels, in_lanes)

    sizes = [size for size in SIZES if make(size, True).fits]
    return fit(lambda size: make(size, bool(sizes)), page, typeface.font, sizes or SIZES)


@dataclass(frozen=True)
class _Layout:
    steps: Sequence[Step]
    typeface: Typeface
    page: Page
    size: float
    title: str
    labels: Labels
    in_lanes: bool

    @cached_property
    def _details(self) -> list[tuple[str, str]]:
        """The columns that any step fills."""
        return [
            (getattr(self.labels, name), name) for name in _DETAILS if any(getattr(step, name) for step in self.steps)
        ]

    @property
    def _detail_width(self) -> float:
        return _DETAIL_CHARACTERS * self.size * (1 if self.in_lanes else 1.25) + 6

    @property
    def _details_x(self) -> float:
        return self.page.width - len(self._details) * self._detail_width - 0.5

    @cached_property
    def _lanes(self) -> list[str]:
        """The bodies, each with a lane of its own; none where they are too many."""
        return list(dict.fromkeys(body for step in self.steps for body in step.bodies)) if self.in_lanes else []

    @property
    def _heads(self) -> list[str]:
        """The heads of the lanes; a name without end is cut after some eight lines."""
        room = 7 * (self._lane_width - 2 - 2 * PADDING)
        return [self.typeface.one_line(lane, self.size, room) for lane in self._lanes] or [
            self.labels.units,
            self.labels.name,
        ]

    @property
    def _lane_width(self) -> float:
        return (self._details_x - _NUMBER_WIDTH) / (len(self._lanes) or 2)

    @property
    def _box_width(self) -> float:
        return self._lane_width - 2 * _MARGIN

    @property
    def fits(self) -> bool:
        """Whether the lanes are wide enough at this size."""
        return self._box_width - 2 * PADDING >= _NARROWEST * self.size

    @cached_property
    def _heights(self) -> list[float]:
        return [self._height(step) for step in self.steps]

    def _height(self, step: Step) -> float:
        texts = [(step.name, self._box_width), (_TAKES_PART, self._box_width)]
        texts += [(getattr(step, name), self._detail_width) for _, name in self._details]
        if not self._lanes:
            texts.append(("\n".join(step.bodies), self._box_width))
        return max(cell_height(self.typeface, text, self.size, width) for text, width in texts) + 2

    @cached_property
    def bands(self) -> list[Band]:
        return [
            Band(height + _STEP_GAP, self._words(number, step))
            for number, (step, height) in enumerate(zip(self.steps, self._heights, strict=True), 1)
        ]

    @cached_property
    def frame(self) -> float:
        texts = [(text, self._lane_width - 2) for text in self._heads]
        texts += [(label, self._detail_width) for label, _ in self._details]
        return max(cell_height(self.typeface, text, self.size, width) for text, width in texts) + 8

    def draw(self, first: int, end: int) -> Scene:
        drawing = Drawing(self.typeface, self.page.width)
        height = self.frame + sum(band.height for band in self.bands[first:end])
        self._columns(drawing, height)
        top = self.frame
        tail: tuple[float, float] | None = None
        for index in range(first, end):
            step, row_height = self.steps[index], self._heights[index]
            box = self._step(drawing, index, Rect(0, top, self.page.width, row_height))
            head = (box.center[0], box.y)
            if tail:
                bend = (tail[1] + head[1]) / 2
                drawing.rule([tail, (tail[0], bend), (head[0], bend), head], INK, weight=1.0, arrow=True)
            tail = (box.center[0], box.bottom)
            self._detail_cells(drawing, step, Rect(self._details_x, top, self._detail_width, row_height))
            top += row_height + _STEP_GAP
        return drawing.finish(height - _STEP_GAP / 2 + 1)

    def _columns(self, drawing: Drawing, height: float) -> None:
        bottom = height - _STEP_GAP / 2
        for index, text in enumerate(self._heads):
            x = _NUMBER_WIDTH + index * self._lane_width
            drawing.cell(Rect(x + 1, 0.5, self._lane_width - 2, self.frame - 7), HEAD, text, self.size)
            if index % 2 == 0:
                drawing.panel(Rect(x + 1, self.frame - 5, self._lane_width - 2, bottom - self.frame + 5), BAND)
            if index:
                drawing.rule([(x, self.frame - 5), (x, bottom)], FAINT, dash="3 2")
        for index, (label, _) in enumerate(self._details):
            x = self._details_x + index * self._detail_width
            drawing.cell(Rect(x + 1, 0.5, self._detail_width - 2, self.frame - 7), _COLUMN_LOOK, label, self.size)

    def _step(self, drawing: Drawing, index: int, row: Rect) -> Rect:
        """Draw the boxes of one step; returns the one that the flow runs through."""
        step = self.steps[index]
        drawing.cell(Rect(0, row.y, _NUMBER_WIDTH, row.height), PLAIN, str(index + 1), self.size)
        if not self._lanes:
            drawing.cell(self._lane_box(0, row), BOX, "\n".join(step.bodies), self.size)
            box = self._lane_box(1, row)
            drawing.rule([(box.x - 2 * _MARGIN, row.center[1]), (box.x, row.center[1])], LINE)
            drawing.cell(box, SOFT, step.name, self.size)
            return box
        places = sorted(self._lanes.index(body) for body in step.bodies)
        lead = self._lanes.index(step.bodies[0])
        for place in places:
            text, look = (step.name, SOFT) if place == lead else (_TAKES_PART, _HELPER)
            drawing.cell(self._lane_box(place, row), look, text, self.size)
        for left, right in pairwise(places):
            ends = (self._lane_box(left, row).right, self._lane_box(right, row).x)
            drawing.rule([(ends[0], row.center[1]), (ends[1], row.center[1])], BLUE, dash="2 1.5")
        return self._lane_box(lead, row)

    def _lane_box(self, lane: int, row: Rect) -> Rect:
        return Rect(_NUMBER_WIDTH + lane * self._lane_width + _MARGIN, row.y, self._box_width, row.height)

    def _detail_cells(self, drawing: Drawing, step: Step, box: Rect) -> None:
        if self._details:
            below = box.bottom + _STEP_GAP / 2
            drawing.rule([(box.x + 1, below), (self.page.width - 1, below)], FAINT, weight=0.5)
        for index, (_, name) in enumerate(self._details):
            place = Rect(box.x + index * box.width, box.y, box.width, box.height)
            drawing.cell(place, PLAIN, getattr(step, name), self.size, left=True)

    def _words(self, number: int, step: Step) -> str:
        parts = [f"第{number}步{step.name}，由{step.units or _NOBODY}承担"]
        parts += [f"{label}为{value}" for label, name in self._details if (value := getattr(step, name))]
        return "，".join(parts)
