"""The Gantt chart of 附表3 八（二）: tasks down the page, months across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lunzheng.documents.figures.scene import Drawing, Look, Rect, Scene, cell_height
from lunzheng.documents.figures.sheet import Band, Figure, Page, fit
from lunzheng.documents.figures.theme import BAND, BLUE, FAINT, HEAD, LINE, PLAIN
from lunzheng.documents.figures.typeface import Typeface
from lunzheng.model.period import Moment

_LABEL_WIDTH = 150.0
_ROW_GAP = 2.0
_BAR_HEIGHT = 0.9
"""In text sizes."""

_BAR = Look(fill=BLUE, radius=1.5)
_UNIT = Look(fill="#e9edf1", stroke="#ffffff", weight=0.6)
_SCALES = ((1, "{month}", "按月"), (3, "{quarter}季度", "按季度"), (3, "{quarter}", "按季度"))
"""Months in a column, what stands above it and how the axis is called, the finest first; else years alone."""

_HEAD = "任务及起止时间"


@dataclass(frozen=True)
class Task:
    """A task with the months or quarters of its start and end, where it has them."""

    name: str
    start: Moment | None = None
    end: Moment | None = None

    @property
    def months(self) -> tuple[int, int] | None:
        """First and last month, or None where one is missing or the end lies before the start."""
        if self.start is None or self.end is None or self.end.last < self.start.first:
            return None
        return self.start.first, self.end.last

    @property
    def dates(self) -> str:
        if not self.start and not self.end:
            return "（起止时间未填写）"
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or '（未填写）'}至{self.end or '（未填写）'}"


def schedule(tasks: Sequence[Task], typeface: Typeface, page: Page, title: str) -> tuple[Figure, ...]:
    """Draw the tasks in their order; one without a valid period is named and has no bar.

    Returns:
        The sheets; none where no task has a period.
    """
    spans = [task.months for task in tasks if task.months]
    if not spans:
        return ()
    first = min(start for start, _ in spans) // 3 * 3
    last = max(end for _, end in spans) // 3 * 3 + 2
    return fit(lambda size: _Layout(tasks, typeface, page, size, title, first, last), page, typeface.font)


@dataclass(frozen=True)
class _Layout:
    tasks: Sequence[Task]
    typeface: Typeface
    page: Page
    size: float
    title: str
    first: int
    last: int

    @property
    def _month_width(self) -> float:
        return (self.page.width - _LABEL_WIDTH - 1) / (self.last - self.first + 1)

    def _x(self, month: int) -> float:
        return _LABEL_WIDTH + (month - self.first) * self._month_width

    def _label(self, task: Task) -> str:
        return f"{task.name}\n{task.dates}"

    @cached_property
    def _heights(self) -> list[float]:
        return [cell_height(self.typeface, self._label(task), self.size, _LABEL_WIDTH - 2) for task in self.tasks]

    @cached_property
    def bands(self) -> list[Band]:
        return [
            Band(height + _ROW_GAP, f"{task.name}，{task.dates}")
            for task, height in zip(self.tasks, self._heights, strict=True)
        ]

    @property
    def _line(self) -> float:
        return cell_height(self.typeface, "年", self.size, 100)

    @cached_property
    def _scale(self) -> tuple[int, str, str] | None:
        """The finest scale whose labels fit their columns."""
        for scale in _SCALES:
            if self._fits(scale[1].format(month="12", quarter="4"), scale[0]):
                return scale
        return None

    @cached_property
    def _years_in_column(self) -> int:
        """One, or as many as the label of a year needs."""
        return next(years for years in range(1, 200) if self._fits("2027", years * 12) or years == 199)

    def _fits(self, label: str, months: int) -> bool:
        return self.typeface.width(label, self.size) + 7 <= months * self._month_width

    @property
    def frame(self) -> float:
        return self._line * (2 if self._scale else 1) + 4

    def draw(self, first: int, end: int) -> Scene:
        drawing = Drawing(self.typeface, self.page.width)
        bottom = self.frame + sum(band.height for band in self.bands[first:end]) - _ROW_GAP
        self._heads(drawing, bottom)
        top = self.frame
        for index in range(first, end):
            task, height = self.tasks[index], self._heights[index]
            if (index - first) % 2 == 0:
                drawing.panel(Rect(0, top, self.page.width - 1, height), BAND)
            drawing.cell(Rect(1, top, _LABEL_WIDTH - 2, height), PLAIN, self._label(task), self.size, left=True)
            if task.months:
                start, last = task.months
                thickness = self.size * _BAR_HEIGHT
                x = self._x(start) + 0.5
                bar = Rect(x, top + (height - thickness) / 2, self._x(last + 1) - 0.5 - x, thickness)
                drawing.cell(bar, _BAR)
            top += height + _ROW_GAP
        return drawing.finish(bottom + 1)

    def _heads(self, drawing: Drawing, bottom: float) -> None:
        for start, end, label in self._years():
            box = Rect(self._x(start) + 0.3, 0.5, self._x(end) - self._x(start) - 0.6, self._line)
            drawing.cell(box, HEAD.rounded(0), label, self.size)
        top = self._line + 1
        axis = self._scale[2] if self._scale else "按年"
        corner = Rect(0.5, 0.5, _LABEL_WIDTH - 1, self.frame - 3)
        drawing.cell(corner, _UNIT, f"{_HEAD}（{axis}）", self.size)
        months = self._scale[0] if self._scale else 12 * self._years_in_column
        if self._scale:
            for month in range(self.first, self.last + 1, months):
                label = self._scale[1].format(month=month % 12 + 1, quarter=month % 12 // 3 + 1)
                box = Rect(self._x(month), top, months * self._month_width, self._line)
                drawing.cell(box, _UNIT, label, self.size)
        grid = [
            month
            for month in range(self.first, self.last + 2)
            if (month - (self.first if months > 12 else 0)) % months == 0
        ]
        for month in [self.first, *grid, self.last + 1]:
            colour = LINE if month % 12 == 0 else FAINT
            drawing.rule([(self._x(month), self.frame - 2), (self._x(month), bottom)], colour, weight=0.5)

    def _years(self) -> Iterator[tuple[int, int, str]]:
        """Columns of one year, or of several where a single one is too narrow for its label."""
        step = self._years_in_column
        year = self.first // 12
        while year <= self.last // 12:
            start, end = max(year * 12, self.first), min((year + step) * 12, self.last + 1)
            label = f"{year}年"
            if step > 1 or not self._fits(label, end - start):
                label = str(year) if self._fits(str(year), end - start) else ""
            yield start, end, label
            year += step
