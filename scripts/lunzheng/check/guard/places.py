"""Where in a text a pattern can begin: tried only there, a pattern costs far less than tried everywhere.

Places are offsets in ascending order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def found_at(places: Iterable[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a pattern finds in a text, given the only places where it can begin."""
    end = 0
    for place in places:
        if place >= end and (found := pattern.match(text, place)):
            yield found
            end = found.end()


def starts(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Where a pattern matches, also within another match."""
    start = 0
    while found := pattern.search(text, start):
        yield found.start()
        start = found.start() + 1


def line_starts(text: str, places: Iterable[int]) -> Iterator[int]:
    """The beginnings of the lines that the places are on, each once."""
    start, told, before = 0, -1, 0
    for place in places:
        start = max(start, text.rfind("\n", before, place) + 1)
        before = place
        if start > told:
            told = start
            yield start
