"""The YAML reader on any text: it never raises, says where things stand, and reads what YAML 1.2 reads."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yamlcore import CCoreDumper, CCoreLoader

from lunzheng.source.node import MAX_DEPTH, Node, Plain
from lunzheng.source.scalar import MAX_DIGITS, MAX_NUMBER
from lunzheng.source.text import CONTROL_CHARACTERS, TextFile, decode
from lunzheng.source.yaml import parse_yaml

from .steady import examples

FRAGMENTS = (
    *("甲", "乙: ", "- ", "\n", "  ", "\t", ": ", "：", "{", "}", "[", "]", ",", '"', "'", "&a ", "*a", "!!str ", "!"),
    *("|\n", ">\n", "#", "---\n", "...\n", "%YAML 1.2\n", "? ", "<<", "null", "否", "1e30", "0x1F", ".inf", "🚀", "~"),
    *("\\", "@", "`", "年度: 2027\n", "\ufeff", "\u3000", "\x00"),
)
WRITTEN = st.one_of(
    st.text(),
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=15).map("".join),
).map(lambda text: text.replace("\r", "\n"))
"""As :func:`lunzheng.source.text.decode` leaves texts: with LF alone."""

BREAKS = ("\x85", "\u2028", "\u2029")
"""Line breaks to YAML 1.1 and to PyYAML, characters to YAML 1.2 and to every editor."""


def parse(text: str) -> tuple[Node | None, list[Any]]:
    return parse_yaml(TextFile("f.yml", text))


def nodes(node: Node) -> Iterator[tuple[str | None, Node]]:
    """Every node with the key that it stands under."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield key, child
            yield from nodes(child)
    for child in node.items():
        yield None, child
        yield from nodes(child)


@examples(400)
@given(WRITTEN)
def test_any_text_gives_a_tree_or_a_problem(text: str) -> None:
    node, problems = parse(text)
    assert node is not None or problems
    assert all(problem.code.startswith("E1") and problem.hint for problem in problems)
    if node is not None:
        assert isinstance(node.plain(), dict)


@examples(400)
@given(WRITTEN.filter(lambda text: not any(mark in text for mark in (*BREAKS, "\ufeff"))))
def test_places_point_into_the_file(text: str) -> None:
    node, problems = parse(text)
    # A text without an end of line may be found incomplete on the line after it.
    lines = [*text.split("\n"), ""]
    places = [problem.location for problem in problems]
    for key, child in nodes(node) if node else ():
        places += [child.location, child.key_location]
        if key is not None:
            line = lines[child.key_location.line - 1][child.key_location.column - 1 :]
            assert line[0] in "\"'?" or line.startswith(key.split("\n")[0])
    for place in places:
        assert place.file == "f.yml"
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_only_line_feeds_end_a_line(mark: str) -> None:
    """A key hidden behind such a character in what every editor and every diff shows as one line must not count."""
    read, problems = decode(f"备注: 甲{mark}年度: 2027\n投资估算: 5\n".encode(), "f.yml")
    if read is None:
        assert (problems[0].code, problems[0].location.line) == ("E105", 1)
    else:
        assert "\n年度" in read.text, "only a character that every editor takes for a line end may end a line"


KEYS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=6)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff" + "".join(BREAKS))
).filter(lambda text: not CONTROL_CHARACTERS.search(text))
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.none(),
    st.integers(-(10**17), 10**17),
    st.decimals(-(10**8), 10**8, places=3).map(float),
)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)


def same(ours: Plain, theirs: Any) -> bool:
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in theirs)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, float):
        return isinstance(ours, int | Decimal) and float(ours) == theirs
    return type(ours) is type(theirs) and ours == theirs


@examples(150)
@given(TREES)
def test_values_of_json_like_text(tree: dict[str, Any]) -> None:
    text = json.dumps(tree, ensure_ascii=False)
    compare(text)


@examples(150)
@given(TREES)
def test_values_of_block_text(tree: dict[str, Any]) -> None:
    compare(yaml.dump(tree, Dumper=CCoreDumper, allow_unicode=True, sort_keys=False))


def compare(text: str) -> None:
    node, problems = parse(text)
    if node is None:
        # The only documents of these kinds that are refused: 0.00001 written at length, and the like.
        assert problems[0].message == "这个数的位数太多"
        return
    assert problems == []
    assert same(node.plain(), yaml.load(text, Loader=CCoreLoader))


@examples(400)
@given(st.text(alphabet="0123456789.+-eExo_:~naiftruNFTyYsS否是#", min_size=1, max_size=12))
def test_plain_scalars(written: str) -> None:
    """What is a number, a truth value or nothing is what YAML 1.2 says; only 0x1F, 0o17 and .inf stay text."""
    text = f"键: {written}\n"
    node, problems = parse(text)
    try:
        theirs = yaml.load(text, Loader=CCoreLoader)
    except yaml.YAMLError:
        assert node is None
        return
    if node is None:
        large = problems[0].message == "这个数的位数太多"
        assert large or ":" in written, problems
        assert not large or len(written) > MAX_DIGITS or abs(float(written)) > MAX_NUMBER
        return
    ours = node.plain()
    assert isinstance(ours, dict)
    for key, other in theirs.items():
        value = ours[key]
        if isinstance(value, str) and not isinstance(other, str):
            # Octal, hexadecimal, endless and with a leading zero (a telephone number): kept as text.
            assert re.match(r"0[xo0-9]", written) or not math.isfinite(other)
        else:
            assert same(value, other)


@pytest.mark.parametrize(
    "written", ["否", "是", "no", "yes", "on", "off", "y", "2027-03", "2026-11-06", "12:30", "1_000", "007", "0o17"]
)
def test_words_dates_and_codes_stay_text(written: str) -> None:
    node, _ = parse(f"键: {written}\n")
    assert node is not None
    value = node.plain()["键"]  # type: ignore[call-overload, index]
    assert value == written


def test_numbers_are_exact() -> None:
    node, _ = parse("键: 0.1\n另: 2.6241\n整: 1.0\n")
    assert node is not None
    assert node.plain() == {"键": Decimal("0.1"), "另": Decimal("2.6241"), "整": Decimal("1.0")}


@pytest.mark.parametrize("depth", [MAX_DEPTH - 2, MAX_DEPTH, 1000, 100_000])
@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_depth_is_bounded(depth: int, opening: str) -> None:
    closing = {"[": "]", "{a: ": "}"}[opening]
    node, problems = parse("键: " + opening * depth + closing * depth + "\n")
    if depth < MAX_DEPTH:
        assert node is not None
    else:
        assert node is None
        assert problems[0].code in ("E116", "E110")


def test_aliases_are_refused_before_they_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    node, problems = parse(bomb)
    assert node is None
    assert problems[0].code == "E114"


def test_several_duplicates_are_named_at_once() -> None:
    node, problems = parse("甲: 1\n乙: 2\n甲: 3\n乙: 4\n")
    assert node is not None
    assert node.plain() == {"甲": 1, "乙": 2}
    assert [(problem.code, problem.location.line) for problem in problems] == [("E113", 3), ("E113", 4)]
