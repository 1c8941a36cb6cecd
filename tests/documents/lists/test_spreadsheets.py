"""Spreadsheets as another program reads them: numbers, dates, sums, print settings, and text that stays text."""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from lunzheng.documents.cells import TypedTable
from lunzheng.documents.lists import list_xlsx
from lunzheng.documents.office import find_office
from lunzheng.documents.sheet_layout import spans
from lunzheng.documents.workbook import make_workbook, make_workbooks
from lunzheng.documents.xlsx import Label, Sheet, sheet_name
from lunzheng.model.blocks import Column
from lunzheng.model.money import Money

from .made import library, named, projects, sheet_of, write, year_list

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "\t=1+1", "＝1"]
HEADER = 3
"""The row of the header: after title and head line."""


def column(title: str) -> int:
    titles = [item.title for item in library().edition.lists.listings[0].columns]
    return titles.index(title) + 1


def test_amounts_are_numbers_and_dates_are_dates() -> None:
    made = year_list("reserve", 2026)
    sheet = sheet_of(list_xlsx(made, library()))
    assert sheet["A1"].value == made.title
    for row in range(HEADER + 1, HEADER + 1 + len(made.ids)):
        amount, date = sheet.cell(row, column("投资估算（万元）")), sheet.cell(row, column("入库日期"))
        assert isinstance(amount.value, int | float)
        assert amount.number_format.startswith("#,##0.00")
        assert isinstance(date.value, datetime.datetime)
        assert date.is_date


def test_the_total_is_a_formula_with_its_value() -> None:
    made = year_list("reserve", 2026)
    data = list_xlsx(made, library())
    last = HEADER + 1 + len(made.ids)
    cell = sheet_of(data).cell(last, column("投资估算（万元）"))
    assert cell.value == f"=SUM({cell.column_letter}{HEADER + 1}:{cell.column_letter}{last - 1})"
    cached = sheet_of(data, values=True).cell(last, column("投资估算（万元）")).value
    assert Decimal(str(cached)) == sum(
        Decimal(str(value)) for value in made.table.column(column("投资估算（万元）") - 1)
    )


def test_the_sheet_is_set_up_for_printing() -> None:
    sheet = sheet_of(list_xlsx(year_list("reserve", 2026), library()))
    assert sheet.freeze_panes == f"A{HEADER + 1}"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "&P" in (sheet.oddFooter.center.text or "")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    first, *_ = projects()
    made = year_list("suggestions", 2026, (named(first, text),))
    cell = sheet_of(list_xlsx(made, library())).cell(HEADER + 1, column("项目名称"))
    assert cell.data_type == "s"
    assert cell.value == text.strip()
    assert bool(cell.quotePrefix) == text.strip().startswith(("=", "+", "-", "@"))


def test_text_in_every_kind_of_cell_stays_text() -> None:
    columns = (Column(title="=1", kind="金额", summed="是"), Column(title="@x"), Column(title="-", kind="时间"))
    table = TypedTable(columns, (("=2+2", "+3", "-4"),))
    data = write(Sheet("=名", "=题", ("+头",), ((Label("=签", "=值"),), table, "=句")))
    formulas = [
        cell.value for row in sheet_of(data).iter_rows() for cell in row if cell.data_type == "f" and cell.value
    ]
    assert len(formulas) == 1
    assert str(formulas[0]).startswith("=SUM(")


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_values(tmp_path: Path) -> None:
    first, *rest = projects()
    made = year_list("reserve", 2026, (named(first, FORMULAS[0]), *rest))
    source = tmp_path / "list.xlsx"
    source.write_bytes(list_xlsx(made, library()))
    office = find_office()
    assert office is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    utf8_unformatted = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
    command = [office, profile, "--headless", "--convert-to", utf8_unformatted, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = list(csv.reader((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == made.title
    assert any(FORMULAS[0] in row for row in rows)
    amounts = [Decimal(row[column("投资估算（万元）") - 1]) for row in rows[HEADER:]]
    assert amounts[-1] == sum(amounts[:-1])


def test_the_workbook_has_a_sheet_for_each_form_with_data() -> None:
    (project,) = (item for item in projects() if item.id == "slj-flood-control")
    data = make_workbook(project, library())
    assert data is not None
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert [name.split()[0] for name in names] == [f"附表{n}" for n in (1, 3, 4, 5, 6, 7, 8, 9)]
    assert make_workbook(project, library()) == data


def test_amounts_of_the_workbook_agree_with_the_budget() -> None:
    (project,) = (item for item in projects() if item.id == "slj-flood-control")
    data = make_workbook(project, library())
    assert data is not None
    whole = float(project.budget.sum().wan)
    for name in ("附表3 项目总投资概算表", "附表4 分项投资概算明细表"):
        sheet = sheet_of(data, name, values=True)
        last = [cell.value for cell in list(sheet.iter_rows())[-1] if isinstance(cell.value, float | int)]
        assert last[-1] == pytest.approx(whole)


def test_a_unit_price_is_exact() -> None:
    columns = (
        Column(title="单价", source="价", kind="单价"),
        Column(title="总价", source="总", kind="金额", summed="是"),
    )
    row = {"价": Money(Decimal(26241)), "总": Money(Decimal(314892))}
    table = TypedTable.of(columns, [row], lambda text: text)
    assert table.rows == ((Decimal("2.6241"), Decimal("31.49")),)


def test_a_project_without_data_has_no_workbook() -> None:
    (suggested,) = (item for item in projects() if item.id == "wgl-heritage-watch")
    assert make_workbooks(suggested, library()) == {}


def test_nothing_in_the_package_depends_on_the_time() -> None:
    data = list_xlsx(year_list("reserve", 2026), library())
    assert data == list_xlsx(year_list("reserve", 2026), library())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in package.read("docProps/core.xml")


def test_sheet_names_are_ones_that_spreadsheets_accept() -> None:
    assert sheet_name("附表3 总[投]资:*?/\\概算", []) == "附表3 总 投 资     概算"
    long = sheet_name("长" * 40, [])
    assert len(long) == 31
    assert sheet_name("长" * 40, [long]) != long
    assert sheet_name("", []) == "1"


def test_blocks_share_the_columns_of_the_widest_table() -> None:
    assert spans((1, 1), [100, 100, 100, 100]) == [(0, 1), (2, 3)]
    assert spans((1, 8, 1), [50, 50, 50]) == [(0, 0), (1, 1), (2, 2)]
    for pixels in ([10, 90, 10, 10, 80], [100, 1, 1, 1], [1, 1, 1, 1, 200]):
        covered = [column for first, last in spans((2, 3, 2, 3), pixels) for column in range(first, last + 1)]
        assert covered == list(range(len(pixels)))


def test_a_header_of_groups_stands_in_two_rows() -> None:
    columns = (Column(title="序号", kind="序号"), Column(title="甲", group="组"), Column(title="乙", group="组"))
    sheet = sheet_of(write(Sheet("表", "题", (), (TypedTable(columns, ((1, "a", "b"),)),))))
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A2:A3", "B2:C2"}
    assert [cell.value for cell in sheet[3]][1:] == ["甲", "乙"]
    assert sheet.freeze_panes == "A4"


def test_numbers_and_dates_have_the_room_they_need() -> None:
    columns = tuple(Column(title=str(n), kind="金额", summed="是") for n in range(20))
    table = TypedTable(columns, tuple(tuple(Decimal(10**9) for _ in columns) for _ in range(40)))
    sheet = sheet_of(write(Sheet("表", "题", (), (table,))))
    every = sheet.column_dimensions["A"]
    assert (every.min, every.max) == (1, 20)
    assert every.width >= len("40,000,000,000.00")
