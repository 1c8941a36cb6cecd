"""The reference document: styles, page and footers for pandoc, built from the edition's style data.

Sizes follow GB/T 9704-2012 through ``styles.yml``; nothing about the layout is written here.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache

from lxml import etree

from lunzheng.documents import footer
from lunzheng.documents.ooxml import add_part, read_package, serialize, twips, w, write_package
from lunzheng.model.edition import NO, YES
from lunzheng.model.style import Page, Style, StyleSheet
from lunzheng.source.pandoc import run_pandoc

_ALIGNMENTS = {"两端": "both", "居中": "center", "左": "left", "右": "right"}
_SINGLE = "单倍"


@cache
def reference_docx(styles: StyleSheet) -> bytes:
    """The reference document of a style sheet."""
    parts = read_package(run_pandoc(["--print-default-data-file", "reference.docx"], b""))
    parts["word/styles.xml"] = serialize(styles_part(styles))
    parts["word/settings.xml"] = serialize(settings_part(styles))
    parts["word/document.xml"] = serialize(
        w("document", None, w("body", None, w("p"), section_properties(styles.page, styles, numbered=True)))
    )
    for relation, content in footer.footers(styles.page, styles.page_number).items():
        add_part(parts, "footer", relation, footer.FILES[relation], content)
    return write_package(parts)


def line_pitch(page: Page) -> int:
    """The height of one line of the grid in twips."""
    return int(page.text_height * twips(Decimal(1000)) / 1000 // page.lines)


def section_properties(page: Page, styles: StyleSheet, *, numbered: bool, restart: bool = False) -> etree._Element:
    """The ``w:sectPr`` of pages of this kind.

    Args:
        page: size, margins and grid, turned or not.
        styles: the edition's page number, and the body text that the character grid is measured against.
        numbered: whether its pages carry their number.
        restart: whether the number starts again at 1.
    """
    pitch = line_pitch(page)
    across = page.width > page.height
    section = w("sectPr")
    if numbered:
        odd, even = (footer.ODD_ACROSS, footer.EVEN_ACROSS) if across else (footer.ODD, footer.EVEN)
        section.append(w("footerReference", {"type": "default", "r:id": odd}))
        section.append(w("footerReference", {"type": "even", "r:id": even}))
    section.append(w("type", {"val": "nextPage"}))
    size = {"w": twips(page.width), "h": twips(page.height)}
    section.append(w("pgSz", {**size, "orient": "landscape"} if across else size))
    section.append(
        w(
            "pgMar",
            {
                "top": twips(page.top),
                "right": twips(page.right),
                "bottom": twips(page.bottom),
                "left": twips(page.left),
                "header": twips(Decimal(15)),
                "footer": twips(footer.footer_distance(page, styles.page_number)),
                "gutter": 0,
            },
        )
    )
    if restart:
        section.append(w("pgNumType", {"start": 1}))
    # The grid of lines holds everywhere. The grid of characters is declared but not enforced: LibreOffice gives a
    # character that is wider than its cell two cells; the body style's own spacing puts the characters on the line.
    grid: dict[str, object] = {"type": "lines", "linePitch": pitch}
    if not across:
        grid["charSpace"] = _character_space(page, styles.body_size)
    section.append(w("docGrid", grid))
    return section


def _spare(page: Page, body_size: Decimal) -> Decimal:
    """What each character of a line gains, or gives up, so that the prescribed number fits, in points."""
    return page.text_width / Decimal("25.4") * 72 / page.characters - body_size


def _character_space(page: Page, body_size: Decimal) -> int:
    """The same in the unit of ``w:charSpace``, 1/4096 point."""
    return int((_spare(page, body_size) * 4096).to_integral_value(ROUND_HALF_UP))


def _letter_spacing(page: Page, body_size: Decimal) -> int:
    """The same as spacing of a style, in twentieths of a point, rounded so that the line still holds them all."""
    return int((_spare(page, body_size) * 20).to_integral_value(ROUND_FLOOR))


def styles_part(sheet: StyleSheet) -> etree._Element:
    """``word/styles.xml``: defaults, every style of the sheet, and the one table style."""
    base = sheet.styles[0]
    size = _half_points(sheet.body_size)
    defaults = w(
        "docDefaults",
        None,
        w(
            "rPrDefault",
            None,
            w(
                "rPr",
                None,
                _fonts(base.font, sheet.latin_font),
                w("sz", {"val": size}),
                w("szCs", {"val": size}),
                w("lang", {"val": sheet.languages.latin, "eastAsia": sheet.languages.east_asian, "bidi": "ar-SA"}),
            ),
        ),
        w("pPrDefault"),
    )
    root = w("styles", None, defaults)
    root.append(_default_style("character", "DefaultParagraphFont", "Default Paragraph Font"))
    root.append(_table_normal())
    for style in sheet.styles:
        root.append(_style(style, sheet))
    root.append(_table_style())
    return root


def _default_style(kind: str, code: str, name: str) -> etree._Element:
    return w(
        "style",
        {"type": kind, "default": 1, "styleId": code},
        w("name", {"val": name}),
        w("uiPriority", {"val": 1}),
        w("semiHidden"),
    )


def _style(style: Style, sheet: StyleSheet) -> etree._Element:
    paragraph = style.kind == "段落"
    attributes: dict[str, object] = {"type": "paragraph" if paragraph else "character", "styleId": style.code}
    first = style.code == sheet.styles[0].code
    if first:
        attributes["default"] = 1
    node = w("style", attributes, w("name", {"val": style.name}))
    if style.based_on:
        node.append(w("basedOn", {"val": style.based_on}))
    if style.outline_level and paragraph:
        node.append(w("next", {"val": "BodyText"}))
    node.append(w("qFormat"))
    if paragraph:
        node.append(_paragraph_properties(style, sheet.page, is_base=first))
    node.append(_run_properties(style, sheet))
    return node


def _paragraph_properties(style: Style, page: Page, *, is_base: bool) -> etree._Element:
    properties = w("pPr")
    if style.keep_with_next == YES:
        properties.append(w("keepNext"))
        properties.append(w("keepLines"))
    if is_base:
        properties.append(w("widowControl"))
    if style.right_tab == YES:
        tab = {"val": "right", "leader": "dot", "pos": twips(page.text_width)}
        properties.append(w("tabs", None, w("tab", tab)))
    if style.snap_to_grid == NO:
        properties.append(w("snapToGrid", {"val": 0}))
    spacing: dict[str, object] = {}
    for side, lines in (("before", style.before), ("after", style.after)):
        if lines is not None:
            spacing[f"{side}Lines"] = int(lines * 100)
            spacing[side] = int(lines * line_pitch(page))
    if is_base or style.line_spacing:
        spacing |= _line_spacing(style.line_spacing, page)
    if spacing:
        properties.append(w("spacing", spacing))
    if style.first_line is not None or style.left is not None:
        indent: dict[str, object] = {}
        if style.left is not None:
            indent |= {"leftChars": style.left * 100, "left": style.left * 320}
        if style.first_line is not None:
            indent |= {"firstLineChars": style.first_line * 100, "firstLine": style.first_line * 320}
        properties.append(w("ind", indent))
    if style.alignment:
        properties.append(w("jc", {"val": _ALIGNMENTS[style.alignment]}))
    if style.outline_level:
        properties.append(w("outlineLvl", {"val": style.outline_level - 1}))
    return properties


def _line_spacing(written: str, page: Page) -> dict[str, object]:
    if not written:
        return {"line": line_pitch(page), "lineRule": "exact"}
    if written == _SINGLE:
        return {"line": 240, "lineRule": "auto"}
    return {"line": int(Decimal(written) * 20), "lineRule": "exact"}


def _run_properties(style: Style, sheet: StyleSheet) -> etree._Element:
    properties = w("rPr")
    if style.font:
        properties.append(_fonts(style.font, sheet.latin_font))
    if style.bold == YES:
        properties.append(w("b"))
    if style.size is not None:
        # Only text of body size is set to the line of 28 characters.
        on_grid = style.size == sheet.body_size
        properties.append(w("spacing", {"val": _letter_spacing(sheet.page, sheet.body_size) if on_grid else 0}))
        properties.append(w("sz", {"val": _half_points(style.size)}))
        properties.append(w("szCs", {"val": _half_points(style.size)}))
    if style.superscript == YES:
        properties.append(w("vertAlign", {"val": "superscript"}))
    return properties


def _fonts(east_asian: str, latin: str) -> etree._Element:
    return w("rFonts", {"ascii": latin, "hAnsi": latin, "eastAsia": east_asian, "cs": latin})


def _half_points(size: Decimal) -> int:
    return int(size * 2)


def _table_normal() -> etree._Element:
    return w(
        "style",
        {"type": "table", "default": 1, "styleId": "TableNormal"},
        w("name", {"val": "Normal Table"}),
        w("uiPriority", {"val": 99}),
        w("semiHidden"),
        w("tblPr", None, w("tblInd", {"w": 0, "type": "dxa"}), _cell_margins()),
    )


def _table_style() -> etree._Element:
    """The style that pandoc gives its tables: thin rules all round."""
    borders = w(
        "tblBorders",
        None,
        *(w(side, {"val": "single", "sz": 4, "space": 0, "color": "000000"}) for side in _SIDES),
    )
    return w(
        "style",
        {"type": "table", "styleId": "Table", "customStyle": 1},
        w("name", {"val": "Table"}),
        w("basedOn", {"val": "TableNormal"}),
        w("qFormat"),
        w("tblPr", None, w("jc", {"val": "center"}), borders, _cell_margins()),
    )


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _cell_margins() -> etree._Element:
    sides = {"top": 30, "left": 60, "bottom": 30, "right": 60}
    return w("tblCellMar", None, *(w(side, {"w": width, "type": "dxa"}) for side, width in sides.items()))


def settings_part(sheet: StyleSheet) -> etree._Element:
    """``word/settings.xml``: odd and even pages differ, and Word's current layout rules hold."""
    compatibility = w(
        "compat",
        None,
        w("spaceForUL"),
        w("balanceSingleByteDoubleByteWidth"),
        w("doNotLeaveBackslashAlone"),
        w("ulTrailSpace"),
        w("doNotExpandShiftReturn"),
        w("adjustLineHeightInTable"),
        w("useFELayout"),
        w("compatSetting", {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}),
    )
    return w(
        "settings",
        None,
        w("zoom", {"percent": 100}),
        w("defaultTabStop", {"val": 420}),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", {"val": line_pitch(sheet.page)}),
        w("characterSpacingControl", {"val": "compressPunctuation"}),
        w("footnotePr", None, w("footnote", {"id": -1}), w("footnote", {"id": 0})),
        compatibility,
        w("themeFontLang", {"val": sheet.languages.latin, "eastAsia": sheet.languages.east_asian}),
        w("decimalSymbol", {"val": "."}),
        w("listSeparator", {"val": ","}),
    )
