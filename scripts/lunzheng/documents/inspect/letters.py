"""The elements of a letter, from its number to its addressee (GB/T 9704-2012, 7.2.5, 7.3.1, 7.3.2 and 10.1)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from lunzheng.documents.inspect.content import quoted
from lunzheng.documents.inspect.elements import NAMES, TEXT, Elements, elements
from lunzheng.documents.inspect.expected import expected_style
from lunzheng.documents.inspect.papers import fits, fixed_values, joined, shown
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, plain
from lunzheng.documents.letter_text import ADDRESSEE, ATTACHMENTS, NUMBER, SIGNATURE, TITLE
from lunzheng.model.letter import LetterKind
from lunzheng.source.problem import Kind

COMPLETE = Kind(
    "E456",
    "函的各要素齐全，顺序正确",
    "收文机关按文号登记、按标题和主送机关分办，缺一样就办不了。",
    "补上缺少的要素，按发文字号、标题、主送机关、正文、附件说明、署名、成文日期、抄送机关的顺序排列；最好重新生成",
    article=f"{STANDARD} 7.1、10.1",
)
DOCUMENT_NUMBER = Kind(
    "E457",
    "发文字号的写法和位置符合要求",
    "年份用六角括号，序号不编虚位、不加“第”，顶格居版心右边缘。",
    "照要求的样子改文号，右对齐，右缩进改成 0",
    article=f"{STANDARD} 7.2.5、10.1",
    bad="某数函[2027]03号",
    good="某数函〔2027〕3号",
)
LETTER_TITLE = Kind(
    "E458",
    "函的标题和位置符合要求",
    "标题由发文机关、事由和文种组成，与上面的要素相距二行。",
    "照要求改标题的文字；标题和发文字号之间空两行，和主送机关之间空一行",
    article=f"{STANDARD} 7.3.1、10.1",
)
ADDRESSED = Kind(
    "E459",
    "主送机关正确，后面用全角冒号",
    "主送机关顶格写，最后一个名称后面标全角冒号；送错了机关，函就不起作用。",
    "改成要求的机关，顶格，末尾用全角冒号",
    article=f"{STANDARD} 7.3.2",
    bad="某某局:",
    good="某某局：",
)
ELEMENT_KINDS = (COMPLETE, DOCUMENT_NUMBER, LETTER_TITLE, ADDRESSED)

_ONCE = (NUMBER, TITLE, ADDRESSEE)
_NOTE = re.compile(r"（.*）")
_COLONS = "：:﹕∶"
_EDGE = 0.2
"""Characters by which something at the edge of the text may stand in."""


def check_elements(subject: Subject) -> Iterable[Requirement]:
    """The elements above the text, and that all of them are there; nothing for other papers."""
    kind = subject.letter
    if kind is None or not kind.is_letter:
        return
    found = elements(subject.document, subject.sheet, subject.edition.letters)
    yield _complete(subject, kind, found)
    yield _number(subject, found)
    yield _title(subject, kind, found)
    yield _addressee(subject, kind, found)


def _complete(subject: Subject, kind: LetterKind, letter: Elements) -> Requirement:
    found = Deviations(subject, COMPLETE)
    required = [NUMBER, TITLE, ADDRESSEE, TEXT, *([ATTACHMENTS] if kind.attachments else []), SIGNATURE]
    for element in required:
        paragraphs = letter.of(element)
        if not paragraphs:
            found.add(f"没有{NAMES[element]}", "函")
        for paragraph in paragraphs[1:] if element in _ONCE else ():
            found.add(f"{NAMES[element]}不止一个", paragraph.place)
    for index in _misplaced(letter):
        element, paragraph = letter.items[index]
        found.add(f"{NAMES[element]}的位置不对", paragraph.place)
    names = "、".join(NAMES[element] for element in required)
    return found.requirement(f"{names}，依次排列", f"{len(letter.items)} 段，齐全")


def _misplaced(letter: Elements) -> list[int]:
    """The paragraphs that stand out of order: as few as would have to move."""
    order = list(NAMES)
    last = max((index for index, (element, _) in enumerate(letter.items) if element == SIGNATURE), default=-1)
    # Notes in brackets follow the date (7.3.6).
    noted = [index > last and bool(_NOTE.fullmatch(joined(p.text))) for index, (_, p) in enumerate(letter.items)]
    ranks = [
        order.index(SIGNATURE if is_note and element == TEXT else element)
        for (element, _), is_note in zip(letter.items, noted, strict=True)
    ]
    # The longest run of ranks that never falls: for each length the lowest rank that ends one, and what precedes it.
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        length = bisect_right(ends, rank)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [rank]
        places[length : length + 1] = [index]
    kept: set[int] = set()
    index = places[-1] if places else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return [index for index in range(len(ranks)) if index not in kept]


def _number(subject: Subject, letter: Elements) -> Requirement:
    number = subject.edition.letters.number
    found = Deviations(subject, DOCUMENT_NUMBER)
    given = ""
    for paragraph in letter.of(NUMBER):
        text = paragraph.text.strip()
        blank = text == number.blank.strip()
        given = "还空着" if blank else text
        if not blank and not re.fullmatch(number.pattern, text):
            found.add(f"写法不对，应当像 {number.example}：年份用〔〕，序号前面不补零、不加“第”", paragraph.place)
        if (right := letter.right(paragraph)) > _EDGE:
            found.add(f"离版心右边缘 {plain(round(right, 1))} 字，应当顶格", paragraph.place)
    return found.requirement(f"像 {number.example}，顶格居版心右边缘", given, applies=bool(given))


def _title(subject: Subject, kind: LetterKind, letter: Elements) -> Requirement:
    layout, values = subject.edition.letters.layout, fixed_values(subject.edition)
    found = Deviations(subject, LETTER_TITLE)
    asked = shown("".join(kind.title), values)
    titles = letter.of(TITLE)[:1]
    for paragraph in titles:
        if not fits(joined(paragraph.text), kind.title, values):
            found.add(f"标题应当是“{asked}”", paragraph.place)
        if (lines := letter.blank_lines_before(paragraph)) != layout.lines_before_title:
            found.add(f"标题前空 {lines} 行，应当空 {layout.lines_before_title} 行", paragraph.place)
        after = int(expected_style(subject.sheet, TITLE).after)
        addressees = letter.of(ADDRESSEE)[:1]
        lines = letter.lines_after(paragraph) + sum(map(letter.blank_lines_before, addressees))
        if lines != after:
            found.add(f"标题后空 {lines} 行，应当空 {after} 行", paragraph.place)
    return found.requirement(
        f"“{asked}”，前空 {layout.lines_before_title} 行",
        quoted(titles[0].text) if titles else "",
        applies=bool(titles),
    )


def _addressee(subject: Subject, kind: LetterKind, letter: Elements) -> Requirement:
    words = subject.edition.letters.words
    found = Deviations(subject, ADDRESSED, "、".join(filter(None, [ADDRESSED.article, kind.article])))
    modes = dict.fromkeys(one.build_mode for one in kind.addressees if one.build_mode) or {"": None}
    asked = [
        words.party_join.join(one.name for one in kind.addressees if one.build_mode in ("", mode)) for mode in modes
    ]
    listed = " 或 ".join(f"“{shown(names, {})}{words.addressee_end}”" for names in asked)
    paragraphs = letter.of(ADDRESSEE)[:1]
    for paragraph in paragraphs:
        text = joined(paragraph.text)
        names = text.rstrip(_COLONS)
        if text != names + words.addressee_end:
            found.add(f"末尾应当是全角的“{words.addressee_end}”", paragraph.place)
        if not any(fits(names, [one]) for one in asked):
            found.add(f"主送机关应当是{listed}", paragraph.place)
    return found.requirement(listed, quoted(paragraphs[0].text) if paragraphs else "", applies=bool(paragraphs))
