"""Two texts beside each other in pieces: those that both have, and those that only one has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

LONGEST = 300
"""So many characters of a text are shown."""
AROUND = 30
"""So many characters are shown before and after what has changed."""
_LEAST_SAME = 2
"""Characters that are the same by chance are not marked."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether the other text has it, too."""

    text: str
    is_common: bool


Pieces = tuple[Piece, ...]


def aligned(own: str, other: str) -> tuple[Pieces, Pieces]:
    """Two texts in pieces, from their beginnings; the rest of a long one is cut."""
    return _aligned(clipped(own), clipped(other))


def changed(before: str, after: str) -> tuple[Pieces, Pieces]:
    """A text before and after a change in pieces; of what stayed, only what stands around the change is shown."""
    one, two = " ".join(before.split()), " ".join(after.split())
    if one == two or not (one and two):
        return _whole(one), _whole(two)
    start = _common(one, two)
    end = _common(one[start:][::-1], two[start:][::-1])
    head, tail = _head(one[:start]), _tail(one[len(one) - end :])
    left, right = _aligned(*(clipped(text[start : len(text) - end]) for text in (one, two)))
    return (*head, *left, *tail), (*head, *right, *tail)


def clipped(text: str) -> str:
    """A text in one line, with its whole length where it is cut."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……（共 {len(text):,} 字）"


def _common(one: str, two: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _whole(text: str) -> Pieces:
    return (Piece(clipped(text), is_common=True),) if text else ()


def _head(text: str) -> Pieces:
    shown = text if len(text) <= AROUND else f"……{text[-AROUND:]}"
    return (Piece(shown, is_common=True),) if shown else ()


def _tail(text: str) -> Pieces:
    shown = text if len(text) <= AROUND else f"{text[:AROUND]}……"
    return (Piece(shown, is_common=True),) if shown else ()


def _aligned(own: str, other: str) -> tuple[Pieces, Pieces]:
    matcher = SequenceMatcher(None, own, other, autojunk=False)
    same = [block for block in matcher.get_matching_blocks() if block.size >= _LEAST_SAME]
    return (
        tuple(_pieces(own, [(block.a, block.size) for block in same])),
        tuple(_pieces(other, [(block.b, block.size) for block in same])),
    )


def _pieces(text: str, same: list[tuple[int, int]]) -> Iterator[Piece]:
    end = 0
    for start, size in same:
        if start > end:
            yield Piece(text[end:start], is_common=False)
        yield Piece(text[start : start + size], is_common=True)
        end = start + size
    if end < len(text):
        yield Piece(text[end:], is_common=False)
