"""Building pandoc's AST: short names for the elements that official documents are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lunzheng.source.markdown import Element

API_VERSION = [1, 23, 1]
NO_ATTRIBUTES: list[Any] = ["", [], []]

LEFT, RIGHT, CENTER, DEFAULT = "AlignLeft", "AlignRight", "AlignCenter", "AlignDefault"


def element(kind: str, content: Any = None) -> Element:  # noqa: ANN401 - pandoc's JSON
    return {"t": kind} if content is None else {"t": kind, "c": content}


def text(string: str) -> list[Element]:
    """A string as inlines; its line breaks stay line breaks."""
    inlines: list[Element] = []
    for index, line in enumerate(string.strip().split("\n")):
        if index:
            inlines.append(element("LineBreak"))
        if line:
            inlines.append(element("Str", line))
    return inlines


def para(string: str) -> Element:
    return element("Para", text(string))


def paras(string: str) -> list[Element]:
    """One paragraph for each line that is not empty."""
    return [para(line) for line in string.split("\n") if line.strip()]


def heading(level: int, string: str, identifier: str = "") -> Element:
    return element("Header", [level, [identifier, [], []], text(string)])


def styled(style: str, blocks: Sequence[Element]) -> Element:
    """Blocks in a Word style, by the style's name."""
    return element("Div", [["", [], [["custom-style", style]]], list(blocks)])


def ordered(items: Sequence[Sequence[Element]]) -> Element:
    marker = [1, element("Decimal"), element("TwoParens")]
    return element("OrderedList", [marker, [list(item) for item in items]])


def plain_text(value: Any) -> str:  # noqa: ANN401 - any part of pandoc's JSON
    """The text of inlines or blocks without markup."""
    pieces: list[str] = []

    def visit(item: Element) -> Element:
        if item["t"] == "Str":
            pieces.append(item["c"])
        return item

    walk(value, visit)
    return "".join(pieces)


def raw_openxml(xml: str) -> Element:
    return element("RawBlock", ["openxml", xml])


def raw_html(html: str) -> Element:
    return element("RawInline", ["html", html])


def cell(blocks: Sequence[Element], alignment: str = DEFAULT, rows: int = 1, columns: int = 1) -> list[Any]:
    return [NO_ATTRIBUTES, element(alignment), rows, columns, list(blocks)]


def row(cells: Sequence[list[Any]]) -> list[Any]:
    return [NO_ATTRIBUTES, list(cells)]


def table(
    widths: Sequence[float],
    head: Sequence[list[Any]],
    body: Sequence[list[Any]],
    caption: str = "",
    alignments: Sequence[str] = (),
) -> Element:
    """A table.

    Args:
        widths: the share of each column, summing to 1.
        head: header rows, repeated on each page.
        body: the other rows.
        caption: its title without number, or empty.
        alignments: one for each column; left out, all are default.
    """
    columns = [
        [element(alignment), element("ColWidth", width)]
        for alignment, width in zip(alignments or [DEFAULT] * len(widths), widths, strict=True)
    ]
    captioned = [None, [element("Plain", text(caption))] if caption else []]
    content = [NO_ATTRIBUTES, captioned, columns, [NO_ATTRIBUTES, list(head)]]
    return element("Table", [*content, [[NO_ATTRIBUTES, 0, [], list(body)]], [NO_ATTRIBUTES, []]])


def document(blocks: Sequence[Element], metadata: dict[str, str]) -> Element:
    """A whole pandoc document with plain text metadata."""
    meta = {key: element("MetaInlines", text(value)) for key, value in metadata.items() if value}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}


Visitor = Callable[[Element], Element | list[Element] | None]


def walk(value: Any, visit: Visitor) -> Any:  # noqa: ANN401 - any part of pandoc's JSON
    """A copy of a tree in which ``visit`` has replaced elements, from the leaves upwards.

    ``visit`` returns the element, a list to put in its place, or None to drop it.
    """
    if isinstance(value, list):
        result: list[Any] = []
        for item in value:
            walked = walk(item, visit)
            if isinstance(item, dict) and "t" in item:
                replaced = visit(walked)
                if isinstance(replaced, list):
                    result.extend(replaced)
                elif replaced is not None:
                    result.append(replaced)
            else:
                result.append(walked)
        return result
    if isinstance(value, dict) and "c" in value:
        return {**value, "c": walk(value["c"], visit)}
    return value
