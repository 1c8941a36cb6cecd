"""The values that letters and forms may name: the project's facts, the parties, and what a person fills in."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lunzheng.documents.expert_facts import ExpertFacts
from lunzheng.model.datasets import Row
from lunzheng.model.dates import chinese_date
from lunzheng.model.edition import DocumentType, Edition
from lunzheng.model.facts import Facts, token_names
from lunzheng.model.letter import Blank
from lunzheng.model.library import Library, Project
from lunzheng.model.opinion_table import opinion_rows
from lunzheng.model.parties import OpinionParty, opinion_parties

DATE = "日期"
"""The kind of a blank that takes a date."""


@dataclass(frozen=True)
class LetterRequest:
    """What a person gives for one letter; what is not given stays visibly blank.

    Attributes:
        number: the document number; never made up here (GB/T 9704-2012, 7.2.5).
        date: the date of signing.
        values: fillings by the names of the edition's blanks.
        party: the one party that the letter goes to; empty for all together.
        copies: the bodies that get a copy, beside those of the edition.
        opinions: rows for the table of opinions in place of those on record, with the columns' names as keys.
    """

    number: str = ""
    date: datetime.date | None = None
    values: Mapping[str, str | datetime.date] = field(default_factory=dict)
    party: str = ""
    copies: Sequence[str] = ()
    opinions: Sequence[Row] = ()


def plan_document(project: Project, edition: Edition) -> DocumentType | None:
    """The document that letters call the plan: the one for the project's way of building."""
    documents = [document for code in edition.letters.plans if (document := edition.document(code))]
    mode = project.profile.build_mode
    return next((document for document in documents if document.build_mode in ("", mode)), None)


class LetterFacts(Facts):
    """The facts of one project together with those of one letter.

    Attributes:
        blanks: the names of the places that were asked for and are blank, in order.
    """

    def __init__(self, project: Project, library: Library, request: LetterRequest) -> None:
        super().__init__(project, library)
        self.request = request
        self.parties = [party for party in opinion_parties(library) if request.party in ("", party.name)]
        self.experts = ExpertFacts(project, library)
        self.blanks: list[str] = []

    def has(self, name: str) -> bool:
        """Whether a token has a value of its own, not a blank."""
        return bool(self._own(name) if name in self._places else self.token(name))

    def token(self, name: str) -> str | None:
        """The value of a token; a place to fill counts as blank where nothing is given for it."""
        place = self._places.get(name)
        if place is None:
            return super().token(name)
        value = self._own(name)
        if not value and name not in self.blanks:
            self.blanks.append(name)
        return value or place.blank or None

    def rows(self, dataset: str) -> list[Row]:
        """The rows of a letter's dataset, or of the project's."""
        book = self.library.edition.letters
        listed: Sequence[Row]
        match dataset:
            case "意见方面":
                asked = {aspect.code for party in self.parties for aspect in party.aspects}
                aspects = [aspect for aspect in self.library.edition.head.aspects if aspect.code in asked]
                listed = [{"名称": aspect.title, "要点": aspect.gist, "条款": aspect.article} for aspect in aspects]
            case "意见分工":
                shared = [(party.name, [aspect.title for aspect in party.aspects]) for party in self.parties]
                listed = [{"单位": name, "方面": titles} for name, titles in shared] if len(shared) > 1 else []
            case "意见":
                listed = self.request.opinions or opinion_rows(self.project, self.library)
            case "评审要点":
                listed = [{"内容": point.title, "要点": point.gist} for point in book.review_points]
            case _:
                found = self.experts.rows(dataset)
                listed = super().rows(dataset) if found is None else found
        return [{"序号": number, **row} for number, row in enumerate(listed, 1)]

    def _own(self, name: str) -> str | None:
        """What is given for a place, or the date on record for it."""
        place = self._places[name]
        if place is self.library.edition.letters.date:
            return chinese_date(self.request.date) if self.request.date else None
        given = self.request.values.get(name)
        if given is None and place.event:
            dates = [entry.date for entry in self.project.records.entries if entry.event == place.event and entry.date]
            given = dates[-1] if dates else None
        if given is None and place.source:
            given = self.experts.tokens()[place.source]
        return chinese_date(given) if isinstance(given, datetime.date) else given

    @cached_property
    def _places(self) -> dict[str, Blank]:
        book = self.library.edition.letters
        return {blank.name: blank for blank in (book.date, *book.blanks)}

    @cached_property
    def _tokens(self) -> dict[str, str | None]:
        edition = self.library.edition
        project = Facts(self.project, self.library)
        return {
            **{name: project.token(name) for name in token_names(edition)},
            **dict.fromkeys(self._places),
            **{f"时限.{clock.code}": str(clock.working_days) for clock in edition.head.clocks},
            **{name: compute(self, project) for name, compute in _COMPUTED.items()},
            **self.experts.tokens(),
        }

    def names(self, parties: Sequence[OpinionParty]) -> str:
        """The names of parties in one text."""
        return self.library.edition.letters.words.party_join.join(party.name for party in parties)


def _plan(facts: LetterFacts) -> DocumentType | None:
    return facts.library.plan_of(facts.project)


_COMPUTED: dict[str, Callable[[LetterFacts, Facts], str | None]] = {
    "发文机关": lambda facts, _: facts.library.edition.letters.issuer,
    "主管单位": lambda facts, _: facts.library.edition.head.authority,
    "细则": lambda facts, _: facts.library.edition.head.title,
    "细则文号": lambda facts, _: facts.library.edition.head.number,
    "方案": lambda facts, _: plan.label if (plan := _plan(facts)) else None,
    "方案全称": lambda facts, _: plan.name if (plan := _plan(facts)) else None,
    "主要建设内容": lambda _, project: project.value("建设内容.主要内容"),
    "绩效总目标": lambda _, project: project.value("绩效.总目标"),
    "收文单位": lambda facts, _: facts.names(facts.parties),
    "反馈单位": lambda facts, _: facts.request.party,
    "意见单位": lambda facts, _: facts.names(opinion_parties(facts.library)),
    "意见分工": lambda facts, _: facts.names(facts.parties) if len(facts.parties) > 1 else None,
}
"""The values of ``LETTER_TOKENS``; ``意见分工`` has one where several parties are written to at once."""
