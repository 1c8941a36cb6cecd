"""Footers with the page number (GB/T 9704-2012, 7.5): outside, a character in, at a fixed distance from the text.

A page whose table lies across keeps its number where the other pages have theirs (ibid., 8): on the short edge that is
its foot once the page is bound. There a text box turned with the page carries it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

from lunzheng.documents.ooxml import EMU_PER_MM, parse, serialize, w
from lunzheng.model.style import Page, PageNumber

ODD, EVEN, ODD_ACROSS, EVEN_ACROSS = "rIdFooterOdd", "rIdFooterEven", "rIdFooterOddAcross", "rIdFooterEvenAcross"
"""The relationships of the four footers."""

FILES = {ODD: "footer1.xml", EVEN: "footer2.xml", ODD_ACROSS: "footer3.xml", EVEN_ACROSS: "footer4.xml"}

_MM_PER_POINT = Decimal("25.4") / 72
_LEAST = Decimal(5)
"""What printers leave free at the edge of the paper, in mm."""


def footers(page: Page, number: PageNumber) -> Mapping[str, etree._Element]:
    """The footers by relationship.

    Args:
        page: upright.
        number: form and place of the page number.
    """
    return {
        ODD: w("ftr", None, _paragraph(number, even=False)),
        EVEN: w("ftr", None, _paragraph(number, even=True)),
        ODD_ACROSS: _across(page.turned(), number, even=False),
        EVEN_ACROSS: _across(page.turned(), number, even=True),
    }


def footer_distance(page: Page, number: PageNumber) -> Decimal:
    """Where the line with the page number ends, in mm from the edge of the paper.

    The dashes beside the number stand in the middle of the line, which is as high as its characters.
    """
    return max(page.bottom - number.distance - number.size * _MM_PER_POINT / 2, _LEAST)


def _paragraph(number: PageNumber, *, even: bool) -> etree._Element:
    before, after = number.pattern.split("{page}")
    half_points = int(number.size * 2)
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), number.font)

    def run(child: etree._Element) -> etree._Element:
        properties = w("rPr", None, w("rFonts", fonts), w("sz", {"val": half_points}), w("szCs", {"val": half_points}))
        return w("r", None, properties, child)

    def literal(string: str) -> etree._Element:
        node = w("t", {"xml:space": "preserve"})
        node.text = string
        return run(node)

    instruction = w("instrText", {"xml:space": "preserve"})
    instruction.text = " PAGE "
    side = "left" if even else "right"
    properties = w(
        "pPr",
        None,
        w("pStyle", {"val": "Footer"}),
        w("snapToGrid", {"val": 0}),
        w("spacing", {"before": 0, "after": 0, "line": int(number.size * 20), "lineRule": "exact"}),
        w("ind", {f"{side}Chars": number.indent * 100, side: number.indent * int(number.size * 20)}),
        w("jc", {"val": side}),
    )
    return w(
        "p",
        None,
        properties,
        literal(before),
        run(w("fldChar", {"fldCharType": "begin"})),
        run(instruction),
        run(w("fldChar", {"fldCharType": "separate"})),
        literal("1"),
        run(w("fldChar", {"fldCharType": "end"})),
        literal(after),
    )


def _across(page: Page, number: PageNumber, *, even: bool) -> etree._Element:
    """The footer of a turned page: a text box beside the type area, as long as it, read with the page turned back."""
    line = number.size * _MM_PER_POINT
    gap = number.distance - line / 2
    # Centred in the margin, not set at an offset: LibreOffice 7.4 forgets offsets in the footer of the first page.
    box = {"width": page.left - 2 * gap, "height": page.text_height}
    paragraph = serialize(_paragraph(number, even=even)).split(b"\n", 1)[1].decode("utf-8")
    return parse(
        _TURNED.format(
            paragraph=paragraph,
            drawing=_DRAWINGS[even],
            **{name: int(length * EMU_PER_MM) for name, length in box.items()},
            **{f"{name}_points": f"{length / _MM_PER_POINT:.2f}" for name, length in box.items()},
        ).encode("utf-8")
    )


_DRAWINGS = (1_000_001, 1_000_002)
"""Identifiers of the text boxes on odd and even pages, beyond those of the pictures in the text."""

_TURNED = """\
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
  xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"
  layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="leftMargin"><wp:align>center</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{drawing}" name="页码" descr="页码"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx>
<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect filled="f" stroked="f" style="position:absolute;width:{width_points}pt;\
height:{height_points}pt;mso-position-horizontal:center;mso-position-horizontal-relative:left-margin-area;\
mso-position-vertical:top;mso-position-vertical-relative:margin"><v:textbox inset="0,0,0,0"
  style="layout-flow:vertical"><w:txbxContent>\
{paragraph}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p></w:ftr>
"""
