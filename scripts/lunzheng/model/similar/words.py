"""Text made comparable: width, case, punctuation and spaces do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ENDS = re.compile(r"[省市县区]$")
_LEAST_CORE = 2
_NO_LETTERS = re.compile(
    r"[\x00-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u2bff\u3000-\u3004\u3007-\u3030\ufe10-\ufe6f"
    r"\uff00-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff]+"
)
"""Digits, signs and blanks of the scripts that a proposal is written in."""

MOST_NAME = 100
"""So many letters of a name are compared."""


def bare(text: str) -> str:
    """A name without punctuation and spaces, in half width and lower case."""
    return _plain("".join(filter(str.isalnum, text)))


def bare_prose(text: str) -> str:
    """Running text as it is compared: also without digits, for a copy has other numbers."""
    return _plain(_NO_LETTERS.sub("", text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True)
class Words:
    """The words that do not count.

    Attributes:
        empty: what a project's name is stripped of, bare, longest first.
        common: bare names that every project has.
    """

    empty: tuple[str, ...]
    common: frozenset[str]

    @staticmethod
    def of(empty: Sequence[str], common: Sequence[str], bodies: Sequence[str], city: str) -> Words:
        """The words of an edition together with the city and the bodies of a library."""
        names = {bare(word) for word in (*empty, *bodies, city, _ENDS.sub("", city))} - {""}
        return Words(tuple(sorted(names, key=lambda word: (-len(word), word))), frozenset(map(bare, common)))

    def core(self, name: str) -> str:
        """What is a project's own in its name; the whole name where nothing would be left."""
        whole = core = bare(name)
        for word in self.empty:
            core = core.replace(word, "")
        return (core if len(core) >= _LEAST_CORE else whole)[:MOST_NAME]
