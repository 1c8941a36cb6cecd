"""A scene as SVG: plain shapes and selectable text; no identifiers, styles or scripts, so it may stand in any page."""

from __future__ import annotations

from html import escape
from math import hypot

from lunzheng.documents.figures.scene import Look, Point, Rect, Rule, Scene, TextLine

FONT_FAMILY = (
    "'Noto Sans CJK SC','Source Han Sans SC','Noto Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB',"
    "'WenQuanYi Micro Hei',SimHei,sans-serif"
)
"""For readers of the site; a rasteriser that has one font takes that for the last."""

MM_PER_POINT = 25.4 / 72
_ARROW_LENGTH, _ARROW_HALF = 5.0, 2.2


def to_svg(scene: Scene, alt: str) -> str:
    """The text of an SVG image in the size of print, which may also stand inside an HTML page."""
    width, height = scene.width * MM_PER_POINT, scene.height * MM_PER_POINT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}mm" height="{_n(height)}mm" '
        f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="img" aria-label="{escape(alt)}" '
        f'font-family="{FONT_FAMILY}">',
        f'<rect width="{_n(scene.width)}" height="{_n(scene.height)}" fill="#ffffff"/>',
    ]
    parts += [_rect(panel.box, panel.look) for panel in scene.panels]
    parts += [piece for rule in scene.rules for piece in _rule(rule)]
    for cell in scene.cells:
        if cell.look.fill or cell.look.stroke:
            parts.append(_rect(cell.box, cell.look))
        parts += [_text(line, cell.look.ink) for line in cell.lines]
    return "\n".join([*parts, "</svg>\n"])


def _rect(box: Rect, look: Look) -> str:
    radius = f' rx="{_n(look.radius)}"' if look.radius else ""
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"{radius} '
        f'fill="{look.fill or "none"}"{_stroke(look.stroke, look.weight, look.dash)}/>'
    )


def _stroke(colour: str, weight: float, dash: str) -> str:
    if not colour:
        return ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{_n(weight)}"{dashes}'


def _rule(rule: Rule) -> list[str]:
    points = list(rule.points)
    if not rule.arrow:
        return [_polyline(points, rule)]
    tip, base = _shortened(points)
    points[-1] = base
    length = hypot(tip[0] - base[0], tip[1] - base[1]) or 1.0
    across = ((tip[1] - base[1]) / length * _ARROW_HALF, (base[0] - tip[0]) / length * _ARROW_HALF)
    head = [tip, (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1])]
    return [_polyline(points, rule), f'<polygon points="{_points(head)}" fill="{rule.colour}"/>']


def _shortened(points: list[Point]) -> tuple[Point, Point]:
    """The tip of an arrow and where its head begins."""
    (x0, y0), (x1, y1) = points[-2:]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    share = min(1.0, _ARROW_LENGTH / length)
    return (x1, y1), (x1 - (x1 - x0) * share, y1 - (y1 - y0) * share)


def _polyline(points: list[Point], rule: Rule) -> str:
    return f'<polyline points="{_points(points)}" fill="none"{_stroke(rule.colour, rule.weight, rule.dash)}/>'


def _points(points: list[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _text(line: TextLine, ink: str) -> str:
    """A line of text; one with Latin letters is held to its measured width, whatever font the reader has."""
    held = "" if line.regular else f' textLength="{_n(line.width)}"'
    return (
        f'<text x="{_n(line.x)}" y="{_n(line.baseline)}" font-size="{_n(line.size)}" fill="{ink}"{held}>'
        f"{escape(line.text)}</text>"
    )


def _n(number: float) -> str:
    """A number to 0.01 without needless zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
