"""Office packages (DOCX, XLSX, PPTX, OFD): every text in every part, and what could run or reach outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from lxml import etree

from lunzheng.check.guard import kinds
from lunzheng.check.guard.marks import Role
from lunzheng.check.guard.packages import Package
from lunzheng.check.guard.piece import Fault, Found, Piece
from lunzheng.check.guard.safe_xml import attribute, local_name, parse_xml
from lunzheng.check.guard.sheets import sheet_pieces

Inner = Callable[[str, bytes], Found]
"""Looks into a file that lies in the package: its name and bytes."""

MAIN_TYPES = {
    "docx": ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"),
    "xlsx": ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml"),
    "pptx": ("presentationml.presentation.main+xml", "presentationml.slideshow.main+xml"),
}
CONTENT_TYPES = "[Content_Types].xml"
_ACTIVE = re.compile(
    r"vbaproject|vbadata|activex|macrosheets|oleobject\d*\.bin|\.(?:exe|dll|js|vbs|bat|cmd|ps1|jar|scr)$", re.I
)
_PARTS = (
    (r"^word/document\d*\.xml", "正文", Role.BODY),
    (r"^word/header\d*\.xml", "页眉", Role.MARGIN),
    (r"^word/footer\d*\.xml", "页脚", Role.MARGIN),
    (r"^word/comments\w*\.xml", "批注", Role.BODY),
    (r"^word/footnotes\.xml", "脚注", Role.BODY),
    (r"^word/endnotes\.xml", "尾注", Role.BODY),
    (r"^word/glossary/", "文档部件", Role.BODY),
    (r"^docProps/custom\.xml", "自定义属性", Role.MARGIN),
    (r"^docProps/", "文档属性", Role.MARGIN),
    (r"^ppt/slides/slide(\d+)\.xml", "第{}张幻灯片", Role.BODY),
    (r"^ppt/notesSlides/notesSlide(\d+)\.xml", "第{}页备注", Role.BODY),
    (r"^ppt/comments/", "批注", Role.BODY),
    (r"^ppt/(?:slideMasters|slideLayouts)/", "幻灯片版式", Role.MARGIN),
    (r"^xl/(?:comments|threadedComments)", "批注", Role.BODY),
    (r"^xl/(?:charts|drawings)/", "图表和图形", Role.BODY),
    (r"/charts?/", "图表", Role.BODY),
    (r"^customXml/", "自定义数据", Role.BODY),
)
_BLOCKS = {
    "p",
    "tr",
    "si",
    "row",
    "TextObject",
    "comment",
    "property",
    "sst",
    "is",
    "oddHeader",
    "oddFooter",
    "lpstr",
    "lpwstr",
}
_CELLS = {"tc", "c"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t"}
_HARMLESS_REFERENCES = ("hyperlink",)
_FIELD_CODES = re.compile(r"^\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b", re.MULTILINE | re.IGNORECASE)
_XML_ENDINGS = (".xml", ".rels", ".vml")
_WORDLESS_ENDINGS = (".emf", ".wmf", ".gif", ".bmp", ".tif", ".tiff", ".wdp", ".odttf", ".ttf", ".fntdata", ".bin")
"""Media, fonts and printer settings: nothing in them that runs, and no text that anybody reads."""


def office_pieces(package: Package, inner: Inner) -> Found:
    """Everything readable in an office package.

    Args:
        package: the opened package.
        inner: looks into what is embedded.
    """
    sheets = any(name.startswith("xl/worksheets/") for name in package.names())
    roots: dict[str, etree._Element] = {}
    for name in package.names():
        lower = name.lower()
        if _ACTIVE.search(lower):
            yield Fault(kinds.ACTIVE_CONTENT, f"里面有{_active_name(lower)}")
        elif lower.endswith(_XML_ENDINGS):
            data = package.read(name)
            root = parse_xml(data) if data.strip() else None
            if root is None:
                continue
            if lower.endswith(".rels"):
                yield from _reference_faults(root)
            elif sheets and lower.startswith(("xl/worksheets/sheet", "xl/sharedstrings", "xl/workbook.xml")):
                roots[name] = root
            else:
                yield from _part_pieces(name, root)
        elif not lower.endswith(_WORDLESS_ENDINGS):
            yield from inner(name, package.read(name))
    if roots:
        yield from sheet_pieces(roots, package)


def _active_name(name: str) -> str:
    if "vba" in name or "macrosheets" in name:
        return "宏"
    return "ActiveX 控件" if "activex" in name else "嵌入的对象或程序"


def part_label(name: str) -> tuple[str, Role]:
    """What people call a part of a package, and what role its text has."""
    for pattern, label, role in _PARTS:
        if found := re.search(pattern, name):
            return (label.format(*found.groups()) if found.groups() else label), role
    if found := re.search(r"Pages?/Page_?(\d+)/", name):
        return f"第{int(found[1]) + 1}页", Role.BODY
    if PurePosixPath(name).name == "OFD.xml":
        return "文档属性", Role.MARGIN
    return "其他部分", Role.BODY


def _part_pieces(name: str, root: etree._Element) -> Iterator[Piece | Fault]:
    label, role = part_label(name)
    if name.startswith("xl/externalLinks/") and any(local_name(element) == "ddeLink" for element in root.iter()):
        yield Fault(kinds.ACTIVE_CONTENT, "里面有 DDE 链接")
    text, codes, attributes = element_texts(root)
    yield Piece(text, label, role)
    if codes:
        yield Piece(codes, f"{label}的域代码", role)
        if found := _FIELD_CODES.search(codes):
            kind = kinds.OUTSIDE_REFERENCE if found[1].upper().startswith("INCLUDE") else kinds.ACTIVE_CONTENT
            yield Fault(kind, f"{label}里有 {found[1]} 域")
    if attributes:
        yield Piece(attributes, f"{label}（替代文字、水印等）", Role.MARGIN)


def element_texts(root: etree._Element) -> tuple[str, str, str]:
    """The text of a part, its field codes, and its attributes that hold more than ASCII.

    Runs of a paragraph are joined, paragraphs are lines, cells of a row are divided by tabs.
    """
    text: list[str] = []
    codes: list[str] = []
    attributes: list[str] = []
    cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        name = local_name(element)
        here = codes if name == "instrText" else text
        if event == "start":
            cells += name == "tc"
            here += (_BREAKS.get(name, ""), element.text or "")
            if name == "fldChar":
                codes.append("\n")
            elif name == "fldSimple":
                codes.append(attribute(element, "instr") + "\n")
            attributes += (str(value) for value in element.attrib.values() if not str(value).isascii())
            continue
        cells -= name == "tc"
        if event == "comment":
            attributes.append(element.text or "")
        elif name in _CELLS:
            text.append("\t")
        elif name in _BLOCKS:
            text.append(" " if cells else "\n")
        text.append(element.tail or "")
    return "".join(text), "".join(codes), "\n".join(attributes)


def _reference_faults(root: etree._Element) -> Iterator[Fault]:
    """What the relations of a part point to outside of the package."""
    for relation in root:
        if local_name(relation) != "Relationship":
            continue
        kind = attribute(relation, "Type").rpartition("/")[2]
        target = attribute(relation, "Target")
        if attribute(relation, "TargetMode") != "External":
            continue
        if kind in _HARMLESS_REFERENCES and re.match(r"(?:https?://|mailto:|#)", target, re.IGNORECASE):
            continue
        what = {
            "attachedTemplate": "套用了别处的模板",
            "image": "引用了别处的图片",
            "externalLinkPath": "引用了别的工作簿",
        }
        yield Fault(kinds.OUTSIDE_REFERENCE, what.get(kind, "链接到本机文件或别处的内容"))
        return
