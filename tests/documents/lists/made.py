"""Lists and workbooks of the library's samples, reopened by openpyxl."""

from __future__ import annotations

import dataclasses
import io
from functools import cache

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from lunzheng.documents.lists import YearList, make_list, sheet_settings
from lunzheng.documents.xlsx import BookProperties, Sheet, write_xlsx
from lunzheng.model.library import Library, Project

from ..letters.made import workspace


def library() -> Library:
    return workspace().library


@cache
def projects() -> tuple[Project, ...]:
    return tuple(workspace().projects())


def year_list(code: str, year: int, of: tuple[Project, ...] | None = None) -> YearList:
    listing = library().edition.lists.listing(code)
    assert listing is not None
    return make_list(listing, of or projects(), library(), year)


def named(project: Project, name: str) -> Project:
    """The project under another name."""
    return dataclasses.replace(project, profile=dataclasses.replace(project.profile, name=name))


def sheet_of(data: bytes, name: str = "", *, values: bool = False) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    return book[name] if name else book[book.sheetnames[0]]


def write(*sheets: Sheet) -> bytes:
    return write_xlsx(sheets, sheet_settings(library()), BookProperties("题", "单位", None))
