"""Tables as typed values, before they become Word or spreadsheet cells."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lunzheng.documents import ast
from lunzheng.documents.tables import CELL_STYLE, HEAD_STYLE
from lunzheng.model.blocks import Column
from lunzheng.model.datasets import Row, Verbatim
from lunzheng.model.edition import YES
from lunzheng.model.facts import Facts, format_cell, format_number
from lunzheng.model.money import Money, total
from lunzheng.model.period import Moment
from lunzheng.source.markdown import Element

KEPT_STYLE = "Table Text Kept"
"""The style of a row that stays with the next one."""

Value = str | int | Decimal | datetime.date | None
Fill = Callable[[str], str]

MONEY, PRICE, MONTH, DATE, NUMBER, INTEGER, SERIAL = "金额", "单价", "时间", "日期", "数", "整数", "序号"
"""The column types of an edition that are not text."""

_ALIGNMENTS = {MONEY: ast.RIGHT, PRICE: ast.RIGHT, NUMBER: ast.RIGHT, INTEGER: ast.RIGHT}
_CENTERED = {SERIAL, MONTH, DATE}


def typed(value: object, kind: str, fill: Fill) -> Value:
    """A value of a row as its column's type has it: 万元 as a number, a month as its first day, text with its tokens.

    A text column keeps a number as a number; a quarter stays text, since a spreadsheet has no such type.
    """
    match value:
        case None | "":
            return None
        case Verbatim():
            return str(value)
        case Money():
            return value.wan
        case datetime.date():
            return value
        case bool() | list() | dict():
            return fill(format_cell(value, kind))
        case int() | Decimal():
            return value
        case str() if kind in (MONEY, PRICE) and (amount := Money.parse(value)):
            return amount.wan
        case str() if kind == MONTH and (moment := Moment.parse(value)) and moment.first == moment.last:
            return datetime.date(moment.year, moment.first % 12 + 1, 1)
        case _:
            return fill(format_cell(value, kind))


def column_value(column: Column, row: Row, number: int, fill: Fill) -> Value:
    """The value that a column takes from a row; ``甲+乙`` adds two amounts, 序号 counts the rows.

    Amounts are rounded as a form shows them, so that the lines sum to the total; a unit price stays exact.
    """
    if column.kind == SERIAL:
        return number
    value: object = row.get(column.source)
    if "+" in column.source:
        amounts = [amount for name in column.source.split("+") if isinstance(amount := row.get(name), Money)]
        value = total(amounts) if amounts else None
    made = typed(value, column.kind, fill)
    if column.kind == MONEY and isinstance(made, int | Decimal):
        return Money.of_wan(made).rounded().wan
    return made


def printed(value: Value, kind: str, date_pattern: str) -> str:
    """A typed value as a Word table prints it.

    Args:
        value: the value.
        kind: the column's type.
        date_pattern: how a date is written, with ``{year}``, ``{month}`` and ``{day}``.
    """
    match value:
        case None:
            return ""
        case datetime.date():
            return date_pattern.format(year=value.year, month=value.month, day=value.day)
        case int() | Decimal():
            amount = Money.of_wan(value)
            return str(amount) if kind == MONEY else amount.exact() if kind == PRICE else format_number(value)
        case _:
            return value


def column_sum(values: Sequence[Value]) -> Decimal:
    """The sum of a column's numbers."""
    return sum((Decimal(value) for value in values if isinstance(value, int | Decimal)), Decimal(0))


def sentence(pattern: str, row: Row, facts: Facts) -> str:
    """A pattern such as ``{范围}：{方式}。`` with the columns of a row put in; plain replacement."""
    for name, value in row.items():
        pattern = pattern.replace(f"{{{name}}}", facts.cell(value, ""))
    return pattern


@dataclass(frozen=True)
class TypedTable:
    """Columns with rows of typed values."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Sequence[Row], fill: Fill) -> TypedTable:
        """The table of the rows of a dataset."""
        typed_rows = (
            tuple(column_value(column, row, number, fill) for column in columns) for number, row in enumerate(rows, 1)
        )
        titled = (replace(column, title=fill(column.title), group=fill(column.group)) for column in columns)
        return cls(tuple(titled), tuple(typed_rows))

    @property
    def summed(self) -> list[int]:
        """The indices of the columns that are added up; none where there is nothing to add."""
        filled = any(value is not None for row in self.rows for value in row)
        return [i for i, column in enumerate(self.columns) if column.summed == YES] if filled else []

    @property
    def label_at(self) -> int:
        """Where the word for the total stands."""
        free = (i for i, column in enumerate(self.columns) if column.kind != SERIAL and column.summed != YES)
        return next(free, 0)

    def column(self, index: int) -> list[Value]:
        return [row[index] for row in self.rows]


def word_table(table: TypedTable, total_label: str, date_pattern: str, lines: int = 0) -> Element:
    """A typed table for a DOCX: header repeated, numbers to the right, totals below.

    Args:
        table: columns and rows.
        total_label: the word for the total.
        date_pattern: see :func:`printed`.
        lines: the least height of a row in lines, for forms that are filled by hand.
    """
    columns = table.columns
    alignments = [_ALIGNMENTS.get(c.kind, ast.CENTER if c.kind in _CENTERED else ast.LEFT) for c in columns]
    whole = sum(column.width or Decimal(1) for column in columns)
    widths = [float((column.width or Decimal(1)) / whole) for column in columns]
    head = ast.row([ast.cell([_styled(HEAD_STYLE, column.title)], ast.CENTER) for column in columns])
    rows = []
    for number, row in enumerate(table.rows, 1):
        shown = [printed(v, c.kind, date_pattern) for v, c in zip(row, columns, strict=True)]
        # The total does not stand alone on a page.
        style = KEPT_STYLE if table.summed and number == len(table.rows) else CELL_STYLE
        cells = [[_styled(style, text)] for text in shown]
        # Empty lines in the last column keep the room to write in.
        cells[-1] = [
            *([] if not shown[-1] else cells[-1]),
            *(empty_line(style) for _ in range(lines - bool(shown[-1]))),
        ]
        rows.append(ast.row([ast.cell(b, a) for b, a in zip(cells, alignments, strict=True)]))
    if table.summed:
        sums = {i: printed(column_sum(table.column(i)), columns[i].kind, date_pattern) for i in table.summed}
        label = {table.label_at: total_label} if table.label_at not in sums else {}
        rows.append(
            ast.row(
                [
                    ast.cell(
                        [_styled(HEAD_STYLE, {**label, **sums}.get(i, ""))], alignment if i in sums else ast.CENTER
                    )
                    for i, alignment in enumerate(alignments)
                ]
            )
        )
    return ast.table(widths, [head], rows, alignments=alignments)


def empty_line(style: str) -> Element:
    """A line to write in; a no-break space, since pandoc leaves an empty paragraph out."""
    return ast.styled(style, [ast.element("Para", [ast.element("Str", "\u00a0")])])


def _styled(style: str, string: str) -> Element:
    return ast.styled(style, [ast.element("Para", ast.text(string))])
