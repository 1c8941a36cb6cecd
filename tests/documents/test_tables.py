"""Tables: header rows, widths, captions, the application form."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from lxml import etree

from .samples import OFFICIAL, cases, docx, projects, with_code
from .wordfile import NAMES, Docx, cells, is_header, q, rows, span, style_of, text_of, value

EVERY = pytest.mark.parametrize(("project_id", "code"), cases())
WITH_TEXT = pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.outline))


@EVERY
def test_header_rows_are_repeated(project_id: str, code: str) -> None:
    """A table with column titles marks them; header rows come first and are not all of the table."""
    document = docx(project_id, code)
    marked = 0
    for table in document.document.iter(q("w:tbl")):
        flags = [is_header(row) for row in rows(table)]
        assert flags == sorted(flags, reverse=True)
        assert not all(flags)
        marked += any(flags)
        if has_column_titles(table):
            assert flags[0], text_of(table)[:40]
    assert marked


def has_column_titles(table: etree._Element) -> bool:
    """Whether all cells of the first row are column titles; in the head of a form only the labels are."""
    first = cells(rows(table)[0])
    return all(style_of(paragraph) == "TableHead" for cell in first for paragraph in cell.iter(q("w:p")))


@EVERY
def test_rows_fill_the_grid_and_tables_fill_the_text_area(project_id: str, code: str) -> None:
    for section in docx(project_id, code).sections:
        for table in section.tables():
            grid = [int(value(column, "w:w") or 0) for column in table.findall("w:tblGrid/w:gridCol", NAMES)]
            assert sum(grid) == int(value(table.find("w:tblPr/w:tblW", NAMES), "w:w") or 0)
            assert abs(sum(grid) - section.text_width) <= 1
            assert value(table.find("w:tblPr/w:tblLayout", NAMES), "w:type") == "fixed"
            assert min(grid) > 0
            for row in rows(table):
                assert sum(span(cell) for cell in cells(row)) == len(grid)
                width = [int(value(cell.find("w:tcPr/w:tcW", NAMES), "w:w") or 0) for cell in cells(row)]
                assert sum(width) == sum(grid)
                # A cell has to end with a paragraph, or Word calls the file damaged.
                assert all(cell[-1].tag == q("w:p") for cell in cells(row))


CHARACTER = 210
"""Width of a character of 10.5 points in twips."""
CELL_MARGINS = 170


def test_a_column_has_room_for_one_character() -> None:
    narrow = [
        f"{project_id}-{code}: {text_of(rows(table)[0])[:30]} {width}"
        for project_id, code in cases()
        for table in docx(project_id, code).document.iter(q("w:tbl"))
        for width in [int(value(column, "w:w") or 0) for column in table.findall("w:tblGrid/w:gridCol", NAMES)]
        if width < CHARACTER + CELL_MARGINS
    ]
    assert not narrow


def test_empty_cells_are_no_higher_than_others() -> None:
    unstyled = [
        text_of(row)
        for project_id, code in cases()
        for row in docx(project_id, code).document.iter(q("w:tr"))
        for paragraph in row.iter(q("w:p"))
        if not style_of(paragraph).startswith("Table")
    ]
    assert not unstyled


@EVERY
def test_cells_carry_the_table_styles(project_id: str, code: str) -> None:
    for cell in docx(project_id, code).document.iter(q("w:tc")):
        for paragraph in cell.iter(q("w:p")):
            if text_of(paragraph):
                assert style_of(paragraph) in ("TableText", "TableHead")


@WITH_TEXT
@pytest.mark.parametrize(("style", "word"), [("TableCaption", "表"), ("ImageCaption", "图")])
def test_captions_are_numbered_by_chapter_without_a_gap(project_id: str, code: str, style: str, word: str) -> None:
    chapter = count = 0
    for found, text in docx(project_id, code).styled():
        if found == "Heading1":
            chapter, count = chapter + 1, 0
        elif found == style:
            count += 1
            assert re.fullmatch(rf"{word}{chapter}-{count}\u3000\S.*", text), text


@pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.outline))
def test_references_name_captions_that_are_there(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    captions = {text.split("\u3000")[0] for style, text in document.styled() if style.endswith("Caption")}
    assert captions
    named = {
        name
        for style, text in document.styled()
        if not style.endswith("Caption")
        for name in re.findall(r"(?<!附)[表图]\d+-\d+", text)
    }
    assert named <= captions


@WITH_TEXT
def test_a_caption_stands_before_its_table_and_keeps_with_it(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    assert document.inherited("TableCaption", "w:pPr/w:keepNext", "w:val") is None
    assert document.style("TableCaption").find("w:pPr/w:keepNext", NAMES) is not None
    for section in document.sections:
        blocks = [block for block in section.blocks if block.tag in (q("w:p"), q("w:tbl"))]
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if block.tag == q("w:p") and style_of(block) == "TableCaption":
                assert following is not None
                assert following.tag == q("w:tbl")


@pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.lists))
def test_forms_have_no_captions_and_do_not_disturb_the_numbers(project_id: str, code: str) -> None:
    for section in docx(project_id, code).sections:
        styles = [style_of(paragraph) for paragraph in section.paragraphs()]
        if "FormTitle" in styles:
            assert "TableCaption" not in styles


@pytest.mark.parametrize(("project_id", "code"), with_code("application"))
def test_application_has_both_groups_and_nine_columns(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    (table,) = document.sections[0].tables()
    head = [row for row in rows(table) if is_header(row)]
    assert len(head) == 2
    groups = OFFICIAL["附表1"]["栏目组"]
    since = projects()[project_id].nodes["project.yml"].at("近年项目", "起始年")
    assert [(text_of(cell), span(cell)) for cell in cells(head[0])] == [
        (title.replace("xx年", f"{since.value}年" if since else "（未填写）年"), columns)
        for title, columns in groups.items()
    ]
    assert [text_of(cell) for cell in cells(head[1])] == OFFICIAL["附表1"]["栏目"]
    assert len(rows(table)) > 2


@pytest.mark.parametrize(("project_id", "code"), with_code("application"))
def test_application_tells_the_project_once(project_id: str, code: str) -> None:
    """One row for each earlier project; the seven cells of the application are merged over all of them."""
    document, project = docx(project_id, code), projects()[project_id]
    (table,) = document.sections[0].tables()
    body = [row for row in rows(table) if not is_header(row)]
    node = project.nodes["project.yml"].at("近年项目", "项目")
    plain = [item.plain() for item in (node.items() if node else [])]
    earlier = [(item["名称"], item["状态"]) for item in plain if isinstance(item, dict)]
    assert [tuple(text_of(cell) for cell in cells(row)[7:]) for row in body] == (earlier or [("", "")])
    assert text_of(body[0]).count(project.name) == 1
    for row in body[1:]:
        assert [value(cell.find("w:tcPr/w:vMerge", NAMES)) for cell in cells(row)[:7]] == ["continue"] * 7


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_cost_lines_sum_to_the_printed_total(project_id: str, code: str) -> None:
    """附表4 as it is printed."""
    table = form_table(docx(project_id, code), "附表4")
    head = [text_of(cell) for cell in cells(rows(table)[0])]
    amount = head.index("总价（万元）")
    body = [[text_of(cell) for cell in cells(row)] for row in rows(table)[1:]]
    lines, total = body[:-1], body[-1]
    assert len(lines) == len(projects()[project_id].budget.lines)
    assert "合计" in total
    assert sum(decimal(line[amount]) for line in lines) == decimal(total[amount])


def test_printed_price_times_printed_quantity_is_the_printed_amount() -> None:
    wrong = [
        (project_id, price, quantity, amount)
        for project_id, code in cases()
        for table in docx(project_id, code).document.iter(q("w:tbl"))
        for price, quantity, amount in priced_lines(table)
        if abs(decimal(price) * decimal(quantity) - decimal(amount)) > Decimal("0.01")
    ]
    assert not wrong


def priced_lines(table: etree._Element) -> list[tuple[str, str, str]]:
    """Unit price, quantity and amount of every line of a table that has these columns."""
    head = [text_of(cell) for cell in cells(rows(table)[0])]
    amount = next((name for name in ("总价（万元）", "合价（万元）") if name in head), "")
    if not amount or "数量" not in head:
        return []
    columns = [head.index(name) for name in ("单价（万元）", "数量", amount)]
    lines = [[text_of(cell) for cell in cells(row)] for row in rows(table)[1:]]
    chosen = [tuple(line[column] for column in columns) for line in lines]
    return [(price, quantity, total) for price, quantity, total in chosen if price]


def decimal(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def form_table(document: Docx, mark: str) -> etree._Element:
    for section in document.sections:
        if section.paragraphs() and text_of(section.paragraphs()[0]) == mark:
            return section.tables()[0]
    raise AssertionError(f"no form {mark}")
