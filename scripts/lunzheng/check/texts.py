"""Every piece of text that an author has written in a project, with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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


class Texts:
    """Texts in order, which can be searched all at once: what most rules look for stands in few of them."""

    def __init__(self, texts: Iterable[WrittenText]) -> None:
        self._texts = tuple(texts)
        self._joined = "\n".join(written.text for written in self._texts)
        self._starts = [0, *accumulate(len(written.text) + 1 for written in self._texts)]

    def __iter__(self) -> Iterator[WrittenText]:
        return iter(self._texts)

    def holding(self, *patterns: re.Pattern[str]) -> Iterator[WrittenText]:
        """The texts in which a pattern may be found; it sees a line break before and after each of them.

        Several patterns that each begin in one way are found sooner than one that begins in several.
        """
        for index in sorted({index for pattern in patterns for index in self._holding(pattern)}):
            yield self._texts[index]

    def _holding(self, pattern: re.Pattern[str]) -> Iterator[int]:
        start = 0
        while start <= len(self._joined) and (found := pattern.search(self._joined, start)):
            index = min(bisect_right(self._starts, found.start()), len(self._texts)) - 1
            yield index
            start = self._starts[index + 1]


@lru_cache(maxsize=4)
def passages(project: Project) -> Texts:
    """The texts of the YAML files, then headings, paragraphs, list items and table cells, each in one piece.

    Kept for the next rule that asks.
    """
    return Texts(_passages(project))


def _passages(project: Project) -> Iterator[WrittenText]:
    yield from _yaml_texts(project)
    for narrative in project.narratives.values():
        for _, heading in narrative.order:
            yield WrittenText(heading.text, partial(_at_start, heading.location))
        for block in [*narrative.stray, *narrative.blocks]:
            yield from block_passages(block)


def block_passages(block: Block) -> Iterator[WrittenText]:
    """The paragraphs, list items and table cells of a block: emphasis and links do not divide them."""
    if len(block.units) == len(block.texts):
        for text in block.texts:
            yield WrittenText(text.text, text.locate)
        return
    texts = iter(block.texts)
    for count in block.units:
        yield joined(tuple(islice(texts, count)))


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


def _yaml_texts(project: Project) -> Iterator[WrittenText]:
    # A waiver quotes the text that it is about; what is wrong there is told at its own place.
    waivers = project.profile.node.get("豁免") if project.profile.node else None
    for node in project.authored_nodes.values():
        parts = node.value.values() if isinstance(node.value, dict) else [node]
        for part in parts:
            if part is not waivers:
                for text, location in part.strings():
                    yield WrittenText(text, partial(_at_start, location))


def _at_start(location: Location, _offset: int) -> Location:
    """The place of a text that is known by its start only."""
    return location
