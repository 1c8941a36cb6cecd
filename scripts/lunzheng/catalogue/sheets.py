"""The list of projects as tables: CSV that Excel reads rightly, and XLSX; their columns are those of the API's list."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lunzheng.catalogue.api import Json
from lunzheng.check.schema import Schema
from lunzheng.documents.cells import DATE, INTEGER, MONEY, TypedTable, Value
from lunzheng.documents.lists import sheet_settings
from lunzheng.documents.xlsx import BookProperties, Sheet, write_xlsx
from lunzheng.model.blocks import Column
from lunzheng.model.edition import NO, YES
from lunzheng.model.library import Library

PAGE = "page"
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""
_KINDS = {"year": INTEGER, "security_level": INTEGER, "stage_date": DATE, "investment_wan_yuan": MONEY}
_WIDTHS = {"name": 44, "owner": 30, "field": 22, "page": 60}
_WIDTH = 14


def titles(detail: Schema, listing: Schema) -> Mapping[str, str]:
    """The columns and their Chinese titles, as the schemas of the API have them."""
    entry = listing["properties"]["projects"]["items"]["properties"]
    return {**{key: str(field["title"]) for key, field in entry.items()}, PAGE: detail["properties"][PAGE]["title"]}


def to_csv(columns: Mapping[str, str], entries: Sequence[Json]) -> bytes:
    """UTF-8 with a byte order mark and CRLF; what looks like a formula is marked as text.

    Args:
        columns: key → title.
        entries: the entries of the list with the addresses of their pages.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns.values())
    for entry in entries:
        writer.writerow([_plain(entry[key]) for key in columns])
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(columns: Mapping[str, str], entries: Sequence[Json], library: Library) -> bytes:
    """One sheet with typed cells, in the looks of the edition's lists."""
    shown = [
        Column(
            title=title,
            source=key,
            kind=_KINDS.get(key, ""),
            width=Decimal(_WIDTHS.get(key, _WIDTH)),
            summed="",
            merged="",
            group="",
        )
        for key, title in columns.items()
    ]
    rows = tuple(tuple(_typed(key, entry[key]) for key in columns) for entry in entries)
    title = library.profile.site.title
    sheet = Sheet(title, title, (), (TypedTable(tuple(shown), rows),))
    properties = BookProperties(title, library.edition.head.authority, None)
    return write_xlsx([sheet], sheet_settings(library), properties)


def _plain(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case str() if value.startswith(_FORMULA_STARTS):
            return f"'{value}"
        case _:
            return value


def _typed(key: str, value: object) -> Value:
    match value:
        case bool():
            return YES if value else NO
        case float():
            return Decimal(str(value))
        case str() if _KINDS.get(key) == DATE:
            return datetime.date.fromisoformat(value)
        case int() | str() | None:
            return value
        case _:
            return str(value)
