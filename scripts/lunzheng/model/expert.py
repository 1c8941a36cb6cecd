"""The experts of a project's review meetings as in ``review/experts.yml``: pool numbers, no names (art. 11)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from lunzheng.model.record import Record, key

EXPERTS_FILE = "review/experts.yml"


@dataclass(frozen=True, kw_only=True)
class FieldQuota(Record):
    """How many experts of a field there have to be at least."""

    field: str = key("领域")
    seats: int | None = key("名额")


@dataclass(frozen=True, kw_only=True)
class Fixing(Record):
    """What is laid down before the seed is known: the pool's fingerprint and the rules of the draw.

    ``reason`` is given from the second fixing on; ``avoided`` lists every name of the bodies whose experts stay out.
    """

    date: datetime.date | None = key("日期")
    reason: str = key("理由")
    method: str = key("抽取方法")
    fingerprint: str = key("专家库指纹")
    pool_size: int | None = key("库内人数")
    seats: int | None = key("名额")
    substitutes: int | None = key("候补")
    one_of_a_body: str = key("同单位限一人")
    quotas: tuple[FieldQuota, ...] = key("领域")
    avoided: tuple[str, ...] = key("回避单位")


@dataclass(frozen=True, kw_only=True)
class DrawnExpert(Record):
    """An expert that was drawn, and the field that the seat is kept for; empty for a seat of any field."""

    number: str = key("编号")
    field: str = key("领域")


@dataclass(frozen=True, kw_only=True)
class Substitute(Record):
    """Who steps in, in order; ``fields`` are those of the required fields that this expert can stand for."""

    number: str = key("编号")
    fields: tuple[str, ...] = key("领域")


@dataclass(frozen=True, kw_only=True)
class Outcome(Record):
    """A draw: its commits, its seed and whom it gave."""

    date: datetime.date | None = key("日期")
    branch: str = key("分支")
    fixing_commit: str = key("固定提交")
    seed_commit: str = key("种子提交")
    seed: str = key("种子")
    experts: tuple[DrawnExpert, ...] = key("专家")
    substitutes: tuple[Substitute, ...] = key("候补")


@dataclass(frozen=True, kw_only=True)
class Replacement(Record):
    """An expert who declined, and who stepped in; empty where the one who declined had no seat yet."""

    number: str = key("编号")
    reason: str = key("理由")
    date: datetime.date | None = key("日期")
    successor: str = key("替补")


@dataclass(frozen=True, kw_only=True)
class InvitedExpert(Record):
    """An expert who was asked in person for a major project, not drawn."""

    number: str = key("编号")
    level: str = key("层级")
    field: str = key("领域")
    body: str = key("单位")
    reason: str = key("理由")
    date: datetime.date | None = key("日期")


@dataclass(frozen=True, kw_only=True)
class DrawRound(Record):
    """One draw from its fixing on; a later one begins with a reason and leaves the earlier ones as they are."""

    number: int | None = key("次")
    fixing: Fixing = key("固定")
    outcome: Outcome = key("结果")
    replacements: tuple[Replacement, ...] = key("替换")
    invited: tuple[InvitedExpert, ...] = key("邀请")

    @property
    def is_drawn(self) -> bool:
        return self.outcome.node is not None

    def panel(self, replaced: Sequence[Replacement] | None = None) -> list[DrawnExpert]:
        """Who sits on the drawn seats after the replacements; a successor takes the seat over."""
        seats = list(self.outcome.experts)
        for replacement in self.replacements if replaced is None else replaced:
            for index, seat in enumerate(seats):
                if seat.number == replacement.number and replacement.successor:
                    seats[index] = DrawnExpert(number=replacement.successor, field=seat.field)
        return seats

    def successor(self, declined: str, replaced: Sequence[Replacement] | None = None) -> Substitute | None:
        """The next substitute in order who can take the seat of an expert that declines; None if there is none."""
        done = self.replacements if replaced is None else replaced
        gone = {name for item in done for name in (item.number, item.successor)} | {declined}
        seat = next((seat for seat in self.panel(done) if seat.number == declined), None)
        if seat is None:
            return None
        free = (item for item in self.outcome.substitutes if item.number not in gone)
        return next((item for item in free if not seat.field or seat.field in item.fields), None)

    def seed_text(self, project_id: str, commit: str) -> str:
        """The text whose SHA-256 is the seed: method, project, number of the draw, pool and seed commit."""
        return ":".join((self.fixing.method, project_id, str(self.number), self.fixing.fingerprint, commit))

    @property
    def attending(self) -> list[str]:
        """The numbers of everybody who is to come, drawn or invited."""
        return [*(seat.number for seat in self.panel()), *(expert.number for expert in self.invited)]


@dataclass(frozen=True, kw_only=True)
class ExpertRecord(Record):
    """``review/experts.yml``."""

    rounds: tuple[DrawRound, ...] = key("抽取")

    @property
    def current(self) -> DrawRound | None:
        """The last round: the one that counts."""
        return self.rounds[-1] if self.rounds else None
