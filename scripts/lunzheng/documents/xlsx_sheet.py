"""One sheet of a workbook: title, tables and label grids with real numbers, dates and sums.

Text is always written as text: what begins like a formula is marked with a quote prefix as well, so that it stays text
when the cell is edited. Rows of a table are never merged, so that a person can sort and filter them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_range

from lunzheng.documents.cells import (
    DATE,
    INTEGER,
    MONEY,
    MONTH,
    NUMBER,
    PRICE,
    SERIAL,
    TypedTable,
    Value,
    column_sum,
    printed,
)
from lunzheng.documents.sheet_layout import DATE_SHAPES, LABEL_SHARES, Place, column_pixels, row_height, spans
from lunzheng.model.listing import SheetLook
from lunzheng.model.style import Page, PageNumber

_A4 = 9
_MM_PER_INCH = 25.4
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_AMOUNT = re.compile(r"(?P<number>-?[0-9][0-9,]*\.[0-9]{2})万元")
_AMOUNT_WITH_UNIT = "带单位金额"
_RIGHT, _CENTERED = (MONEY, PRICE, NUMBER, INTEGER), (DATE, MONTH, SERIAL)


@dataclass(frozen=True)
class Label:
    """A label and its value, as in the head of a form; ``whole`` takes a row of its own."""

    label: str
    value: str
    whole: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: title, lines below it, then tables, label grids and sentences from top to bottom."""

    name: str
    title: str
    head: tuple[str, ...]
    blocks: tuple[TypedTable | tuple[Label, ...] | str, ...]


@dataclass(frozen=True)
class SheetSettings:
    """Fonts and formats, the upright paper, how its number is written, and the word for totals."""

    look: SheetLook
    page: Page
    number: PageNumber
    total: str


def write_sheet(book: Any, name: str, sheet: Sheet, settings: SheetSettings) -> None:  # noqa: ANN401 - untyped library
    """Add a sheet to an XlsxWriter workbook."""
    _SheetWriter(book, book.add_worksheet(name), settings).write(sheet)


@dataclass
class _SheetWriter:
    """Writes one sheet from top to bottom."""

    book: Any
    sheet: Any
    settings: SheetSettings
    row: int = 0
    pixels: list[int] = field(default_factory=list)
    formats: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def write(self, sheet: Sheet) -> None:
        look = self.settings.look
        tables = [block for block in sheet.blocks if isinstance(block, TypedTable)]
        paper = float(self.settings.page.height - 2 * look.margin)
        labelled = any(isinstance(block, tuple) for block in sheet.blocks)
        self.pixels = column_pixels(tables, paper, float(look.size), self.settings.total, labelled=labelled)
        for column, pixels in enumerate(self.pixels):
            self.sheet.set_column_pixels(column, column, pixels)
        self._set_page()
        title = self._format(look.title_font, look.title_size, align="center", border=0)
        self._line(sheet.title, title, look.title_size)
        plain = self._format(look.font, look.size, align="left", border=0)
        for text in sheet.head:
            self._line(text, plain, look.size)
        header = (0, 0)
        for block in sheet.blocks:
            match block:
                case str():
                    self._line(block, plain, look.size)
                case TypedTable():
                    start = self.row
                    self._table(block)
                    if len(sheet.blocks) == 1:
                        # The header stays in sight and on every page; with several blocks the title does.
                        header = (start, start + len(_head_rows(block)) - 1)
                case _:
                    self._labels(block)
        self.sheet.freeze_panes(header[1] + 1, 0)
        self.sheet.repeat_rows(*header)
        self.sheet.print_area(0, 0, self.row - 1, len(self.pixels) - 1)

    def _set_page(self) -> None:
        look, number = self.settings.look, self.settings.number
        inches = float(look.margin) / _MM_PER_INCH
        self.sheet.set_paper(_A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.set_margins(left=inches, right=inches, top=inches, bottom=inches * 1.3)
        text = number.pattern.replace("{page}", "&P")
        self.sheet.set_footer(f'&C&"{number.font},Regular"&{int(look.size)} {text}', {"margin": inches / 2})

    def _line(self, text: str, cell_format: Any, size: Decimal) -> None:  # noqa: ANN401
        """Text over the whole width."""
        self._cell((0, len(self.pixels) - 1), text, cell_format)
        self.sheet.set_row(self.row, row_height(text, sum(self.pixels), float(size)))
        self.row += 1

    def _labels(self, labels: Sequence[Label]) -> None:
        """Labels and values, two pairs a row, on the columns of the sheet's widest table."""
        places = spans(LABEL_SHARES, self.pixels)
        pairs: list[list[Label]] = []
        for label in labels:
            if label.whole or not pairs or pairs[-1][0].whole or len(pairs[-1]) == 2:
                pairs.append([label])
            else:
                pairs[-1].append(label)
        for pair in pairs:
            texts = []
            for index, label in enumerate(pair):
                place = places[2 * index + 1] if len(pair) == 2 else (places[1][0], places[3][1])
                self._cell(places[2 * index], label.label, self._head_format())
                self._value(place, *_amount(label.value))
                texts += [(label.label, places[2 * index]), (label.value, place)]
            self._end_row(texts)

    def _table(self, table: TypedTable) -> None:
        places = spans([column.width or 1 for column in table.columns], self.pixels)
        for row in _head_rows(table):
            for first, last, down, text in row:
                self._cell((places[first][0], places[last][1]), text, self._head_format(), down)
            self._end_row([(text, (places[first][0], places[last][1])) for first, last, _, text in row])
        start = self.row
        for values in table.rows or [tuple(None for _ in table.columns)]:
            texts = []
            for place, value, column in zip(places, values, table.columns, strict=True):
                self._value(place, value, column.kind)
                texts.append((printed(value, column.kind, DATE_SHAPES.get(column.kind, "")), place))
            self._end_row(texts)
        if table.summed:
            self._totals(table, places, start)

    def _totals(self, table: TypedTable, places: Sequence[Place], start: int) -> None:
        """Real sums: the formula, and its value for readers that do not compute."""
        for index, (place, column) in enumerate(zip(places, table.columns, strict=True)):
            if index not in table.summed:
                text = self.settings.total if index == table.label_at else ""
                self._cell(place, text, self._head_format())
                continue
            whole = column_sum(table.column(index))
            kind = INTEGER if column.kind == NUMBER and whole == int(whole) else column.kind
            cell_format = self._kind_format(kind, head=True)
            self._cell(place, "", cell_format)
            formula = f"=SUM({xl_range(start, place[0], self.row - 1, place[0])})"
            self.sheet.write_formula(self.row, place[0], formula, cell_format, float(whole))
        self._end_row([])

    def _end_row(self, texts: Sequence[tuple[str, Place]]) -> None:
        """Give the row the height of its longest text: not every program fits it when the file is opened."""
        size = float(self.settings.look.size)
        heights = [row_height(text, sum(self.pixels[first : last + 1]), size) for text, (first, last) in texts]
        self.sheet.set_row(self.row, max(heights, default=row_height("", 0, size)))
        self.row += 1

    def _value(self, place: Place, value: Value, kind: str) -> None:
        if isinstance(value, str):
            kind = ""
        elif kind == NUMBER and isinstance(value, int | Decimal) and value == int(value):
            kind = INTEGER
        quoted = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
        self._cell(place, value, self._kind_format(kind, quoted=quoted))

    def _cell(self, place: Place, value: Value, cell_format: Any, down: int = 1) -> None:  # noqa: ANN401
        first, last = place
        if last > first or down > 1:
            self.sheet.merge_range(self.row, first, self.row + down - 1, last, "", cell_format)
        match value:
            case None | "":
                self.sheet.write_blank(self.row, first, None, cell_format)
            case str():
                self.sheet.write_string(self.row, first, value, cell_format)
            case datetime.date():
                self.sheet.write_datetime(self.row, first, value, cell_format)
            case _:
                self.sheet.write_number(self.row, first, float(value), cell_format)

    def _head_format(self) -> Any:  # noqa: ANN401
        return self._format(self.settings.look.head_font, self.settings.look.size, align="center")

    def _kind_format(self, kind: str, *, head: bool = False, quoted: bool = False) -> Any:  # noqa: ANN401
        look = self.settings.look
        numbers = {
            MONEY: look.money,
            PRICE: look.price,
            _AMOUNT_WITH_UNIT: look.money_with_unit,
            NUMBER: look.number,
            INTEGER: look.integer,
            DATE: look.date,
            MONTH: look.month,
            SERIAL: "0",
        }
        align = "right" if kind in _RIGHT else "center" if kind in _CENTERED else "left"
        optional: dict[str, object] = {}
        if kind in numbers:
            optional |= {"num_format": numbers[kind], "text_wrap": False}
        if quoted:
            optional["quote_prefix"] = True
        return self._format(look.head_font if head else look.font, look.size, align=align, **optional)

    def _format(self, font: str, size: Decimal, **properties: object) -> Any:  # noqa: ANN401
        every: dict[str, object] = {"valign": "vcenter", "text_wrap": True, "border": 1}
        wanted = {"font_name": font, "font_size": float(size), **every, **properties}
        key = tuple(wanted.items())
        if key not in self.formats:
            self.formats[key] = self.book.add_format(wanted)
        return self.formats[key]


def _head_rows(table: TypedTable) -> list[list[tuple[int, int, int, str]]]:
    """The header: for each row its cells as first and last column, rows down, and text; groups stand above."""
    columns = list(enumerate(table.columns))
    if not any(column.group for column in table.columns):
        return [[(index, index, 1, column.title) for index, column in columns]]
    upper: list[tuple[int, int, int, str]] = []
    for group, members in groupby(columns, key=lambda item: item[1].group):
        listed = list(members)
        if group:
            upper.append((listed[0][0], listed[-1][0], 1, group))
        else:
            upper += [(index, index, 2, column.title) for index, column in listed]
    return [upper, [(index, index, 1, column.title) for index, column in columns if column.group]]


def _amount(text: str) -> tuple[Value, str]:
    """An amount such as ``1,080.00万元`` as a number whose format carries the unit; anything else as it is."""
    found = _AMOUNT.fullmatch(text)
    return (Decimal(found["number"].replace(",", "")), _AMOUNT_WITH_UNIT) if found else (text, "")
