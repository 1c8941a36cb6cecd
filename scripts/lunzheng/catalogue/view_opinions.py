"""What the pages of a project show of its review: opinions with their answers, by party, aspect and section, and what
the experts concluded. What an audience may not read is not in the project that it is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lunzheng.catalogue.marked import clipped
from lunzheng.model.answers import answered
from lunzheng.model.conclusion import ReviewMeeting
from lunzheng.model.dates import chinese_date
from lunzheng.model.facts import format_cell
from lunzheng.model.library import Library, Project
from lunzheng.model.opinion import Opinion, OpinionKind, State
from lunzheng.model.opinion_table import aspect_titles, opinion_text, ordered_opinions
from lunzheng.model.parties import opinion_parties
from lunzheng.model.parts import entry_of_key, file_title, part_order
from lunzheng.model.section_names import section_label

PER_PAGE, CHARACTERS = 60, 24_000
"""So many opinions, and characters of them, one page shows."""
LISTED = 12
"""So many opinions of one aspect or section are listed by number; the rest are counted."""
LONGEST = 8_000
"""So many characters of one text are shown: as many as one comment may have."""

UNKNOWN_PARTY = "单位不明"


@dataclass(frozen=True)
class OpinionView:
    """An opinion and its answer.

    Attributes:
        link: where the section is read, empty where it is no section of a text.
        entry: what stands today in the entry of a form that it is on, empty where it is on something else.
    """

    number: int
    party: str
    aspects: str
    place: str
    link: str
    entry: str
    date: str
    text: tuple[str, ...]
    state: str
    reason: tuple[str, ...]
    replied: str
    is_open: bool


@dataclass(frozen=True)
class PartyRow:
    """What has come of one party: the number of its opinions and of each result, or why there is none."""

    party: str
    opinions: int
    results: tuple[int, ...]
    waiting: int
    note: str


@dataclass(frozen=True)
class OpinionPage:
    """A page of opinions, by party."""

    file: str
    parties: tuple[tuple[str, tuple[OpinionView, ...]], ...]


@dataclass(frozen=True)
class Reference:
    """An opinion by its number and where it is read."""

    number: int
    link: str


@dataclass(frozen=True)
class Topic:
    """An aspect or a section with the opinions on it; ``link`` leads to the section's text."""

    title: str
    link: str
    opinions: tuple[Reference, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.opinions)


@dataclass(frozen=True)
class ExpertOpinionView:
    number: str
    source: str
    place: str
    link: str
    text: tuple[str, ...]
    result: str
    reason: tuple[str, ...]
    changed: str
    changed_link: str


@dataclass(frozen=True)
class MeetingView:
    """One expert meeting; ``experts`` is how many came."""

    number: str
    date: str
    result: str
    experts: int
    opinions: tuple[ExpertOpinionView, ...]


@dataclass(frozen=True)
class OpinionsView:
    """The review of a project.

    Attributes:
        asked: since when opinions are asked for, empty where they are not yet.
        asked_of: the parties that are asked.
        due: until when.
        results: the words of the edition's answers, the columns of ``parties``.
        parties: those that have been asked or have spoken.
        pages: the opinions; nothing where there are none.
        aspects: the opinions by aspect.
        sections: the opinions by the section that they are on.
        meetings: those of the experts, the last first.
    """

    asked: str
    asked_of: str
    due: str
    results: tuple[str, ...]
    parties: tuple[PartyRow, ...]
    pages: tuple[OpinionPage, ...]
    aspects: tuple[Topic, ...]
    sections: tuple[Topic, ...]
    meetings: tuple[MeetingView, ...]

    @property
    def has_notes(self) -> bool:
        """Whether there is something to say of a party besides its numbers."""
        return any(row.note for row in self.parties)

    @property
    def count(self) -> int:
        return sum(len(opinions) for page in self.pages for _, opinions in page.parties)


def view_opinions(project: Project, library: Library, links: Mapping[str, str]) -> OpinionsView | None:
    """The review of a project as its audience sees it.

    Args:
        project: as its audience sees it.
        library: its library.
        links: where the sections of its texts are read, by their keys such as ``proposal:4.3``.

    Returns:
        None where the edition asks nobody and nothing was said.
    """
    opinions, words = project.opinions, library.edition.review.opinions
    meetings = tuple(_meeting(meeting, library, links) for meeting in reversed(project.conclusion.meetings))
    if not (words.asked or opinions.opinions or meetings):
        return None
    listed = ordered_opinions(project, library)
    pages = _pages([_view(opinion, project, library, links) for opinion in listed])
    places = {one.number: f"{page.file}#opinion-{one.number}" for page in pages for _, of in page.parties for one in of}
    asked = [entry.date for entry in project.records.entries if entry.event == words.asked and entry.date]
    results = tuple(kind.name for kind in library.edition.review.replies)
    return OpinionsView(
        asked=chinese_date(asked[-1]) if asked else "",
        asked_of="、".join(party.name for party in opinion_parties(library)),
        due=chinese_date(opinions.solicitation.due) if asked and opinions.solicitation.due else "",
        results=results,
        parties=tuple(_parties(project, library, listed, results)),
        pages=pages,
        aspects=tuple(_aspects(listed, library, places)),
        sections=tuple(_sections(listed, library, places, links)),
        meetings=meetings,
    )


def _view(opinion: Opinion, project: Project, library: Library, links: Mapping[str, str]) -> OpinionView:
    reply = opinion.reply
    answered_on = reply.written[:10]
    return OpinionView(
        number=opinion.number or 0,
        party=opinion.party or UNKNOWN_PARTY,
        aspects=aspect_titles(opinion, library),
        place=opinion.section_title or opinion.section,
        link=links.get(opinion.section, ""),
        entry=_entry(opinion, project),
        date=opinion.written[:10],
        text=_shown(opinion_text(opinion, library)),
        state=reply.result if opinion.state is State.ANSWERED else opinion.state.value,
        reason=_shown(reply.reason or reply.withheld),
        replied=answered_on,
        is_open=opinion.state is State.OPEN,
    )


def _entry(opinion: Opinion, project: Project) -> str:
    file, path = entry_of_key(opinion.section)
    root = project.nodes.get(file)
    node = root.at(*path) if root and path else None
    # A whole list is not one thing that an opinion could be on.
    return clipped(format_cell(node.plain(), "")) if node and not isinstance(node.value, list) else ""


def _shown(text: str) -> tuple[str, ...]:
    """A text by its lines, cut where it is too long for a page."""
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}……（全文共 {len(text)} 字）"
    return tuple(line.strip() for line in cut.splitlines() if line.strip())


def _pages(views: Sequence[OpinionView]) -> tuple[OpinionPage, ...]:
    """The opinions cut into pages that stay small."""
    cut: list[list[OpinionView]] = []
    size = 0
    for view in views:
        length = sum(map(len, (*view.text, *view.reason)))
        if not cut or len(cut[-1]) == PER_PAGE or size + length > CHARACTERS:
            cut.append([])
            size = 0
        cut[-1].append(view)
        size += length
    return tuple(
        OpinionPage(
            "opinions.html" if number == 1 else f"opinions-{number}.html",
            tuple((party, tuple(of)) for party, of in groupby(views, key=lambda view: view.party)),
        )
        for number, views in enumerate(cut, 1)
    )


def _parties(
    project: Project, library: Library, listed: Sequence[Opinion], results: Sequence[str]
) -> Iterable[PartyRow]:
    words = library.edition.review.opinions
    silent = {one.party: one for one in project.opinions.silent}
    asked = [entry.date for entry in project.records.entries if entry.event == words.asked and entry.date]
    heard = answered(project.opinions, asked)
    # Whom the house waits for is nothing for the public.
    waiting = [party.name for party in opinion_parties(library) if asked and party.name not in heard]
    spoken = dict.fromkeys(opinion.party or UNKNOWN_PARTY for opinion in listed)
    names = dict.fromkeys([*spoken, *silent, *(waiting if project.is_internal else ())])
    for name in names:
        own = [one for one in listed if (one.party or UNKNOWN_PARTY) == name and one.kind != OpinionKind.NONE]
        standing = [one for one in own if not one.is_withdrawn]
        counts = Counter(one.reply.result for one in standing)
        if name in silent:
            due = silent[name].due
            note = words.table.silent.replace("{日期}", chinese_date(due) if due else "")
        elif name not in spoken:
            note = "还没有反馈"
        else:
            note = "" if own else words.table.none
        open_ones = sum(one.state is State.OPEN for one in standing)
        yield PartyRow(name, len(own), tuple(counts[result] for result in results), open_ones, note)


def _aspects(listed: Sequence[Opinion], library: Library, places: Mapping[int, str]) -> Iterable[Topic]:
    for aspect in library.edition.head.aspects:
        own = [one for one in listed if aspect.code in one.aspects and one.kind != OpinionKind.NONE]
        if own:
            yield _topic(aspect.title, "", own, places)


def _sections(
    listed: Sequence[Opinion], library: Library, places: Mapping[int, str], links: Mapping[str, str]
) -> Iterable[Topic]:
    """The sections in their order; entries of one data file together."""

    def topic_of(opinion: Opinion) -> str:
        return opinion.section if opinion.section in links else opinion.section.partition(":")[0]

    def title_of(key: str) -> str:
        if key in links:
            return section_label(library.edition, key)
        return file_title(library.edition, key) if key else library.edition.review.opinions.general

    said = [one for one in listed if one.kind != OpinionKind.NONE]
    said.sort(key=lambda one: (bool(one.section), part_order(library.edition, topic_of(one)), one.number or 0))
    for key, own in groupby(said, key=topic_of):
        yield _topic(title_of(key), links.get(key, ""), list(own), places)


def _topic(title: str, link: str, own: Sequence[Opinion], places: Mapping[int, str]) -> Topic:
    numbers = sorted(one.number or 0 for one in own)
    return Topic(title, link, tuple(Reference(number, places[number]) for number in numbers[:LISTED]), len(own))


def _meeting(meeting: ReviewMeeting, library: Library, links: Mapping[str, str]) -> MeetingView:
    edition = library.edition
    return MeetingView(
        number=str(meeting.draw or ""),
        date=chinese_date(meeting.date) if meeting.date else "",
        result=meeting.result,
        experts=len(meeting.present),
        opinions=tuple(
            ExpertOpinionView(
                number=str(one.number or ""),
                source=one.source,
                place=section_label(edition, one.section) or edition.review.experts.titles.whole_plan,
                link=links.get(one.section, ""),
                text=_shown(one.text),
                result=one.reply.result,
                reason=_shown(one.reply.reason),
                changed=section_label(edition, one.reply.section),
                changed_link=links.get(one.reply.section, ""),
            )
            for one in meeting.opinions
        ),
    )
