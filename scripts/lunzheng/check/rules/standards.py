"""The standards that a project cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.check.texts import passages, sentence_around
from lunzheng.model.library import Library, Project
from lunzheng.model.rulebook import Standard
from lunzheng.source.problem import Kind, Problem

_CITED = re.compile(
    r"(?<![A-Za-z])(?P<body>[A-Z]{2,3})(?P<kind> ?[/／] ?[TZ])?[  　]*(?P<number>[0-9]{2,6}(?:\.[0-9]+)?)"
    r"[  　]*[-—–－‐‑][  　]*(?P<year>(?:19|20)[0-9]{2}|[5-9][0-9])(?![0-9])"
)
_PERHAPS_CITED = re.compile(r"[A-Z](?: ?[/／] ?[TZ])?[  　]*[0-9]{2}")
_CENTURY = 100


class StandardsInForce(Rule):
    """Standards that the edition knows to be revised, cited by an earlier year or by an earlier title.

    A standard that the edition does not list is not looked at, nor is a sentence that cites the current one beside the
    old or speaks of the old as such; a plan may cite what was in force on the day it was written.
    """

    kind: ClassVar[Kind] = Kind(
        "W009",
        "引用的标准是现行版本",
        "按废止的标准设计，测评和验收时要返工。",
        "改成现行版本，并核对引用的条款有没有变化",
        bad="按 GB/T 22239-2008 的要求设计安全措施。",
        good="按 GB/T 22239-2019 的要求设计安全措施。",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book = library.edition.rulebook.standards
        day = project.profile.written_on
        listed = {_key(s.number): s for s in book.standards if not (day and s.since and day < s.since)}
        former = {title: s for s in listed.values() for title in s.former_titles}
        if not listed:
            return
        titles = re.compile("|".join(map(re.escape, sorted(former, key=len, reverse=True))) or "(?!)")
        for written in passages(project).holding(_PERHAPS_CITED, titles):
            told: set[str] = set()
            for found in _CITED.finditer(written.text):
                standard = listed.get(f"{found['body']}{found['number']}")
                if standard is None or standard.year is None or _year(found["year"]) >= standard.year:
                    continue
                sentence = sentence_around(written.text, *found.span())
                if standard.number not in told and not _is_history(sentence, standard, book.history):
                    told.add(standard.number)
                    message = f"{found.group().strip()} 已被 {standard.current} 代替"
                    yield self.kind.at(written.locate(found.start()), message, _hint(standard))
            for found in titles.finditer(written.text):
                standard = former[found.group()]
                sentence = sentence_around(written.text, *found.span())
                if standard.number not in told and not _is_history(sentence, standard, book.history, by_title=True):
                    told.add(standard.number)
                    message = f"“{found.group()}”是旧版标准的名称"
                    yield self.kind.at(written.locate(found.start()), message, _hint(standard))


def _key(number: str) -> str:
    """Issuing body and number, without ``/T``: ``GB/T 22239`` → ``GB22239``."""
    return re.sub(r"/[TZ]|\s", "", number)


def _year(written: str) -> int:
    year = int(written)
    return year if year > _CENTURY else year + 1900


def _is_history(sentence: str, standard: Standard, words: tuple[str, ...], *, by_title: bool = False) -> bool:
    """Whether a sentence speaks of the old edition beside the current one; a current number does not mend a title."""
    both = not by_title and any(
        f"{found['body']}{found['number']}" == _key(standard.number) and _year(found["year"]) == standard.year
        for found in _CITED.finditer(sentence)
    )
    return both or any(word in sentence for word in words)


def _hint(standard: Standard) -> str:
    since = f"{standard.since:%Y-%m-%d} 起实施" if standard.since else "现行版本"
    return f"改为《{standard.title}》（{standard.current}），{since}"
