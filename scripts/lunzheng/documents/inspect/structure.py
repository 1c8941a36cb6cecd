"""The structure of a document: which document it is, its headings against the outline, chapters on new pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from lunzheng.documents.inspect.content import Document, Paragraph
from lunzheng.documents.inspect.expected import COVER_TITLE, FRONT_TITLE, TITLES, is_contents_line
from lunzheng.documents.inspect.formatting import attribute, value
from lunzheng.documents.inspect.papers import joined, label, papers
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.documents.ooxml import find, qualified
from lunzheng.model.edition import Section
from lunzheng.model.numbering import chinese_number, heading_number
from lunzheng.source.problem import Kind

RECOGNISED = Kind(
    "E433",
    "看得出是哪一种文档",
    "知道是方案、函件还是清单，才能对照相应的大纲和要求。",
    "在封面写上文档的全称，函件和清单写上规定的标题，或者用 --as 指明是哪一种",
)
HEADINGS = Kind(
    "E434",
    "章节齐全，题目和顺序与大纲一字不差",
    "评审专家按大纲逐章对照，缺一节就要退回补正。",
    "补上缺少的章节，题目照大纲的写法；最好改项目文件，重新生成文档",
)
LEVELS = Kind(
    "E435",
    "各级标题用相应级别的标题样式",
    "目录、导航和字体都由标题样式决定。",
    "选中这个标题，在“样式”里点相应级别的“标题”",
)
OWN_NUMBERS = Kind(
    "E436",
    "自拟标题的编号连续，写法逐级不同",
    "结构层次序数依次用“一、”“（一）”“1.”“（1）”。",
    "按顺序重新编号；最好改项目文件，重新生成文档",
    article="GB/T 9704-2012 7.3.3",
)
NEW_PAGES = Kind(
    "E437",
    "每章另起一页",
    "大纲要求每章从新的一页开始。",
    "选中章的标题，在“段落 — 换行和分页”里勾选“段前分页”",
)
FRONT = Kind(
    "E452",
    "封面、签署页和目录齐全",
    "缺了签署页就没有人对文件负责，缺了目录就找不到章节。",
    "补上缺少的一页；最好重新生成文档",
)
STRUCTURE_KINDS = (RECOGNISED, HEADINGS, LEVELS, OWN_NUMBERS, NEW_PAGES, FRONT)

MAX_HEADINGS = 2000
"""More than any document has; comparing takes quadratic time."""
_ALIKE = 0.6


@dataclass(frozen=True)
class Heading:
    """A heading: its words without spaces; level 0 where it has lost its style and is known by its words alone."""

    paragraph: Paragraph
    level: int
    text: str


def headings(document: Document) -> list[Heading]:
    """The headings of the text: in a heading style, or with an outline level of their own."""
    return [heading for heading in (_heading(document, p) for p in document.text_paragraphs) if heading.level]


def _heading(document: Document, paragraph: Paragraph) -> Heading:
    level = paragraph.role.outline_level if paragraph.role else None
    if level is None:
        written = document.paragraph_format(paragraph).get("outlineLvl", "")
        level = int(written) + 1 if written in set("012345678") else 0
    words = joined(paragraph.text)
    return Heading(paragraph, level if words and paragraph.code not in TITLES else 0, words)


def _all_headings(subject: Subject, sections: Sequence[Section]) -> list[Heading]:
    """The headings, with the paragraphs that have the words of a section but no heading's style."""
    lines = [_heading(subject.document, paragraph) for paragraph in subject.document.text_paragraphs]
    lost = {joined(section.heading) for section in sections} - {line.text for line in lines if line.level}
    return [line for line in lines if line.level or (line.text in lost and not is_contents_line(line.paragraph))]


def check_structure(subject: Subject) -> Iterable[Requirement]:
    """The headings of the outline word for word, those of the author's own numbered on."""
    recognised = Deviations(subject, RECOGNISED)
    if subject.paper is None:
        recognised.add("认不出是哪一种文档，没有对照大纲、函件或清单的要求", "题目")
    known = "、".join(map(label, papers(subject.edition)))
    yield recognised.requirement(known, f"《{label(subject.paper)}》" if subject.paper else "")
    sections = _sections(subject)
    found = _all_headings(subject, sections)
    matched, order, levels = _against_outline(subject, found, sections)
    applies = bool(sections)
    number = len(sections)
    outline = f"{subject.outline.origin}的 {number} 个标题" if subject.outline else "大纲的全部标题"
    yield order.requirement(outline, f"{number} 个标题一致", applies=applies)
    yield levels.requirement("章为一级，节为二级", "级别都对", applies=applies)
    yield _own_numbers(subject, found, matched)
    yield _new_pages(subject, found)
    yield _front(subject)


def _sections(subject: Subject) -> list[Section]:
    chapters = subject.outline.chapters if subject.outline else ()
    return [section for chapter in chapters for section in (chapter, *chapter.children)]


def _against_outline(
    subject: Subject, found: Sequence[Heading], sections: Sequence[Section]
) -> tuple[set[int], Deviations, Deviations]:
    """Compare; the indexes of the headings that stand for a section, then the faults of order and of level."""
    origin = subject.outline.origin if subject.outline else ""
    order, levels = Deviations(subject, HEADINGS, origin), Deviations(subject, LEVELS, origin)
    candidates = _candidates(found, sections)
    texts = [found[index].text for index in candidates]
    titles = [joined(section.heading) for section in sections]
    matched: set[int] = set()
    missing: list[int] = []
    extra: list[int] = []

    def pair(index: int, section: Section) -> None:
        heading = found[index]
        matched.add(index)
        if not heading.level:
            levels.add(f"没有用 {section.level} 级标题的样式", heading.paragraph.place)
        elif heading.level != section.level:
            levels.add(f"用的是 {heading.level} 级标题，应当是 {section.level} 级", heading.paragraph.place)

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, titles, texts, autojunk=False).get_opcodes():
        if tag == "equal":
            for offset in range(i2 - i1):
                pair(candidates[j1 + offset], sections[i1 + offset])
        else:
            missing += range(i1, i2)
            extra += candidates[j1:j2]
    for index in list(missing):
        moved = next((e for e in extra if found[e].text == titles[index]), None)
        alike = next((e for e in extra if _alike(found[e].text, titles[index])), None)
        taken = moved if moved is not None else alike
        if taken is None:
            continue
        missing.remove(index)
        extra.remove(taken)
        pair(taken, sections[index])
        place = found[taken].paragraph.place
        if moved is not None:
            order.add(f"位置不对，应当在“{titles[index - 1]}”的后面" if index else "位置不对，应当在最前面", place)
        else:
            order.add(f"题目应当是“{sections[index].heading}”", place)
    for index in missing:
        order.add(f"缺少“{sections[index].heading}”", "正文")
    for index in extra:
        order.add("大纲里没有这个标题", found[index].paragraph.place)
        matched.add(index)
    return matched, order, levels


def _candidates(found: Sequence[Heading], sections: Sequence[Section]) -> list[int]:
    """The headings that the outline speaks of: by their words, or by their level within a chapter that has sections."""
    titles = {joined(section.heading): section for section in sections}
    chosen = []
    divided = False
    for index, heading in enumerate(found):
        section = titles.get(heading.text)
        if section is not None and section.level == 1:
            divided = bool(section.children)
        if section is not None or heading.level == 1 or (divided and heading.level == 2):
            chosen.append(index)
    return chosen[:MAX_HEADINGS] if sections else []


def _alike(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _own_numbers(subject: Subject, found: Sequence[Heading], matched: set[int]) -> Requirement:
    """The headings that are not the outline's: counted on each level below the last one above."""
    formats = subject.edition.head.numbering
    deviations = Deviations(subject, OWN_NUMBERS)
    counters: dict[int, int] = {}
    own = 0
    for index, heading in enumerate(found):
        counters = {level: count for level, count in counters.items() if level <= heading.level}
        if index in matched:
            counters = {}
            continue
        if (subject.outline is None and subject.letter is None) or heading.level > len(formats):
            continue
        own += 1
        asked = counters.get(heading.level, 0) + 1
        written = _number(formats[heading.level - 1], heading.text)
        counters[heading.level] = written or asked
        if written != asked:
            number = heading_number(formats, heading.level, min(asked, 99))
            deviations.add(f"编号应当是“{number}”", heading.paragraph.place)
    pattern = "".join(heading_number(formats, level, 1) for level in range(1, len(formats) + 1))
    words = "标题" if subject.letter else "自拟标题"
    return deviations.requirement(pattern, f"{own} 个{words}，编号连续", applies=own > 0)


def _number(form: str, text: str) -> int:
    """The number that a heading bears in a format; 0 where it bears none."""
    before, field, after = re.split(r"(\{chinese\}|\{arabic\})", form, maxsplit=1)
    digits = "[一二三四五六七八九十]+" if "chinese" in field else r"\d{1,3}"
    read = re.match(f"{re.escape(before)}({digits}){re.escape(after)}", text)
    if read is None:
        return 0
    if read[1].isdigit():
        return int(read[1])
    return next((number for number in range(1, 100) if chinese_number(number) == read[1]), 0)


def _new_pages(subject: Subject, found: Sequence[Heading]) -> Requirement:
    outline = subject.outline
    deviations = Deviations(subject, NEW_PAGES, outline.origin if outline else "")
    asked = outline is not None and outline.chapters_on_new_pages
    chapters = [heading for heading in found if heading.level == 1] if asked else []
    for heading in chapters:
        if not begins_page(subject.document, heading.paragraph):
            deviations.add("没有另起一页", heading.paragraph.place)
    return deviations.requirement("每章另起页", f"{len(chapters)} 章都另起页", applies=bool(chapters))


def _front(subject: Subject) -> Requirement:
    """The pages before the first chapter that the edition asks for, by their titles."""
    type_ = subject.type
    origin = type_.origin if type_ else ""
    deviations = Deviations(subject, FRONT, origin)
    paragraphs = subject.document.text_paragraphs
    titles = {joined(p.text) for p in paragraphs if p.code == FRONT_TITLE}
    asked = []
    if type_ and type_.outline:
        asked.append("封面")
        if not any(p.code == COVER_TITLE and p.text.strip() for p in paragraphs):
            deviations.add("没有封面", "文档开头")
    for name in (type_.sign_off, type_.contents) if type_ else ():
        if name:
            asked.append(joined(name))
            if joined(name) not in titles:
                deviations.add(f"没有{joined(name)}", "封面之后")
    return deviations.requirement("、".join(asked) or "封面", "齐全", applies=bool(asked))


def begins_page(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the first one of a page, by breaks and sections."""
    if document.paragraph_format(paragraph).get("pageBreakBefore") or _page_break(paragraph.node):
        return True
    continuous = value(document.sections[paragraph.section].node, "w:type") == "continuous"
    for previous in reversed(document.blocks[: document.position(paragraph)]):
        if find(previous, "w:pPr", "w:sectPr") is not None and not continuous:
            return True
        if previous.tag == qualified("w:tbl"):
            return False
        if _page_break(previous):
            return True
        if "".join(previous.itertext()).strip():
            return False
    return True


def _page_break(node: etree._Element) -> bool:
    return any(attribute(item, "type") == "page" for item in node.iter(qualified("w:br")))
