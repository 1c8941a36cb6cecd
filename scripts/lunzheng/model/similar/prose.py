"""A light reading of Markdown and YAML, without their parsers: the words that are compared, not the structure.

Ten thousand other projects cannot be parsed each time one is checked. For telling what is alike it is enough to leave
out headings, keys and marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunzheng.model.similar.words import bare_prose
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile

LEAST_SENTENCE = 10
"""The least number of letters that a sentence needs to be shown as alike."""

MOST_COMPARED = 500
"""So many letters of a sentence are compared; a longer one is none."""

ENDS = "。；！？;!?"
"""The marks that end a sentence."""

_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$", re.MULTILINE)
_MARKER = re.compile(r"[\s>*+\-]*(?:[0-9]+[.)]\s)?\s*")
_TARGETS = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)|(?<=\])\([^()\n]*\)|\{\{[^{}\n]*\}\}")
_SENTENCE = re.compile(rf"[^{ENDS}|]+[{ENDS}]?")
_BLOCK = re.compile(r"^([^\s#:\-][^:\n]*):(?=\s)", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_KEY = re.compile(r"(?:^|(?<=[\s{,\-]))[^\s:,{}\[\]\"']{1,16}:(?=\s)")


@dataclass(frozen=True)
class Sentence:
    """A sentence as written, as compared, and its place."""

    text: str
    bare: str
    location: Location


def prose_lines(text: str, unfinished: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """The lines of a Markdown text that are prose: number from 1, as written, as compared.

    Headings are the edition's, and so are the hints of a new folder that nobody has replaced yet; pictures, link
    targets and tokens are nobody's words and become blanks.

    Args:
        text: the whole text.
        unfinished: the marks of what is still to be written.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not _HEADING.match(line) and not any(mark in line for mark in unfinished):
            yield number, line, _TARGETS.sub(lambda found: " " * len(found.group()), line)


def markdown_prose(text: str, unfinished: Sequence[str]) -> str:
    """The prose of a Markdown text, bare; the same as :func:`prose_lines` gives, in less time."""
    if any(mark in text for mark in unfinished):
        text = "\n".join(line for line in text.split("\n") if not any(mark in line for mark in unfinished))
    return bare_prose(_TARGETS.sub("", _HEADING.sub("", text)))


def markdown_sentences(file: TextFile, unfinished: Sequence[str]) -> Iterator[Sentence]:
    """The sentences of a Markdown file."""
    for number, written, compared in prose_lines(file.text, unfinished):
        yield from _sentences(written, compared, Location(file.file, number))


def sentences(text: str, location: Location) -> Iterator[Sentence]:
    """The sentences of a text that starts at a place; the short ones are left out."""
    for line in text.split("\n"):
        yield from _sentences(line, line, location)


def _sentences(written: str, compared: str, location: Location) -> Iterator[Sentence]:
    for found in _SENTENCE.finditer(compared):
        words = bare_prose(found.group())[:MOST_COMPARED]
        if len(words) >= LEAST_SENTENCE:
            marker = _MARKER.match(found.group())
            start = found.start() + (marker.end() if marker else 0)
            text = written[start : found.end()].strip()
            yield Sentence(text, words, Location(location.file, location.line, location.column + start))


def yaml_blocks(text: str) -> dict[str, str]:
    """What stands under each key of the top of a YAML file, as written but for comments."""
    parts = _BLOCK.split(_COMMENT.sub("", text))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def yaml_prose(block: str) -> str:
    """The values of a piece of YAML, bare."""
    return bare_prose(_KEY.sub(" ", block))


def yaml_values(block: str, key: str) -> list[str]:
    """The short texts that stand behind a key, wherever in a piece of YAML, quoted or not."""
    pattern = rf"(?:^|[\s{{,]){re.escape(key)}: +(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'{{\[#][^,}}\n]*))"
    return [next(filter(None, groups), "").strip() for groups in re.findall(pattern, block)]
