"""The flowcharts of the rule, drawn from the edition: who does what in which order, and within which limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from lunzheng.documents.figures.svg import FONT_FAMILY
from lunzheng.model.edition import Edition

_WIDTH, _BOX, _GAP, _MARGIN = 640, 62, 34, 16
_PER_LINE = 30


@dataclass(frozen=True)
class StepView:
    """A step with its limit in words, or without."""

    action: str
    party: str
    article: str
    limit: str


@dataclass(frozen=True)
class FlowchartView:
    """A flowchart as text, and the file of its picture."""

    label: str
    title: str
    file: str
    steps: tuple[StepView, ...]


def flowcharts(edition: Edition) -> list[FlowchartView]:
    """The flowcharts of an edition in their order."""
    limits = _limits(edition)
    return [
        FlowchartView(
            f"附图{chart.number}",
            chart.title,
            f"flow-{chart.number}.svg",
            tuple(StepView(s.action, s.party, s.article, limits.get(s.limit, "")) for s in chart.steps),
        )
        for chart in edition.head.flowcharts
    ]


def _limits(edition: Edition) -> Mapping[str, str]:
    days = {clock.code: f"{clock.working_days} 个工作日" for clock in edition.head.clocks}
    return days | {term.code: f"{term.title} {term.years} 年" for term in edition.head.terms}


def drawing(chart: FlowchartView) -> str:
    """The picture as SVG: a box for each step from top to bottom, its limit on the arrow that leads to it."""
    step = _BOX + _GAP
    height = _MARGIN * 2 + step * len(chart.steps) - _GAP
    middle = _WIDTH // 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(chart.title)}" font-family="{FONT_FAMILY}">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for index, one in enumerate(chart.steps):
        top = _MARGIN + step * index
        if index:
            parts.append(f'<path d="M{middle} {top - _GAP}V{top - 7}" stroke="#55606a" stroke-width="1.5"/>')
            parts.append(f'<path d="M{middle} {top}l-5 -8h10z" fill="#55606a"/>')
        if one.limit:
            parts.append(_text(one.limit, middle + 14, top - 12, 13, "#b3261e", "start") if index else "")
        parts.append(
            f'<rect x="40" y="{top}" width="{_WIDTH - 80}" height="{_BOX}" rx="5" fill="#eef5fa" stroke="#0b5a8a"/>'
        )
        text = one.action if len(one.action) <= _PER_LINE else one.action[: _PER_LINE - 1] + "…"
        note = f"{one.party} · {one.article}" + (f" · {one.limit}" if one.limit and not index else "")
        parts.append(_text(text, middle, top + 26, 16, "#1d2a33", "middle"))
        parts.append(_text(note, middle, top + 48, 13, "#55606a", "middle"))
    return "\n".join(part for part in [*parts, "</svg>\n"] if part)


def _text(text: str, x: int, y: int, size: int, ink: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" text-anchor="{anchor}">{escape(text)}</text>'
