"""The blocks of a Markdown file as every output sees them: pandoc's tree without positions, the places beside it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from lunzheng.source.problem import Location

Element = dict[str, Any]
"""One block or inline of pandoc's JSON."""

NO_ATTRIBUTES: list[Any] = ["", [], []]

_RUNS = frozenset(("Str", "Code", "CodeBlock"))
"""What pandoc calls a run of text."""


class Text(NamedTuple):
    """A run of text and where its parts stand: ``anchors`` are (offset, line, column), ascending."""

    text: str
    file: str
    anchors: tuple[tuple[int, int, int], ...]

    def locate(self, offset: int) -> Location:
        """The place of the character at an offset."""
        index = max(bisect_right(self.anchors, (offset, 1 << 30, 0)) - 1, 0)
        start, line, column = self.anchors[index]
        return Location(self.file, line, column + offset - start)


class Picture(NamedTuple):
    """A picture that the text shows: its path as written, and the place."""

    path: str
    location: Location


@dataclass(frozen=True)
class Block:
    """One top-level block of a Markdown file.

    Attributes:
        element: pandoc's tree, without positions.
        location: where it starts.
        texts: its runs of text, in order.
        units: how many of these each paragraph, list item and table cell is made of, in order; none is zero.
        pictures: the pictures that it shows.
    """

    element: Element
    location: Location
    texts: tuple[Text, ...]
    units: tuple[int, ...]
    pictures: tuple[Picture, ...]

    @property
    def heading_level(self) -> int | None:
        """1–6 for a heading, None for any other block."""
        return int(self.element["c"][0]) if self.element["t"] == "Header" else None

    @cached_property
    def plain_text(self) -> str:
        """The text of the block without markup."""
        return "".join(text.text for text in self.texts)


@dataclass(frozen=True)
class Markdown:
    """One Markdown file as its top-level blocks."""

    file: str
    blocks: tuple[Block, ...]


def element(kind: str, content: Any) -> Element:  # noqa: ANN401 - pandoc's JSON
    return {"t": kind, "c": content}


def units(block: Element) -> Iterator[Any]:
    """The parts of a block that are read as one, in the order of its texts."""
    content: Any = block.get("c")
    match block["t"]:
        case "BulletList" | "OrderedList":
            for item in content if block["t"] == "BulletList" else content[1]:
                for child in item:
                    yield from units(child)
        case "BlockQuote":
            for child in content:
                yield from units(child)
        case "Table":
            _, caption, _, head, bodies, foot = content
            yield caption
            for group in [head[1], *(group for body in bodies for group in (body[2], body[3])), foot[1]]:
                yield from (cell[4] for row in group for cell in row[1])
        case "Figure":
            yield content[1]
        case _:
            yield block


def runs(part: Any) -> int:  # noqa: ANN401 - any part of pandoc's JSON
    """How many runs of text the reader has taken from a part of a block."""
    count = 0
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            kind = part["t"]
            if kind in _RUNS:
                count += 1
            elif content := part.get("c"):
                waiting.append(content[1] if kind == "Figure" else content)
    return count


def breaks_with_space(before: str, after: str) -> bool:
    """Whether a line break between two texts stands for a space; between Chinese characters it stands for nothing."""
    return not (_wide_end(before) and _wide_start(after))


def _wide_start(text: str) -> bool:
    # A token stands for Chinese text more often than not.
    return _wide(text[0]) or text.startswith("{")


def _wide_end(text: str) -> bool:
    return _wide(text[-1]) or text.endswith("}")


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’—…"
