"""Which projects a year's list holds, and how the DOCX shows them."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from lunzheng.documents.lists import list_docx

from ..letters.made import W, Word, with_records
from .made import library, projects, year_list


def test_a_list_holds_the_projects_whose_record_falls_into_the_year() -> None:
    expected = {
        project.id
        for project in projects()
        if any(entry.event == "入库" and entry.date and entry.date.year == 2026 for entry in project.records.entries)
    }
    made = year_list("reserve", 2026)
    assert set(made.ids) == expected
    assert made.title == "2026年市级政务信息化项目储备库新建入库项目清单"
    assert year_list("reserve", 2027).ids == ()
    assert year_list("reserve", 2027).years == (2026,)


def test_the_year_of_the_plan_does_not_count() -> None:
    first, *rest = projects()
    changed = with_records(first, 入库="2027-01-04")
    assert year_list("reserve", 2027, (changed, *rest)).ids == (first.id,)
    assert first.id not in year_list("reserve", 2026, (changed, *rest)).ids


def test_rows_are_in_the_order_of_their_dates() -> None:
    column = [column.title for column in library().edition.lists.listings[0].columns].index("入库日期")
    dates = year_list("reserve", 2026).table.column(column)
    assert dates == sorted(dates, key=str)
    assert all(isinstance(date, datetime.date) for date in dates)


def test_a_suggestion_without_record_counts_by_the_date_of_its_material() -> None:
    first, *_ = projects()
    bare = with_records(first)
    dated = dataclasses.replace(bare, profile=dataclasses.replace(bare.profile, written_on=datetime.date(2025, 5, 1)))
    undated = dataclasses.replace(bare, profile=dataclasses.replace(bare.profile, written_on=None))
    assert year_list("suggestions", 2025, (dated,)).ids == (first.id,)
    assert year_list("suggestions", 2025, (undated,)).undated == (first.id,)
    assert year_list("reserve", 2025, (dated,)).ids == ()
    assert year_list("reserve", 2025, (dated,)).undated == ()


@pytest.mark.parametrize("code", ["reserve", "suggestions"])
def test_the_document_lies_across_and_repeats_its_header(code: str) -> None:
    made = year_list(code, 2026)
    word = Word(list_docx(made, library()))
    size = next(word.document.iter(f"{W}pgSz"))
    assert (size.get(f"{W}orient"), size.get(f"{W}w"), size.get(f"{W}h")) == ("landscape", "16838", "11906")
    assert word.lines[0] == made.title
    (table,) = word.document.iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert len(rows) == len(made.ids) + 2
    assert list_docx(made, library()) == list_docx(made, library())


def test_a_year_without_entries_is_an_empty_form() -> None:
    (table,) = Word(list_docx(year_list("reserve", 2027), library())).document.iter(f"{W}tbl")
    header, blank = table.iter(f"{W}tr")
    assert "项目名称" in "".join(header.itertext())
    assert not "".join(blank.itertext()).strip()
