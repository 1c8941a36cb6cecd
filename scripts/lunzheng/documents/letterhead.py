"""The first page of a letter: issuing body mark and red double rules (信函格式, GB/T 9704-2012, 10.1).

They stand in the header and footer of the first page, so that editing the text never moves them; the first page thereby
shows no page number, as the standard asks.
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from lunzheng.documents.footer import FILES as NUMBER_FILES
from lunzheng.documents.ooxml import (
    add_part,
    find,
    parse,
    qualified,
    read_package,
    serialize,
    twips,
    w,
    write_package,
)
from lunzheng.documents.reference import line_pitch
from lunzheng.model.letter import LetterBook
from lunzheng.model.style import Page, StyleSheet

HEADER, FOOTER = "rIdLetterHeader", "rIdLetterFooter"
_PARTS = {HEADER: ("header", "header-letter.xml"), FOOTER: ("footer", "footer-letter.xml")}
_ABOVE_BASELINE, _ASCENT = Decimal("0.8"), Decimal("0.86")
"""The share of a line of fixed height above the baseline, and how far a Chinese character reaches up."""

_MM_PER_POINT = Decimal("25.4") / 72


def with_letterhead(data: bytes, book: LetterBook, styles: StyleSheet) -> bytes:
    """A DOCX whose first section opens with the letterhead.

    Args:
        data: the finished DOCX.
        book: issuing body and figures of the layout.
        styles: page and fonts.
    """
    parts = read_package(data)
    document = parse(parts["word/document.xml"])
    section, *others = document.iter(qualified("w:sectPr"))
    for other in others:
        _share_footers(other, book)
    for position, (identifier, (kind, _)) in enumerate(_PARTS.items()):
        section.insert(position, w(f"{kind}Reference", {"type": "first", "r:id": identifier}))
    grid = find(section, "w:docGrid")
    title_page = w("titlePg")
    if grid is None:
        section.append(title_page)
    else:
        grid.addprevious(title_page)
    margins = find(section, "w:pgMar")
    if margins is None:
        raise ValueError("a section without margins")
    margins.set(qualified("w:header"), str(twips(book.head.mark_top)))
    number_distance = int(margins.get(qualified("w:footer"), "0"))
    distance = min(number_distance, twips(book.head.rule_bottom))
    margins.set(qualified("w:footer"), str(distance))
    for file in NUMBER_FILES.values():
        parts[f"word/{file}"] = _raised(parts[f"word/{file}"], number_distance - distance)
    parts["word/document.xml"] = serialize(document)
    contents = {HEADER: _header(book, styles), FOOTER: _footer(book, styles.page, distance)}
    for identifier, (kind, file) in _PARTS.items():
        add_part(parts, kind, identifier, file, contents[identifier])
    return write_package(parts)


def _raised(footer: bytes, by: int) -> bytes:
    """A page number lifted by so many twips: the lower rule of the first page shares its distance from the edge."""
    root = parse(footer)
    for spacing in root.iterfind(f"{qualified('w:p')}/{qualified('w:pPr')}/{qualified('w:spacing')}"):
        spacing.set(qualified("w:after"), str(by))
    return serialize(root)


def mark_size(book: LetterBook, page: Page) -> Decimal:
    """The size of the issuing body mark in half points: the edition's, or smaller so that a long name fits one line."""
    fitting = page.text_width / _MM_PER_POINT / max(len(book.issuer), 1)
    return Decimal(int(min(book.head.size, fitting) * 2)) / 2


def room_below_rule(book: LetterBook, styles: StyleSheet) -> int:
    """The room between the first double rule and the number's line, in twips.

    The line has some above its characters; this is what the standard asks for beyond that.
    """
    room = Decimal(line_pitch(styles.page)) / 20 * _ABOVE_BASELINE - styles.body_size * _ASCENT
    return max(int((book.head.number_gap - room) * 20), 0)


def _header(book: LetterBook, styles: StyleSheet) -> etree._Element:
    head, page = book.head, styles.page
    size = mark_size(book, page)
    mark = w(
        "p",
        None,
        w(
            "pPr",
            None,
            w("pStyle", {"val": styles.styles[0].code}),
            w("snapToGrid", {"val": 0}),
            w("spacing", {"before": 0, "after": 0, "line": int(size * 20), "lineRule": "exact"}),
            w("jc", {"val": "center"}),
        ),
        w(
            "r",
            None,
            w(
                "rPr",
                None,
                w("rFonts", {"ascii": head.font, "hAnsi": head.font, "eastAsia": head.font, "cs": head.font}),
                w("color", {"val": head.color}),
                w("spacing", {"val": 0}),
                w("sz", {"val": int(size * 2)}),
                w("szCs", {"val": int(size * 2)}),
            ),
            _text(book.issuer),
        ),
    )
    before, after = twips(head.rule_gap), room_below_rule(book, styles)
    rule = _double_rule(book, page, thick_on_top=True, before=before, after=after)
    return w("hdr", None, mark, rule)


def _footer(book: LetterBook, page: Page, distance: int) -> etree._Element:
    """The lower rule; ``distance`` is where the page's footer ends, the rule may stand higher."""
    after = max(twips(book.head.rule_bottom) - distance, 0)
    return w("ftr", None, _double_rule(book, page, thick_on_top=False, before=0, after=after))


def _share_footers(section: etree._Element, book: LetterBook) -> None:
    """The sections of attached forms use the numbers of the first one, whose footers end no higher than its rule."""
    margins, distance = find(section, "w:pgMar"), qualified("w:footer")
    if margins is not None:
        margins.set(distance, str(min(int(margins.get(distance, "0")), twips(book.head.rule_bottom))))


def _double_rule(book: LetterBook, page: Page, *, thick_on_top: bool, before: int, after: int) -> etree._Element:
    """Two rules as the borders of one empty line, centred on the page and wider than the text."""
    head = book.head
    upper, lower = (head.thick, head.thin) if thick_on_top else (head.thin, head.thick)
    edge = (page.width - head.rule_length) / 2

    def border(side: str, points: Decimal) -> etree._Element:
        return w(side, {"val": "single", "sz": int(points * 8), "space": 0, "color": head.color})

    return w(
        "p",
        None,
        w(
            "pPr",
            None,
            w("pStyle", {"val": "Footer"}),
            w("pBdr", None, border("top", upper), border("bottom", lower)),
            w("snapToGrid", {"val": 0}),
            w("spacing", {"before": before, "after": after, "line": int(head.between * 20), "lineRule": "exact"}),
            w("ind", {"left": twips(edge - page.left), "right": twips(edge - page.right)}),
            w("rPr", None, w("sz", {"val": 2}), w("szCs", {"val": 2})),
        ),
    )


def _text(string: str) -> etree._Element:
    node = w("t", {"xml:space": "preserve"})
    node.text = string
    return node
