"""Tables that are computed from data: columns from the edition, rows from the facts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from lunzheng.documents import ast
from lunzheng.model.blocks import Column, Item, Table
from lunzheng.model.datasets import Row
from lunzheng.model.edition import YES
from lunzheng.model.facts import Facts, format_number
from lunzheng.model.money import Money, total
from lunzheng.source.markdown import Element

TOTAL_LABEL = "合计"
CELL_STYLE, HEAD_STYLE = "Table Text", "Table Head"
_RIGHT_ALIGNED = {"金额", "单价", "数", "整数"}
_NUMBER_SHARE = 0.065
"""The share of a column of running numbers: room for three digits at any orientation."""
_CENTERED = {"序号", "时间"}


def data_table(table: Table, facts: Facts, caption: str = "", *, keep_empty: bool = False) -> list[Element]:
    """A table of the edition, filled.

    Args:
        table: its dataset and columns.
        facts: where the rows come from.
        caption: its title without number; empty inside a form.
        keep_empty: print the header with an empty row where there are no rows, as a form does.

    Returns:
        The table; a sentence or nothing where there are no rows.
    """
    rows = facts.rows(table.data)
    if not rows:
        if table.empty:
            return [ast.para(facts.fill(table.empty))]
        if not keep_empty:
            return []
    columns = table.columns
    body = [[_cell_text(column, row, number, facts) for column in columns] for number, row in enumerate(rows, 1)] or [
        ["" for _ in columns]
    ]
    built = _body(columns, body)
    if rows and any(column.summed == YES for column in columns):
        built.append(_total_row(columns, rows))
    alignments = [_alignment(column.kind) for column in columns]
    return [ast.table(_widths(columns), _head(columns, facts), built, caption, alignments)]


def grid(items: Sequence[Item], facts: Facts) -> Element:
    """Labels and values in four columns, as the head of a form."""
    rows: list[list[Any]] = []
    pending: list[list[Any]] = []
    for item in items:
        label = ast.cell([_styled(HEAD_STYLE, item.label)])
        value = (facts.value(item.source) if item.source else None) or ""
        if item.whole_row == YES:
            if pending:
                rows.append(ast.row([*pending, ast.cell([_styled(CELL_STYLE, "")], columns=2)]))
                pending = []
            rows.append(ast.row([label, ast.cell([_styled(CELL_STYLE, value)], columns=3)]))
        else:
            pending += [label, ast.cell([_styled(CELL_STYLE, value)])]
            if len(pending) == 4:
                rows.append(ast.row(pending))
                pending = []
    if pending:
        rows.append(ast.row([*pending, ast.cell([_styled(CELL_STYLE, "")], columns=2)]))
    return ast.table([0.2, 0.3, 0.2, 0.3], [], rows)


def _styled(style: str, string: str) -> Element:
    return ast.styled(style, [ast.element("Para", ast.text(string))])


def _cell_text(column: Column, row: Row, number: int, facts: Facts) -> str:
    if column.kind == "序号":
        return str(number)
    return facts.cell(_value(column, row), column.kind)


def _value(column: Column, row: Row) -> object:
    """The value that a column takes from a row; ``甲+乙`` adds two amounts."""
    if "+" not in column.source:
        return row.get(column.source)
    amounts = [value for name in column.source.split("+") if isinstance(value := row.get(name), Money)]
    return total(amounts) if amounts else None


def _widths(columns: Sequence[Column]) -> list[float]:
    numbers = [column.kind == "序号" for column in columns]
    whole = sum((column.width or Decimal(1)) for column in columns if column.kind != "序号")
    rest = 1 - _NUMBER_SHARE * sum(numbers)
    return [
        _NUMBER_SHARE if is_number else float((column.width or Decimal(1)) / whole) * rest
        for column, is_number in zip(columns, numbers, strict=True)
    ]


def _alignment(kind: str) -> str:
    if kind in _RIGHT_ALIGNED:
        return ast.RIGHT
    return ast.CENTER if kind in _CENTERED else ast.LEFT


def _head(columns: Sequence[Column], facts: Facts) -> list[Any]:
    def cell(string: str, rows: int = 1, spanned: int = 1) -> list[Any]:
        return ast.cell([_styled(HEAD_STYLE, facts.fill(string))], ast.CENTER, rows, spanned)

    if not any(column.group for column in columns):
        return [ast.row([cell(column.title) for column in columns])]
    upper: list[list[Any]] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        listed = list(members)
        upper += [cell(group, 1, len(listed))] if group else [cell(column.title, 2) for column in listed]
    return [ast.row(upper), ast.row([cell(column.title) for column in columns if column.group])]


def _body(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> list[Any]:
    """Rows whose merged columns span the rows that agree in them and in the merged columns before them."""

    def key(row: Sequence[str], column: int) -> tuple[str, ...]:
        return tuple(row[c] for c in range(column + 1) if columns[c].merged == YES)

    rows = []
    for number, row in enumerate(texts):
        cells = []
        for index, column in enumerate(columns):
            span = 1
            if column.merged == YES:
                if number and key(texts[number - 1], index) == key(row, index):
                    continue
                while number + span < len(texts) and key(texts[number + span], index) == key(row, index):
                    span += 1
            cells.append(ast.cell([_styled(CELL_STYLE, row[index])], _alignment(column.kind), span))
        rows.append(ast.row(cells))
    return rows


def _total_row(columns: Sequence[Column], rows: Sequence[Row]) -> list[Any]:
    label_at = next((i for i, column in enumerate(columns) if column.kind != "序号" and column.summed != YES), 0)
    cells = []
    for index, column in enumerate(columns):
        string = TOTAL_LABEL if index == label_at else ""
        if column.summed == YES:
            string = _sum([_value(column, row) for row in rows], column.kind)
        cells.append(
            ast.cell([_styled(HEAD_STYLE, string)], _alignment(column.kind) if string != TOTAL_LABEL else ast.CENTER)
        )
    return ast.row(cells)


def _sum(values: Sequence[object], kind: str) -> str:
    if kind == "金额":
        amounts = (
            v if isinstance(v, Money) else Money.parse(v) for v in values if isinstance(v, Money | int | Decimal | str)
        )
        return str(total(amount.rounded() for amount in amounts if amount))
    return format_number(sum((Decimal(v) for v in values if isinstance(v, int | Decimal)), Decimal(0)))
