"""Words of a Markdown file that no reader of the document would ever see.

Markdown drops them without a word: cells beyond a table's header, footnotes that nothing refers to, addresses that
nothing leads to, titles of links and pictures, words after the fence of a code block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lunzheng.source import kinds
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import TextFile, quoted

_FENCE = re.compile(r"^[ \t>*+\-\d.)]*?(?P<fence>`{3,}|~{3,})[ \t]*(?P<after>.*?)[ \t]*$")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._{}=-]*")
_CELL = re.compile(r"(?:\\.|[^\\|])*")
_FOOTNOTE = re.compile(r"[ \t>*+\-\d.)]*\[\^(?P<label>[^\]\s]+)\]:")
_ADDRESS = re.compile(r"[ \t>*+\-\d.)]*\[(?P<label>[^\]]+)\]:[ \t]*<?(?P<target>[^\s>]*)>?[ \t]*(?P<title>.*)$")
_WORD = re.compile(r"[^\W\d_]")

_LEAVES = ("Code", "CodeBlock", "Link", "Image", "Span")
"""What pandoc notes the place of and what stands in the document; its blocks also hold what is dropped."""


def dropped_words(text: TextFile, document: dict[str, Any]) -> list[Problem]:
    """Where words of a file are missing from pandoc's document of it, one problem for each place."""
    search = _Search(text)
    search.visit(document["blocks"])
    return [*search.problems, *search.unseen_lines()]


class _Search:
    def __init__(self, text: TextFile) -> None:
        self.file = text.file
        self.lines = text.text.split("\n")
        self.seen: set[int] = set()
        self.targets: set[str] = set()
        self.problems: list[Problem] = []

    def visit(self, value: Any) -> None:  # noqa: ANN401 - any part of pandoc's JSON
        if isinstance(value, list):
            for child in value:
                self.visit(child)
        elif isinstance(value, dict):
            self._element(value["t"], value.get("c"))
            self.visit(value.get("c"))

    def _element(self, kind: str, content: Any) -> None:  # noqa: ANN401 - pandoc's JSON
        if kind in _LEAVES or (kind == "Div" and any(child["t"] == "RawBlock" for child in content[1])):
            self._see(content[0])
        if kind == "Table":
            self._table(content)
        elif kind == "CodeBlock" and next(_ranges(content[0]), None):
            self._fence(content[0])
        elif kind == "CodeBlock":
            # Within a footnote pandoc notes no place of code either: it is known by its words.
            code = {line.strip() for line in content[1].split("\n")}
            self.seen.update(number for number, line in enumerate(self.lines, 1) if line.strip() in code)
        elif kind in ("Link", "Image"):
            target, title = content[2]
            self.targets.add(unquote(target))
            if _WORD.search(title):
                self._report(*_start(content[0]), f"括号里地址后面的文字{quoted(title)}不会印出来")

    def _see(self, attributes: list[Any]) -> None:
        for first, last in _ranges(attributes):
            self.seen.update(range(first[0], last[0] + (last[1] > 1)))

    def _fence(self, attributes: list[Any]) -> None:
        line, _ = _start(attributes)
        found = _FENCE.match(self.lines[line - 1])
        if found and not _LANGUAGE.fullmatch(found["after"]):
            self._report(line, found.start("after") + 1, f"代码块的记号后面的文字{quoted(found['after'])}不会印出来")

    def _table(self, content: list[Any]) -> None:
        columns = len(content[2])
        # Within a footnote pandoc notes no place of a table.
        ranges = list(_ranges(content[0]))
        start_line = min((first[0] for first, _ in ranges), default=0)
        for line in range(start_line, max((last[0] for _, last in ranges), default=0)):
            row = self.lines[line - 1]
            start = len(row) - len(row.lstrip(" \t>"))
            cells = list(_CELL.finditer(row, start + row.startswith("|", start)))
            cells = [cell for cell in cells if cell.group() or row[cell.start() - 1 : cell.start()] == "|"]
            for cell in cells[columns:]:
                if _WORD.search(cell.group()) or re.search(r"\d", cell.group()):
                    words = cell.group().strip()
                    place = cell.start() + len(cell.group()) - len(cell.group().lstrip()) + 1
                    self._report(line, place, f"这一行比表头多出一格，{quoted(words)}不会印出来")
                    break

    def unseen_lines(self) -> Iterator[Problem]:
        """A problem for the first of adjacent lines of which no word is in the document."""
        before = False
        for number, line in enumerate(self.lines, 1):
            unseen = number not in self.seen and bool(_WORD.search(line)) and not self._is_used_address(line)
            if unseen and not before:
                column = len(line) - len(line.lstrip()) + 1
                yield kinds.DROPPED_WORDS.at(Location(self.file, number, column), _why(line))
            before = unseen

    def _is_used_address(self, line: str) -> bool:
        found = _ADDRESS.match(line)
        return bool(found and not found["title"] and unquote(found["target"]) in self.targets)

    def _report(self, line: int, column: int, message: str) -> None:
        self.problems.append(kinds.DROPPED_WORDS.at(Location(self.file, line, column), message))


def _why(line: str) -> str:
    if found := _FOOTNOTE.match(line):
        return f"脚注 [^{found['label']}] 没有被正文引用，或者写了两次，不会印出来"
    if found := _ADDRESS.match(line):
        return f"{quoted(found['label'])}被当作链接的地址，这一行不会印出来"
    return f"这一行的文字{quoted(line)}不会印出来"


def _ranges(attributes: list[Any]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The (line, column) of the start and of the end that pandoc has noted in an element's attributes."""
    for key, value in attributes[2]:
        if key == "data-pos" and value:
            for part in value.split(";"):
                start, end = part.rsplit("@")[-1].split("-")
                yield _place(start), _place(end.rsplit("@")[-1])


def _start(attributes: list[Any]) -> tuple[int, int]:
    return min((first for first, _ in _ranges(attributes)), default=(1, 1))


def _place(written: str) -> tuple[int, int]:
    line, column = written.split(":")
    return int(line), int(column)
