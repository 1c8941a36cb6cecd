"""Colours of figures: few, quiet, and told apart in grey by border and tone as well."""

from __future__ import annotations

from lunzheng.documents.figures.scene import Look

INK = "#1a1a1a"
LINE = "#6b6b6b"
FAINT = "#c9c9c9"
BLUE = "#1f4e79"
WHITE = "#ffffff"

PLAIN = Look(ink=INK)
"""Text without a box."""

BOX = Look(fill=WHITE, stroke=LINE, ink=INK, weight=0.7, radius=2)
HEAD = Look(fill=BLUE, stroke=BLUE, ink=WHITE, radius=2)
SOFT = Look(fill="#e4ecf4", stroke=BLUE, ink=INK, weight=0.7, radius=2)
GUARD = Look(fill="#fbeee0", stroke="#8a4b08", ink=INK, weight=1.1, radius=0)
BAND = Look(fill="#f4f5f7")
FRAME = Look(fill="#f7f8f9", stroke=FAINT, weight=0.7, radius=3)
ZONE = Look(fill="#f7f8f9", stroke=LINE, weight=0.9, dash="4 2.5", radius=3)

KINDS = (
    Look(fill="#d6e4f2", stroke="#1f4e79", ink=INK, weight=1.2, radius=2),
    Look(fill="#fbe9cf", stroke="#7d4f00", ink=INK, weight=1.0, dash="5 2", radius=2),
    Look(fill="#ffffff", stroke="#5c5c5c", ink=INK, weight=0.6, radius=2),
    Look(fill="#dcefdc", stroke="#2b6130", ink=INK, weight=1.0, dash="2 1.6", radius=2),
    Look(fill="#e9e2f2", stroke="#573c80", ink=INK, weight=1.0, dash="6 1.5 1.2 1.5", radius=2),
)
"""One look for each kind of component, each with a border of its own."""

TONES = ("#1f4e79", "#a9c6e3", "#5f8f5a", "#f0e3bd", "#84502f", "#b4b4b4", "#573c80", "#8fd0c9")
"""Parts of a bar: dark and light in turn, so that neighbours differ in grey too."""


def kind_look(names: list[str], name: str) -> Look:
    """The look of a kind by its place among the names; a component of no kind is plain."""
    return KINDS[names.index(name) % len(KINDS)] if name in names else BOX


def strong(look: Look) -> Look:
    """The dark variant of a kind's look, for a label: its border as the ground of white text."""
    return Look(fill=look.stroke, stroke=look.stroke, ink=WHITE, radius=look.radius)


def tone(index: int) -> Look:
    return Look(fill=TONES[index % len(TONES)], stroke=LINE, weight=0.4)
