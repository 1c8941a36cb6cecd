"""The blocks of a Markdown file as every output sees them: pandoc's tree without positions, the places beside it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from lunzheng.source.problem import Location

Element = dict[str, Any]
"""One block or inline of pandoc's JSON."""

NO_ATTRIBUTES: list[Any] = ["", [], []]


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
    """One top-level block of a Markdown file."""

    element: Element
    location: Location
    texts: tuple[Text, ...]
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
