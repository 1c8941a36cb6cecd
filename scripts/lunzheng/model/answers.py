"""Which parties have answered a solicitation, and since when all have (art. 9)."""

from __future__ import annotations

import datetime

from lunzheng.model.library import Library, Project
from lunzheng.model.opinion import Conclusion, Statement
from lunzheng.model.opinion import Review as PartyReview
from lunzheng.model.parties import opinion_parties


def answers(project: Project, library: Library) -> dict[str, datetime.date]:
    """Party → the first day on which it answered in the last round; what was taken back is no answer.

    Only what was said on or after the day on which the plan was last sent out counts.
    """
    event = library.edition.review.opinions.asked
    asked = max((entry.date for entry in project.records.entries if entry.event == event and entry.date), default=None)
    if asked is None:
        return {}
    result: dict[str, datetime.date] = {}
    said: list[tuple[str, datetime.date | None]] = [
        *((opinion.party, _day(opinion)) for opinion in project.opinions.opinions if opinion.counts),
        *(
            (review.party, _day(review))
            for review in project.opinions.reviews
            if review.conclusion != Conclusion.DISMISSED
        ),
    ]
    for party, day in said:
        if party and day and day >= asked:
            result[party] = min(day, result.get(party, day))
    return result


def opinions_complete(project: Project, library: Library) -> datetime.date | None:
    """The day on which the last party asked has answered; None while one has not."""
    found = answers(project, library)
    asked = [party.name for party in opinion_parties(library)]
    return max(found[name] for name in asked) if asked and all(name in found for name in asked) else None


def _day(said: Statement | PartyReview) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(said.written[:10])
    except ValueError:
        return None
