"""Two projects side by side: a score for each aspect, and what is common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from lunzheng.model.similar.index import SimilarIndex, share
from lunzheng.model.similar.likeness import AspectLikeness, Likeness, Pair
from lunzheng.model.similar.passages import alike_passages
from lunzheng.model.similar.portrait import Item, Portrait, read_sentences
from lunzheng.model.similar.prose import Sentence
from lunzheng.model.similar.settings import ITEMS, NAME, TEXT, Aspect

NEAR_NAMES = 0.8
"""From this ratio on two names with nothing told of them are nearly the same."""

NEAR_ITEMS = 0.6
"""The same of names and details together."""

_NAME_PART, _DETAIL_ALONE = 0.6, 0.9
_CHANCE = 0.4
"""Two texts that have nothing to do with each other have about this ratio."""
_LEAST_DETAIL = 10


class Comparison:
    """The comparison of one project with one other of the same library.

    Args:
        index: the library's.
        own: the project.
        other: the other one.
    """

    def __init__(self, index: SimilarIndex, own: Portrait, other: Portrait) -> None:
        self.index = index
        self.own = own
        self.other = other

    def aspects(self) -> list[AspectLikeness]:
        """The aspects that both projects have, in the edition's order."""
        found = (self._aspect(aspect) for aspect in self.index.plan.settings.aspects)
        return [aspect for aspect in found if aspect is not None]

    def score(self, aspects: Sequence[AspectLikeness]) -> int:
        """The weighted mean of aspects, 0 to 100."""
        weights = {aspect.label: aspect.weight or 0 for aspect in self.index.plan.settings.aspects}
        whole = sum(weights[aspect.label] for aspect in aspects)
        return round(sum(weights[aspect.label] * aspect.score for aspect in aspects) / whole) if whole else 0

    def alarms(self, aspects: Sequence[AspectLikeness]) -> bool:
        """Whether a person should look: because of one aspect, or of all together if not the names alone are alike."""
        if any(aspect.alarming for aspect in aspects):
            return True
        least = self.index.plan.settings.alarm
        names = {aspect.label for aspect in self.index.plan.of(NAME)}
        content = max((aspect.score for aspect in aspects if aspect.label not in names), default=0)
        return least is not None and self.score(aspects) >= least and content >= least / 2

    def _aspect(self, aspect: Aspect) -> AspectLikeness | None:
        match aspect.manner:
            case x if x == NAME:
                return self._name(aspect)
            case x if x == ITEMS:
                return self._items(aspect)
            case _:
                return self._text(aspect)

    def _name(self, aspect: Aspect) -> AspectLikeness | None:
        own, other = self.own.names.get(aspect.label), self.other.names.get(aspect.label)
        if own is None or other is None:
            return None
        score = round(fuzz.ratio(own.bare, other.bare))
        pair = Pair(own.text, own.location, other.text, other.location, score)
        alarming = _alarms(aspect, score) and min(len(own.bare), len(other.bare)) >= (aspect.least or 0)
        return AspectLikeness(aspect.label, score, (pair,), 0, 0, alarming)

    def _items(self, aspect: Aspect) -> AspectLikeness | None:
        own, other = self.own.items.get(aspect.label, ()), self.other.items.get(aspect.label, ())
        if not own or not other:
            return None
        weights = self.index.name_weights({item.bare for item in (*own, *other)})
        matches = _match(own, other)
        shared = sum(ratio * min(weights[one.bare], weights[two.bare]) for one, two, ratio in matches)
        left, right = (sum(weights[item.bare] for item in side) for side in (own, other))
        if not left or not right:
            return None
        score = round(100 * share(shared, left, right, aspect.least or 0))
        telling = [(one, two, ratio) for one, two, ratio in matches if weights[one.bare] and weights[two.bare]]
        pairs = tuple(
            Pair(one.text, one.location, two.text, two.location, round(100 * ratio)) for one, two, ratio in telling
        )
        alarming = _alarms(aspect, score) and len(pairs) >= (aspect.least or 0)
        return AspectLikeness(aspect.label, score, pairs, len(own), len(other), alarming)

    def _text(self, aspect: Aspect) -> AspectLikeness | None:
        found = self.index.text_share(self.own.folder, self.other.folder, aspect.least or 0)
        if found is None:
            return None
        score = round(100 * found)
        return AspectLikeness(aspect.label, score, (), 0, 0, _alarms(aspect, score))

    def with_passages(self, likeness: Likeness) -> Likeness:
        """A likeness together with the passages that the texts share; finding them takes longer than all the rest."""
        plan, root = self.index.plan, self.index.root
        own, other = (read_sentences(plan, root, portrait) for portrait in (self.own, self.other))
        texts = {aspect.label for aspect in plan.of(TEXT)}
        passages = alike_passages(own, other, self._worth)
        aspects = (replace(one, pairs=passages) if one.label in texts else one for one in likeness.aspects)
        return replace(likeness, aspects=tuple(aspects))

    def _worth(self, sentence: Sentence) -> float:
        """How much a sentence tells: its length, less where the library has seen its words before."""
        return len(sentence.bare) * self.index.text_weight(sentence.bare)


def _alarms(aspect: Aspect, score: int) -> bool:
    return aspect.alarm is not None and score >= aspect.alarm


def _match(own: Sequence[Item], other: Sequence[Item]) -> list[tuple[Item, Item, float]]:
    """Pairs of items that are the same or nearly so, each item in one pair at most, the most alike first."""
    places = {(item.bare, item.detail): number for number, item in enumerate(other)}
    equal = [(number, places.get((item.bare, item.detail))) for number, item in enumerate(own)]
    matches = [(own[first], other[second], 1.0) for first, second in equal if second is not None]
    taken = {first for first, second in equal if second is not None}
    given = {second for _, second in equal if second is not None}
    near = [
        (-ratio, *_ordered(one.bare, two.bare), first, second)
        for first, one in enumerate(own)
        for second, two in enumerate(other)
        if first not in taken and second not in given and (ratio := _likeness(one, two))
    ]
    for negative, _, _, first, second in sorted(near):
        if first not in taken and second not in given:
            taken.add(first)
            given.add(second)
            matches.append((own[first], other[second], -negative))
    return matches


def _ordered(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one <= two else (two, one)


def _likeness(one: Item, two: Item) -> float:
    """How much two named things are alike, 0 to 1; 0 where they are not even nearly the same.

    A name such as 统计分析 stands for different things: where details are told of both, they count as well. Where the
    details are the same, another name does not hide the copy.
    """
    name = fuzz.ratio(one.bare, two.bare) / 100
    if min(len(one.detail), len(two.detail)) < _LEAST_DETAIL:
        return name if name >= NEAR_NAMES else 0.0
    detail = max(0.0, (fuzz.ratio(one.detail, two.detail) / 100 - _CHANCE) / (1 - _CHANCE))
    ratio = max(_NAME_PART * name + (1 - _NAME_PART) * detail, _DETAIL_ALONE * detail)
    return ratio if ratio >= NEAR_ITEMS else 0.0
