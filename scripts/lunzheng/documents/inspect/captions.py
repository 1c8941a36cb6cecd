"""Captions of tables and figures, and the alternative text of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from lxml import etree

from lunzheng.documents.illustrate import CONTINUED
from lunzheng.documents.inspect.content import TEXT, Document, Paragraph, quoted
from lunzheng.documents.inspect.expected import IMAGE_CAPTION, TABLE_CAPTION, is_chapter, is_contents_line
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.documents.ooxml import qualified
from lunzheng.source.problem import Kind

NUMBERS = Kind(
    "E430",
    "表题和图题的编号连续，不缺号、不重号",
    "缺号让人以为少了一张表，重号则不知道说的是哪一张。",
    "按出现的顺序重新编号；最好改项目文件，重新生成文档",
)
NEIGHBOURS = Kind(
    "E431",
    "表题紧挨在表的上面，图题紧挨在图的下面",
    "题注和表、图分开以后，就不知道说的是哪一个。",
    "把题注移到表的上一行或图的下一行；表或图已经删掉的，把题注也删掉",
)
ALTERNATIVE = Kind(
    "E432",
    "图片有替代文字",
    "看不见图的人靠替代文字知道图上画了什么；图片显示不出来时也一样。",
    "右击图片，选“查看可选文字”，写一句话说明图的内容",
)
CAPTION_KINDS = (NUMBERS, NEIGHBOURS, ALTERNATIVE)

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURES = (f"{_DRAWING}inline", f"{_DRAWING}anchor", qualified("w:pict"), qualified("w:object"))


def check_captions(subject: Subject) -> Iterable[Requirement]:
    """Numbers in the order of the text, by the edition's pattern; every caption beside what it names."""
    formats = subject.edition.head.captions
    numbers, neighbours = Deviations(subject, NUMBERS), Deviations(subject, NEIGHBOURS)
    counts = [
        _count(subject, code, pattern, numbers)
        for code, pattern in ((TABLE_CAPTION, formats.table), (IMAGE_CAPTION, formats.figure))
    ]
    for paragraph in subject.document.text_paragraphs:
        if paragraph.code == TABLE_CAPTION and paragraph.text.strip():
            following = _neighbour(subject.document, paragraph, 1)
            if following is None or following.tag != qualified("w:tbl"):
                neighbours.add("下面没有表", f"{paragraph.where}的表题{quoted(paragraph.text)}")
        elif paragraph.code == IMAGE_CAPTION and paragraph.text.strip():
            before = _neighbour(subject.document, paragraph, -1)
            if before is None or next(before.iter(*_PICTURES), None) is None:
                neighbours.add("上面没有图", f"{paragraph.where}的图题{quoted(paragraph.text)}")
    total = sum(counts)
    shown = f"表 {counts[0]} 个，图 {counts[1]} 个"
    asked = f"{formats.table.format_map(_One())}、{formats.figure.format_map(_One())} 起依次编号"
    yield numbers.requirement(asked, f"{shown}，连续", applies=total > 0)
    yield neighbours.requirement("表题在上，图题在下", shown, applies=total > 0)
    yield _alternative_texts(subject)


class _One(dict[str, str]):
    """Every field of a pattern as 1."""

    def __missing__(self, key: str) -> str:
        return "1"


def _pattern(written: str) -> re.Pattern[str]:
    """An edition's pattern such as ``表{number}`` or ``表{chapter}-{number}`` as a regular expression."""
    pieces = []
    for literal, name, _, _ in Formatter().parse(written):
        pieces.append(re.escape(literal))
        if name is not None:
            pieces.append(rf"(?P<{name}>\d{{1,6}})" if name.isidentifier() else r"\d{1,6}")
    return re.compile("".join(pieces) + r"(?!\d)[\s\u3000]*(?P<title>.*)")


def _count(subject: Subject, code: str, written: str, found: Deviations) -> int:
    pattern = _pattern(written)
    chapters = subject.outline.chapters if subject.outline else ()
    # A chapter is known by its words even where its heading has lost its style.
    known = {"".join(item.heading.split()): item.key[0] for item in chapters}
    chapter = number = total = 0
    for paragraph in subject.document.text_paragraphs:
        text = paragraph.text.strip()
        words = "".join(text.split())
        if is_chapter(paragraph) or (words in known and not is_contents_line(paragraph)):
            chapter = known.get(words, chapter + 1)
            number = 0 if "chapter" in pattern.groupindex else number
        if paragraph.code != code or not text:
            continue
        total += 1
        place = f"{paragraph.where}{quoted(text)}"
        read = pattern.match(text)
        if read is None:
            number += 1
            found.add(f"编号缺少或写法不对，应当是 {written.format_map(_Values(chapter, number))}", place)
            continue
        numbered = int(read["number"])
        # A sheet that continues a figure bears the number of the first.
        next_number = number + (not text.endswith(CONTINUED))
        asked = written.format_map(_Values(chapter, next_number))
        if numbered != next_number or ("chapter" in pattern.groupindex and int(read["chapter"]) != chapter):
            found.add(f"编号应当是 {asked}", place)
        if not read["title"]:
            found.add("只有编号，没有题目", place)
        number = numbered
    return total


class _Values(dict[str, int]):
    def __init__(self, chapter: int, number: int) -> None:
        super().__init__(chapter=chapter, number=number)

    def __missing__(self, key: str) -> int:
        return self["number"]


def _neighbour(document: Document, paragraph: Paragraph, step: int) -> etree._Element | None:
    """The paragraph or table next to a paragraph; bookmarks between them are no neighbours."""
    position = document.position(paragraph) + step
    return document.blocks[position] if 0 <= position < len(document.blocks) else None


def _alternative_texts(subject: Subject) -> Requirement:
    found = Deviations(subject, ALTERNATIVE)
    pictures = 0
    for paragraph in subject.document.paragraphs:
        for picture in paragraph.node.iter(*_PICTURES):
            if next(picture.iterancestors("{*}Fallback"), None) is not None:
                continue
            own = picture.getparent() if paragraph.setting == TEXT else None
            if own is not None and next(own.iterancestors(qualified("w:txbxContent")), None) is not None:
                continue
            pictures += 1
            if not _described(picture):
                found.add("图片没有替代文字", paragraph.where)
    return found.requirement("每张图片都有", f"{pictures} 张图片都有", applies=pictures > 0)


def _described(picture: etree._Element) -> bool:
    properties = next(picture.iterchildren(f"{_DRAWING}docPr"), None)
    if properties is not None:
        decorative = next(properties.iter("{*}decorative"), None)
        return bool(properties.get("descr", "").strip() or (decorative is not None and decorative.get("val") == "1"))
    shapes = picture.iter("{urn:schemas-microsoft-com:vml}shape")
    return all(shape.get("alt", "").strip() for shape in shapes)
