"""A document as a reader counts it: sections, paragraphs and tables, each with a place that can be told to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from lunzheng.documents.inspect.formatting import Formatting, Layer, merged, paragraph_layer, run_layer, value
from lunzheng.documents.inspect.package import Package
from lunzheng.documents.ooxml import find, qualified, w
from lunzheng.model.style import Style, StyleSheet

QUOTED = 18
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _TBL = (qualified(f"w:{name}") for name in ("p", "r", "t", "tbl"))
_SPACES = {qualified("w:tab"): "\t", qualified("w:br"): "\n", qualified("w:cr"): "\n"}
_HYPHEN = qualified("w:noBreakHyphen")
_WRAPPERS = frozenset(
    qualified(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_APART = frozenset((*(qualified(f"w:{name}") for name in ("txbxContent", "pPr", "moveFrom")), f"{_MC}Fallback"))

TEXT, TABLE, BOX, NOTE = "text", "table", "box", "note"
"""Where a paragraph can stand."""


@dataclass(frozen=True)
class Run:
    node: etree._Element
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Attributes:
        where: its place, e.g. 第 3 节第 12 段.
        section: its section, from 0; -1 for notes.
        setting: whether it stands in the text, a table, a text box or a note.
        style: its style's id, resolved.
        role: the edition's style of that name, if it has one.
        name: its style's name in the document.
    """

    node: etree._Element
    where: str
    section: int
    setting: str
    style: str
    role: Style | None
    name: str

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        return tuple(runs(self.node))

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def code(self) -> str:
        """The edition's code of its style, or empty."""
        return self.role.code if self.role else ""

    @property
    def place(self) -> str:
        """Where it is, with its first words."""
        return f"{self.where}{quoted(self.text)}" if self.text.strip() else self.where


@dataclass(frozen=True)
class Table:
    node: etree._Element
    where: str
    section: int

    @property
    def rows(self) -> list[etree._Element]:
        return list(_rows(self.node))


@dataclass(frozen=True)
class Section:
    """A section: its number from 0, its properties, and the relationship ids of its headers and footers by type."""

    index: int
    node: etree._Element

    @property
    def where(self) -> str:
        return f"第 {self.index + 1} 节"


class Document:
    """The document part with everything that its formatting depends on.

    Attributes:
        blocks: the paragraphs and tables of the text in order, whatever control or revision they stand in.
    """

    def __init__(self, package: Package, sheet: StyleSheet) -> None:
        self.package = package
        self.root = package.roots[package.main]
        self.body = find(self.root, "w:body")
        self.settings = package.one("settings")
        self.formatting = Formatting(package.one("styles"), package.one("theme"))
        self.roles = _roles(self.formatting.names, sheet)
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.blocks: list[etree._Element] = []
        self._read()
        self._positions = {id(block): index for index, block in enumerate(self.blocks)}

    def _read(self) -> None:
        section, number, tables = 0, 0, 0
        for block in blocks(self.body) if self.body is not None else ():
            self.blocks.append(block)
            place = f"第 {section + 1} 节"
            if block.tag == _TBL:
                tables += 1
                self._read_table(Table(block, f"{place}第 {tables} 张表", section))
                continue
            number += 1
            self._add(block, f"{place}第 {number} 段", section, TEXT)
            properties = find(block, "w:pPr", "w:sectPr")
            if properties is not None:
                self.sections.append(Section(section, properties))
                section, number, tables = section + 1, 0, 0
        last = find(self.body, "w:sectPr") if self.body is not None else None
        if last is not None or number or tables or not self.sections:
            self.sections.append(Section(section, last if last is not None else w("sectPr")))
        for kind, name in (("footnotes", "脚注"), ("endnotes", "尾注")):
            for root in self.package.related(kind):
                for note in root:
                    for paragraph in note.iter(_P):
                        self._add(paragraph, f"{name} {note.get(qualified('w:id'), '')}", -1, NOTE)

    def _read_table(self, table: Table) -> None:
        self.tables.append(table)
        for number, row in enumerate(_rows(table.node), 1):
            for position, cell in enumerate(cells(row), 1):
                for paragraph in cell.iter(_P):
                    if not _in_box(paragraph):
                        where = f"{table.where}第 {number} 行第 {position} 格"
                        self._add(paragraph, where, table.section, TABLE)

    def _add(self, node: etree._Element, where: str, section: int, setting: str) -> None:
        self.paragraphs.append(self._paragraph(node, where, section, setting))
        for box in node.iter(qualified("w:txbxContent")):
            if next(box.iterancestors(f"{_MC}Fallback"), None) is None:
                for inner in box.iterchildren(_P):
                    self.paragraphs.append(self._paragraph(inner, f"{where}的文本框", section, BOX))

    def _paragraph(self, node: etree._Element, where: str, section: int, setting: str) -> Paragraph:
        style = self.formatting.style_of(node)
        name = self.formatting.names.get(style, style)
        return Paragraph(node, where, section, setting, style, self.roles.get(style), name)

    def position(self, paragraph: Paragraph) -> int:
        """Where a paragraph of the text stands among the paragraphs and tables, see ``blocks``."""
        return self._positions[id(paragraph.node)]

    @cached_property
    def text_paragraphs(self) -> list[Paragraph]:
        """The paragraphs of the text proper: no tables, boxes or notes."""
        return [paragraph for paragraph in self.paragraphs if paragraph.setting == TEXT]

    def run_format(self, paragraph: Paragraph, run: Run | None = None) -> Layer:
        """The resolved formatting of a run; without one, that of the paragraph's style alone."""
        formatting = self.formatting
        layers = [formatting.default_run, formatting.run(paragraph.style)]
        if paragraph.setting == TABLE and (table := next(paragraph.node.iterancestors(_TBL), None)) is not None:
            layers.insert(1, formatting.run(value(table, "w:tblPr", "w:tblStyle")))
        if run is not None:
            properties = find(run.node, "w:rPr")
            layers += [formatting.run(value(properties, "w:rStyle")), run_layer(properties, formatting.theme)]
        return merged(*layers)

    def paragraph_format(self, paragraph: Paragraph, *, direct: bool = True) -> Layer:
        """The resolved formatting of a paragraph; optionally that of its style alone."""
        layers = [self.formatting.default_paragraph, self.formatting.paragraph(paragraph.style)]
        if direct:
            layers.append(paragraph_layer(find(paragraph.node, "w:pPr")))
        return merged(*layers)


def _roles(names: Mapping[str, str], sheet: StyleSheet) -> dict[str, Style]:
    """Style ids of the document → styles of the edition: by name, as Word does, then by id."""
    by_name = {style.name.casefold(): style for style in sheet.styles if style.kind == "段落"}
    by_code = {style.code.casefold(): style for style in sheet.styles if style.kind == "段落"}
    found = {code: by_name.get(name.strip().casefold()) or by_code.get(code.casefold()) for code, name in names.items()}
    return {code: style for code, style in found.items() if style is not None}


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of a container, controls and tracked insertions opened."""
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == qualified("w:tr"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def cells(row: etree._Element) -> list[etree._Element]:
    """The cells of a row."""
    found: list[etree._Element] = []
    for child in row:
        if child.tag == qualified("w:tc"):
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += cells(child)
    return found


def runs(node: etree._Element) -> Iterator[Run]:
    """The runs of a paragraph in order; text boxes are paragraphs of their own."""
    for child in node:
        if child.tag == _R:
            yield Run(child, _run_text(child))
        elif child.tag not in _APART and isinstance(child.tag, str):
            yield from runs(child)


def _run_text(run: etree._Element) -> str:
    pieces = []
    for child in run:
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(_SPACES[child.tag])
        elif child.tag == _HYPHEN:
            pieces.append("-")
    return "".join(pieces)


def _in_box(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(qualified("w:txbxContent")), None) is not None


def quoted(text: str) -> str:
    """The first words of a text in quotation marks."""
    words = " ".join(text.split())
    return f"“{words[:QUOTED]}…”" if len(words) > QUOTED else f"“{words}”"
