"""Which projects hold which token, and how much a token tells: the fewer projects hold it, the more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lunzheng.model.similar.fingerprint import Tokens

Weights = NDArray[np.float64]

LARGE = 20
"""In a library of so many projects, what more than half of them hold is a common form of words and counts nothing."""

LEAST_WEIGHT = 0.05
"""In a smaller one it counts this little: there it may still be the only thing that two copies have."""

_SHIFT = np.uint64(32)


class Postings:
    """The token sets of all projects, by number, and the way back from a token to its projects."""

    def __init__(self, sets: Sequence[Tokens]) -> None:
        self.sets = sets
        counts = [len(tokens) for tokens in sets]
        owners = np.repeat(np.arange(len(sets), dtype=np.uint64), counts)
        packed = np.concatenate([np.empty(0, np.uint32), *sets]).astype(np.uint64)
        packed <<= _SHIFT
        packed |= owners
        packed.sort()
        self._owners = packed.astype(np.uint32)  # the lower half
        packed >>= _SHIFT
        tokens = packed.astype(np.uint32)
        different = np.ones(len(tokens), dtype=bool)
        np.not_equal(tokens[1:], tokens[:-1], out=different[1:])
        firsts = np.flatnonzero(different)
        self._tokens: Tokens = tokens[firsts]
        self._starts = np.append(firsts, len(tokens)).astype(np.int32)
        self.counts = np.array(counts, dtype=np.float64)
        self._totals: dict[int, float] = {}

    def weights(self, tokens: Tokens) -> Weights:
        """How much each token tells: 1 where only two projects hold it, falling with the logarithm of their number."""
        return self._weights(self._spans(tokens)[1])

    def total(self, number: int) -> float:
        """How much all the tokens of one project tell; kept, for copies of one text ask for each other's."""
        if number not in self._totals:
            self._totals[number] = float(self.weights(self.sets[number]).sum())
        return self._totals[number]

    def shared(self, tokens: Tokens) -> Weights:
        """For each project the weight of the tokens that it shares with these."""
        starts, lengths = self._spans(tokens)
        weights = self._weights(lengths)
        telling = (weights > 0) & (lengths > 1)
        starts, lengths, weights = starts[telling], lengths[telling], weights[telling]
        # The places of all owners at once: a run of places for each token.
        before = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
        told = np.repeat(weights, lengths)
        return np.bincount(self._owners[places], told, minlength=len(self.sets)).astype(np.float64)

    def _spans(self, tokens: Tokens) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Where the owners of each token start, and how many they are."""
        if not len(self._tokens):
            nothing = np.zeros(len(tokens), dtype=np.int32)
            return nothing, nothing
        places = np.minimum(np.searchsorted(self._tokens, tokens), len(self._tokens) - 1)
        lengths = (self._starts[places + 1] - self._starts[places]) * (self._tokens[places] == tokens)
        return self._starts[places], lengths

    def _weights(self, lengths: NDArray[np.int32]) -> Weights:
        holders = np.maximum(lengths, 2)
        projects = max(len(self.sets), 3)
        weights: Weights = np.maximum(1 - np.log(holders / 2) / np.log(projects / 2), LEAST_WEIGHT)
        if projects >= LARGE:
            weights[holders > projects / 2] = 0
        return weights
