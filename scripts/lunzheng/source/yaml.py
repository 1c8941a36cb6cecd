"""Strict YAML 1.2 with positions: what a clerk can get wrong is named, what can harm is refused.

The tree is built from parser events, not by a YAML constructor: an alias is refused before it could be expanded, a
duplicate key is seen, nesting is bounded, and numbers become exact decimals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yamlcore import CCoreLoader

from lunzheng.source import kinds
from lunzheng.source.node import MAX_DEPTH, Node, Scalar
from lunzheng.source.plain_yaml import read_plain
from lunzheng.source.problem import Location, Problem, location_at
from lunzheng.source.scalar import TooLongNumberError, resolve
from lunzheng.source.text import CONTROL_CHARACTERS, TextFile, read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FULLWIDTH_KEY = re.compile(r"^(?P<before>\s*(?:-\s+)?[^\s:#：“”，。、\"'{}\[\]]{1,16})：")
_MISSING_SPACE = re.compile(r"^(?P<before>\s*(?:-\s+)?[^\s:#：“”，。、\"'{}\[\]]{1,16}):(?=[^\s/])")
_FULLWIDTH_COMMA = re.compile(r"，(?=\s*[^\s:：,，{}\[\]]{1,16}: )")
_NO_DASH_SPACE = re.compile(r"^ *-(?=[^\s\-0-9])")
_ODD_SPACE = re.compile(r"^ *(?:- +)?(?:[^\s:#：“”，。、\"'{}\[\]]{1,16}:)? *[\u3000\u00a0]")
_LONG_KEY = re.compile(r"(?:^ *(?:- +)?|[{,] *)(?P<key>[^\s:,{}\[\]][^:,{}\[\]]{1023,}):(?=\s|$)")
"""YAML knows keys of 1,024 characters at most."""
_SYNTAX_MESSAGES = (
    ("found unexpected end of stream", "这里的引号没有成对", "在这段文字的末尾补上同样的引号"),
    ("found unknown escape character", "双引号里的反斜杠“\\”用错了", "改用单引号，或者去掉反斜杠"),
    ("did not find expected ',' or ']'", "这里的方括号没有成对", "补上“]”，各项之间用半角逗号隔开"),
    ("did not find expected ',' or '}'", "这里的花括号没有成对", "补上“}”，各项之间用半角逗号隔开"),
    ("did not find expected '-' indicator", "这一行和上面的列表没有对齐", "列表的每一项都以“- ”开头，并与上一项左对齐"),
    ("did not find expected key", "这一行的缩进和上面各行对不齐", "让同一层的栏目左对齐"),
    (
        "mapping values are not allowed",
        "这里多了一个冒号，或者上一行没有写完整",
        "含有冒号的文字用引号括起来，并检查上一行",
    ),
    ("could not find expected ':'", "这一行缺少冒号", "写成“栏目名: 内容”"),
    ("found character that cannot start any token", "内容不能以这个符号开头", "用引号把这段内容括起来"),
    ("exceeded", "层次太深", "检查这一行前面的括号"),
)


class _RefusedError(Exception):
    """The file cannot be read further; carries the one problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(path: Path, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML file; see :func:`parse_yaml`."""
    text, problems = read_text(path, file)
    return parse_yaml(text) if text else (None, problems)


def parse_yaml(text: TextFile) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document whose top is a mapping.

    Returns:
        The tree, or None and the problem that makes the file unreadable. Duplicate keys leave the tree readable
        (the first one counts), so that several of them are named at once.
    """
    plain = read_plain(text)
    return (plain, []) if plain else parse_with_libyaml(text)


def parse_with_libyaml(text: TextFile) -> tuple[Node | None, list[Problem]]:
    """As :func:`parse_yaml`, whatever the file holds."""
    builder = _Builder(text)
    try:
        return builder.build(), builder.problems
    except _RefusedError as refusal:
        return None, [*builder.problems, refusal.problem]


class _Builder:
    """Turns the events of one file into a tree of nodes."""

    def __init__(self, text: TextFile) -> None:
        self.file = text.file
        self.lines = text.text.split("\n")
        self.has_escapes = "\\" in text.text
        self._next: Callable[[], Any] = CCoreLoader(text.text).get_event
        self.problems: list[Problem] = []

    def build(self) -> Node:
        try:
            self._next()  # start of the stream
            if isinstance(self._next(), yaml.StreamEndEvent):
                raise _RefusedError(kinds.EMPTY_FILE.at(Location(self.file), "这是一个空文件"))
            first = self._next()
            if isinstance(first, yaml.ScalarEvent) and not first.value:
                raise _RefusedError(kinds.EMPTY_FILE.at(Location(self.file), "这个文件里没有内容"))
            node = self._node(first, None, depth=1)
            if not isinstance(node.value, dict):
                raise _RefusedError(self._not_a_mapping(node))
            self._next()  # end of the document
            after = self._next()
            if not isinstance(after, yaml.StreamEndEvent):
                location = self._at(after.start_mark)
                raise _RefusedError(kinds.SEVERAL_DOCUMENTS.at(location, "从这里开始是第二份内容"))
        except yaml.YAMLError as error:
            raise _RefusedError(self._syntax(error)) from error
        return node

    def _at(self, mark: Any) -> Location:  # noqa: ANN401 - PyYAML's marks, of Python or of C
        return location_at((self.file, mark.line + 1, mark.column + 1))

    def _node(self, event: Any, key_location: Location | None, depth: int) -> Node:  # noqa: ANN401 - PyYAML's events have no types
        location = self._at(event.start_mark)
        if depth > MAX_DEPTH:
            raise _RefusedError(kinds.TOO_DEEP.at(location, f"层次超过了 {MAX_DEPTH} 层"))
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            raise _RefusedError(_indirection(event, location))
        value: Scalar | list[Node] | dict[str, Node]
        if kind is yaml.ScalarEvent:
            value = self._scalar(event, location)
        elif kind is yaml.SequenceStartEvent:
            value = []
            while type(child := self._next()) is not yaml.SequenceEndEvent:
                value.append(self._node(child, None, depth + 1))
        else:
            value = self._mapping(depth)
        return Node(value, location, key_location or location)

    def _mapping(self, depth: int) -> dict[str, Node]:
        children: dict[str, Node] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            where = self._at(event.start_mark)
            if type(event) is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
                raise _RefusedError(_indirection(event, where))
            if type(event) is not yaml.ScalarEvent or event.value in ("", "<<"):
                raise _RefusedError(kinds.BAD_KEY.at(where, "这里的栏目名不是一个词"))
            self._refuse_control_characters(event.value, where)
            if "\n" in event.value:
                raise _RefusedError(kinds.BAD_KEY.at(where, "这里的栏目名里有换行"))
            child = self._node(self._next(), where, depth + 1)
            if child.value is None and ":" in event.value:
                name, _, _ = event.value.partition(":")
                place = Location(self.file, where.line, where.column + len(name) + 1)
                message = f"「{name}」的冒号后面没有空格"
                raise _RefusedError(kinds.YAML_SYNTAX.at(place, message, "在冒号后面加一个半角空格"))
            if child.value is None and "：" in event.value:
                name, _, _ = event.value.partition("：")
                place = Location(self.file, where.line, where.column + len(name))
                raise _RefusedError(kinds.FULLWIDTH_COLON.at(place, f"「{name}」后面用了全角冒号“：”"))
            if event.value in children:
                first = children[event.value].key_location
                message = f"「{event.value}」写了两次，第一次在第 {first.line} 行"
                self.problems.append(kinds.DUPLICATE_KEY.at(where, message, related=(first,)))
            else:
                children[event.value] = child
        return children

    def _scalar(self, event: Any, location: Location) -> Scalar:  # noqa: ANN401 - PyYAML's events have no types
        text: str = event.value
        if event.style:
            self._refuse_control_characters(text, location)
            return text
        last = event.end_mark.line + 1
        if last != location.line:
            self._refuse_swallowed_key(location.line, last)
        try:
            return resolve(text)
        except TooLongNumberError:
            message, hint = "这个数的位数太多", "核对这个数；如果是编号，用引号括起来"
            raise _RefusedError(kinds.YAML_SYNTAX.at(location, message, hint)) from None

    def _refuse_control_characters(self, text: str, location: Location) -> None:
        """Those that an escape in quotes stands for; written ones have been refused before."""
        if self.has_escapes and (found := CONTROL_CHARACTERS.search(text) or re.search("\r", text)):
            message = f"引号里有一个看不见的控制字符（U+{ord(found.group()):04X}）"
            raise _RefusedError(kinds.CONTROL_CHARACTER.at(location, message))

    def _refuse_swallowed_key(self, first: int, last: int) -> None:
        """A plain text over several lines (from 1) may have swallowed a line such as ``负责人：处长``."""
        for line in range(first - 1, last):
            if problem := self._colon_slip(line):
                raise _RefusedError(problem)

    def _colon_slip(self, line: int) -> Problem | None:
        """The problem of a line (from 0) whose key is followed by a full-width colon or by no space."""
        if line >= len(self.lines):
            return None
        if found := _FULLWIDTH_KEY.match(self.lines[line]):
            location = Location(self.file, line + 1, found.end())
            return kinds.FULLWIDTH_COLON.at(location, f"「{_key(found)}」后面用了全角冒号“：”")
        if found := _ODD_SPACE.match(self.lines[line]):
            location = Location(self.file, line + 1, found.end())
            message = "这里的空格是全角空格或不间断空格"
            return kinds.YAML_SYNTAX.at(location, message, "删掉这个空格，改成英文输入法下的半角空格")
        if found := _NO_DASH_SPACE.match(self.lines[line]):
            location = Location(self.file, line + 1, found.end())
            return kinds.YAML_SYNTAX.at(location, "列表的横线后面没有空格", "在“-”后面加一个半角空格")
        if found := _MISSING_SPACE.match(self.lines[line]):
            location = Location(self.file, line + 1, found.end() + 1)
            return kinds.YAML_SYNTAX.at(location, f"「{_key(found)}」的冒号后面没有空格", "在冒号后面加一个半角空格")
        return None

    def _not_a_mapping(self, node: Node) -> Problem:
        if problem := self._colon_slip(node.location.line - 1):
            return problem
        what = "一个列表" if isinstance(node.value, list) else "一段文字"
        return kinds.NOT_A_MAPPING.at(node.location, f"整个文件是{what}，应当由“栏目: 内容”组成")

    def _syntax(self, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None)
        if mark is None:  # only a reader error has no mark: a character that YAML forbids
            return kinds.CONTROL_CHARACTER.at(Location(self.file), "文件里有 YAML 不允许的字符")
        text = getattr(error, "problem", "") or ""
        line = min(mark.line, len(self.lines) - 1)
        # The true cause often stands above the line where the parser gave up.
        for candidate in range(line, max(line - 3, -1), -1):
            if problem := self._colon_slip(candidate):
                return problem
        opened = getattr(error, "context_mark", None)
        for candidate in {line, min(opened.line, line) if opened else line}:
            if found := _LONG_KEY.search(self.lines[candidate]):
                place = Location(self.file, candidate + 1, found.start("key") + 1)
                message = "这里的栏目名超过了 1024 个字符"
                return kinds.BAD_KEY.at(place, message, "改成规定的栏目名，说明写在冒号后面")
        if opened and re.search(r"scanning an (alias|anchor)", getattr(error, "context", None) or ""):
            return kinds.ALIAS.at(self._at(opened), "这里以 & 或 * 开头，会被当作锚点或引用")
        if opened and re.search(r"(scanning|parsing) a (tag|directive)", getattr(error, "context", None) or ""):
            return kinds.TAG.at(self._at(opened), "这里以 ! 或 % 开头，会被当作类型标记")
        if "expected node content" in text and "flow" in (getattr(error, "context", None) or ""):
            for above in range(line, -1, -1):
                for bracket, closing in ("[]", "{}"):
                    if self.lines[above].count(bracket) > self.lines[above].count(closing):
                        place = Location(self.file, above + 1, self.lines[above].rindex(bracket) + 1)
                        return kinds.YAML_SYNTAX.at(place, "这里的括号没有成对", f"在这一项的末尾补上“{closing}”")
        if opened and "could not find expected ':'" in text:
            return kinds.YAML_SYNTAX.at(
                self._at(opened), "这一行缺少冒号，或者应当接在上一行后面", "写成“栏目名: 内容”；内容另起一行时要缩进"
            )
        if (
            opened
            and "expected ','" in text
            and (comma := _FULLWIDTH_COMMA.search(self.lines[opened.line], opened.column))
        ):
            location = Location(self.file, opened.line + 1, comma.start() + 1)
            return kinds.YAML_SYNTAX.at(
                location, "括号里用了全角逗号“，”", "改成半角逗号加一个空格“, ”；文字里的逗号用引号括起来"
            )
        if self.lines[line].lstrip(" ").startswith("\t"):
            column = len(self.lines[line]) - len(self.lines[line].lstrip(" ")) + 1
            return kinds.TAB.at(Location(self.file, line + 1, column), "行首用了制表符（Tab）")
        for english, message, hint in _SYNTAX_MESSAGES:
            if english in text:
                start = opened if opened and "没有成对" in message else mark
                return kinds.YAML_SYNTAX.at(self._at(start), message, hint)
        return kinds.YAML_SYNTAX.at(self._at(mark), "从这里开始读不懂")


def _indirection(event: Any, location: Location) -> Problem:  # noqa: ANN401 - PyYAML's events have no types
    if isinstance(event, yaml.AliasEvent):
        return kinds.ALIAS.at(location, f"这里用了引用 *{event.anchor}")
    if event.anchor is not None:
        return kinds.ALIAS.at(location, f"这里用了锚点 &{event.anchor}")
    return kinds.TAG.at(location, "这里用了类型标记（!）")


def _key(found: re.Match[str]) -> str:
    return found["before"].strip().removeprefix("-").strip()
