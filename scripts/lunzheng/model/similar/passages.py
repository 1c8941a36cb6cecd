"""Which sentences of two texts are the same or nearly so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from lunzheng.model.similar.likeness import Pair
from lunzheng.model.similar.prose import ENDS, Sentence

NEAR = 70.0
"""From this ratio on two sentences are nearly the same."""

MOST_PASSAGES = 5
MOST_CHARACTERS = 200

_SEED = 4
"""Sentences are compared where they share sequences of so many characters."""
_COMMON_SEED = 12
_LEAST_SEEDS = 0.25


@dataclass
class _Passage:
    """A run of sentences that follow each other in both texts."""

    own: list[Sentence]
    other: list[Sentence]
    worth: float
    ratios: list[float]


def alike_passages(
    own: Sequence[Sentence], other: Sequence[Sentence], worth: Callable[[Sentence], float]
) -> tuple[Pair, ...]:
    """The passages that two texts share, those that tell most first.

    Args:
        own: the sentences of one text, each once.
        other: those of the other.
        worth: how much a sentence tells.
    """
    passages: list[_Passage] = []
    last: tuple[int, int] | None = None
    for first, second, ratio in sorted(_matches(own, other)):
        if last == (first - 1, second - 1) and _adjoining(own, first) and _adjoining(other, second):
            passage = passages[-1]
        else:
            passage = _Passage([], [], 0.0, [])
            passages.append(passage)
        passage.own.append(own[first])
        passage.other.append(other[second])
        passage.worth += worth(own[first]) * ratio / 100
        passage.ratios.append(ratio)
        last = (first, second)
    telling = [passage for passage in passages if passage.worth > 0]
    telling.sort(key=lambda passage: (-passage.worth, passage.own[0].location))
    return tuple(_pair(passage) for passage in telling[:MOST_PASSAGES])


def _matches(own: Sequence[Sentence], other: Sequence[Sentence]) -> list[tuple[int, int, float]]:
    """Pairs of sentences, each sentence in one pair at most: equal ones first, then the nearest."""
    places = {sentence.bare: number for number, sentence in enumerate(other)}
    matches = [(number, places[sentence.bare], 100.0) for number, sentence in enumerate(own) if sentence.bare in places]
    taken, given = {first for first, _, _ in matches}, {second for _, second, _ in matches}
    near = [
        (fuzz.ratio(own[first].bare, other[second].bare, score_cutoff=NEAR), first, second)
        for first, second in _seeded(own, other, taken, given)
    ]
    for ratio, first, second in sorted(near, key=lambda one: (-one[0], one[1], one[2])):
        if ratio and first not in taken and second not in given:
            taken.add(first)
            given.add(second)
            matches.append((first, second, ratio))
    return matches


def _seeded(
    own: Sequence[Sentence], other: Sequence[Sentence], taken: set[int], given: set[int]
) -> list[tuple[int, int]]:
    """The pairs of sentences, not yet matched, that share enough short sequences to be worth comparing."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(other):
        if number not in given:
            for seed in _seeds(sentence.bare):
                holders[seed].append(number)
    found: list[tuple[int, int]] = []
    for number, sentence in enumerate(own):
        if number in taken:
            continue
        seeds = _seeds(sentence.bare)
        votes = Counter(
            holder for seed in seeds if len(holders.get(seed, ())) <= _COMMON_SEED for holder in holders.get(seed, ())
        )
        found += [(number, holder) for holder, count in votes.items() if count >= _LEAST_SEEDS * len(seeds)]
    return found


def _seeds(text: str) -> set[str]:
    return {text[start : start + _SEED] for start in range(len(text) - _SEED + 1)}


def _adjoining(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence stands on the line of the one before it, or on the next."""
    before, here = sentences[number - 1].location, sentences[number].location
    return before.file == here.file and 0 <= here.line - before.line <= 1


def _pair(passage: _Passage) -> Pair:
    own, other = (_joined(side) for side in (passage.own, passage.other))
    score = round(sum(passage.ratios) / len(passage.ratios))
    return Pair(_clip(own), passage.own[0].location, _clip(other), passage.other[0].location, score)


def _joined(sentences: Sequence[Sentence]) -> str:
    """Sentences as one text; cells of a table, which end without a mark, are kept apart by a blank."""
    return "".join(one.text if one.text.endswith(tuple(ENDS)) else f"{one.text} " for one in sentences).rstrip()


def _clip(text: str) -> str:
    return text[:MOST_CHARACTERS] + ("…" if len(text) > MOST_CHARACTERS else "")
