"""Texts of strangers before they enter the repository: what may not be kept is withheld, what nobody sees is dropped.

Git keeps for ever what was once committed. A text that bears a mark of secrecy is therefore not written at all
(保守国家秘密法 arts. 29, 31), and personal numbers are masked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lunzheng.check.guard.marks import find_marks
from lunzheng.check.guard.personal import find_personal
from lunzheng.model.edition import Edition
from lunzheng.source.text import CONTROL_CHARACTERS

MAX_CHARACTERS = 6000
"""Longer than any opinion of a department; the forge keeps the whole."""

_HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef]|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]")


@dataclass(frozen=True)
class Clean:
    """A text as it may be kept; ``withheld`` is set instead where it may not."""

    text: str
    withheld: str = ""


def clean(body: str, edition: Edition, limit: int = MAX_CHARACTERS) -> Clean:
    """A comment as it may be written into the repository.

    Args:
        body: as the forge has it.
        edition: its words for what is withheld and cut, and its list of marks short of a state secret.
        limit: in characters.
    """
    words = edition.review.opinions
    visible = _visible(body)
    for text in (body, visible):
        marks = find_marks(text, held=edition.internal_marks)
        if marks:
            secret = any(mark.is_secret for mark in marks)
            return Clean("", words.withheld.secret if secret else words.withheld.held)
    text = _masked(visible)
    if len(text) > limit:
        text = text[:limit].rstrip() + words.too_long.replace("{字数}", str(len(text)))
    return Clean(text)


def _visible(body: str) -> str:
    """The text without what does not show: control characters, HTML comments, blanks at the ends of lines."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    text = _NO_CHARACTER.sub("", CONTROL_CHARACTERS.sub("", _HIDDEN.sub("", text)))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _masked(text: str) -> str:
    for item in reversed(find_personal(text)):
        text = text[: item.offset] + item.masked + text[item.offset + item.length :]
    return text
