"""The author's text as it goes into a document: numbered headings, filled facts, captions, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lunzheng.documents import ast
from lunzheng.documents.tables import CELL_STYLE, HEAD_STYLE
from lunzheng.model.facts import Facts
from lunzheng.model.narrative import strip_number, table_caption
from lunzheng.model.numbering import heading_number
from lunzheng.source.markdown import Block, Element

LIST_STYLE = "List Text"


def prose(blocks: Sequence[Block], facts: Facts, section_level: int) -> list[Element]:
    """The blocks of one section.

    Args:
        blocks: the author's blocks.
        facts: fill the tokens.
        section_level: the level of the section's heading; deeper headings are numbered below it.
    """
    result: list[Element] = []
    counters: dict[int, int] = {}
    formats = facts.library.edition.head.numbering
    caption = ""
    for index, block in enumerate(blocks):
        following = blocks[index + 1].element["t"] if index + 1 < len(blocks) else ""
        if following == "Table" and (title := table_caption(block)):
            caption = facts.fill(title)
            continue
        level = block.heading_level
        if level is not None:
            level = max(level, section_level + 1)
            counters = {depth: count for depth, count in counters.items() if depth <= level}
            counters[level] = counters.get(level, 0) + 1
            title = facts.fill(strip_number(block.plain_text))
            result.append(ast.heading(level, heading_number(formats, level, counters[level]) + title))
            continue
        element = _dressed(block.element, facts)
        if element is None:
            continue
        if element["t"] == "Table":
            element = _with_caption(element, caption)
            caption = ""
        result.append(element)
    return result


def _dressed(block: Element, facts: Facts) -> Element | None:
    """One block with its tokens filled, its list items and table cells in their styles."""

    def visit(element: Element) -> Element | None:
        match element["t"]:
            case "Str":
                return ast.element("Str", facts.fill(element["c"]))
            case "Code":
                return ast.element("Code", [ast.NO_ATTRIBUTES, facts.fill(element["c"][1])])
            case "CodeBlock":
                return ast.element("CodeBlock", [ast.NO_ATTRIBUTES, facts.fill(element["c"][1])])
            case "Header":
                return ast.element("Para", [ast.element("Strong", element["c"][2])])
            case "BulletList":
                return ast.element("BulletList", [[ast.styled(LIST_STYLE, _loose(item))] for item in element["c"]])
            case "OrderedList":
                marker, items = element["c"]
                return ast.element("OrderedList", [marker, [[ast.styled(LIST_STYLE, _loose(item))] for item in items]])
            case "Table":
                return _dressed_table(element)
            case "HorizontalRule":
                return None
            case _:
                return element

    dressed = ast.walk([block], visit)
    return dressed[0] if dressed else None


def _loose(blocks: Sequence[Element]) -> list[Element]:
    return [ast.element("Para", block["c"]) if block["t"] == "Plain" else block for block in blocks]


def _dressed_table(table: Element) -> Element:
    attributes, caption, columns, head, bodies, foot = table["c"]

    def rows(listed: Sequence[Any], style: str) -> list[Any]:
        return [
            [
                row[0],
                [[*cell[:4], [ast.styled(style, _loose(cell[4]) or [ast.element("Para", [])])]] for cell in row[1]],
            ]
            for row in listed
        ]

    widths = _widths_by_content(head[1], bodies[0][3], len(columns))
    sized = [[column[0], ast.element("ColWidth", width)] for column, width in zip(columns, widths, strict=True)]
    return ast.element(
        "Table",
        [
            attributes,
            caption,
            sized,
            [head[0], rows(head[1], HEAD_STYLE)],
            [[body[0], body[1], rows(body[2], HEAD_STYLE), rows(body[3], CELL_STYLE)] for body in bodies],
            [foot[0], rows(foot[1], CELL_STYLE)],
        ],
    )


def _widths_by_content(head: Sequence[Any], body: Sequence[Any], columns: int) -> list[float]:
    """Shares that follow the square root of the longest cell: long columns get more room, short ones stay readable."""
    longest = [4] * columns
    for row in [*head, *body]:
        for index, cell in enumerate(row[1]):
            longest[index] = max(longest[index], _length(cell[4]))
    roots = [min(length, 120) ** 0.5 for length in longest]
    return [root / sum(roots) for root in roots]


def _length(blocks: object) -> int:
    count = 0

    def visit(element: Element) -> Element:
        nonlocal count
        if element["t"] in ("Str", "Code"):
            count += len(element["c"] if element["t"] == "Str" else element["c"][1])
        return element

    ast.walk(blocks, visit)
    return count


def _with_caption(table: Element, caption: str) -> Element:
    content = list(table["c"])
    if caption:
        content[1] = [None, [ast.element("Plain", ast.text(caption))]]
    return ast.element("Table", content)
