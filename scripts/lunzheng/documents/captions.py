"""Numbers of tables and figures by chapter, 表1-1, 图3-2, and references to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lunzheng.documents import ast
from lunzheng.documents.illustrate import ATTACHED_CLASS, CONTINUED, CONTINUED_CLASS
from lunzheng.model.edition import CaptionFormat
from lunzheng.model.facts import FIGURE_REFERENCE, TABLE_REFERENCE, TOKEN, reference
from lunzheng.source.markdown import Element

SEPARATOR = "\u3000"
_KINDS = {"Table": TABLE_REFERENCE, "Figure": FIGURE_REFERENCE}


@dataclass(frozen=True)
class Piece:
    """A run of blocks and the chapter that its captions count in."""

    chapter: int
    blocks: Sequence[Element]


def number_captions(pieces: Sequence[Piece], formats: CaptionFormat) -> list[list[Element]]:
    """The blocks of each piece, a number before each caption, each reference replaced by the number it means.

    A table without caption (inside a form) takes no number; a reference to no caption stays as it is written.
    """
    numbering = _Numbering(formats)
    numbered = [numbering.number(piece) for piece in pieces]
    return [ast.walk(blocks, numbering.refer) for blocks in numbered]


@dataclass
class _Numbering:
    formats: CaptionFormat
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)

    def number(self, piece: Piece) -> list[Element]:
        def visit(element: Element) -> Element:
            return self._caption(element, piece.chapter) if element["t"] in _KINDS else element

        walked: list[Element] = ast.walk(list(piece.blocks), visit)
        return walked

    def _caption(self, element: Element, chapter: int) -> Element:
        content = list(element["c"])
        _, caption = content[1]
        if not caption or (element["t"] == "Figure" and ATTACHED_CLASS in content[0][1]):
            return element
        kind = _KINDS[element["t"]]
        continued = CONTINUED_CLASS in content[0][1]
        pattern = self.formats.table if kind == TABLE_REFERENCE else self.formats.figure
        # A pattern without the chapter counts through the whole document.
        counted = (kind, chapter if "{chapter}" in pattern else 0)
        count = self.counts[counted] = self.counts.get(counted, 0) + (not continued)
        number = pattern.format(chapter=chapter, number=count)
        self.numbers.setdefault((kind, ast.plain_text(caption)), number)
        more = [ast.element("Str", CONTINUED)] if continued else []
        first = {**caption[0], "c": [ast.element("Str", number + SEPARATOR), *caption[0]["c"], *more]}
        content[1] = [None, [first, *caption[1:]]]
        return ast.element(element["t"], content)

    def refer(self, element: Element) -> Element:
        if element["t"] != "Str" or "{{" not in element["c"]:
            return element

        def number(name: str) -> str | None:
            referred = reference(name)
            return self.numbers.get(referred) if referred else None

        return ast.element("Str", TOKEN.sub(lambda found: number(found["name"]) or found.group(), element["c"]))
