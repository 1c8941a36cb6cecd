"""Tables: header rows, whole rows, width, and columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from lunzheng.documents.inspect.content import Document, Paragraph, Table, cells, quoted
from lunzheng.documents.inspect.expected import TABLE_TEXT, expected_style
from lunzheng.documents.inspect.formatting import attribute, measure, switched, value
from lunzheng.documents.inspect.grids import column_titles, grid_of, head_rows, known_columns, paragraphs_by_node
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject, plain
from lunzheng.documents.inspect.sections import is_across
from lunzheng.documents.ooxml import TWIPS_PER_MM, find, qualified, twips
from lunzheng.model.blocks import Column
from lunzheng.source.problem import Kind

HEADER = Kind(
    "E425",
    "表头在每页重复",
    "表格跨页以后看不到表头，就不知道各列是什么。",
    "选中表头各行，在“表格工具 — 布局”里点“重复标题行”",
)
WHOLE_ROWS = Kind(
    "E426",
    "表格的行不跨页断开",
    "一行断在两页上，数字和名称就对不上。",
    "选中这一行，在“表格属性 — 行”里去掉“允许跨页断行”；内容超过三分之一页的行可以断开",
)
WIDTH = Kind(
    "E427",
    "表格不超出版心",
    "超出版心的部分印不全，或者压住装订线。",
    "在“表格属性”里把宽度改成不超过版心，左缩进改成 0；放不下的表改用横排版面",
    article="GB/T 9704-2012 5.2.1、8",
)
NUMBERS_RIGHT = Kind(
    "E428",
    "金额和数量右对齐",
    "右对齐以后，小数点上下对齐，一眼看出大小。",
    "选中这一列的数字，点“右对齐”",
)
AMOUNTS = Kind(
    "E429",
    "金额写两位小数、每三位一个逗号",
    "同一列的金额写法不一，容易看错位数。",
    "改成 1,234.50 这样的写法；最好改项目文件，重新生成文档",
    bad="1234.5",
    good="1,234.50",
)
TABLE_KINDS = (HEADER, WHOLE_ROWS, WIDTH, NUMBERS_RIGHT, AMOUNTS)

_RIGHT_ALIGNED = {"金额", "数", "整数"}
_NUMBER = re.compile(r"^-?[\d,]+(\.\d+)?$")
_AMOUNT = re.compile(r"^-?\d{1,3}(,\d{3})*\.\d{2}$")
_MONEY_TITLE = re.compile(r"[（(](万元|元)[）)]$")
_WIDTH_TOLERANCE = 57
"""Twips: a millimetre."""
_LONG_SHARE = 3
"""A row higher than a third of the page may break."""
_FIFTIETHS = 5000
"""A width in per cent counts in fiftieths of one."""


def check_tables(subject: Subject) -> Iterable[Requirement]:
    """Every table of the text."""
    document = subject.document
    found = {kind: Deviations(subject, kind) for kind in TABLE_KINDS}
    by_node = paragraphs_by_node(document)
    known = known_columns(subject.edition)
    headed = rows = columns = 0
    for table in document.tables:
        heads = head_rows(table, by_node)
        headed += bool(heads)
        for index in range(heads):
            if not switched(find(table.rows[index], "w:trPr"), "w:tblHeader"):
                found[HEADER].add("表头没有设置重复", f"{table.where}第 {index + 1} 行{_shown(table.rows[index])}")
        rows += len(table.rows)
        for number, row in enumerate(table.rows, 1):
            if not switched(find(row, "w:trPr"), "w:cantSplit") and not _may_break(subject, table, row):
                found[WHOLE_ROWS].add("这一行允许跨页断开", f"{table.where}第 {number} 行{_shown(row)}")
        if fault := _width_fault(subject, table):
            found[WIDTH].add(fault, f"{table.where}{_shown(table.rows[0]) if table.rows else ''}")
        columns += _check_numbers(document, table, heads, by_node, known, found)
    number = len(document.tables)
    page = subject.edition.styles.page
    met = {
        HEADER: ("有表头的表都重复表头", f"{headed} 张表的表头都重复"),
        WHOLE_ROWS: ("行不跨页断开", f"{rows} 行都符合"),
        WIDTH: (f"竖排不超过 {page.text_width} 毫米，横排不超过 {page.text_height} 毫米", f"{number} 张表都在版心以内"),
        NUMBERS_RIGHT: ("右对齐", f"{columns} 列数字都右对齐"),
        AMOUNTS: ("两位小数、每三位一个逗号", "都符合"),
    }
    applies = {HEADER: headed > 0, NUMBERS_RIGHT: columns > 0, AMOUNTS: columns > 0}
    for kind, deviations in found.items():
        yield deviations.requirement(*met[kind], applies=applies.get(kind, number > 0))


def _may_break(subject: Subject, table: Table, row: etree._Element) -> bool:
    """Rows that share a merged cell, and rows so high that keeping them whole would leave much of a page empty."""
    if next(row.iter(qualified("w:vMerge")), None) is not None:
        return True
    page = subject.edition.styles.page
    across = is_across(subject.document.sections[table.section])
    height = float(page.turned().text_height if across else page.text_height) * 72 / 25.4
    expected = expected_style(subject.edition.styles, TABLE_TEXT)
    size, line = float(expected.size), (expected.line or 240) / 20
    for cell in cells(row):
        width = measure(attribute(find(cell, "w:tcPr", "w:tcW"), "w")) / 20 or size
        characters = max(1, int(width / size))
        texts = ["".join(p.itertext()) for p in cell.iter(qualified("w:p"))]
        if sum(len(text) // characters + 1 for text in texts) * line * _LONG_SHARE >= height:
            return True
    return False


def _width_fault(subject: Subject, table: Table) -> str:
    page = subject.edition.styles.page
    if is_across(subject.document.sections[table.section]):
        page = page.turned()
    room = twips(page.text_width)
    properties = find(table.node, "w:tblPr")
    width = find(properties, "w:tblW") if properties is not None else None
    grid = sum(measure(attribute(column, "w")) for column in table.node.iterfind(f"{qualified('w:tblGrid')}/*"))
    written = measure(attribute(width, "w").rstrip("%"))
    if attribute(width, "type") == "pct":
        share = written / 100 if attribute(width, "w").endswith("%") else written / _FIFTIETHS
        total = share * room
    elif attribute(width, "type") == "dxa" and value(properties, "w:tblLayout") != "autofit":
        total = max(written, grid)
    else:
        total = grid
    indent = measure(attribute(find(properties, "w:tblInd"), "w")) if properties is not None else 0.0
    if value(properties, "w:jc") in ("center", "right", "end"):
        indent = 0.0
    if total + max(indent, 0.0) > room + _WIDTH_TOLERANCE or indent < -2 * _WIDTH_TOLERANCE:
        shown = plain(round((total + max(indent, 0.0)) / float(TWIPS_PER_MM), 1))
        left = f"，左边伸出 {plain(round(-indent / float(TWIPS_PER_MM), 1))} 毫米" if indent < 0 else ""
        return f"表格宽 {shown} 毫米{left}，版心宽 {page.text_width} 毫米"
    return ""


def _check_numbers(
    document: Document,
    table: Table,
    heads: int,
    by_node: dict[int, Paragraph],
    known: Mapping[tuple[str, ...], Sequence[Column]],
    found: dict[Kind, Deviations],
) -> int:
    """Hold the columns of numbers of one table against the form of their type; the number of such columns."""
    grid = grid_of(table)
    titles = column_titles(grid[:heads])
    columns = known.get(tuple(titles))
    if columns:
        kinds = [column.kind for column in columns]
    else:
        kinds = ["金额（元）" if _MONEY_TITLE.search(title) else "" for title in titles]
    for row, cells_at in enumerate(grid[heads:], heads + 1):
        for column, kind in enumerate(kinds):
            cell = cells_at.get(column)
            text = "".join(cell.itertext()).strip() if cell is not None else ""
            if cell is None or kind not in (*_RIGHT_ALIGNED, "金额（元）") or not _NUMBER.match(text):
                continue
            place = f"{table.where}第 {row} 行“{titles[column]}”"
            for node in cell.iter(qualified("w:p")):
                paragraph = by_node.get(id(node))
                if paragraph and paragraph.text.strip():
                    alignment = document.paragraph_format(paragraph).get("jc", "left")
                    if alignment != "right":
                        found[NUMBERS_RIGHT].add("数字没有右对齐", f"{place}{quoted(text)}")
            if kind == "金额" and not _AMOUNT.match(text):
                found[AMOUNTS].add("金额的写法不对", f"{place}{quoted(text)}")
    return sum(kind != "" and kind in (*_RIGHT_ALIGNED, "金额（元）") for kind in kinds)


def _shown(row: etree._Element) -> str:
    text = "".join(row.itertext()).strip()
    return quoted(text) if text else ""
