"""A DOCX as the tests look at it; written without the program's own helpers, so that it cannot share their mistakes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": W, "r": R}


def q(name: str) -> str:
    """``w:p`` → lxml's name of it."""
    prefix, local = name.split(":")
    return f"{{{NAMES[prefix]}}}{local}"


def value(node: etree._Element | None, name: str = "w:val") -> str | None:
    """An attribute, or None where the element is missing."""
    return None if node is None else node.get(q(name))


def text_of(node: etree._Element) -> str:
    """The text of everything below a node; a line break is a newline."""
    return "".join(item.text or "" if item.tag == q("w:t") else "\n" for item in node.iter(q("w:t"), q("w:br")))


def style_of(paragraph: etree._Element) -> str:
    return value(paragraph.find("w:pPr/w:pStyle", NAMES)) or ""


@dataclass(frozen=True)
class Section:
    """The blocks of one section and its ``w:sectPr``."""

    properties: etree._Element
    blocks: tuple[etree._Element, ...]

    @property
    def size(self) -> tuple[int, int]:
        size = self.properties.find("w:pgSz", NAMES)
        return int(value(size, "w:w") or 0), int(value(size, "w:h") or 0)

    @property
    def landscape(self) -> bool:
        return value(self.properties.find("w:pgSz", NAMES), "w:orient") == "landscape"

    @property
    def margins(self) -> dict[str, int]:
        margins = self.properties.find("w:pgMar", NAMES)
        return {side: int(value(margins, f"w:{side}") or 0) for side in ("top", "bottom", "left", "right")}

    @property
    def text_width(self) -> int:
        return self.size[0] - self.margins["left"] - self.margins["right"]

    @property
    def footers(self) -> dict[str, str]:
        """Kind of page (default, even) → relationship id."""
        return {
            value(item, "w:type") or "": value(item, "r:id") or ""
            for item in self.properties.findall("w:footerReference", NAMES)
        }

    def paragraphs(self) -> list[etree._Element]:
        """The paragraphs outside tables."""
        return [block for block in self.blocks if block.tag == q("w:p")]

    def tables(self) -> list[etree._Element]:
        return [block for block in self.blocks if block.tag == q("w:tbl")]


class Docx:
    """A DOCX file, taken apart."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.testzip() is None
            self.parts = {name: package.read(name) for name in package.namelist()}

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def document(self) -> etree._Element:
        return self.xml("word/document.xml")

    @cached_property
    def styles(self) -> etree._Element:
        return self.xml("word/styles.xml")

    @property
    def body(self) -> etree._Element:
        body = self.document.find("w:body", NAMES)
        assert body is not None
        return body

    @cached_property
    def sections(self) -> list[Section]:
        sections: list[Section] = []
        blocks: list[etree._Element] = []
        for child in self.body:
            if child.tag == q("w:sectPr"):
                sections.append(Section(child, tuple(blocks)))
                continue
            blocks.append(child)
            properties = child.find("w:pPr/w:sectPr", NAMES)
            if properties is not None:
                sections.append(Section(properties, tuple(blocks)))
                blocks = []
        return sections

    @property
    def text(self) -> str:
        """The text of the body, one line a paragraph."""
        return "\n".join(text_of(paragraph) for paragraph in self.document.iter(q("w:p")))

    def texts(self, style: str) -> list[str]:
        """The texts of the paragraphs of one style, in order."""
        return [text for found, text in self.styled() if found == style]

    def styled(self) -> Iterator[tuple[str, str]]:
        """Style and text of every paragraph, in order."""
        for paragraph in self.document.iter(q("w:p")):
            yield style_of(paragraph), text_of(paragraph)

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Id → (target, mode) of a part's relationships."""
        path = PurePosixPath(part)
        name = str(path.parent / "_rels" / f"{path.name}.rels")
        if name not in self.parts:
            return {}
        return {
            item.get("Id", ""): (item.get("Target", ""), item.get("TargetMode", "Internal")) for item in self.xml(name)
        }

    def style(self, code: str) -> etree._Element:
        for style in self.styles.findall("w:style", NAMES):
            if value(style, "w:styleId") == code:
                return style
        raise AssertionError(f"no style {code}")

    def inherited(self, code: str, path: str, attribute: str = "w:val") -> str | None:
        """A property of a style, looked up along ``w:basedOn`` and last in the defaults."""
        name: str | None = code
        while name:
            style = self.style(name)
            if (found := value(style.find(path, NAMES), attribute)) is not None:
                return found
            name = value(style.find("w:basedOn", NAMES))
        return value(self.styles.find(f"w:docDefaults/*/{path}", NAMES), attribute)


def rows(table: etree._Element) -> list[etree._Element]:
    return table.findall("w:tr", NAMES)


def cells(row: etree._Element) -> list[etree._Element]:
    return row.findall("w:tc", NAMES)


def span(cell: etree._Element) -> int:
    return int(value(cell.find("w:tcPr/w:gridSpan", NAMES)) or 1)


def is_header(row: etree._Element) -> bool:
    mark = row.find("w:trPr/w:tblHeader", NAMES)
    return mark is not None and value(mark) not in ("0", "false", "off")
