"""Text as a reader sees it: compatibility forms unified, invisible characters gone, and the way back to each place."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(
    "[^\u3400-\u9fff\t\n\x20-\x25\x27-\x7e\u3000、。，；：？！（）《》〈〉“”‘’—…〔〕【】「」『』★☆＊○●×％～±·]"
    r"(?:(?<!&)|(?<=&)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)"
)
"""What may stand for something else. Most files hold none of it and are used as they are; that it begins with one
class lets the search pass over them quickly."""


@dataclass(frozen=True)
class Folded:
    """A folded text; ``anchors`` are (offset in it, offset in the original), ascending."""

    text: str
    anchors: tuple[tuple[int, int], ...]

    def original(self, offset: int) -> int:
        """Where the character at an offset stands in the original text."""
        folded, original = self.anchors[bisect_right(self.anchors, (offset, 1 << 60)) - 1]
        return original + offset - folded


@lru_cache(maxsize=1)
def fold(text: str) -> Folded:
    """Unify full-width and other compatibility forms (NFKC), resolve character references, drop what has no width."""
    pieces: list[str] = []
    anchors = [(0, 0)]
    length = end = 0
    for found in _SPECIAL.finditer(text):
        plain = text[end : found.start()]
        seen = _seen(found.group())
        pieces += (plain, seen)
        length += len(plain)
        anchors.append((length, found.start()))
        length += len(seen)
        anchors.append((length, found.end()))
        end = found.end()
    if not pieces:
        return Folded(text, ((0, 0),))
    pieces.append(text[end:])
    return Folded("".join(pieces), tuple(anchors))


def _seen(written: str) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(written))
    return "".join(character for character in text if not _is_invisible(character))


def _is_invisible(character: str) -> bool:
    """Format and control characters, variation selectors, fillers; line ends and tabs stay."""
    if character in "\n\t":
        return False
    return unicodedata.category(character) in ("Cf", "Cc", "Mn", "Co", "Cn") or character in "\u115f\u1160\u3164\uffa0"
