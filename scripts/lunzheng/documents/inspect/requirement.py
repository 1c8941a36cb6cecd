"""What an inspection says: requirements, each with what is asked, what was found, and the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from lunzheng.documents.inspect.content import Document
from lunzheng.documents.inspect.papers import Paper
from lunzheng.documents.letter_text import NUMBER
from lunzheng.documents.letters import letter_styles
from lunzheng.model.edition import DocumentType, Edition, Outline
from lunzheng.model.letter import LetterKind
from lunzheng.model.listing import Listing
from lunzheng.model.style import StyleSheet
from lunzheng.source.problem import Kind, Location, Problem

STANDARD = "GB/T 9704-2012"
MAX_PLACES = 3


@dataclass(frozen=True)
class Requirement:
    """One thing that is asked of a document.

    Attributes:
        kind: what is asked, and of which kind its problems are.
        asked: the figure asked for.
        found: the figure found.
        problems: none where the requirement is met.
        applies: whether the document has anything of the sort.
    """

    kind: Kind
    asked: str
    found: str
    problems: tuple[Problem, ...] = ()
    applies: bool = True

    @property
    def passed(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Subject:
    """What the checks look at: the document, the edition, and which of its papers this is, where that is known."""

    document: Document
    edition: Edition
    file: str
    paper: Paper | None

    @property
    def type(self) -> DocumentType | None:
        """Which of a project's documents it is."""
        return self.paper if isinstance(self.paper, DocumentType) else None

    @property
    def letter(self) -> LetterKind | None:
        """Which letter or form of the review it is."""
        return self.paper if isinstance(self.paper, LetterKind) else None

    @property
    def listing(self) -> Listing | None:
        """Which yearly list it is."""
        return self.paper if isinstance(self.paper, Listing) else None

    @cached_property
    def has_letterhead(self) -> bool:
        """Whether its first page is that of a letter; one whose title has been lost still shows its number's style."""
        if self.paper is None:
            return any(paragraph.code == NUMBER for paragraph in self.document.text_paragraphs)
        return self.letter is not None and self.letter.is_letter

    @cached_property
    def sheet(self) -> StyleSheet:
        """The edition's styles, those of letters among them."""
        return letter_styles(self.edition)

    @property
    def outline(self) -> Outline | None:
        return self.edition.outlines.get(self.type.outline) if self.type else None

    def problem(self, kind: Kind, message: str, article: str = "") -> Problem:
        """A problem of this file; the place within it stands in the message."""
        found = kind.at(Location(self.file), message)
        return replace(found, article=article) if article else found


Check = Callable[[Subject], Iterable[Requirement]]


@dataclass
class Deviations:
    """Like faults gathered into one problem each: the first places by name, the rest by number.

    Attributes:
        subject: what is looked at.
        kind: of which kind the problems are.
        article: what asks for it, where the kind does not say.
        places: the places of each fault.
    """

    subject: Subject
    kind: Kind
    article: str = ""
    places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, fault: str, place: str) -> None:
        """Note a fault; faults of the same words are gathered."""
        self.places.setdefault(fault, []).append(place)

    def problems(self) -> tuple[Problem, ...]:
        return tuple(
            self.subject.problem(self.kind, f"{_listed(places)}：{fault}", self.article)
            for fault, places in self.places.items()
        )

    def requirement(self, asked: str, found: str, *, applies: bool = True) -> Requirement:
        """The requirement that these faults belong to; with faults, the first ones are what was found."""
        faults = list(self.places)
        if faults:
            number = sum(map(len, self.places.values()))
            found = f"{number} 处不符：{'；'.join(faults[:2])}{'…' if len(faults) > 2 else ''}"
        kind = replace(self.kind, article=self.article) if self.article else self.kind
        return Requirement(kind, asked, found, self.problems(), applies or bool(faults))


def _listed(places: list[str]) -> str:
    if len(places) <= MAX_PLACES:
        return "、".join(places)
    return f"{'、'.join(places[:MAX_PLACES])}等 {len(places)} 处"


def plain(number: object) -> str:
    """A number without idle zeros."""
    text = f"{number:.2f}" if isinstance(number, float) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def of_style(name: str, fault: str) -> str:
    """A fault as that of a style."""
    return f"样式“{name}”{'' if fault.startswith(('没有', '用了')) else '的'}{fault}"
