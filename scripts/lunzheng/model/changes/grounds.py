"""The opinions on which a plan was changed: those that were answered with a change, on the part that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lunzheng.model.changes.change import Change, Kind
from lunzheng.model.edition import YES
from lunzheng.model.library import Library, Project
from lunzheng.model.pattern import put

_TEXT = 40
"""Characters of an opinion; the whole of it stands in the table of opinions."""


@dataclass(frozen=True)
class Ground:
    """An opinion upon which something was changed.

    Attributes:
        places: the parts that it is on, as opinions name them: ``proposal:4.3``, ``budget.yml:费用/3``, a file.
        text: who has said what, in short.
    """

    places: tuple[str, ...]
    text: str

    def covers(self, change: Change) -> bool:
        """Whether the change is in one of the places, or takes one of them with it."""
        return any(_holds(place, change) for place in self.places)


def with_grounds(changes: Sequence[Change], project: Project, library: Library) -> tuple[Change, ...]:
    """The changes, each with the opinions that it was made on.

    Args:
        changes: what was changed.
        project: the later state, whose records hold the opinions and their answers.
        library: the words come from its edition.
    """
    found = [*_of_parties(project, library), *_of_experts(project, library)]
    return tuple(
        replace(change, grounds=tuple(ground.text for ground in found if ground.covers(change))) for change in changes
    )


def _of_parties(project: Project, library: Library) -> Iterator[Ground]:
    review = library.edition.review
    for opinion in project.opinions.opinions:
        kind = review.reply(opinion.reply.result)
        if opinion.counts and opinion.section and kind and kind.changes_plan == YES:
            said = opinion.text or opinion.withheld or review.opinions.table.empty
            values = {"单位": opinion.party, "编号": str(opinion.number), "内容": _short(said)}
            yield Ground((opinion.section,), put(review.comparison.ground, values))


def _of_experts(project: Project, library: Library) -> Iterator[Ground]:
    review = library.edition.review
    for meeting in project.conclusion.meetings:
        for opinion in meeting.opinions:
            kind = review.reply(opinion.reply.result)
            places = tuple(filter(None, (opinion.section, opinion.reply.section)))
            if places and kind and kind.changes_plan == YES:
                values = {"专家": opinion.source, "编号": str(opinion.number), "内容": _short(opinion.text)}
                yield Ground(places, put(review.comparison.expert_ground, values))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:_TEXT]}…" if len(line) > _TEXT else line


def _holds(place: str, change: Change) -> bool:
    if place == change.section or change.section.startswith(f"{place}."):
        # A chapter holds its sections, a form all its entries.
        return True
    if not change.entry:
        return False
    takes_along = change.kind is Kind.REMOVED and place.startswith(f"{change.entry}/")
    return place == change.entry or change.entry.startswith(f"{place}/") or takes_along
