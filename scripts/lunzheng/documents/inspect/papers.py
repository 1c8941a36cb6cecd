"""Which of an edition's papers a DOCX is: a project's document, a letter or form of the review, a yearly list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from lunzheng.documents.inspect.content import Document
from lunzheng.documents.letter_text import ATTACHMENTS, TITLE
from lunzheng.model.edition import DocumentType, Edition
from lunzheng.model.facts import TOKEN
from lunzheng.model.letter import LetterKind
from lunzheng.model.listing import Listing

Paper = DocumentType | LetterKind | Listing

_TITLE_PARAGRAPHS = 12
_TELLING = 4
"""Shorter names, such as 方案, end many titles."""
_LONGEST = 1000
"""Longer lines are no titles or names; comparing takes time that grows with their square."""
_ANYTHING = ".+"


def papers(edition: Edition) -> list[Paper]:
    """Everything that the edition knows: documents, letters with their forms, lists."""
    return [*edition.documents, *edition.letters.kinds, *edition.lists.listings]


def find_paper(edition: Edition, code: str) -> Paper | None:
    """The paper with a code."""
    return next((paper for paper in papers(edition) if paper.code == code), None)


def label(paper: Paper) -> str:
    """What people call it."""
    if isinstance(paper, DocumentType):
        return paper.label
    return paper.name if isinstance(paper, LetterKind) else paper.sheet


def choices(edition: Edition) -> str:
    """Every code with its name, for a person who gave an unknown one."""
    return "、".join(f"{paper.code}（{label(paper)}）" for paper in papers(edition))


def title_of(paper: Paper, edition: Edition) -> tuple[str, ...]:
    """The pieces of the title that a letter, form or list bears, tokens in them; nothing for a project's document."""
    if isinstance(paper, Listing):
        return (paper.title,)
    if isinstance(paper, LetterKind):
        return paper.title or edition.letters.form(paper.form).title
    return ()


def form_codes(kind: LetterKind) -> list[str]:
    """The forms that a letter is, or that are bound behind it."""
    return [code for code in (kind.form, *(item.form for item in kind.attachments)) if code]


def fixed_values(edition: Edition) -> Mapping[str, str]:
    """The tokens whose values the edition itself gives."""
    return {"发文机关": edition.letters.issuer, "主管单位": edition.head.authority}


def fits(line: str, pieces: Iterable[str], values: Mapping[str, str] | None = None) -> bool:
    """Whether a line without spaces is a text with tokens: one stands for its value, or for anything."""
    return (
        len(line) <= _LONGEST
        and _pattern(joined("".join(pieces)), tuple((values or {}).items())).fullmatch(line) is not None
    )


@cache
def _pattern(text: str, values: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    known = dict(values)
    parts = TOKEN.split(text)  # words and names of tokens by turns
    written = [
        re.escape(part if index % 2 == 0 else known[part]) if index % 2 == 0 or part in known else _ANYTHING
        for index, part in enumerate(parts)
    ]
    return re.compile(re.sub(r"(\.\+){2,}", _ANYTHING, "".join(written)))


def shown(text: str, values: Mapping[str, str]) -> str:
    """A text with tokens for a message: an ellipsis for what differs from one paper to the next."""
    return re.sub("…+", "…", TOKEN.sub(lambda found: values.get(found["name"].strip(), "…"), text))


def joined(text: str) -> str:
    """A text without its spaces and breaks."""
    return "".join(text.split())


def recognise(document: Document, edition: Edition) -> Paper | None:
    """Which of the edition's papers this is, by the title on its first page."""
    first = [p for p in document.text_paragraphs if p.text.strip()][:_TITLE_PARAGRAPHS]
    # The names of attachments are titles, too, but those of other papers.
    lines = [joined(p.text) for p in first if p.code != ATTACHMENTS]
    titled = [(paper, pieces) for paper in papers(edition) if (pieces := title_of(paper, edition))]
    telling = [(paper, pieces) for paper, pieces in titled if len(last_words(pieces)) >= _TELLING]
    whole = next((paper for line in lines for paper, pieces in telling if fits(line, pieces)), None)
    if whole is not None:
        return whole
    titles = [joined(p.text) for p in first if p.code == TITLE]
    endings = [(last_words(pieces), paper) for paper, pieces in titled]
    return _longest(endings, titles) or _by_name(lines, edition)


def last_words(pieces: Sequence[str]) -> str:
    """What stands behind the last token of a title."""
    return joined(TOKEN.split("".join(pieces))[-1])


def _by_name(lines: Sequence[str], edition: Edition) -> Paper | None:
    """A project's document by a line that is, or ends with, one of its names."""
    named: list[tuple[str, Paper]] = [
        (joined(name), kind) for kind in edition.documents for name in (kind.name, kind.short_name, kind.form) if name
    ]
    equal = next((kind for name, kind in named if name in lines), None)
    return equal or _longest(named, lines)


def _longest(named: Iterable[tuple[str, Paper]], lines: Sequence[str]) -> Paper | None:
    """The paper whose name is the longest that a line ends with."""
    ending = [(n, paper) for n, paper in named if len(n) >= _TELLING and any(line.endswith(n) for line in lines)]
    return max(ending, key=lambda item: len(item[0]))[1] if ending else None
