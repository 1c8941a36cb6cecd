"""A picture of who gives data to whom: givers on the left, takers on the right, wider lines for more kinds of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lunzheng.documents.figures.svg import FONT_FAMILY

MOST = 14
"""So many bodies stand on each side; the table behind the picture has them all."""

_WIDTH, _ROW, _TOP = 900, 34, 44
_LEFT, _RIGHT = 250, 650
_LONGEST = 16
_COLOURS = ("#0b5a8a", "#b3261e", "#2e7d32", "#7b4f00", "#5e35b1", "#00695c", "#ad1457")


@dataclass(frozen=True)
class Flow:
    """So many kinds of data that one body gives another, and what the first ones are."""

    giver: str
    taker: str
    kinds: int
    first: tuple[str, ...]


def flow_picture(flows: Sequence[Flow]) -> str:
    """The picture as SVG; where there are too many bodies, those with the most data."""
    givers = _most([(flow.giver, flow.kinds) for flow in flows])
    takers = _most([(flow.taker, flow.kinds) for flow in flows])
    shown = [flow for flow in flows if flow.giver in givers and flow.taker in takers]
    widest = max((flow.kinds for flow in shown), default=1)
    height = _TOP + _ROW * max(len(givers), len(takers)) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="数据由谁提供给谁" font-family="{FONT_FAMILY}" font-size="15">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text("提供方", _LEFT - 12, 22, "end", "#55606a"),
        _text("使用方", _RIGHT + 12, 22, "start", "#55606a"),
    ]
    for flow in sorted(shown, key=lambda flow: -flow.kinds):
        colour = _COLOURS[givers.index(flow.giver) % len(_COLOURS)]
        start, end = _height(givers.index(flow.giver)), _height(takers.index(flow.taker))
        middle = (_LEFT + _RIGHT) // 2
        width = 1.5 + 8 * flow.kinds / widest
        parts.append(
            f'<path d="M{_LEFT} {start}C{middle} {start} {middle} {end} {_RIGHT} {end}" fill="none" '
            f'stroke="{colour}" stroke-opacity="0.55" stroke-width="{width:.1f}"><title>'
            f"{escape(flow.giver)}→{escape(flow.taker)}：{flow.kinds}类</title></path>"
        )
    parts += [_text(name, _LEFT - 12, _height(index) + 5, "end") for index, name in enumerate(givers)]
    parts += [_text(name, _RIGHT + 12, _height(index) + 5, "start") for index, name in enumerate(takers)]
    return "\n".join([*parts, "</svg>\n"])


def _most(counted: Sequence[tuple[str, int]]) -> list[str]:
    numbers: Counter[str] = Counter()
    for name, kinds in counted:
        numbers[name] += kinds
    return [name for name, _ in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))[:MOST]]


def _height(index: int) -> int:
    return _TOP + _ROW * index + _ROW // 2


def _text(text: str, x: int, y: int, anchor: str, ink: str = "#1d2a33") -> str:
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{ink}">{escape(short)}</text>'
