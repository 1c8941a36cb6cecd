"""Numbers of tables and figures: 表1, 表2 …, 图1 … in the order of the document."""

from __future__ import annotations

from collections.abc import Sequence

from lunzheng.documents import ast
from lunzheng.model.edition import CaptionFormat
from lunzheng.source.markdown import Element

SEPARATOR = "\u3000"


def number_captions(parts: Sequence[list[Element]], formats: CaptionFormat) -> list[list[Element]]:
    """The parts with a number before each caption; a table without caption (inside a form) takes none."""
    counts = {"Table": 0, "Figure": 0}
    patterns = {"Table": formats.table, "Figure": formats.figure}

    def visit(element: Element) -> Element:
        kind = element["t"]
        if kind not in counts:
            return element
        content = list(element["c"])
        _, caption = content[1]
        if not caption:
            return element
        counts[kind] += 1
        number = patterns[kind].format(number=counts[kind]) + SEPARATOR
        first = {**caption[0], "c": [ast.element("Str", number), *caption[0]["c"]]}
        content[1] = [None, [first, *caption[1:]]]
        return ast.element(kind, content)

    return [ast.walk(blocks, visit) for blocks in parts]
