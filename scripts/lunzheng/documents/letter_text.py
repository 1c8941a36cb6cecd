"""The elements of a letter's text as Word paragraphs (GB/T 9704-2012, 7.2.5 and 7.3)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from lxml import etree

from lunzheng.documents import ast
from lunzheng.documents.ooxml import twips, w
from lunzheng.model.letter import LetterBook
from lunzheng.model.style import Page, StyleSheet
from lunzheng.source.markdown import Element

NUMBER, TITLE, ADDRESSEE = "LetterNumber", "LetterTitle", "LetterAddressee"
ATTACHMENTS, SIGNATURE, COPIES = "LetterAttachments", "LetterSignature", "LetterCopies"
"""The edition's codes of the styles of a letter's elements."""

_HALF = Decimal("0.5")
_BREAKABLE_AFTER = "●·、，"
_UNBREAKABLE_BEFORE = "●·、，）〕》”"


def width(text: str) -> Decimal:
    """The width of a text in Chinese characters; a Latin letter or digit takes half of one."""
    return sum((Decimal(1) if unicodedata.east_asian_width(c) in "WFA" else _HALF for c in text), Decimal(0))


def title_lines(pieces: Sequence[str], longest: int) -> list[str]:
    """A title in as few lines as it needs, of lengths as equal as its words allow (GB/T 9704-2012, 7.3.1).

    Lines break between the pieces, or after the mark of a series name and before a bracket; inside a word only where
    nothing else fits.

    Args:
        pieces: the parts of the title that belong together.
        longest: how many characters fit a line.
    """
    text = "".join(pieces)
    if width(text) <= longest:
        return [text]
    boundaries, end = set(), 0
    for piece in pieces:
        end += len(piece)
        boundaries.add(end)
    least = int(-(-width(text) // longest))
    even = width(text) / least
    # best[i]: cost and the lines of the text up to i.
    best: dict[int, tuple[Decimal, list[str]]] = {0: (Decimal(0), [])}
    for end in range(1, len(text) + 1):
        cut = _cost_of_break(text, end, boundaries)
        if cut is None:
            continue
        for start, (cost, lines) in list(best.items()):
            line = text[start:end]
            if width(line) <= longest:
                whole = cost + (width(line) - even) ** 2 + cut + _NEW_LINE
                if end not in best or whole < best[end][0]:
                    best[end] = (whole, [*lines, line])
    return best[len(text)][1] if len(text) in best else [text]


def title_characters(styles: StyleSheet, page: Page) -> int:
    """How many characters of a title fit one line of a page."""
    size = next((style.size for style in styles.styles if style.code == "Title" and style.size), styles.body_size)
    return int(page.text_width / Decimal("25.4") * 72 / size)


_NEW_LINE = Decimal(60)
_INSIDE_WORD = Decimal(200)


def _cost_of_break(text: str, at: int, boundaries: set[int]) -> Decimal | None:
    if at in boundaries:
        return Decimal(0)
    if text[at] in _UNBREAKABLE_BEFORE or text[at - 1] in "（〔《“":
        return None
    return Decimal(0) if text[at - 1] in _BREAKABLE_AFTER or text[at] == "（" else _INSIDE_WORD


class LetterText:
    """Makes the paragraphs of one letter; distances come from the edition."""

    def __init__(self, book: LetterBook, styles: StyleSheet) -> None:
        self.book = book
        self.styles = styles

    def number(self, number: str) -> list[Element]:
        """The document number below the rule, at the right edge of the text (10.1)."""
        return [self._paragraph(NUMBER, [number])]

    def title(self, pieces: Sequence[str]) -> list[Element]:
        """The title, centred, two lines below the last element above it (10.1)."""
        lines = title_lines(pieces, title_characters(self.styles, self.styles.page))
        blank = self._blank(self.book.layout.lines_before_title, keep=True)
        return [*blank, self._paragraph(TITLE, lines)]

    def addressee(self, names: str) -> list[Element]:
        """To whom: flush left, a full-width colon at the end (7.3.2)."""
        return [self._paragraph(ADDRESSEE, [names + self.book.words.addressee_end])]

    def heading(self, text: str) -> list[Element]:
        """A heading of the first level (7.3.3)."""
        return [self._paragraph("Heading1", [text])]

    def text(self, text: str, *, closing: bool = False) -> list[Element]:
        """Paragraphs of the text; the last one of all stays on the page of the signature."""
        lines = [line for line in text.split("\n") if line.strip()]
        return [self._paragraph("BodyText", [line], keep=closing) for line in lines]

    def attachments(self, titles: Sequence[str]) -> list[Element]:
        """附件： a line below the text, two characters in (7.3.4).

        A name that runs over goes on below its first character.
        """
        if not titles:
            return []
        label = self.book.words.attachments
        left = self.book.layout.attachments_left
        numbered = len(titles) > 1
        place = left + len(label) + (1 if numbered else 0)
        result = self._blank(self.book.layout.lines_before_attachments, keep=True)
        for index, title in enumerate(titles):
            mark = f"{index + 1}." if numbered else ""
            hanging = place - left if index == 0 else 1
            before = label + mark if index == 0 else mark
            indent = {"leftChars": place * 100, "left": place * 320}
            if before:
                indent |= {"hangingChars": hanging * 100, "hanging": hanging * 320}
            pieces = [before, "\t", title] if mark else [before + title]
            text = "".join(pieces)
            result.append(self._paragraph(ATTACHMENTS, [text], indent=indent, tab=place * 320, keep=True))
        return result

    def signature(self, issuer: str, date: str, *, noted: bool) -> list[Element]:
        """Signature of a sealed letter: the date four characters in, the issuer centred above it (7.3.5.1)."""
        right = Decimal(self.book.layout.date_right)
        above = issuer_indent(issuer, date, right)
        return [
            *self._blank(self.book.layout.lines_before_signature, keep=True),
            self._paragraph(SIGNATURE, [issuer], indent=_right(above), keep=True),
            self._paragraph(SIGNATURE, [date], indent=_right(right), keep=noted),
        ]

    def note(self, text: str) -> list[Element]:
        """附注: two characters in, in brackets, below the date (7.3.6)."""
        return self.text(text)

    def copies(self, names: str) -> list[Element]:
        """Who gets a copy, at the foot of the text area of the page of the block that follows (7.4.2, 10.1).

        A character in on both sides; names that run over go on below the first one. Letters have no rules round it.
        """
        words, margin = self.book.words, self.book.layout.copies_margin
        style = next((style for style in self.styles.styles if style.code == COPIES), self.styles.styles[0])
        size = int((style.size or self.styles.body_size) * 20)
        hanging, left = len(words.copies), margin + len(words.copies)
        indent = {"leftChars": left * 100, "left": left * size, "rightChars": margin * 100, "right": margin * size}
        indent |= {"hangingChars": hanging * 100, "hanging": hanging * size}
        text = words.copies + names + words.copies_end
        return [self._paragraph(COPIES, [text], indent=indent, at_foot=True)]

    def _blank(self, lines: int, *, keep: bool = False) -> list[Element]:
        return [self._paragraph(self.styles.styles[0].code, [], keep=keep) for _ in range(lines)]

    def _paragraph(
        self,
        style: str,
        lines: Sequence[str],
        indent: dict[str, int] | None = None,
        tab: int = 0,
        *,
        keep: bool = False,
        at_foot: bool = False,
    ) -> Element:
        properties = w("pPr", None, w("pStyle", {"val": style}))
        if keep:
            properties.append(w("keepNext"))
        if at_foot:
            place = {"w": twips(self.styles.page.text_width), "wrap": "notBeside", **FOOT_OF_PAGE}
            properties.append(w("framePr", place))
        if tab:
            properties.append(w("tabs", None, w("tab", {"val": "left", "pos": tab})))
        if indent:
            properties.append(w("ind", indent))
        run = w("r")
        for index, line in enumerate(lines):
            if index:
                run.append(w("br"))
            for number, piece in enumerate(line.split("\t")):
                if number:
                    run.append(w("tab"))
                node = w("t", {"xml:space": "preserve"})
                node.text = piece
                run.append(node)
        paragraph = w("p", None, properties)
        if lines:
            paragraph.append(run)
        return ast.raw_openxml(etree.tostring(paragraph, encoding="unicode"))


FOOT_OF_PAGE = {"vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
"""Where a frame stands that keeps to the foot of the text area, whatever is written above it."""


def issuer_indent(issuer: str, date: str, date_right: Decimal) -> Decimal:
    """How far the issuer stands in from the right, centred on the date; both in characters (7.3.5.1)."""
    return max(date_right + (width(date) - width(issuer)) / 2, Decimal(0))


def _right(characters: Decimal) -> dict[str, int]:
    return {"rightChars": int(characters * 100), "right": int(characters * 320)}
