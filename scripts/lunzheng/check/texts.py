"""Every piece of text that an author has written in a project, with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, islice
from typing import NamedTuple

from lunzheng.model.library import Project
from lunzheng.source.block import Block, Text, runs
from lunzheng.source.problem import Location

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")


class WrittenText(NamedTuple):
    """A text, and how to find the place of a character in it."""

    text: str
    locate: Callable[[int], Location]


Piece = Text | tuple[str, Location] | tuple[Text, ...]
"""A text before anybody asks for its places: a run of text, a text with its start, or adjacent runs."""


class Texts:
    """Texts in order, which can be searched all at once: what most rules look for stands in few of them."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        texts = [piece[0] if isinstance(piece[0], str) else _written(piece).text for piece in pieces]
        self._joined = "\n".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def holding(self, *patterns: re.Pattern[str]) -> Iterator[WrittenText]:
        """The texts in which a pattern may be found; it sees a line break before and after each of them.

        Several patterns that each begin in one way are found sooner than one that begins in several.
        """
        for index in sorted({index for pattern in patterns for index in self._holding(pattern)}):
            yield _written(self._pieces[index])

    def _holding(self, pattern: re.Pattern[str]) -> Iterator[int]:
        start = 0
        while start <= len(self._joined) and (found := pattern.search(self._joined, start)):
            index = min(bisect_right(self._starts, found.start()), len(self._pieces)) - 1
            yield index
            start = self._starts[index + 1]


@lru_cache(maxsize=4)
def passages(project: Project) -> Texts:
    """The texts of the YAML files, then headings, paragraphs, list items and table cells, each in one piece.

    Kept for the next rule that asks.
    """
    pieces: list[Piece] = [*authored_strings(project)]
    for narrative in project.narratives.values():
        pieces += ((heading.text, heading.location) for _, heading in narrative.order)
        for block in [*narrative.stray, *narrative.blocks]:
            pieces += _pieces(block)
    return Texts(pieces)


def block_passages(block: Block) -> Iterator[WrittenText]:
    """The paragraphs, list items and table cells of a block: emphasis and links do not divide them."""
    return map(_written, _pieces(block))


def _pieces(block: Block) -> Sequence[Piece]:
    if len(block.units) == len(block.texts):
        return block.texts
    texts = iter(block.texts)
    return [tuple(islice(texts, count)) for count in block.units]


def _written(piece: Piece) -> WrittenText:
    match piece:
        case Text():
            return WrittenText(piece.text, piece.locate)
        case (str(text), Location() as location):
            return WrittenText(text, partial(_at_start, location))
        case _:
            return joined(piece)


def joined(pieces: Sequence[Text]) -> WrittenText:
    """Adjacent runs of text as one."""
    if len(pieces) == 1:
        return WrittenText(pieces[0].text, pieces[0].locate)
    starts = [0, *accumulate(len(piece.text) for piece in pieces)]

    def locate(offset: int) -> Location:
        index = min(bisect_right(starts, offset) - 1, len(pieces) - 1)
        return pieces[index].locate(offset - starts[index])

    return WrittenText("".join(piece.text for piece in pieces), locate)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of a text that a stretch of it stands in."""
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def table_rows(block: Block) -> Iterator[list[WrittenText]]:
    """The cells of a table, row by row, its head first; nothing for any other block."""
    if block.element["t"] != "Table":
        return
    _, caption, _, head, bodies, foot = block.element["c"]
    texts = iter(block.texts)
    list(islice(texts, runs(caption)))
    groups = [head[1], *(group for body in bodies for group in (body[2], body[3])), foot[1]]
    for group in groups:
        for row in group:
            yield [joined(tuple(islice(texts, runs(cell[4])))) for cell in row[1]]


@lru_cache(maxsize=4)
def authored_strings(project: Project) -> Sequence[tuple[str, Location]]:
    """The texts of the YAML files that the department answers for, with their places."""
    # A waiver quotes the text that it is about; what is wrong there is told at its own place.
    waivers = project.profile.node.get("豁免") if project.profile.node else None
    found: list[tuple[str, Location]] = []
    for node in project.authored_nodes.values():
        for part in node.value.values() if isinstance(node.value, dict) else [node]:
            if part is not waivers:
                found += part.strings()
    return found


def _at_start(location: Location, _offset: int) -> Location:
    """The place of a text that is known by its start only."""
    return location
