"""Small parts of a DOCX package that pandoc copies from its own template: fonts in use, what wrote the file."""

from __future__ import annotations

from lxml import etree

from lunzheng.documents.ooxml import w
from lunzheng.model.style import StyleSheet

_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_APPLICATION = "Lunzheng"
_CHINESE_CHARSET = "86"


def font_table(sheet: StyleSheet) -> etree._Element:
    """``word/fontTable.xml``: the fonts that the edition names, each with the one that stands in for it.

    Word and WPS take the alternative where a machine lacks the font; otherwise they guess.
    """
    alternatives = {entry.font: entry.alternative for entry in sheet.alternatives}
    chinese = dict.fromkeys([style.font for style in sheet.styles if style.font] + [sheet.page_number.font])
    table = w("fonts")
    for name in [*chinese, sheet.latin_font]:
        font = w("font", {"name": name})
        if name in alternatives:
            font.append(w("altName", {"val": alternatives[name]}))
        if name in chinese:
            font.append(w("charset", {"val": _CHINESE_CHARSET}))
        table.append(font)
    return table


def application_properties() -> etree._Element:
    """``docProps/app.xml`` without counts of pages and words, which only a word processor knows."""
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = _APPLICATION
    return root
