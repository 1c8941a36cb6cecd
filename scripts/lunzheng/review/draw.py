"""The draw itself: whom a seed gives, by rules that anybody can follow with ``sha256sum`` (art. 11).

The experts stand in the order of SHA-256(seed + ":" + number). Seats are filled one after another: those that are kept
for a field in turn, then those of any field, then the substitutes' seats in the same way. A seat takes the first in the
order who can hold it; a seat of any field takes the first of those whose rarest field so far is the least represented.
Somebody is passed over only where taking them would leave a later seat without anybody.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lunzheng.review.problems import ReviewError

METHOD = "sha256-1"
"""The name of these rules: other rules would bear another."""

ANY = ""
"""The field of a seat that anybody can hold."""


@dataclass(frozen=True)
class Candidate:
    """An expert who may be drawn; of a group (a body, or the expert alone) only one is."""

    number: str
    fields: tuple[str, ...]
    group: str

    def fits(self, field: str) -> bool:
        return field == ANY or field in self.fields


@dataclass(frozen=True)
class Plan:
    """The seats in the order in which they are filled: the field of each, of members and of substitutes."""

    members: tuple[str, ...]
    substitutes: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The members with the fields of their seats, and the substitutes, both in order."""

    members: tuple[tuple[Candidate, str], ...]
    substitutes: tuple[Candidate, ...]


def plan_seats(candidates: Sequence[Candidate], seats: int, quotas: Mapping[str, int], substitutes: int) -> Plan:
    """The seats of a draw, which do not depend on the seed.

    Args:
        candidates: who may be drawn.
        seats: how many members.
        quotas: how many of them have to be of a field, in the order of importance.
        substitutes: how many substitutes; they stand for the fields in turn as far as there is anybody left.

    Raises:
        ReviewError: the candidates do not suffice; says for what.
    """
    groups = _groups(candidates)
    members = [*_in_turn(quotas), *[ANY] * (seats - sum(quotas.values()))]
    if len(groups[ANY]) < seats:
        raise ReviewError(f"可抽的专家（同单位只算一名）有 {len(groups[ANY])} 名，不够抽 {seats} 名")
    for field, count in quotas.items():
        if (there := len(groups.get(field, ()))) < count:
            raise ReviewError(f"领域「{field}」可抽的专家（同单位只算一名）有 {there} 名，不够 {count} 名")
    if not _can_fill(members, groups, set()):
        raise ReviewError("各领域的名额凑不齐：几个领域靠的是同几名专家（或同一单位）；减少名额或者领域")
    spare: list[str] = []
    for index in range(substitutes):
        fields = list(quotas)
        wished = [fields[index % len(fields)], ANY] if fields else [ANY]
        taken = next((field for field in wished if _can_fill([*members, *spare, field], groups, set())), None)
        if taken is None:
            raise ReviewError(f"抽出 {seats} 名以后只够 {index} 名候补，不够 {substitutes} 名")
        spare.append(taken)
    return Plan(tuple(members), tuple(spare))


def draw(candidates: Iterable[Candidate], plan: Plan, seed: str) -> Drawn:
    """Fill the seats of a plan; the order in which the candidates are given does not matter."""
    order = sorted(candidates, key=lambda candidate: sha256(f"{seed}:{candidate.number}"))
    groups = _groups(order)
    seats = [*plan.members, *plan.substitutes]
    used: set[str] = set()
    represented: Counter[str] = Counter()
    taken: list[Candidate] = []
    for index, field in enumerate(seats):
        free = [candidate for candidate in order if candidate.group not in used and candidate.fits(field)]
        if field == ANY:
            # The sort is stable: within equals the order of the seed stays.
            free.sort(key=lambda candidate: min(represented[name] for name in candidate.fields))
        later = seats[index + 1 :]
        chosen = next(candidate for candidate in free if _can_fill(later, groups, used | {candidate.group}))
        taken.append(chosen)
        used.add(chosen.group)
        represented.update(chosen.fields)
    count = len(plan.members)
    return Drawn(tuple(zip(taken[:count], plan.members, strict=True)), tuple(taken[count:]))


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as ``sha256sum`` gives it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _in_turn(quotas: Mapping[str, int]) -> list[str]:
    """One seat for each field, then a second one for those that have two, and so on."""
    rounds = range(max(quotas.values(), default=0))
    return [field for turn in rounds for field, count in quotas.items() if count > turn]


def _groups(candidates: Iterable[Candidate]) -> dict[str, set[str]]:
    """The groups that can hold a seat, by its field."""
    groups: dict[str, set[str]] = {ANY: set()}
    for candidate in candidates:
        for field in (ANY, *candidate.fields):
            groups.setdefault(field, set()).add(candidate.group)
    return groups


def _can_fill(seats: Sequence[str], groups: Mapping[str, set[str]], used: set[str]) -> bool:
    """Whether every seat can have a group of its own: a matching, found by augmenting paths."""
    kept = [seat for seat in seats if seat != ANY]
    held: dict[str, int] = {}

    def place(seat: int, tried: set[str]) -> bool:
        for group in groups.get(kept[seat], set()) - used:
            if group in tried:
                continue
            tried.add(group)
            if group not in held or place(held[group], tried):
                held[group] = seat
                return True
        return False

    # Seats of any field take what is left over.
    return len(groups[ANY] - used) >= len(seats) and all(place(seat, set()) for seat in range(len(kept)))
