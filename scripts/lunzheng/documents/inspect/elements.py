"""The elements of a letter: which paragraph is its number, title, addressee and so on, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lunzheng.documents.inspect.content import Document, Paragraph
from lunzheng.documents.inspect.formatting import half_points, measure, whole
from lunzheng.documents.inspect.papers import joined
from lunzheng.documents.letter_text import ADDRESSEE, ATTACHMENTS, COPIES, NUMBER, SIGNATURE, TITLE
from lunzheng.documents.ooxml import qualified
from lunzheng.documents.reference import line_pitch
from lunzheng.model.letter import LetterBook
from lunzheng.model.style import StyleSheet

TEXT = ""
"""The element of paragraphs that bear none of the letter's styles."""
NAMES: Mapping[str, str] = {
    NUMBER: "发文字号", TITLE: "标题", ADDRESSEE: "主送机关", TEXT: "正文",
    ATTACHMENTS: "附件说明", SIGNATURE: "署名和成文日期", COPIES: "抄送机关",
}  # fmt: skip
"""The elements in the order in which they stand, as people call them."""

PRINTED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日印发$")
"""The line of 印发机关和印发日期, which letters do not have."""
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


@dataclass(frozen=True)
class Elements:
    """The written paragraphs of a letter's own section, with the element that each one is."""

    document: Document
    sheet: StyleSheet
    items: Sequence[tuple[str, Paragraph]]

    def of(self, element: str) -> list[Paragraph]:
        """The paragraphs of an element, in order."""
        return [paragraph for found, paragraph in self.items if found == element]

    def blank_lines_before(self, paragraph: Paragraph) -> int:
        """How many empty lines stand above a paragraph."""
        number = 0
        for block in reversed(self.document.blocks[: self.document.position(paragraph)]):
            if block.tag != qualified("w:p") or "".join(block.itertext()).strip():
                break
            number += 1
        return number

    def lines_after(self, paragraph: Paragraph) -> int:
        """How many lines a paragraph's own spacing leaves below it."""
        layer = self.document.paragraph_format(paragraph)
        lines = whole(layer.get("spacing.afterLines")) / 100
        return round(lines or measure(layer.get("spacing.after")) / line_pitch(self.sheet.page))

    def left(self, paragraph: Paragraph, *, first: bool) -> float:
        """How far the first line, or the others, stand in from the left, in characters."""
        indent = self._characters(paragraph, "left")
        if first:
            indent += self._characters(paragraph, "firstLine") - self._characters(paragraph, "hanging")
        return indent

    def right(self, paragraph: Paragraph) -> float:
        """How far a paragraph stands in from the right, in characters."""
        return self._characters(paragraph, "right")

    def _characters(self, paragraph: Paragraph, name: str) -> float:
        layer = self.document.paragraph_format(paragraph)
        characters = whole(layer.get(f"ind.{name}Chars"))
        if characters:
            return characters / 100
        size = half_points(self.document.run_format(paragraph).get("sz")) or float(self.sheet.body_size)
        return measure(layer.get(f"ind.{name}")) / 20 / size


def elements(document: Document, sheet: StyleSheet, book: LetterBook) -> Elements:
    """The elements of a letter by the styles of its paragraphs; number, date and the like also by their words.

    Attached forms have sections of their own; who gets a copy stands in the last one.
    """
    items = []
    for paragraph in document.text_paragraphs:
        if not paragraph.text.strip() or PRINTED.search(joined(paragraph.text)):
            continue
        element = paragraph.code if paragraph.code in NAMES else TEXT
        if paragraph.section == 0 or element == COPIES or _begins(paragraph, book.words.copies):
            items.append((element or _by_words(paragraph, book), paragraph))
    return Elements(document, sheet, items)


def _by_words(paragraph: Paragraph, book: LetterBook) -> str:
    """What a paragraph without a letter's style is by its words."""
    text = paragraph.text.strip()
    if re.fullmatch(book.number.pattern, text) or text == book.number.blank.strip():
        return NUMBER
    if _begins(paragraph, book.words.copies):
        return COPIES
    if _begins(paragraph, book.words.attachments):
        return ATTACHMENTS
    return SIGNATURE if _DATE.fullmatch(joined(text)) or text == book.issuer else TEXT


def _begins(paragraph: Paragraph, words: str) -> bool:
    return bool(words) and joined(paragraph.text).startswith(words)
