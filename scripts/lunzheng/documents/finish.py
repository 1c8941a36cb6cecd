"""The last pass over pandoc's DOCX: sections, table geometry, settings; the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from lunzheng.documents.header import add_running_head
from lunzheng.documents.ooxml import (
    EMU_PER_MM,
    find,
    first_child,
    parse,
    qualified,
    read_package,
    remove_all,
    serialize,
    twips,
    w,
    write_package,
)
from lunzheng.documents.package_parts import application_properties, font_table
from lunzheng.documents.reference import line_pitch, section_properties, settings_part, styles_part
from lunzheng.model.style import Page, StyleSheet


@dataclass(frozen=True)
class Section:
    """Pages of one kind: across or upright, with page numbers or without, and the least height of table rows in mm."""

    landscape: bool
    numbered: bool
    row_height: Decimal | None = None


CELL_STYLE_ID = "TableText"
SECTION_MARK = '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr></w:p>'
"""Stands at the end of every part but the last; becomes the paragraph that carries the section's properties."""


def finish(
    data: bytes,
    sections: Sequence[Section],
    styles: StyleSheet,
    *,
    new_pages: bool,
    title: str,
    author: str,
    running_head: str = "",
) -> bytes:
    """Complete a DOCX.

    Args:
        data: as pandoc has written it, with a section mark between parts.
        sections: the pages of each part.
        styles: the edition's page and styles.
        new_pages: whether a heading of the first level begins a page.
        title: for the document's properties, as is the author.
        author: the body that files it.
        running_head: what stands above each numbered page; empty for none.
    """
    parts = read_package(data)
    document = parse(parts["word/document.xml"])
    body = first_child(document, "w:body")
    pages = [styles.page.turned() if section.landscape else styles.page for section in sections]
    first_numbered = next((index for index, section in enumerate(sections) if section.numbered), None)
    index = 0
    for child in list(body):
        _fit_drawings(child, pages[index])
        if child.tag == qualified("w:tbl"):
            _finish_table(child, twips(pages[index].text_width), sections[index].row_height)
            _space_after(child, styles.page)
        elif _is_mark(child):
            _end_section(child, _properties(pages[index], sections, index, first_numbered, styles))
            index += 1
        elif child.tag == qualified("w:sectPr"):
            body.replace(child, _properties(pages[index], sections, index, first_numbered, styles))
    if new_pages:
        _break_before_chapters(body)
    _number_drawings(document)
    _bookmark_headings(body)
    parts["word/document.xml"] = serialize(document)
    # Pandoc writes its own language into the styles.
    parts["word/styles.xml"] = serialize(styles_part(styles))
    parts["word/settings.xml"] = serialize(settings_part(styles))
    parts["word/fontTable.xml"] = serialize(font_table(styles))
    parts["docProps/app.xml"] = serialize(application_properties())
    parts["docProps/core.xml"] = _with_properties(parts["docProps/core.xml"], title, author)
    if running_head:
        add_running_head(parts, running_head, styles.running_head, [section.numbered for section in sections])
    return write_package(parts)


def _properties(
    page: Page, sections: Sequence[Section], index: int, first_numbered: int | None, styles: StyleSheet
) -> etree._Element:
    return section_properties(
        page, styles, numbered=sections[index].numbered, restart=index == first_numbered and index > 0
    )


def _is_mark(paragraph: etree._Element) -> bool:
    style = find(paragraph, "w:pPr", "w:pStyle")
    return style is not None and style.get(qualified("w:val")) == "SectionEnd"


def _beside(node: etree._Element, *, preceding: bool) -> Iterator[etree._Element]:
    """The siblings of a block, nearest first, without the bookmarks between them."""
    for sibling in node.itersiblings(preceding=preceding):
        if sibling.tag not in (qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")):
            yield sibling


def _end_section(mark: etree._Element, section: etree._Element) -> None:
    """Put the section's properties into the last paragraph before the mark; after a table, into the mark itself."""
    before, parent = next(_beside(mark, preceding=True), None), mark.getparent()
    if before is not None and parent is not None and before.tag == qualified("w:p"):
        first_child(before, "w:pPr").append(section)
        parent.remove(mark)
        return
    properties = first_child(mark, "w:pPr")
    # A table cannot end a section; this paragraph takes as little room as Word allows.
    properties[:] = [w("spacing", {"before": 0, "after": 0, "line": 20, "lineRule": "exact"}), section]


def _finish_table(table: etree._Element, width: int, row_height: Decimal | None) -> None:
    """Fix the width to the text area, keep rows whole, repeat header rows, keep the caption's reading order."""
    properties = first_child(table, "w:tblPr")
    for name in ("w:tblW", "w:tblLayout", "w:jc"):
        remove_all(properties, name)
    columns = first_child(table, "w:tblGrid").findall(qualified("w:gridCol"))
    shares = [int(column.get(qualified("w:w"), "1")) for column in columns]
    widths = [share * width // (sum(shares) or 1) for share in shares]
    widths[-1] += width - sum(widths)
    for column, column_width in zip(columns, widths, strict=True):
        column.set(qualified("w:w"), str(column_width))
    properties.append(w("tblW", {"w": width, "type": "dxa"}))
    properties.append(w("jc", {"val": "center"}))
    properties.append(w("tblLayout", {"type": "fixed"}))
    _order(properties, _TABLE_ORDER)
    long_merges = _has_long_merge(table)
    for row in table.findall(qualified("w:tr")):
        _finish_row(row, widths, may_break=_is_long(row) or (long_merges and _is_merged(row)))
        if row_height is not None:
            first_child(row, "w:trPr").append(w("trHeight", {"val": twips(row_height), "hRule": "atLeast"}))


def _space_after(table: etree._Element, page: Page) -> None:
    """Half a line between a table and the text that follows it; captions and headings of forms bring their own."""
    following = next(_beside(table, preceding=False), None)
    if following is None or following.tag != qualified("w:p") or _is_mark(following):
        return
    style = find(following, "w:pPr", "w:pStyle")
    if style is not None and style.get(qualified("w:val")) in _TEXT_STYLES:
        half = {"beforeLines": 50, "before": line_pitch(page) // 2}
        style.addnext(w("spacing", half))


_TEXT_STYLES = {
    "CaptionedFigure",
    "BodyText",
    "FirstParagraph",
    "Heading2",
    "Heading3",
    "Heading4",
    "Heading5",
    "Heading6",
}


def _finish_row(row: etree._Element, widths: Sequence[int], *, may_break: bool) -> None:
    properties = first_child(row, "w:trPr")
    if find(properties, "w:cantSplit") is None and not may_break:
        properties.insert(0, w("cantSplit"))
    column = 0
    for cell in row.findall(qualified("w:tc")):
        cell_properties = first_child(cell, "w:tcPr")
        span_node = find(cell_properties, "w:gridSpan")
        span = int(span_node.get(qualified("w:val"), "1")) if span_node is not None else 1
        remove_all(cell_properties, "w:tcW")
        cell_properties.insert(0, w("tcW", {"w": sum(widths[column : column + span]), "type": "dxa"}))
        for paragraph in cell.findall(qualified("w:p")):
            # Pandoc leaves an empty cell without a style, which would make it as high as a line of body text.
            paragraph_properties = first_child(paragraph, "w:pPr")
            if find(paragraph_properties, "w:pStyle") is None:
                paragraph_properties.insert(0, w("pStyle", {"val": CELL_STYLE_ID}))
        if find(cell_properties, "w:vAlign") is None:
            cell_properties.append(w("vAlign", {"val": "center"}))
        column += span


_LONG_CELL = 800
"""A cell of more characters may fill a page; such a row has to be allowed to break."""
_LONG_MERGE = 100
"""A merged cell of more characters is taller than one of its rows; keeping each row whole would push it off."""


def _is_long(row: etree._Element) -> bool:
    return any(_length(cell) > _LONG_CELL for cell in row.findall(qualified("w:tc")))


def _is_merged(row: etree._Element) -> bool:
    return next(row.iter(qualified("w:vMerge")), None) is not None


def _has_long_merge(table: etree._Element) -> bool:
    cells = (cell for cell in table.iter(qualified("w:tc")) if find(cell, "w:tcPr", "w:vMerge") is not None)
    return any(_length(cell) > _LONG_MERGE for cell in cells)


def _length(cell: etree._Element) -> int:
    return len("".join(cell.itertext()))


_TABLE_ORDER = ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW",
                "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
                "tblCaption", "tblDescription")  # fmt: skip


def _order(parent: etree._Element, names: Sequence[str]) -> None:
    """Put children into the order that the schema of WordprocessingML asks for."""
    rank = {qualified(f"w:{name}"): index for index, name in enumerate(names)}
    parent[:] = sorted(parent, key=lambda child: rank.get(str(child.tag), len(rank)))


def _break_before_chapters(body: etree._Element) -> None:
    """A chapter begins a page; the first one follows a section break and needs none."""
    chapters = [
        properties
        for properties in body.iterfind(f"{qualified('w:p')}/{qualified('w:pPr')}")
        if (style := find(properties, "w:pStyle")) is not None and style.get(qualified("w:val")) == "Heading1"
    ]
    for properties in chapters[1:]:
        properties.insert(1, w("pageBreakBefore"))


def _with_properties(core: bytes, title: str, author: str) -> bytes:
    root = parse(core)
    for name, value in (("title", title), ("creator", author)):
        node = root.find(f"{{{_DUBLIN_CORE}}}{name}")
        if node is not None:
            node.text = value
    return serialize(root)


_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def _bookmark_headings(body: etree._Element) -> None:
    """Draw the bookmarks of sections into their headings.

    Pandoc's reach over the whole section; LibreOffice 7.4 writes such a one again for each table within it, so that
    names repeat, ends are lost, and the contents lead nowhere once the document has been saved there.
    """
    ends = {node.get(qualified("w:id")): node for node in body.findall(qualified("w:bookmarkEnd"))}
    for start in body.findall(qualified("w:bookmarkStart")):
        end = ends.get(start.get(qualified("w:id")))
        heading = next(_beside(start, preceding=False), None)
        if end is None or heading is None or heading.tag != qualified("w:p"):
            continue
        properties = find(heading, "w:pPr")
        heading.insert(0 if properties is None else 1, start)
        heading.append(end)


def _fit_drawings(block: etree._Element, page: Page) -> None:
    """Make pictures no larger than the type area less the lines of a caption, in a table than a share of it."""
    room = (page.text_width, page.text_height * _PICTURE_SHARE)
    cells = max((len(row.findall(qualified("w:tc"))) for row in block.iter(qualified("w:tr"))), default=1)
    for inline in block.iter(f"{{{_WORD_DRAWING}}}inline"):
        extents = [node for node in inline.iter(f"{{{_WORD_DRAWING}}}extent", f"{{{_DRAWING}}}ext") if node.get("cx")]
        width, height = (int(extents[0].get(side, "0")) for side in ("cx", "cy"))
        limits = (int(room[0] * EMU_PER_MM / cells), int(room[1] * EMU_PER_MM))
        scale = min(Decimal(1), Decimal(limits[0]) / max(width, 1), Decimal(limits[1]) / max(height, 1))
        for node in extents if scale < 1 else ():
            node.set("cx", str(int(width * scale)))
            node.set("cy", str(int(height * scale)))


_PICTURE_SHARE = Decimal("0.85")
_WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _number_drawings(document: etree._Element) -> None:
    """Give every picture an identifier of its own."""
    drawings = document.iter(f"{{{_WORD_DRAWING}}}docPr")
    for number, drawing in enumerate(drawings, 1):
        drawing.set("id", str(number))
