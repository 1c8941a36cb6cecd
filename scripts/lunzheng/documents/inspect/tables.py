"""Tables: header rows, whole rows, width, and columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from lunzheng.documents.inspect.content import Document, Paragraph, Table, cells, quoted
from lunzheng.documents.inspect.expected import TABLE_HEAD, TABLE_TEXT, expected_style
from lunzheng.documents.inspect.formatting import attribute, measure, switched, value, whole
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject, plain
from lunzheng.documents.inspect.sections import is_across
from lunzheng.documents.ooxml import TWIPS_PER_MM, find, qualified, twips
from lunzheng.model.edition import Edition
from lunzheng.model.facts import TOKEN
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
_MAX_SPAN = _MAX_COLUMNS = 100
_FIFTIETHS = 5000
"""A width in per cent counts in fiftieths of one."""


def check_tables(subject: Subject) -> Iterable[Requirement]:
    """Every table of the text."""
    document = subject.document
    found = {kind: Deviations(subject, kind) for kind in TABLE_KINDS}
    by_node = {id(p.node): p for p in document.paragraphs}
    signatures = _signatures(subject.edition)
    headed = rows = columns = 0
    for table in document.tables:
        heads = _head_rows(table, by_node)
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
        columns += _check_numbers(document, table, heads, by_node, signatures, found)
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


def _head_rows(table: Table, by_node: dict[int, Paragraph]) -> int:
    """How many rows at the top are the head: all their text in the style of heads; a table needs other rows too."""
    rows = table.rows
    number = 0
    for row in rows:
        paragraphs = [by_node[id(node)] for node in row.iter(qualified("w:p")) if id(node) in by_node]
        written = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
        if not written or any(paragraph.code != TABLE_HEAD for paragraph in written):
            break
        number += 1
    return number if number < len(rows) else 0


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


def _signatures(edition: Edition) -> dict[tuple[str, ...], Sequence[str]]:
    """The titles of an edition table's columns → the types of the columns."""
    return {
        tuple(_title(column.title) for column in table.columns): [column.kind for column in table.columns]
        for table in edition.tables.values()
    }


def _title(text: str) -> str:
    return "".join(TOKEN.sub("", text).split())


def _check_numbers(
    document: Document,
    table: Table,
    heads: int,
    by_node: dict[int, Paragraph],
    signatures: dict[tuple[str, ...], Sequence[str]],
    found: dict[Kind, Deviations],
) -> int:
    """Hold the columns of numbers of one table against the form of their type; the number of such columns."""
    grid = _grid(table)
    titles = _titles(grid[:heads])
    kinds = signatures.get(tuple(titles)) or ["金额（元）" if _MONEY_TITLE.search(title) else "" for title in titles]
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


def _grid(table: Table) -> list[dict[int, etree._Element]]:
    """For each row the cell that begins in a column; a cell merged with the one above is left out."""
    grid = []
    for row in table.rows:
        column = min(max(0, whole(value(row, "w:trPr", "w:gridBefore"))), _MAX_SPAN)
        begins: dict[int, etree._Element] = {}
        for cell in cells(row):
            merge = find(cell, "w:tcPr", "w:vMerge")
            if merge is None or attribute(merge, "val") == "restart":
                begins[column] = cell
            column += min(max(1, whole(value(cell, "w:tcPr", "w:gridSpan"), 1)), _MAX_SPAN)
        grid.append(begins)
    return grid


def _titles(head: Sequence[dict[int, etree._Element]]) -> list[str]:
    """The titles of the columns: what stands lowest in the head."""
    lowest: dict[int, str] = {}
    for row in head:
        lowest |= {column: _title("".join(cell.itertext())) for column, cell in row.items()}
    return [lowest.get(column, "") for column in range(min(max(lowest, default=-1) + 1, _MAX_COLUMNS))]


def _shown(row: etree._Element) -> str:
    text = "".join(row.itertext()).strip()
    return quoted(text) if text else ""
