"""What closes a letter: attachments, signature and date, who gets a copy (GB/T 9704-2012, 7.3.4 to 7.4.2, 10.1)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from lunzheng.documents.inspect.content import Document, Paragraph, quoted
from lunzheng.documents.inspect.elements import PRINTED, Elements, elements
from lunzheng.documents.inspect.expected import ATTACHMENT_MARK, FORM_TITLE
from lunzheng.documents.inspect.formatting import attribute, measure
from lunzheng.documents.inspect.papers import fits, joined, last_words
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, plain
from lunzheng.documents.inspect.sections import is_across
from lunzheng.documents.inspect.structure import begins_page
from lunzheng.documents.letter_text import ATTACHMENTS, COPIES, FOOT_OF_PAGE, SIGNATURE, issuer_indent
from lunzheng.documents.ooxml import find, qualified, twips
from lunzheng.model.letter import LetterKind
from lunzheng.source.problem import Kind

NOTE_OF_ATTACHMENTS = Kind(
    "E460",
    "附件说明的写法和位置符合要求",
    "收文的人按附件说明核对附件，顺序号和名称要对得上。",
    "在正文下空一行左空二字写“附件：”，几个附件的用“1.”“2.”编号，名称后不加标点，回行与名称的首字对齐",
    article=f"{STANDARD} 7.3.4",
)
ATTACHED = Kind(
    "E461",
    "附件另面编排，标记和标题与附件说明一致",
    "附件标记在左上角第一行，标题在第三行，号和题要与附件说明相同。",
    "附件另起一页，第一行写“附件”和顺序号，空一行再写标题；最好重新生成",
    article=f"{STANDARD} 7.3.7",
)
SIGNED = Kind(
    "E462",
    "署名和成文日期的写法和位置符合要求",
    "印章盖在署名和成文日期上，位置不对就盖不下；日期用阿拉伯数字写全，不编虚位。",
    "成文日期右空四字，写成 2027年3月1日 的样子；署名在它上面，以它为准居中",
    article=f"{STANDARD} 7.3.5",
    bad="2027年03月01日",
    good="2027年3月1日",
)
COPIED = Kind(
    "E463",
    "抄送机关在最后一页版心最下方，不加分隔线和印发机关",
    "信函格式的版记只有抄送机关，用 4 号仿宋，左右各空一字。",
    "抄送放在文档末尾的图文框里，图文框垂直位置选“底端，相对于页边距”；删掉分隔线、印发机关和印发日期",
    article=f"{STANDARD} 7.4.2、10.1",
)
END_KINDS = (NOTE_OF_ATTACHMENTS, ATTACHED, SIGNED, COPIED)

_TOLERANCE = 0.3
"""Characters."""
_CENTRED = 1.0
"""The same for the issuer above the date: half of it on each side."""
_MILLIMETRE = 57
"""In twips: by so much the foot of a frame may miss that of the text area."""
_NO_BORDER = ("none", "nil")
_PUNCTUATION = "。；，、;,．.：:"
_DATE = re.compile(r"(\d{4})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
_LIKE_DATE = re.compile(r"\d|年.*月.*日")
_ITEM = re.compile(r"(?P<number>\d{1,3})[.．](?P<name>.*)")
_MAX_ATTACHMENTS = 100


def check_ends(subject: Subject) -> Iterable[Requirement]:
    """The elements below the text; nothing for other papers."""
    kind = subject.letter
    if kind is None or not kind.is_letter:
        return
    letter = elements(subject.document, subject.sheet, subject.edition.letters)
    yield _note(subject, kind, letter)
    yield _attached(subject, kind, letter)
    yield _signed(subject, letter)
    yield _copied(subject, letter)


def _names(subject: Subject, letter: Elements) -> list[str]:
    """The names in the note of attachments, without their numbers."""
    lines = [joined(paragraph.text) for paragraph in letter.of(ATTACHMENTS)[:_MAX_ATTACHMENTS]]
    lines = [line.removeprefix(joined(subject.edition.letters.words.attachments)) for line in lines]
    return [item["name"] if (item := _ITEM.fullmatch(line)) else line for line in lines]


def _note(subject: Subject, kind: LetterKind, letter: Elements) -> Requirement:
    book = subject.edition.letters
    layout, label = book.layout, book.words.attachments
    found = Deviations(subject, NOTE_OF_ATTACHMENTS)
    paragraphs = letter.of(ATTACHMENTS)[:_MAX_ATTACHMENTS]
    numbered = len(paragraphs) > 1
    names = _names(subject, letter)
    for number, (paragraph, name) in enumerate(zip(paragraphs, names, strict=True), 1):
        asked = (label if number == 1 else "") + (f"{number}." if numbered else "")
        if joined(paragraph.text) != joined(asked) + name:
            found.add(f"开头应当是“{asked}”", paragraph.place)
        if name.endswith(tuple(_PUNCTUATION)):
            found.add("附件名称后面不加标点", paragraph.place)
        _note_indents(letter, paragraph, number, layout.attachments_left, len(label), numbered, found)
    for paragraph in paragraphs[:1]:
        if (lines := letter.blank_lines_before(paragraph)) != layout.lines_before_attachments:
            found.add(f"附件说明前空 {lines} 行，应当空 {layout.lines_before_attachments} 行", paragraph.place)
    for item in kind.attachments if paragraphs else ():
        if not any(fits(name, [item.title]) for name in names):
            found.add(f"缺少附件“…{last_words([item.title])}”", "附件说明")
    asked = f"正文下空 {layout.lines_before_attachments} 行，左空 {layout.attachments_left} 字，名称后不加标点"
    return found.requirement(asked, f"{len(names)} 个附件", applies=bool(paragraphs))


def _note_indents(
    letter: Elements, paragraph: Paragraph, number: int, left: int, label: int, numbered: bool, found: Deviations
) -> None:
    name_at = left + label + (1 if numbered else 0)
    asked = left if number == 1 else left + label
    first = letter.left(paragraph, first=True)
    if abs(first - asked) > _TOLERANCE:
        found.add(f"左空 {plain(round(first, 1))} 字，应当左空 {asked} 字", paragraph.place)
    elif abs((others := letter.left(paragraph, first=False)) - name_at) > _TOLERANCE:
        shown = plain(round(others, 1))
        found.add(f"回行左空 {shown} 字，应当左空 {name_at} 字，与名称的首字对齐", paragraph.place)


def _attached(subject: Subject, kind: LetterKind, letter: Elements) -> Requirement:
    """Each bound form: on a new page, its mark, an empty line, its title."""
    book, document = subject.edition.letters, subject.document
    found = Deviations(subject, ATTACHED)
    names = _names(subject, letter)
    word = book.words.attachment_mark
    marks = [p for p in document.text_paragraphs if p.code == ATTACHMENT_MARK and p.text.strip()]
    titles = {p.section: p for p in reversed(document.text_paragraphs) if p.code == FORM_TITLE and p.text.strip()}
    bound: set[str] = set()
    for paragraph in marks:
        mark = joined(paragraph.text)
        known = {word + (str(number) if len(names) > 1 else ""): name for number, name in enumerate(names, 1)}
        bound.add(mark)
        if mark not in known:
            found.add("附件说明里没有这个附件", paragraph.place)
            continue
        if not begins_page(document, paragraph):
            found.add("附件没有另起一页", paragraph.place)
        title = titles.get(paragraph.section)
        if title is None:
            found.add("附件没有标题", paragraph.place)
        elif document.position(title) - document.position(paragraph) != 2 or not letter.blank_lines_before(title):
            found.add("附件标题应当在第三行", title.place)
        elif joined(title.text) != known[mark]:
            found.add(f"附件说明里的名称是{quoted(known[mark])}", title.place)
    for number, item in enumerate(kind.attachments, 1):
        mark = word + (str(number) if len(kind.attachments) > 1 else "")
        if item.form and mark not in bound:
            found.add(f"没有装订{mark}", "函后")
    asked = "另起一页，第一行是标记，第三行是标题，与附件说明一致"
    return found.requirement(asked, f"{len(marks)} 个附件随函", applies=bool(marks))


def _signed(subject: Subject, letter: Elements) -> Requirement:
    book = subject.edition.letters
    layout = book.layout
    found = Deviations(subject, SIGNED)
    signed = letter.of(SIGNATURE)
    date = signed.pop() if signed and _LIKE_DATE.search(signed[-1].text) else None
    issuer = signed[-1] if signed else None
    dated = date is not None and _is_date(joined(date.text))
    if date is None:
        found.add("没有成文日期", "函的末尾")
    else:
        if not dated and joined(date.text) != joined(book.date.blank):
            found.add("日期应当写成 2027年3月1日 的样子", date.place)
        right = letter.right(date)
        if abs(right - layout.date_right) > _TOLERANCE:
            found.add(f"成文日期右空 {plain(round(right, 1))} 字，应当右空 {layout.date_right} 字", date.place)
    if issuer is None:
        found.add(f"没有署名“{book.issuer}”", "函的末尾")
    else:
        _issuer(subject, letter, issuer, date, found)
    asked = f"“{book.issuer}”在成文日期之上居中，日期右空 {layout.date_right} 字，像 2027年3月1日"
    return found.requirement(asked, quoted(date.text) if date and dated else "日期还空着")


def _issuer(subject: Subject, letter: Elements, issuer: Paragraph, date: Paragraph | None, found: Deviations) -> None:
    """The name of the issuer, two lines below the text, centred on the date."""
    book = subject.edition.letters
    if joined(issuer.text) != joined(book.issuer):
        found.add(f"署名应当是“{book.issuer}”", issuer.place)
    elif date is not None:
        asked = float(issuer_indent(book.issuer, date.text, Decimal(book.layout.date_right)))
        right = letter.right(issuer)
        if abs(right - asked) > _CENTRED:
            shown = plain(round(right, 1))
            found.add(f"署名右空 {shown} 字；以成文日期为准居中，应当右空 {plain(asked)} 字", issuer.place)
    if (lines := letter.blank_lines_before(issuer)) != book.layout.lines_before_signature:
        found.add(f"署名前空 {lines} 行，应当空 {book.layout.lines_before_signature} 行", issuer.place)


def _is_date(text: str) -> bool:
    read = _DATE.fullmatch(text)
    try:
        return read is not None and bool(datetime.date(*map(int, read.groups())))
    except ValueError:
        return False


def _copied(subject: Subject, letter: Elements) -> Requirement:
    book, document = subject.edition.letters, subject.document
    words, margin = book.words, book.layout.copies_margin
    found = Deviations(subject, COPIED)
    copies = letter.of(COPIES)
    last = _at_end(document, copies)
    for paragraph in copies:
        text = joined(paragraph.text)
        if not (text.startswith(words.copies) and text.endswith(words.copies_end)):
            found.add(f"应当以“{words.copies}”开头、以“{words.copies_end}”结尾", paragraph.place)
        _copies_indents(letter, paragraph, margin, len(words.copies), found)
        borders = find(paragraph.node, "w:pPr", "w:pBdr")
        if borders is not None and any(attribute(border, "val") not in _NO_BORDER for border in borders):
            found.add("有分隔线，信函不加分隔线", paragraph.place)
        if not _at_foot(subject, paragraph):
            found.add("没有固定在版心最下方", paragraph.place)
        if id(paragraph.node) not in last:
            found.add("后面还有文字，应当在最后一页", paragraph.place)
    printed = [p for p in document.text_paragraphs if PRINTED.search(joined(p.text))]
    for paragraph in printed:
        found.add("信函不加印发机关和印发日期", paragraph.place)
    asked_words = f"左右各空 {margin} 字，在最后一页版心最下方，没有分隔线和印发机关"
    return found.requirement(asked_words, f"{len(copies)} 处抄送，符合", applies=bool(copies))


def _at_foot(subject: Subject, paragraph: Paragraph) -> bool:
    """Whether a frame holds it at the foot of the text area: by name, or by a length that comes to the same."""
    frame = find(paragraph.node, "w:pPr", "w:framePr")
    if frame is None or attribute(frame, "vAnchor") != FOOT_OF_PAGE["vAnchor"]:
        return False
    page = subject.edition.styles.page
    if is_across(subject.document.sections[paragraph.section]):
        page = page.turned()
    lowest = measure(attribute(frame, "y")) + measure(attribute(frame, "h"))
    at_foot = abs(lowest - twips(page.text_height)) <= _MILLIMETRE
    return attribute(frame, "yAlign") == FOOT_OF_PAGE["yAlign"] or at_foot


def _copies_indents(letter: Elements, paragraph: Paragraph, margin: int, label: int, found: Deviations) -> None:
    sides = (letter.left(paragraph, first=True), letter.right(paragraph))
    if any(abs(side - margin) > _TOLERANCE for side in sides):
        left, right = (plain(round(side, 1)) for side in sides)
        found.add(f"左空 {left} 字、右空 {right} 字，应当各空 {margin} 字", paragraph.place)
    elif abs(letter.left(paragraph, first=False) - margin - label) > _TOLERANCE:
        found.add("回行没有与冒号后的首字对齐", paragraph.place)


def _at_end(document: Document, copies: Sequence[Paragraph]) -> set[int]:
    """Those of the paragraphs, by the identity of their elements, behind which nothing is written."""
    nodes = {id(paragraph.node) for paragraph in copies}
    found: set[int] = set()
    for block in reversed(document.blocks):
        if id(block) in nodes:
            found.add(id(block))
        elif block.tag == qualified("w:tbl") or "".join(block.itertext()).strip():
            break
    return found
