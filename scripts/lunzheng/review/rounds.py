"""When opinions were asked for and returned: what came too late, and who had said nothing in time (art. 9)."""

from __future__ import annotations

import datetime

from lunzheng.model.answers import answered
from lunzheng.model.library import Library, Records
from lunzheng.model.opinion import Opinions, SilentParty
from lunzheng.model.parties import opinion_parties
from lunzheng.model.record import bind
from lunzheng.model.review_words import OpinionWords
from lunzheng.source.problem import Location

CHINA = datetime.timezone(datetime.timedelta(hours=8))
"""Dates of record are calendar days of China, which has one time and no summer time."""


def local_time(moment: datetime.datetime) -> str:
    """A time of the forge (UTC) as it is kept."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


class Rounds:
    """The rounds in which a plan went out for opinions; a revised plan may go out again."""

    def __init__(self, records: Records, words: OpinionWords) -> None:
        self.entries = [entry for entry in records.entries if entry.date]
        self.words = words

    @property
    def asked(self) -> list[datetime.date]:
        """The days on which the plan was sent out."""
        return [entry.date for entry in self.entries if entry.event == self.words.asked and entry.date]

    def is_late(self, day: datetime.date) -> bool:
        """Whether the opinions of its round had been returned before a day (一次性告知)."""
        returned = None
        for entry in self.entries:
            if entry.event == self.words.asked and entry.date and entry.date <= day:
                returned = None
            elif entry.event == self.words.gathered:
                returned = returned or entry.date
        return returned is not None and returned < day


def silent_parties(
    opinions: Opinions, library: Library, rounds: Rounds, due: datetime.date | None, today: datetime.date
) -> tuple[SilentParty, ...]:
    """The parties that had not answered when their time was over, as far as they still have not.

    Args:
        opinions: as gathered; those already recorded as silent stay so until they answer.
        library: its parties.
        rounds: tell since when an answer counts.
        due: the last day for an answer; None where it is unknown.
        today: a party is silent from the day after.
    """
    recorded = {entry.party: entry for entry in opinions.silent}
    names = [party.name for party in opinion_parties(library)]
    if due and today > due:
        blank = bind(SilentParty, None, Location(""))
        fresh = {name: SilentParty(party=name, due=due, node=blank.node, home=blank.home) for name in names}
        recorded = {**fresh, **recorded}
    heard = answered(opinions, rounds.asked)
    order = [*(name for name in names if name in recorded), *(name for name in recorded if name not in names)]
    return tuple(recorded[name] for name in order if name not in heard)
