"""What the edition asks of a paragraph, by the style it bears: the edition's own inheritance, resolved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from lunzheng.documents.inspect.content import NOTE, TABLE, TEXT, Document, Paragraph
from lunzheng.documents.reference import line_pitch
from lunzheng.model.style import Style, StyleSheet

BODY, TABLE_TEXT, TABLE_HEAD, NOTE_TEXT = "BodyText", "TableText", "TableHead", "FootnoteText"
TABLE_CAPTION, IMAGE_CAPTION = "TableCaption", "ImageCaption"
COVER_TITLE, FRONT_TITLE = "CoverTitle", "FrontTitle"
FORM_TITLE, ATTACHMENT_MARK = "FormTitle", "AttachmentMark"
"""The edition's codes of the styles that mean something to the program; pandoc and the composing room use them too."""

TITLES = (COVER_TITLE, FRONT_TITLE, FORM_TITLE, ATTACHMENT_MARK, "Title")
"""Titles are no headings of the outline, whatever their outline level."""
_ALIGNMENTS = {"两端": "both", "居中": "center", "左": "left", "右": "right"}
_SINGLE = "单倍"
_CONTENTS = ("toc ", "contents ", "table of figures")


@dataclass(frozen=True)
class Expected:
    """The figures for one style; sizes in points, indents in characters, a line's height in twips.

    Attributes:
        name: how the style is called in messages.
        line: None stands for single spacing.
        after: empty lines below a paragraph.
    """

    name: str
    font: str
    latin: str
    size: Decimal
    alignment: str
    first_line: int
    left: int
    line: int | None
    after: Decimal


@cache
def expected_style(sheet: StyleSheet, code: str) -> Expected:
    """The figures of a style of the edition."""
    chain = _chain(sheet, code)

    def own(name: str) -> object:
        return next((found for style in chain if (found := getattr(style, name)) not in (None, "")), None)

    spacing = str(own("line_spacing") or "")
    return Expected(
        name=chain[0].name,
        font=str(own("font") or ""),
        latin=sheet.latin_font,
        size=Decimal(str(own("size") or sheet.body_size)),
        alignment=_ALIGNMENTS.get(str(own("alignment") or ""), "left"),
        first_line=int(str(own("first_line") or 0)),
        left=int(str(own("left") or 0)),
        line=None if spacing == _SINGLE else int(Decimal(spacing) * 20) if spacing else line_pitch(sheet.page),
        after=Decimal(str(own("after") or 0)),
    )


def _chain(sheet: StyleSheet, code: str) -> list[Style]:
    """A style, then those it inherits from."""
    by_code = {style.code: style for style in sheet.styles}
    chain: list[Style] = []
    while code in by_code and by_code[code] not in chain:
        chain.append(by_code[code])
        code = by_code[code].based_on
    return chain or [sheet.styles[0]]


def code_asked_of(paragraph: Paragraph, sheet: StyleSheet) -> str:
    """The style whose figures a paragraph is held to; empty where only its font can be judged.

    Text in the base style, or in a style that the edition does not know, is what people type and paste: it is held to
    the figures of body text, or of the text of tables and notes where it stands there.
    """
    code = paragraph.code
    if code and code != sheet.styles[0].code:
        return code
    if is_contents_line(paragraph):
        return ""
    named = {TEXT: BODY, TABLE: TABLE_TEXT, NOTE: NOTE_TEXT}.get(paragraph.setting, "")
    return named if any(style.code == named for style in sheet.styles) else ""


def is_contents_line(paragraph: Paragraph) -> bool:
    """Whether it is a line of a table of contents or figures, by its style."""
    return paragraph.name.casefold().startswith(_CONTENTS)


def is_chapter(paragraph: Paragraph) -> bool:
    """Whether it is the heading of a chapter; titles of forms have an outline level too, and are none."""
    role = paragraph.role
    return bool(role and role.outline_level == 1 and role.code not in TITLES and paragraph.text.strip())


def is_numbered(document: Document, paragraph: Paragraph) -> bool:
    """Whether it is an item of a list, whose indents belong to the list."""
    return document.paragraph_format(paragraph).get("numId", "0") not in ("", "0")
