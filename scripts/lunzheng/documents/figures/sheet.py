"""From a layout to finished figures: the largest text size that fits one sheet, else as many sheets as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from lunzheng.documents.figures.font import Font
from lunzheng.documents.figures.png import to_png
from lunzheng.documents.figures.scene import Scene
from lunzheng.documents.figures.svg import MM_PER_POINT, to_svg

SIZES = (10.5, 9.0, 8.0, 7.5)
"""Text sizes to try, in points, from 五号 to 六号, the least that print should have."""

SHEETS_SIZE = 9.0
"""The size where one sheet cannot hold a figure anyway."""

MAX_ALT = 1500


@dataclass(frozen=True)
class Page:
    """The room for one sheet, in mm: the width of the type area, and its height less the heading of a figure."""

    width_mm: float = 156
    height_mm: float = 185

    @property
    def width(self) -> float:
        return self.width_mm / MM_PER_POINT

    @property
    def height(self) -> float:
        return self.height_mm / MM_PER_POINT


@dataclass(frozen=True)
class Figure:
    """One sheet of a figure.

    Attributes:
        svg: for the site; its text can be selected.
        alt: what the picture shows, in Chinese.
        width_mm: its width in print.
        height_mm: its height in print.
        scene: what is where.
        font: what it was measured with.
    """

    svg: str = field(repr=False)
    alt: str
    width_mm: float
    height_mm: float
    scene: Scene = field(repr=False)
    font: Font = field(repr=False)

    @cached_property
    def png(self) -> bytes:
        """For DOCX: at print resolution, which the file states. Made when first asked for."""
        return to_png(self.svg, self.width_mm, self.font)


@dataclass(frozen=True)
class Band:
    """A part that stays on one sheet: its height with the gap after it, and what it shows in words."""

    height: float
    words: str


class Layout(Protocol):
    """A figure laid out at one text size."""

    @property
    def title(self) -> str:
        """What the figure is, for its alternative text."""

    @property
    def bands(self) -> Sequence[Band]:
        """Its parts from top to bottom."""

    @property
    def frame(self) -> float:
        """The height of what every sheet repeats: column heads, legend."""

    def draw(self, first: int, end: int) -> Scene:
        """The sheet with the bands from ``first`` to before ``end``."""


def fit(make: Callable[[float], Layout], page: Page, font: Font, sizes: Sequence[float] = SIZES) -> tuple[Figure, ...]:
    """Lay out a figure at the largest text size that fits one sheet.

    Args:
        make: the layout for a text size.
        page: the room.
        font: what texts are measured with.
        sizes: to choose from, the largest first.

    Returns:
        One figure, or several sheets where the smallest size does not fit.
    """
    for size in sizes:
        layout = make(size)
        if layout.frame + sum(band.height for band in layout.bands) <= page.height:
            break
    else:
        layout = make(min(sizes[0], SHEETS_SIZE))
    parts = divide([band.height for band in layout.bands], page.height - layout.frame)
    return tuple(
        _figure(layout.draw(first, end), _alt(layout, first, end, number, len(parts)), font)
        for number, (first, end) in enumerate(parts, 1)
    )


def divide(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Runs of bands that fit the room, as few as possible and about equally full."""
    fewest = _runs(heights, room)
    for share in range(1, 20):
        even = sum(heights) / len(fewest) * (1 + share / 20)
        if even < room and len(tried := _runs(heights, even)) == len(fewest):
            return tried
    return fewest


def _runs(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first, used = 0, 0.0
    for index, height in enumerate(heights):
        if index > first and used + height > room:
            runs.append((first, index))
            first, used = index, 0.0
        used += height
    return [*runs, (first, len(heights))]


def _alt(layout: Layout, first: int, end: int, number: int, count: int) -> str:
    sheet = f"（第{number}张，共{count}张）" if count > 1 else ""
    text = f"{layout.title}{sheet}。" + "；".join(band.words for band in layout.bands[first:end] if band.words) + "。"
    return text if len(text) <= MAX_ALT else f"{text[: MAX_ALT - 2]}……"


def _figure(scene: Scene, alt: str, font: Font) -> Figure:
    return Figure(to_svg(scene, alt), alt, scene.width * MM_PER_POINT, scene.height * MM_PER_POINT, scene, font)
