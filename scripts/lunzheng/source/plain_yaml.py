"""YAML that can be read in one way only: lines of ``栏目: 内容``, lists, brackets closed on their line, short texts.

Nearly all files of a project hold nothing else, and libyaml's events cost more than the tree that is made of them. This
reader weighs no rule against another: it takes a file whose every line has one meaning, and gives the tree and the
places that :mod:`lunzheng.source.yaml` gives. At the first line that might mean something else, or might be a slip, it
gives up, and the whole file is read there, where problems are named.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lunzheng.source.node import MAX_DEPTH, Node, Scalar
from lunzheng.source.problem import Location, location_at
from lunzheng.source.scalar import BEGINNINGS, TooLongNumberError, resolve
from lunzheng.source.text import TextFile

# A key holds no sign that has a meaning anywhere in YAML; nor does it begin as the mark of a document's end does.
_KEY = r"(?![-. ])[^:：#,\[\]{}?&*!|>'\"%@`<]{1,200}(?<! )"
_LINE = re.compile(rf"( *)(- )?(?:({_KEY}):(?: +|$)|(?<=- ))")
"""The beginning of a line: a dash, a key, or both."""
_COMMENT = re.compile(r"(?:^| )#")
_SIGNS = frozenset("[]{},:?&*!|>'\"%@` ")
"""No text begins with one of them."""
_QUOTED = r"\"[^\"\\]*\"|'[^'\\]*'"
_QUOTED_ONLY = re.compile(_QUOTED)

_WORDS = r"[^:#,\[\]{}?]+"
_TEXT = rf"(?![&*!|>'\"%@` ]|-(?![0-9])){_WORDS}(?::(?=[0-9/]){_WORDS})*(?<! )"
_ITEM = re.compile(rf"(?:({_KEY}): +)?({_TEXT}|{_QUOTED}) *([,\]}}]) *")
"""A text between brackets with its key, if any, and the sign after it."""
_OPENING = re.compile(rf"(?:({_KEY}): +)?([\[{{]) *([\]}}])?")
"""A bracket with its key, if any, and the bracket that closes it at once."""
_CLOSED = re.compile(r" *([,\]}]) *")
_SPECIAL = BEGINNINGS | frozenset("\"'")
"""A text between brackets that begins with none of them is just that text."""


class _NotPlainError(Exception):
    """There is something that only the full reader reads."""


def read_plain(text: TextFile) -> Node | None:
    """Read a file that holds plain YAML only; None where it holds anything else, or nothing."""
    try:
        return _Reader(text).read()
    except (_NotPlainError, TooLongNumberError):
        return None


class _Waiting(NamedTuple):
    """A key whose value may follow on the next lines."""

    mapping: dict[str, Node]
    key: str
    location: Location
    after: Location
    """The place after its colon."""


class _Reader:
    """Reads one file, line by line. Indices of a line count from 0."""

    def __init__(self, text: TextFile) -> None:
        self.file = text.file
        self.lines = text.text.split("\n")
        self.next = 0
        """The line to read next, from 0; so the number from 1 of the one being read."""
        self.root: dict[str, Node] = {}
        self.open: list[tuple[int, dict[str, Node] | list[Node]]] = [(0, self.root)]
        """The lists and mappings that go on, outermost first, with their indentation."""
        self.waiting: _Waiting | None = None

    def read(self) -> Node:
        # No tab, no odd space, no other system's line end, nothing that cannot be seen.
        if not "".join(self.lines).isprintable():
            raise _NotPlainError
        while self.next < len(self.lines):
            line = self.lines[self.next].rstrip(" ")
            self.next += 1
            if "#" in line:
                # Within quotation marks the sign begins no comment; cut there, they are not closed any more.
                line = _COMMENT.split(line, 1)[0].rstrip(" ")
            if line:
                self._line(line)
        self._leave_empty()
        if not self.root:
            raise _NotPlainError
        start = next(iter(self.root.values())).key_location
        return Node(self.root, start, start)

    def _at(self, index: int) -> Location:
        """A place on the line being read."""
        return location_at((self.file, self.next, index + 1))

    def _line(self, line: str) -> None:
        found = _LINE.match(line)
        if not found:
            raise _NotPlainError
        spaces, dash, key = found.groups()
        indent, end = len(spaces), found.end()
        if dash:
            items = self._list(indent)
            if not key:
                items.append(self._value(line, end, None))
                return
            indent += 2
            location = self._at(indent)
            mapping: dict[str, Node] = {}
            items.append(Node(mapping, location, location))
            self._opened(mapping, indent)
        else:
            mapping = self._mapping(indent)
            location = self._at(indent)
        if key in mapping:
            raise _NotPlainError
        if end < len(line):
            mapping[key] = self._value(line, end, location)
        else:
            self.waiting = _Waiting(mapping, key, location, self._at(end))

    def _list(self, indent: int) -> list[Node]:
        """The list to which a line with a dash belongs."""
        if self.waiting and indent >= self.open[-1][0]:
            items: list[Node] = []
            self._follows(self.waiting, items, indent)
            return items
        self._leave_empty()
        while indent < self.open[-1][0]:
            self.open.pop()
        last, children = self.open[-1]
        if indent != last or not isinstance(children, list):
            raise _NotPlainError
        return children

    def _mapping(self, indent: int) -> dict[str, Node]:
        """The mapping to which a line with a key belongs."""
        if self.waiting and indent > self.open[-1][0]:
            mapping: dict[str, Node] = {}
            self._follows(self.waiting, mapping, indent)
            return mapping
        self._leave_empty()
        last, children = self.open[-1]
        while indent < last or (indent == last and isinstance(children, list)):
            self.open.pop()
            last, children = self.open[-1]
        if indent != last or not isinstance(children, dict):
            raise _NotPlainError
        return children

    def _follows(self, waiting: _Waiting, children: dict[str, Node] | list[Node], indent: int) -> None:
        """The value of the waiting key begins."""
        waiting.mapping[waiting.key] = Node(children, self._at(indent), waiting.location)
        self.waiting = None
        self._opened(children, indent)

    def _leave_empty(self) -> None:
        """The waiting key, if there is one, has no value."""
        if self.waiting:
            self.waiting.mapping[self.waiting.key] = Node(None, self.waiting.after, self.waiting.location)
            self.waiting = None

    def _opened(self, children: dict[str, Node] | list[Node], indent: int) -> None:
        self.open.append((indent, children))
        if len(self.open) >= MAX_DEPTH:
            raise _NotPlainError

    def _value(self, line: str, start: int, key_location: Location | None) -> Node:
        """A value that begins at an index and takes the rest of the line."""
        location = self._at(start)
        sign = line[start]
        text: Scalar
        if sign not in _SIGNS:
            text = line[start:]
            if ": " in text or text[-1] == ":" or (sign == "-" and not text[1:2].isdigit()):
                raise _NotPlainError
            if sign in BEGINNINGS:
                text = resolve(text)
        elif opening := _OPENING.match(line, start):
            node, end = self._brackets(opening, key_location, len(self.open) + 1)
            if end != len(line):
                raise _NotPlainError
            return node
        elif _QUOTED_ONLY.fullmatch(line, start):
            text = line[start + 1 : -1]
        elif key_location and line[start:] == "|":
            text = self._literal(key_location.column)
        else:
            raise _NotPlainError
        return Node(text, location, key_location or location)

    def _literal(self, least: int) -> str:
        """The lines after the sign ``|``, indented by at least so many columns, without their indentation."""
        if self.lines[-1]:
            raise _NotPlainError  # the text might end without the end of a line
        first = self.lines[self.next]
        indent = len(first) - len(first.lstrip(" "))
        if indent < least or indent == len(first):
            raise _NotPlainError
        content = []
        while self.next < len(self.lines):
            line = self.lines[self.next]
            if line and not line.startswith(" " * indent):
                break
            content.append(line[indent:])
            self.next += 1
        return "\n".join(content).rstrip("\n") + "\n"

    def _brackets(self, opening: re.Match[str], key_location: Location | None, depth: int) -> tuple[Node, int]:
        """A list or mapping that opens on the line being read, and the index after it."""
        if depth >= MAX_DEPTH:
            raise _NotPlainError
        line, at = opening.string, opening.end()
        is_mapping = opening[2] == "{"
        after = opening[3] or ","
        items: list[Node] = []
        mapping: dict[str, Node] = {}
        file, number = self.file, self.next
        while after == ",":
            here = location_at((file, number, at + 1))
            if found := _ITEM.match(line, at):
                key, text, after = found.groups()
                place = location_at((file, number, found.start(2) + 1)) if key else here
                child = Node(_scalar(text) if text[0] in _SPECIAL else text, place, here)
                at = found.end()
            else:
                key, child, after, at = self._inner(line, at, here, depth + 1)
            if is_mapping:
                if not key or key in mapping:
                    raise _NotPlainError
                mapping[key] = child
            elif key:
                raise _NotPlainError
            else:
                items.append(child)
        if after != ("}" if is_mapping else "]"):
            raise _NotPlainError
        location = self._at(opening.start(2))
        return Node(mapping if is_mapping else items, location, key_location or location), at

    def _inner(self, line: str, start: int, here: Location, depth: int) -> tuple[str | None, Node, str, int]:
        """Brackets within brackets, in the shape in which :data:`_ITEM` finds texts."""
        opening = _OPENING.match(line, start)
        if not opening:
            raise _NotPlainError
        key: str | None = opening[1]
        child, end = self._brackets(opening, here if key else None, depth)
        closed = _CLOSED.match(line, end)
        if not closed:
            raise _NotPlainError
        return key, child, closed[1], closed.end()


def _scalar(text: str) -> Scalar:
    return text[1:-1] if text[0] in "\"'" else resolve(text)
