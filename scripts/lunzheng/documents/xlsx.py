"""Spreadsheets: typed tables as XLSX that prints on A4 across; the same input gives the same bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from lunzheng.documents.cells import TypedTable
from lunzheng.documents.ooxml import read_package, write_package
from lunzheng.documents.xlsx_sheet import Label, Sheet, SheetSettings, write_sheet

__all__ = ["BookProperties", "Label", "Sheet", "SheetSettings", "TypedTable", "sheet_name", "write_xlsx"]

_EARLIEST = datetime.date(1980, 1, 1)
"""Where ZIP's calendar begins; the date of a file that has none."""

_OPTIONS = {
    "in_memory": True,
    # Nothing is guessed from the look of a text.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class BookProperties:
    """What the file says of itself; ``date`` stands for the time of its making."""

    title: str
    author: str
    date: datetime.date | None


def write_xlsx(sheets: Sequence[Sheet], settings: SheetSettings, properties: BookProperties) -> bytes:
    """A workbook whose bytes depend on its arguments alone.

    Args:
        sheets: at least one.
        settings: looks and paper.
        properties: title, author and date.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    created = datetime.datetime.combine(properties.date or _EARLIEST, datetime.time())
    book.set_properties({"title": properties.title, "author": properties.author, "created": created})
    names: list[str] = []
    for sheet in sheets:
        names.append(sheet_name(sheet.name, names))
        write_sheet(book, names[-1], sheet, settings)
    book.close()
    # Packed again without compression and with fixed times, as every other package of this program.
    return write_package(read_package(buffer.getvalue()))


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    r"""A name that spreadsheets accept: at most 31 characters, none of ``[]:*?/\``, and not taken yet."""
    name = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:31] or "1"
    number = 1
    while name.lower() in (other.lower() for other in taken):
        number += 1
        name = f"{name[:27]} {number}"
    return name
