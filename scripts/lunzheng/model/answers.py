"""Which parties have answered a solicitation, and since when all have (art. 9)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from lunzheng.model.library import Library, Project
from lunzheng.model.opinion import Conclusion, Opinions
from lunzheng.model.parties import opinion_parties


def answered(opinions: Opinions, asked: Sequence[datetime.date]) -> dict[str, datetime.date]:
    """Party → the first day on which it answered in the last round; what was taken back is no answer.

    Whatever was said before the plan was first sent out counts as said on that day.

    Args:
        opinions: what is on record.
        asked: the days on which the plan was sent out, in order; without any, nobody has answered.
    """
    if not asked:
        return {}
    result: dict[str, datetime.date] = {}
    said = [
        *((one.party, one.written) for one in opinions.opinions if not one.is_withdrawn),
        *((one.party, one.written) for one in opinions.reviews if one.conclusion != Conclusion.DISMISSED),
    ]
    for party, written in said:
        day = _day(written)
        if party and day and is_of_round(day, asked):
            result[party] = min(max(day, asked[-1]), result.get(party, datetime.date.max))
    return result


def is_of_round(day: datetime.date, asked: Sequence[datetime.date]) -> bool:
    """Whether what was said on a day is said in the last round; the first one has no beginning.

    Args:
        asked: the days on which the plan was sent out, in order; at least one.
    """
    return day >= asked[-1] or len(asked) == 1


def opinions_complete(project: Project, library: Library) -> datetime.date | None:
    """The day on which the last party asked has answered; None while one has not."""
    event = library.edition.review.opinions.asked
    asked = [entry.date for entry in project.records.entries if entry.event == event and entry.date]
    found = answered(project.opinions, asked)
    parties = [party.name for party in opinion_parties(library)]
    return max(found[name] for name in parties) if parties and all(name in found for name in parties) else None


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written[:10])
    except ValueError:
        return None
