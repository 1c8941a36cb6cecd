"""Tables as people read them: rows and columns, merged cells resolved, and which of the edition's tables one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from lunzheng.documents.inspect.content import Document, Paragraph, Table, cells
from lunzheng.documents.inspect.expected import TABLE_HEAD
from lunzheng.documents.inspect.formatting import attribute, value, whole
from lunzheng.documents.ooxml import find, qualified
from lunzheng.model.blocks import Column
from lunzheng.model.edition import Edition
from lunzheng.model.facts import TOKEN

_MAX_SPAN = _MAX_COLUMNS = 100

Grid = list[dict[int, etree._Element]]
"""For each row the cell that begins in a column; a cell merged with the one above is left out."""


def known_columns(edition: Edition) -> dict[tuple[str, ...], Sequence[Column]]:
    """The titles of an edition table's columns → the columns: tables of documents, of forms of the review, of lists."""
    tables: list[Sequence[Column]] = [table.columns for table in edition.tables.values()]
    tables += [block.table.columns for form in edition.letters.forms for block in form.blocks if block.table.columns]
    tables += [listing.columns for listing in edition.lists.listings]
    return {titles_of(columns): columns for columns in tables}


def titles_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """The titles that these columns have in a document; what a token would add is left out."""
    return tuple(_title(column.title) for column in columns)


def _title(text: str) -> str:
    return "".join(TOKEN.sub("", text).split())


def paragraphs_by_node(document: Document) -> dict[int, Paragraph]:
    """Every paragraph by the identity of its element."""
    return {id(paragraph.node): paragraph for paragraph in document.paragraphs}


def head_rows(table: Table, by_node: Mapping[int, Paragraph]) -> int:
    """How many rows at the top are the head: text in every cell, all in the style of heads; other rows follow."""
    rows = table.rows
    number = 0
    for row, begins in zip(rows, grid_of(table), strict=True):
        paragraphs = [by_node[id(node)] for node in row.iter(qualified("w:p")) if id(node) in by_node]
        written = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
        if not written or any(paragraph.code != TABLE_HEAD for paragraph in written):
            break
        # A label with room to write in beside it is no head.
        if not all("".join(cell.itertext()).strip() for cell in begins.values()):
            break
        number += 1
    return number if number < len(rows) else 0


def grid_of(table: Table) -> Grid:
    """The rows with the cells that begin in them."""
    grid: Grid = []
    for row in table.rows:
        column = min(max(0, whole(value(row, "w:trPr", "w:gridBefore"))), _MAX_SPAN)
        begins: dict[int, etree._Element] = {}
        for cell in cells(row):
            merge = find(cell, "w:tcPr", "w:vMerge")
            if merge is None or attribute(merge, "val") == "restart":
                begins[column] = cell
            column += min(max(1, whole(value(cell, "w:tcPr", "w:gridSpan"), 1)), _MAX_SPAN)
        grid.append(begins)
    return grid


def column_titles(head: Sequence[dict[int, etree._Element]]) -> list[str]:
    """The titles of the columns: what stands lowest in the head."""
    lowest: dict[int, str] = {}
    for row in head:
        lowest |= {column: _title("".join(cell.itertext())) for column, cell in row.items()}
    return [lowest.get(column, "") for column in range(min(max(lowest, default=-1) + 1, _MAX_COLUMNS))]
