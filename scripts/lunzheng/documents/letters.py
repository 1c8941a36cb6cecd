"""Letters of the review as documents of the edition: strict letter format, every word from ``letters.yml``.

Asking for opinions and returning them: art. 9 and 10; expert review: art. 11; preliminary appraisal: art. 12.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lunzheng.documents.cells import sentence
from lunzheng.documents.compose import DocumentTree, Part
from lunzheng.documents.docx import write_docx
from lunzheng.documents.letter_facts import DATE, LetterFacts, LetterRequest
from lunzheng.documents.letter_forms import GAP, form_part
from lunzheng.documents.letter_text import LetterText
from lunzheng.documents.letterhead import with_letterhead
from lunzheng.model.edition import Edition
from lunzheng.model.facts import TOKEN
from lunzheng.model.letter import Addressee, LetterBlock, LetterKind
from lunzheng.model.library import Library, Project
from lunzheng.model.numbering import heading_number
from lunzheng.model.parties import opinion_parties
from lunzheng.model.style import StyleSheet
from lunzheng.source.markdown import Element


class LetterError(Exception):
    """What was given for a letter is wrong; the text says so in Chinese."""


@dataclass(frozen=True)
class Letter:
    """A finished letter.

    Attributes:
        data: the DOCX.
        title: its title in one line.
        blanks: the names of the places that are still blank, the number and the date among them.
    """

    data: bytes
    title: str
    blanks: tuple[str, ...]


def letter_file(project: Project, kind: LetterKind, code: str = "") -> str:
    """The file name of a letter: ASCII; ``code`` tells the letters to several parties apart."""
    return "-".join(filter(None, [project.id, kind.code, code])) + ".docx"


def make_letter(kind: LetterKind, project: Project, library: Library, request: LetterRequest) -> Letter:
    """One letter or form of one project.

    Raises:
        LetterError: the number, a value or the party cannot be used.
        PandocError: pandoc could not write it.
    """
    _check(kind, library, request)
    edition = library.edition
    facts = LetterFacts(project, library, request)
    parts = _letter_parts(kind, facts) if kind.is_letter else [form_part(edition.letters.form(kind.form), facts)]
    styles = letter_styles(edition)
    title = "".join(facts.fill(piece) for piece in kind.title) or f"{project.name} {kind.name}"
    date = request.date if kind.is_letter else None
    tree = DocumentTree(
        title=title,
        author=edition.letters.issuer,
        date=date.isoformat() if date else "",
        parts=tuple(parts),
        folder=project.folder.root,
    )
    data = write_docx(tree, styles)
    if kind.is_letter:
        data = with_letterhead(data, edition.letters, styles)
    blanks = [NUMBER, *facts.blanks] if kind.is_letter and not request.number else facts.blanks
    return Letter(data, title, tuple(blanks))


NUMBER = "文号"
"""The name of the number among the blanks."""


def letter_styles(edition: Edition) -> StyleSheet:
    """The edition's styles with those of letters."""
    return replace(edition.styles, styles=(*edition.styles.styles, *edition.letters.styles))


def parse_values(edition: Edition, written: Mapping[str, str]) -> dict[str, str | datetime.date]:
    """What a person fills in, by the edition's names, dates as dates.

    Raises:
        LetterError: a name is unknown or a date is none.
    """
    places = {blank.name: blank for blank in edition.letters.blanks}
    values: dict[str, str | datetime.date] = {}
    for name, text in written.items():
        place = places.get(name)
        if place is None:
            raise LetterError(f"没有“{name}”这个空；可以填的：{'、'.join(places)}")
        if not text.strip() or not text.isprintable():
            raise LetterError(f"“{name}”没有内容，或者含有看不见的字符")
        values[name] = text.strip()
        if place.kind == DATE:
            try:
                values[name] = datetime.date.fromisoformat(text.strip())
            except ValueError as error:
                raise LetterError(f"“{name}”应当写成 2027-03-08 的样子，现在是“{text}”") from error
    return values


def _check(kind: LetterKind, library: Library, request: LetterRequest) -> None:
    number = library.edition.letters.number
    if request.number and not kind.is_letter:
        raise LetterError(f"《{kind.name}》是表，不编文号")
    if request.number and not re.fullmatch(number.pattern, request.number):
        raise LetterError(
            f"文号“{request.number}”的写法不对：年份用六角括号〔〕，序号不加“第”、前面不补零，如 {number.example}"
        )
    if request.copies and not kind.is_letter:
        raise LetterError(f"《{kind.name}》是表，不抄送")
    if any(not name.strip() or not name.isprintable() for name in request.copies):
        raise LetterError("抄送的单位没有名称，或者名称里含有看不见的字符")
    if request.party:
        names = [party.name for party in opinion_parties(library)]
        if not kind.by_party:
            raise LetterError(f"《{kind.name}》不分单位发，不用写单位")
        if request.party not in names:
            raise LetterError(f"“{request.party}”不在征求意见的单位里：{'、'.join(names)}")


def _letter_parts(kind: LetterKind, facts: LetterFacts) -> list[Part]:
    edition = facts.library.edition
    book = edition.letters
    make = LetterText(book, letter_styles(edition))
    titles = [facts.fill(item.title) for item in kind.attachments]
    noted = all(facts.has(name) for name in TOKEN.findall(book.words.note))
    blocks = [
        *make.number(facts.request.number or book.number.blank),
        *make.title([facts.fill(piece) for piece in kind.title]),
        *make.addressee(_addressees(kind, facts)),
        *_body(kind, facts, make),
        *make.attachments(titles),
        *make.signature(book.issuer, facts.token(book.date.name) or "", noted=noted),
        *(make.note(facts.fill(book.words.note)) if noted else ()),
    ]
    parts = [Part(tuple(blocks))]
    for number, item in enumerate(kind.attachments, 1):
        if item.form:
            mark = book.words.attachment_mark + (str(number) if len(kind.attachments) > 1 else "")
            parts.append(form_part(book.form(item.form), facts, mark))
    copies = [*_names(kind.copies, facts), *(name.strip() for name in facts.request.copies)]
    if copies:
        # At the very end, behind the forms; what follows it, a line of hardly any height, tells the page.
        last = parts[-1]
        written = last.blocks[:-1] if last.blocks[-1] is GAP else last.blocks
        at_end = make.copies(book.words.party_join.join(dict.fromkeys(copies)))
        parts[-1] = replace(last, blocks=(*written, *at_end, GAP))
    return parts


def _addressees(kind: LetterKind, facts: LetterFacts) -> str:
    names = _names(kind.addressees, facts)
    if not names:
        mode = facts.project.profile.build_mode
        raise LetterError(f"不知道《{kind.name}》发给谁：项目的建设方式是“{mode or '（未填写）'}”")
    return facts.library.edition.letters.words.party_join.join(names)


def _names(bodies: Sequence[Addressee], facts: LetterFacts) -> list[str]:
    """Art. 12: the letter of appraisal goes where the way of building sends it."""
    mode = facts.project.profile.build_mode
    return [facts.fill(one.name) for one in bodies if one.build_mode in ("", mode)]


def _body(kind: LetterKind, facts: LetterFacts, make: LetterText) -> list[Element]:
    formats = facts.library.edition.head.numbering
    wanted = [block for block in kind.blocks if _wanted(block, facts)]
    blocks: list[Element] = []
    chapter = 0
    for block in wanted:
        if block.heading:
            chapter += 1
            blocks += make.heading(heading_number(formats, 1, chapter) + facts.fill(block.heading))
            continue
        listed = [sentence(block.enumeration.pattern, row, facts) for row in facts.rows(block.enumeration.data)]
        if block.between:
            between, end = block.between
            listed = [facts.fill(block.sentence) + between.join(listed) + end] if listed else []
        elif block.sentence:
            listed = [facts.fill(block.sentence)]
        for text in listed:
            blocks += make.text(text, closing=block is wanted[-1])
    return blocks


def _wanted(block: LetterBlock, facts: LetterFacts) -> bool:
    return (not block.needs or facts.has(block.needs)) and not (block.lacks and facts.has(block.lacks))
