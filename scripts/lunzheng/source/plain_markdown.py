"""Markdown that can be read in one way only: headings, paragraphs, bold, flat lists, tables and figures.

Most chapters hold nothing else, and pandoc takes longer over them than all the other steps together. This reader weighs
no rule against another: it takes a file whose every line has one meaning, and gives the tree that pandoc gives. At the
first line that might mean something else it gives up, and pandoc reads the whole file (decision 0003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lunzheng.source.block import NO_ATTRIBUTES, Block, Element, Markdown, Picture, Text, breaks_with_space, element
from lunzheng.source.picture import PICTURE_PATH
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile

# Letters, digits and signs of Chinese, English and Japanese; none that has a meaning in Markdown, none that combines.
_CHARACTERS = (
    r"!-%'-)+-;=>?@A-Z^a-z{}\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2070-\u20a9\u2100-\u2bff"
    r"\u2e80-\u2fff\u3001-\u3029\u3030-\u3098\u309b-\ua48f\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffee\U00020000-\U0003ffff"
)
_WORDS = rf"[{_CHARACTERS}]+(?: [{_CHARACTERS}]+)*"
_LETTER = r"[0-9A-Za-z\u4e00-\u9fff]"
_PLAIN = re.compile(_WORDS)
# Bold that begins and ends with a letter is bold wherever it stands.
_BOLD = re.compile(rf"(?<!\*)\*\*(?={_LETTER})(?P<text>{_WORDS})(?<={_LETTER})\*\*(?!\*)")
_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<text>(?:\S.*)?[^#\s])")
_NO_PARAGRAPH = re.compile(r"[-+=:>#!|]|[0-9]{1,9}[.)](?: |$)")
_BULLET = re.compile(r"- (?P<text>.*)")
_NUMBERED = re.compile(r"(?P<number>[1-9][0-9]{0,8})(?P<delimiter>[.)]) (?P<text>.*)")
_DELIMITERS = {".": "Period", ")": "OneParen"}
_TABLE_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_ALIGNMENTS = {
    (False, False): "AlignDefault",
    (True, False): "AlignLeft",
    (False, True): "AlignRight",
    (True, True): "AlignCenter",
}
_FIGURE = re.compile(rf"!\[(?P<caption>{_WORDS})\]\((?P<path>[^()\s]+)\)")


@dataclass(frozen=True)
class _Line:
    """A text of one line and where it begins."""

    text: str
    line: int
    column: int


class _NotPlainError(Exception):
    """There is something that only pandoc reads."""


def read_plain(text: TextFile) -> Markdown | None:
    """Read a file that holds plain Markdown only; None where it holds anything else."""
    try:
        return Markdown(text.file, tuple(_Reader(text).blocks()))
    except _NotPlainError:
        return None


class _Reader:
    """Reads the blocks of one file, line by line."""

    def __init__(self, text: TextFile) -> None:
        self.file = text.file
        self.lines = [line if line.strip(" ") else "" for line in text.text.split("\n")]
        self.lines.append("")
        self.next = 0
        """The line to read next, from 0."""
        self.texts: list[Text] = []
        self.units: list[int] = []
        self.pictures: list[Picture] = []

    def blocks(self) -> Iterator[Block]:
        while self.next < len(self.lines):
            if not self.lines[self.next]:
                self.next += 1
                continue
            location = Location(self.file, self.next + 1)
            self.texts, self.units, self.pictures = [], [], []
            yield Block(self._block(), location, tuple(self.texts), tuple(self.units), tuple(self.pictures))

    def _block(self) -> Element:
        line = self.lines[self.next]
        match line[0]:
            case "#":
                return self._heading(line)
            case "|":
                return self._table()
            case "!":
                return self._figure(line)
            case "-":
                return element("BulletList", [[item] for _, item in self._items(_BULLET)])
            case _ if _NUMBERED.match(line):
                return self._numbered()
            case _:
                return self._paragraph()

    def _heading(self, line: str) -> Element:
        found = _HEADING.fullmatch(line)
        if not found:
            raise _NotPlainError
        self.next += 1
        level = len(found["marks"])
        content = self._inlines([_Line(found["text"], self.next, level + 2)])
        return element("Header", [level, NO_ATTRIBUTES, content])

    def _paragraph(self) -> Element:
        lines: list[_Line] = []
        while (line := self.lines[self.next]) and not self._ends_paragraph(line, first=not lines):
            self.next += 1
            lines.append(_Line(line, self.next, 1))
        return element("Para", self._inlines(lines))

    def _ends_paragraph(self, line: str, *, first: bool) -> bool:
        """Whether a line begins another block; one that might is not for us."""
        if not _NO_PARAGRAPH.match(line):
            return False
        if first or not (_HEADING.fullmatch(line) or _BULLET.match(line)):
            raise _NotPlainError
        return True

    def _items(self, marker: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Element]]:
        """The items of a flat list without blank lines, each on one line."""
        while line := self.lines[self.next]:
            found = marker.fullmatch(line)
            if not found or _NO_PARAGRAPH.match(found["text"]):
                raise _NotPlainError
            self.next += 1
            yield found, element("Plain", self._inlines([_Line(found["text"], self.next, found.start("text") + 1)]))
        after = next((line for line in self.lines[self.next :] if line), "")
        if _BULLET.match(after) or _NUMBERED.match(after):
            raise _NotPlainError  # perhaps the same list, whose items then are paragraphs

    def _numbered(self) -> Element:
        marks, items = zip(*self._items(_NUMBERED), strict=True)
        delimiters = {mark["delimiter"] for mark in marks}
        if len(delimiters) > 1:
            raise _NotPlainError
        style = [int(marks[0]["number"]), {"t": "Decimal"}, {"t": _DELIMITERS[delimiters.pop()]}]
        return element("OrderedList", [style, [[item] for item in items]])

    def _figure(self, line: str) -> Element:
        found = _FIGURE.fullmatch(line)
        if not found or not PICTURE_PATH.fullmatch(found["path"]) or self.lines[self.next + 1]:
            raise _NotPlainError
        self.next += 1
        self.pictures.append(Picture(found["path"], Location(self.file, self.next)))
        caption = self._inlines([_Line(found["caption"], self.next, 3)])
        image = element("Image", [NO_ATTRIBUTES, caption, [found["path"], ""]])
        return element("Figure", [NO_ATTRIBUTES, [None, [element("Plain", caption)]], [element("Plain", [image])]])

    def _table(self) -> Element:
        rule = self.lines[self.next + 1]
        if not _TABLE_RULE.fullmatch(rule):
            raise _NotPlainError
        columns = [_ALIGNMENTS[cell.startswith(":"), cell.endswith(":")] for cell in _cells(rule)]
        head = self._row(len(columns))
        self.next += 1
        rows = []
        while self.lines[self.next]:
            rows.append(self._row(len(columns)))
        return element(
            "Table",
            [
                NO_ATTRIBUTES,
                [None, []],
                [[{"t": alignment}, {"t": "ColWidthDefault"}] for alignment in columns],
                [NO_ATTRIBUTES, [head]],
                [[NO_ATTRIBUTES, 0, [], rows]],
                [NO_ATTRIBUTES, []],
            ],
        )

    def _row(self, columns: int) -> list[Any]:
        line = self.lines[self.next]
        if not (line.startswith("|") and line.endswith("|") and line.count("|") == columns + 1):
            raise _NotPlainError
        self.next += 1
        cells = []
        column = 2
        for cell in line[1:-1].split("|"):
            text = cell.strip(" ")
            start = column + len(cell) - len(cell.lstrip(" "))
            content = [element("Plain", self._inlines([_Line(text, self.next, start)]))] if text else []
            cells.append([NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, content])
            column += len(cell) + 1
        return [NO_ATTRIBUTES, cells]

    def _inlines(self, lines: Sequence[_Line]) -> list[Element]:
        (only, *more) = lines
        if not more and _PLAIN.fullmatch(only.text):
            self.texts.append(Text(only.text, self.file, ((0, only.line, only.column),)))
            self.units.append(1)
            return [element("Str", only.text)]
        joiner = _Joiner(self.file)
        for line in lines:
            joiner.add(line)
        joiner.flush()
        self.texts += joiner.texts
        if joiner.texts:
            self.units.append(len(joiner.texts))
        return joiner.inlines


class _Joiner:
    """Joins the lines of one paragraph, as :mod:`lunzheng.source.markdown` does with pandoc's inlines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.inlines: list[Element] = []
        self.texts: list[Text] = []
        self.last = ""
        """The text before."""
        self.run = ""
        self.anchors: list[tuple[int, int, int]] = []

    def add(self, line: _Line) -> None:
        """Add one line.

        Raises:
            _NotPlainError: it holds more than text and bold.
        """
        text = line.text
        if not _PLAIN.fullmatch(_BOLD.sub("x", text) if "*" in text else text):
            raise _NotPlainError
        if self.last and breaks_with_space(self.last, text.lstrip("*")):
            if not self.run:
                self.anchors.append((0, line.line, line.column))
            self.run += " "
        end = 0
        for bold in _BOLD.finditer(text) if "*" in text else ():
            self._text(text[end : bold.start()], line.line, line.column + end)
            self.flush()
            self._text(bold["text"], line.line, line.column + bold.start("text"))
            self.inlines.append(element("Strong", self._flushed()))
            end = bold.end()
        self._text(text[end:], line.line, line.column + end)
        self.last = text.rstrip("*")

    def _text(self, text: str, line: int, column: int) -> None:
        if text:
            self.anchors.append((len(self.run), line, column))
            self.run += text

    def flush(self) -> None:
        self.inlines += self._flushed()

    def _flushed(self) -> list[Element]:
        """The text joined so far as an inline; begins a new one."""
        if not self.run:
            return []
        run = self.run
        self.texts.append(Text(run, self.file, tuple(self.anchors)))
        self.run, self.anchors = "", []
        return [element("Str", run)]


def _cells(row: str) -> list[str]:
    return [cell.strip(" ") for cell in row[1:-1].split("|")]
