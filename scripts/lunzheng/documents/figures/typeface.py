"""Measuring and breaking text: every line of a figure is known to fit before it is drawn."""

from __future__ import annotations

import re
import unicodedata

from lunzheng.documents.figures.font import Font
from lunzheng.documents.figures.linebreak import best_lines, fill, pieces

LINE_HEIGHT = 1.3
"""Distance of baselines, in sizes."""

ASCENT, DESCENT = 0.88, 0.12
"""The em box of Chinese characters about the baseline."""

MAX_LINES = 36
"""What stays of a text that would fill a page; the rest is in the text of the document."""

ELLIPSIS = "……"

_DROPPED = {"Cf", "Cs", "Co"}
_SPACES = {"Cc", "Zl", "Zp", "Zs"}


def clean(text: str) -> str:
    """A text of a project file as one line: no line breaks, no invisible or reordering characters."""
    kept = (" " if unicodedata.category(c) in _SPACES else c for c in text if _is_visible(c))
    return re.sub(" +", " ", "".join(kept)).strip()


def _is_visible(character: str) -> bool:
    code = ord(character)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not is_noncharacter and unicodedata.category(character) not in _DROPPED


class Typeface:
    """A font that measures; widths and sizes in points."""

    def __init__(self, font: Font) -> None:
        self.font = font
        self._lines: dict[tuple[str, float, float, bool], tuple[str, ...]] = {}

    def _em(self, text: str) -> float:
        """The width of one line in em; a character that the font lacks takes one."""
        advances = self.font.advances
        return sum(advances.get(ord(character), 1.0) for character in text)

    def width(self, text: str, size: float) -> float:
        """The width of one line."""
        return self._em(text) * size

    def is_regular(self, text: str) -> bool:
        """Whether all characters are one em wide, in this and in every other Chinese font."""
        return all(unicodedata.east_asian_width(character) in "WF" for character in text)

    def lines(self, text: str, size: float, width: float, *, left: bool = False) -> tuple[str, ...]:
        """Break a text into as few lines as possible, where it reads best.

        What would need more than ``MAX_LINES`` lines is cut with an ellipsis.

        Args:
            text: one line, or several divided by line feeds.
            size: of the type.
            width: that no line exceeds.
            left: whether the lines are set flush left, or else centred; their number is the same.
        """
        key = (text, size, width, left)
        if key not in self._lines:
            broken = [line for part in text.split("\n") for line in self._broken(part, width / size, left)]
            self._lines[key] = self._cut(broken, size, width)
        return self._lines[key]

    def height(self, text: str, size: float, width: float) -> float:
        """The height of a text broken into lines of ``width``."""
        return len(self.lines(text, size, width)) * size * LINE_HEIGHT

    def one_line(self, text: str, size: float, width: float) -> str:
        """A text cut with an ellipsis where one line cannot hold it."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(text + ELLIPSIS, size) > width:
            text = text[:-1]
        return text + ELLIPSIS

    def _broken(self, text: str, width: float, left: bool) -> list[str]:
        if self._em(text) <= width:
            return [text]
        found = pieces(text, self._em, width)
        lines = fill(found, self._em, width)
        if 1 < len(lines) <= MAX_LINES:
            return best_lines(found, len(lines), self._em, width, left=left)
        return lines

    def _cut(self, lines: list[str], size: float, width: float) -> tuple[str, ...]:
        if len(lines) <= MAX_LINES:
            return tuple(lines)
        last = self.one_line(lines[MAX_LINES - 1] + lines[MAX_LINES], size, width)
        return (*lines[: MAX_LINES - 1], last)
