"""What is wrong, where, and how to mend it: the one shape in which every layer reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import NamedTuple


class Severity(StrEnum):
    """An error stops a document from being filed; a warning is for a person to weigh."""

    ERROR = "error"
    WARNING = "warning"


class Location(NamedTuple):
    """A place in a file: ``file`` is relative to the library's root, line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


location_at: Callable[[tuple[str, int, int]], Location] = partial(tuple.__new__, Location)
"""``Location`` of a file, a line and a column, in a third of the time: a reader makes thousands for each project."""


BOUND_BY_LAW = frozenset({"E045", "E046"})
"""Secrecy (保守国家秘密法) and personal data (个人信息保护法): nobody who fills a form may set these aside."""

_FIRST_CODE_OF_FORM = 100


@dataclass(frozen=True)
class Kind:
    """One kind of problem, with everything that ``lunzheng rules CODE`` and the rule handbook say of it.

    Args:
        code: ``E`` (error) or ``W`` (warning) and three digits; unique in the program.
        title: what is asked for, as a short Chinese phrase.
        why: the reason, for the person who has to mend it.
        hint: how to mend it.
        article: the article or form that asks for it, e.g. ``附表3 一（四）``; empty where no article does.
        bad: an example that has the problem.
        good: the same example mended.
        waivable: False where a person's reason cannot set the rule aside, because the program itself builds on it.
    """

    code: str
    title: str
    why: str
    hint: str
    article: str = ""
    bad: str = ""
    good: str = ""
    waivable: bool = True

    @property
    def can_be_waived(self) -> bool:
        """Whether a project may set it aside for one place: rules of the rulebook (codes below 100), unless the law
        forbids it. Whether a file can be read and is written in the right form is no matter of opinion.
        """
        return self.waivable and int(self.code[1:]) < _FIRST_CODE_OF_FORM and self.code not in BOUND_BY_LAW

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING

    def at(self, location: Location, message: str, hint: str = "", related: tuple[Location, ...] = ()) -> Problem:
        """A problem of this kind at one place.

        Args:
            location: the place.
            message: what is wrong, with the values that matter.
            hint: replaces the kind's own where it can be more exact.
            related: other places that a reader has to look at, e.g. where the same key stands first.
        """
        return Problem(location, self.code, message, hint or self.hint, self.article, related)


@dataclass(frozen=True, order=True)
class Problem:
    """One problem at one place. Problems sort by place, then by code."""

    location: Location
    code: str
    message: str
    hint: str = field(compare=False)
    article: str = field(compare=False, default="")
    related: tuple[Location, ...] = field(compare=False, default=())

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING
