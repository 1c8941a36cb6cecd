"""What has happened to a project so far: its dated records in order, and what they start, end and stop."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lunzheng.model.edition import ALL_IN, YES, ClockEnd, Edition
from lunzheng.model.library import Records


@dataclass(frozen=True)
class Outcome:
    """What became of something that started.

    Attributes:
        done: the day on which it was done.
        closed: the day from which it did not matter any more, without having been done.
        ended: whether that was because the whole course ended (退回, 撤回 …) and not because it went on.
    """

    done: datetime.date | None = None
    closed: datetime.date | None = None
    ended: bool = False


UNDECIDED = Outcome()


class Course:
    """The dated records of a project up to a day, by date; those of one day in the order in which they are written.

    Args:
        edition: its stages, in order.
        records: records without a date or of an unknown stage are left out: the check tells of them.
        today: what is later has not happened.
        all_in: the day on which the last party asked has answered.
    """

    def __init__(
        self, edition: Edition, records: Records, today: datetime.date, all_in: datetime.date | None = None
    ) -> None:
        self.today = today
        self._order = {stage.name: index for index, stage in enumerate(edition.head.stages)}
        self._final = {stage.name for stage in edition.head.stages if stage.final == YES}
        dated = [(entry.date, entry.event) for entry in records.entries if entry.date and entry.event in self._order]
        self.events = sorted((item for item in dated if item[0] <= today), key=lambda item: item[0])
        self._all_in = all_in if all_in and all_in <= today else None

    @property
    def has_ended(self) -> bool:
        """Whether the last thing that happened ended the course."""
        return bool(self.events) and self.events[-1][1] in self._final

    def started(self, stage: str, starts: frozenset[str]) -> int | None:
        """The position of the last record of a stage, in the present round.

        Args:
            stage: what starts a clock.
            starts: the stages that start clocks. Each record of one begins a new round for the stages after it.
        """
        begin = self._round(stage, starts)
        places = [index for index, (_, event) in enumerate(self.events) if event == stage and index > begin]
        return places[-1] if places else None

    def has_passed(self, stage: str, starts: frozenset[str]) -> bool:
        """Whether a later stage was reached in the present round, with or without a record of this one."""
        later = self.events[self._round(stage, starts) + 1 :]
        return any(self._order[event] > self._order[stage] for _, event in later if event not in self._final)

    def outcome(self, position: int, end: ClockEnd) -> Outcome:
        """What became of a clock that started at a position.

        Args:
            position: where it started.
            end: what ends it; without any, it is closed as soon as the project reaches a later stage.
        """
        found = self._recorded(position, end.record)
        if end.opinions != ALL_IN or self._all_in is None or self._all_in < self.events[position][0]:
            return found
        too_late = found.ended and found.closed is not None and self._all_in > found.closed
        return found if too_late else Outcome(done=self._all_in)

    def _recorded(self, position: int, end: str) -> Outcome:
        stage = end or self.events[position][1]
        closed: datetime.date | None = None
        for date, event in self.events[position + 1 :]:
            if event == end:
                return Outcome(done=date)
            if event in self._final:
                return Outcome(closed=closed or date, ended=closed is None)
            if closed is None and self._order[event] > self._order[stage]:
                closed = date
        return Outcome(closed=closed)

    def _round(self, stage: str, starts: frozenset[str]) -> int:
        """The position of the record that began the present round for a stage; -1 where it is the first."""
        again = (
            index
            for index, (_, event) in enumerate(self.events)
            if event in starts and self._order[event] < self._order[stage]
        )
        return max(again, default=-1)
