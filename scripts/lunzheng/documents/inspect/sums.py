"""Serial numbers and totals of the tables that the edition knows: those of forms, plans, review forms and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from lxml import etree

from lunzheng.documents.cells import SERIAL
from lunzheng.documents.inspect.content import Table
from lunzheng.documents.inspect.grids import (
    Grid,
    column_titles,
    grid_of,
    head_rows,
    known_columns,
    paragraphs_by_node,
)
from lunzheng.documents.inspect.papers import joined
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.documents.tables import TOTAL_LABEL
from lunzheng.model.blocks import Column
from lunzheng.model.edition import YES
from lunzheng.source.problem import Kind

SERIALS = Kind(
    "E465",
    "表的序号从 1 起连续",
    "缺号让人以为漏了一行，重号则不知道说的是哪一行。",
    "按顺序重新编号；最好改项目文件，重新生成",
)
SUMS = Kind(
    "E466",
    "表的合计等于各行之和",
    "改了一行的数而没有改合计，表就前后矛盾。",
    "核对各行的数和合计；最好改项目文件，重新生成",
)
SUM_KINDS = (SERIALS, SUMS)

_NUMBER = re.compile(r"-?\d[\d,]{0,30}(\.\d{1,10})?", re.ASCII)


def check_sums(subject: Subject) -> Iterable[Requirement]:
    """Every table whose columns are those of one of the edition's tables."""
    serials, sums = Deviations(subject, SERIALS), Deviations(subject, SUMS)
    known = known_columns(subject.edition)
    by_node = paragraphs_by_node(subject.document)
    labels = {TOTAL_LABEL, subject.edition.lists.total, subject.edition.letters.words.total} - {""}
    numbered = summed = 0
    for table in subject.document.tables:
        grid, heads = grid_of(table), head_rows(table, by_node)
        columns = known.get(tuple(column_titles(grid[:heads])))
        rows = grid[heads:]
        if not columns or not rows:
            continue
        has_total = any(_text(cell) in labels for cell in rows[-1].values())
        counted = rows[:-1] if has_total else rows
        for index, column in enumerate(columns):
            if column.kind == SERIAL:
                numbered += 1
                _serial(table, counted, heads, index, serials)
            elif column.summed == YES and has_total:
                summed += 1
                _sum(table, column, [row.get(index) for row in counted], rows[-1].get(index), sums)
    yield serials.requirement("1、2、3……", f"{numbered} 张表的序号都连续", applies=numbered > 0)
    yield sums.requirement("合计等于各行之和", f"{summed} 列的合计都相等", applies=summed > 0)


def _serial(table: Table, rows: Grid, heads: int, index: int, found: Deviations) -> None:
    """A row with nothing in it at all, as in a form without data, needs no number."""
    for number, row in enumerate(_written(rows), 1):
        text = _text(row.get(index))
        if text != str(number):
            found.add(f"序号是“{text[:20]}”，应当是 {number}", f"{table.where}第 {heads + number} 行")


def _written(rows: Grid) -> list[Mapping[int, etree._Element]]:
    return [row for row in rows if any(map(_text, row.values()))]


def _sum(
    table: Table,
    column: Column,
    cells: Sequence[etree._Element | None],
    total: etree._Element | None,
    found: Deviations,
) -> None:
    """Where something other than numbers stands in a column nobody can tell its sum."""
    written = [text for text in map(_text, cells) if text]
    stated = _number(_text(total))
    numbers = [number for number in map(_number, written) if number is not None]
    if stated is None or len(numbers) != len(written):
        return
    if sum(numbers, Decimal(0)) != stated:
        shown = f"{sum(numbers, Decimal(0)):,f}"
        found.add(f"合计是 {_text(total)}，各行之和是 {shown}", f"{table.where}“{joined(column.title)}”列")


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _text(cell: etree._Element | None) -> str:
    return joined("".join(cell.itertext())) if cell is not None else ""
