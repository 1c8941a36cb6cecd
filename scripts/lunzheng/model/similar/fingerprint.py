"""A text as a small set of numbers: hashes of its character sequences, of which every sixteenth is kept.

Which sequences are kept is decided by their hash alone, so that two texts keep the same ones of what they share: the
kept ones that are common tell how much of one text stands in the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.uint32]
"""A set of tokens, ascending."""

LENGTH = 7
"""Characters in a sequence: longer than most terms of the trade, shorter than most clauses."""

SAMPLE = 16
"""One of so many sequences is kept."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)


def text_tokens(bare: str) -> Tokens:
    """The tokens of a bare text."""
    codes = np.frombuffer(bare.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    count = len(codes) - LENGTH + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint32)
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(LENGTH):
        hashes *= _FACTOR
        hashes += codes[offset : offset + count]
    hashes ^= hashes >> _SHIFT
    hashes *= _MIX
    kept = hashes[(hashes >> np.uint64(20)) % np.uint64(SAMPLE) == 0]
    return _ascending((kept >> _SHIFT).astype(np.uint32))


def name_token(bare: str) -> int:
    """The token of a bare name."""
    return crc32(bare.encode("utf-8"))


def name_tokens(bare: Iterable[str]) -> Tokens:
    """The tokens of bare names."""
    return _ascending(np.array([name_token(name) for name in bare], dtype=np.uint32))


def _ascending(tokens: Tokens) -> Tokens:
    tokens.sort()
    different = np.ones(len(tokens), dtype=bool)
    np.not_equal(tokens[1:], tokens[:-1], out=different[1:])
    return tokens[different]
