"""Proving from a scene's own numbers that everything in it can be read."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from lunzheng.documents.figures.font import default_font
from lunzheng.documents.figures.scene import Cell, Point, Rect, Scene
from lunzheng.documents.figures.sheet import Figure, Page
from lunzheng.documents.figures.typeface import Typeface

SLACK = 0.05
SMALLEST = 7.5
CONTRAST = 4.5


@cache
def typeface() -> Typeface:
    return Typeface(default_font())


def faults(figure: Figure, page: Page | None = None) -> list[str]:
    """Everything about a sheet that would be hard to read; empty where it is fine."""
    scene = figure.scene
    room = page or Page()
    sheet = Rect(0, 0, scene.width, scene.height)
    found = [] if scene.height <= room.height + SLACK else [f"higher than the page: {scene.height:.1f}"]
    found += [f"off the sheet: {_name(cell)}" for cell in scene.cells if not _inside(cell.box, sheet)]
    for cell in scene.cells:
        found += [f"text outside its box: {line.text}" for line in cell.lines if not _inside(line.box, cell.box)]
        found += [f"small: {line.text}" for line in cell.lines if line.size < SMALLEST]
        if cell.lines and contrast(cell.look.ink, _ground(cell, scene)) < CONTRAST:
            found.append(f"pale: {_name(cell)}")
    for one, other in combinations(scene.cells, 2):
        if _overlap(one.box, other.box):
            found.append(f"boxes overlap: {_name(one)} and {_name(other)}")
    for panel in scene.panels:
        found += [f"panel off the sheet: {panel.box}"] if not _inside(panel.box, sheet) else []
    for rule in scene.rules:
        for start, end in zip(rule.points, rule.points[1:], strict=False):
            segment = Rect(min(start[0], end[0]), min(start[1], end[1]), abs(start[0] - end[0]), abs(start[1] - end[1]))
            found += [] if _inside(segment, sheet) else [f"line off the sheet: {segment}"]
            found += [
                f"line through text: {line.text}"
                for cell in scene.cells
                for line in cell.lines
                if _crosses(start, end, line.box)
            ]
    return found


def texts(figure: Figure) -> list[str]:
    """The text of each cell, its lines joined."""
    return ["".join(line.text for line in cell.lines) for cell in figure.scene.cells if cell.lines]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _ground(cell: Cell, scene: Scene) -> str:
    under = [panel.look.fill for panel in scene.panels if _inside(cell.box, panel.box) and panel.look.fill]
    return cell.look.fill or (under[-1] if under else "#ffffff")


def _name(cell: Cell) -> str:
    return "".join(line.text for line in cell.lines) or f"{cell.box}"


def _inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - SLACK
        and inner.y >= outer.y - SLACK
        and inner.right <= outer.right + SLACK
        and inner.bottom <= outer.bottom + SLACK
    )


def _overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right - SLACK
        and other.x < one.right - SLACK
        and one.y < other.bottom - SLACK
        and other.y < one.bottom - SLACK
    )


def _crosses(start: Point, end: Point, box: Rect) -> bool:
    """Whether a horizontal or vertical line meets a box."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y
