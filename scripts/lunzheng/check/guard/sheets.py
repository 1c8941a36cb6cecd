"""The text of a workbook as people see it: row by row, with shared texts in their cells, hidden sheets included."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from lunzheng.check.guard import kinds
from lunzheng.check.guard.marks import Role
from lunzheng.check.guard.packages import Package
from lunzheng.check.guard.piece import Fault, Found, Piece
from lunzheng.check.guard.safe_xml import attribute, local_name, parse_xml

_MARGINS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
_MARGIN_CODES = re.compile(r"&(?:[LCRPNDTFAZGBIUESXY]|\"[^\"]*\"|\d+|K[0-9A-Fa-f]{6})")
_DDE = re.compile(r"^\s*[+=@-]?\s*[A-Za-z]+\s*\|")
_CALLS_OUTSIDE = re.compile(r"\b(?:WEBSERVICE|CALL|REGISTER\.ID|RTD)\s*\(", re.IGNORECASE)


def sheet_pieces(roots: Mapping[str, etree._Element], package: Package) -> Found:
    """The sheets, the names in the workbook, and shared texts that no cell shows.

    Args:
        roots: the parsed ``xl/workbook.xml``, ``xl/sharedStrings.xml`` and worksheets by part name.
        package: for the relations between them.
    """
    workbook = next((root for name, root in roots.items() if name.lower() == "xl/workbook.xml"), None)
    shared_root = next((root for name, root in roots.items() if name.lower() == "xl/sharedstrings.xml"), None)
    shared = [_joined(item) for item in shared_root] if shared_root is not None else []
    names = _sheet_names(workbook, package) if workbook is not None else {}
    if workbook is not None:
        yield Piece("\n".join(names.values()), "工作表的名称", Role.MARGIN)
        defined = [f"{attribute(e, 'name')} {e.text or ''}" for e in workbook.iter() if local_name(e) == "definedName"]
        yield Piece("\n".join(defined), "定义的名称")
        if any(_DDE.match(text.partition(" ")[2]) for text in defined):
            yield Fault(kinds.ACTIVE_CONTENT, "定义的名称里有 DDE 链接")
    used: set[int] = set()
    for name, root in roots.items():
        if root is workbook or root is shared_root:
            continue
        yield from _sheet(root, f"工作表“{names.get(name, name.rpartition('/')[2])}”", shared, used)
    unused = [text for index, text in enumerate(shared) if index not in used]
    yield Piece("\n".join(unused), "没有显示的文字")


def _sheet(root: etree._Element, part: str, shared: list[str], used: set[int]) -> Found:
    rows: list[str] = []
    margins: list[str] = []
    others: list[str] = []
    formula = ""
    for element in root.iter():
        name = local_name(element)
        if name == "row":
            rows.append("\t".join(_cell(cell, shared, used) for cell in element if local_name(cell) == "c"))
        elif name == "f" and element.text and (_DDE.match(element.text) or _CALLS_OUTSIDE.search(element.text)):
            formula = element.text
        elif name in _MARGINS:
            margins.append(_MARGIN_CODES.sub("", element.text or ""))
        others += (str(value) for value in element.attrib.values() if not str(value).isascii())
    yield Piece("\n".join(rows), part)
    if margins:
        yield Piece("\n".join(margins), f"{part}的页眉页脚", Role.MARGIN)
    if others:
        yield Piece("\n".join(others), part)
    if formula:
        yield Fault(kinds.ACTIVE_CONTENT, f"{part}里有调用外部程序的公式")


def _cell(cell: etree._Element, shared: list[str], used: set[int]) -> str:
    kind = cell.get("t", "")
    for child in cell:
        name = local_name(child)
        if name == "is":
            return _joined(child)
        if name == "v" and child.text:
            if kind != "s":
                return child.text
            index = int(child.text) if child.text.isdigit() else -1
            if 0 <= index < len(shared):
                used.add(index)
                return shared[index]
    return ""


def _joined(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter() if local_name(part) == "t").replace("\n", " ")


def _sheet_names(workbook: etree._Element, package: Package) -> dict[str, str]:
    """Part name → the sheet's name."""
    relations = "xl/_rels/workbook.xml.rels"
    targets: dict[str, str] = {}
    if relations in package.entries:
        for relation in parse_xml(package.read(relations)):
            target = attribute(relation, "Target")
            targets[attribute(relation, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names = {}
    for index, sheet in enumerate(element for element in workbook.iter() if local_name(element) == "sheet"):
        names[targets.get(attribute(sheet, "id"), f"xl/worksheets/sheet{index + 1}.xml")] = attribute(sheet, "name")
    return names
