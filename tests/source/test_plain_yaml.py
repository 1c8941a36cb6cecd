"""Plain YAML is read without libyaml, and exactly as the full reader would read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acceptance.support import ROOT
from lunzheng.source.node import MAX_DEPTH, Node
from lunzheng.source.plain_yaml import read_plain
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_with_libyaml, parse_yaml

from .steady import examples

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("projects/**/*.yml"))]

KEYS = ("甲", "乙", "丙 丁", "a", "年度", "1", "~", "a.b", "C/D", "丁-戊", "true", "甲；")
TEXTS = (
    *("甲", "乙 丙", "甲，乙。", "（一）", "12", "-5", "0.50", "1e3", "007", "0x1F", "true", "null", "~", "否"),
    *("2027-03", "12:30", "http://a.b/c", "≤2", "50%", "a-b", "a - b", "1_000", ".5", "1.", "+1", "🚀"),
    *("'甲'", '"乙 丙"', "''", '""', '"12"', "'a: b'", '"甲, 乙"', "'甲]'", '"{"', "1234567890", "a\"b'", "a\\b"),
    "长" * 1100,
)
"""Values that are plain anywhere."""
BLOCK_TEXTS = ("甲, 乙", "甲[1]", "甲{1}", "甲?", "a:b", "甲：乙", "甲  丙", "a}", "=", "<<", "a#b")
"""Values that are plain outside brackets."""
ODD_KEYS = (
    *(
        "'甲'",
        '"乙"',
        "<<",
        "-",
        "-1",
        "...",
        "a:b",
        "甲：",
        "#a",
        "a #b",
        "? a",
        "a ",
        "&a",
        "",
        "甲,乙",
        "甲 :",
        "*a",
    ),
    *("... a", "--- a", "字" * 300, "a  b", "!a", "a\u3000b", "=", "."),
)
ODD_TEXTS = (
    *("'甲", '"乙', "'a''b'", '"a\\nb"', '"\\u0001"', "'甲' 乙", '"a" #c', "'a #c'", "&a 甲", "*a", "!x 甲", "@甲"),
    *(
        "a: b",
        "a:",
        ": a",
        ":a",
        "?",
        "? a",
        "- a",
        "-",
        "-a",
        "--- a",
        "---",
        "甲\u3000乙",
        "\u00a0甲",
        "|-",
        ">",
        "|2",
    ),
    *("甲\t乙", "\t", "甲\u200b", "\u2028", "\ufeff", "é", "[", "]", "{", "}", "[a", "a]", ",", "#", "# 注", "a\n  b"),
    *("{{总投资}}", "%", "`甲", "a #", "1e30", "9" * 30, "-.inf", ".nan", "0o17", "1" * 19, "99999999999"),
    *("-５", "-.5", "'a' #b'", "'a #'''", "'' #'", "{乙: 1, 乙: 2}", "{乙, 丙: 1}", "{乙: 1, 丙}"),
)
ODD_LINES = (
    *("---", "...", "--- a", "...a: b", "%YAML 1.2", "\t", " ", "   ", "# 注", "  # 注", "#", "甲", "- ", "-"),
    *("{a: b}", "a: |", "- - a", "? a", "[", "}"),
)


def brackets(opening: str, inner: st.SearchStrategy[str], closing: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda items, between, space: opening + space + between.join(items) + space + closing,
        st.lists(inner, max_size=4, unique_by=lambda item: item.partition(":")[0]),
        st.sampled_from((", ", ", ", ",", " ,  ")),
        st.sampled_from(("", "", " ")),
    )


def pairs(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(KEYS), st.sampled_from((": ", ": ", ":  ")), inner).map("".join)


def flow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Brackets on one line."""
    return st.one_of(brackets("[", inner, "]"), brackets("{", pairs(inner), "}"))


def odd_flow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Brackets in which something may be wrong."""
    strange = st.sampled_from((*ODD_KEYS, *ODD_TEXTS, "甲:", "甲:乙", '"甲":乙', "甲 : 乙", "'甲': 乙", "甲: 1, 甲: 2"))
    return st.one_of(
        flow(inner),
        brackets("{", st.one_of(pairs(inner), strange), "}"),
        brackets("[", st.one_of(inner, pairs(inner), strange), "]"),
        brackets("[", inner, "}"),
    )


TEXT = st.sampled_from(TEXTS)
VALUE = st.one_of(TEXT, st.recursive(TEXT, flow, max_leaves=6), st.sampled_from(BLOCK_TEXTS))
ODD_VALUE = st.one_of(VALUE, st.sampled_from(ODD_TEXTS), st.recursive(TEXT, odd_flow, max_leaves=6))


@st.composite
def blocks(draw: st.DrawFn, indent: int, depth: int, *, odd: bool) -> list[str]:
    """The lines of a mapping or a list, with something odd now and then if asked for."""
    value = ODD_VALUE if odd else VALUE
    seldom = st.integers(0, 11).map(lambda number: number == 0)
    lines: list[str] = []
    as_list = depth > 1 and draw(st.booleans())
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=not odd)):
        if draw(seldom):
            lines.append(draw(st.sampled_from(("", "# 注", " " * indent + "# 注", "  "))))
        if odd and draw(seldom):
            lines.append(draw(st.sampled_from(ODD_LINES)))
        here = max(0, indent + draw(st.sampled_from((-1, 1)))) if odd and draw(seldom) else indent
        lead = " " * here
        if as_list:
            lead += "-  " if odd and draw(seldom) else "- "
            here += 2
            if draw(st.booleans()):
                lines.append(lead + draw(value))
                continue
        name = draw(st.sampled_from(ODD_KEYS)) if odd and draw(seldom) else key
        match draw(st.sampled_from(("value", "value", "empty", "literal", "block", "block"))):
            case "empty":
                lines.append(f"{lead}{name}:")
            case "literal":
                lines += [f"{lead}{name}: |", *draw(literal(here, odd=odd))]
            case "block" if depth < 5:
                lines.append(f"{lead}{name}:")
                lines += draw(
                    blocks(here + draw(st.sampled_from((2, 2, 4, 1, 0) if odd else (2, 2, 4))), depth + 1, odd=odd)
                )
            case _:
                lines.append(f"{lead}{name}:{draw(st.sampled_from((' ', ' ', '  ')))}{draw(value)}")
        if odd and draw(seldom):
            lines[-1] += draw(st.sampled_from((" ", " # 注", "#")))
    return lines


@st.composite
def literal(draw: st.DrawFn, indent: int, *, odd: bool) -> list[str]:
    """The lines after the sign ``|``."""
    texts = draw(st.lists(st.sampled_from((*TEXTS, *BLOCK_TEXTS, " 甲", "", "# 甲", "- 甲", "a: b")), max_size=4))
    if not odd:
        return [" " * (indent + 2) + text if text else "" for text in ("甲", *texts)]
    lines = [*texts, *draw(st.lists(st.sampled_from((*ODD_TEXTS, " ", "   ", " 甲 ")), max_size=2))]
    return [" " * (indent + draw(st.sampled_from((2, 2, 2, 3, 4, 1)))) + text if text else "" for text in lines]


ODD = st.builds(
    lambda lines, end: "\n".join(lines) + end, blocks(0, 1, odd=True), st.sampled_from(("", "\n", "\n\n", "\n "))
)
PIECES = (
    *KEYS,
    *ODD_KEYS,
    *TEXTS,
    *ODD_TEXTS,
    *ODD_LINES,
    *": :\n\n-,[]{}|",
    ": ",
    "\n  ",
    "\n- ",
    ", ",
    "甲: ",
    "乙:\n",
)
LOOSE = st.lists(st.sampled_from(PIECES), max_size=6).map(lambda pieces: "甲: " + "".join(pieces))


@st.composite
def edited(draw: st.DrawFn) -> str:
    """Part of a sample in which characters or lines were deleted, put in, replaced, shifted or swapped."""
    lines = draw(st.sampled_from(SAMPLES)).split("\n")
    begins = [number for number, line in enumerate(lines) if line and line[0] not in " #-"]
    first = draw(st.sampled_from(begins))
    lines = lines[first : first + draw(st.integers(1, 10))]
    for _ in range(draw(st.integers(1, 2))):
        here = draw(st.integers(0, len(lines) - 1))
        there = draw(st.integers(0, len(lines) - 1))
        line = lines[here]
        at = draw(st.integers(0, len(line)))
        piece = draw(st.sampled_from((*TEXTS, *ODD_TEXTS, *": -,'\"[]{}|#\n", "  ", ": ", "：", "\n  ", ", ")))
        match draw(st.integers(0, 6)):
            case 0:
                lines[here] = line[:at] + piece + line[at:]
            case 1:
                lines[here] = line[:at] + line[at + draw(st.integers(1, 3)) :]
            case 2:
                lines[here] = line[:at] + piece + line[at + 1 :]
            case 3:
                lines[here], lines[there] = lines[there], line
            case 4:
                lines[here] = line[draw(st.integers(1, 3)) :]
            case 5:
                lines[here] = " " * draw(st.integers(1, 3)) + line
            case _:
                lines[here] = line.partition(": ")[0] + ": " + piece
    return "\n".join(lines)


def seen(node: Node) -> object:
    """Everything that anyone can see of a tree; values with their types."""
    places = node.location, node.key_location
    if isinstance(node.value, dict):
        return "mapping", places, [(key, seen(child)) for key, child in node.value.items()]
    if isinstance(node.value, list):
        return "list", places, [seen(child) for child in node.value]
    return type(node.value), str(node.value), places


def is_read_alike(text: str) -> bool:
    """Whether the plain reader reads a text; fails where the full reader sees anything else in it."""
    file = TextFile("f.yml", text)
    plain = read_plain(file)
    if plain is None:
        return False
    full, problems = parse_with_libyaml(file)
    assert not problems, text
    assert full is not None
    assert seen(plain) == seen(full), text
    return True


@examples(300)
@given(blocks(0, 1, odd=False))
def test_plain_files_are_read_here(lines: list[str]) -> None:
    assert is_read_alike("\n".join([*lines, ""])), lines


@examples(500)
@given(ODD)
def test_files_with_something_odd(text: str) -> None:
    is_read_alike(text)


@examples(500)
@given(LOOSE)
def test_pieces_in_any_order(text: str) -> None:
    is_read_alike(text)


@examples(500)
@given(edited())
def test_edited_samples(text: str) -> None:
    is_read_alike(text)


@pytest.mark.parametrize("text", [*TEXTS, *BLOCK_TEXTS, *ODD_TEXTS, *ODD_KEYS], ids=ascii)
def test_each_text_in_each_place(text: str) -> None:
    forms = ("甲: {}\n", "甲:\n  - {}\n", "甲: [{}]\n", "甲: {{乙: {}}}\n", "{}: 乙\n", "甲: 1\n{}: 乙\n", "甲: {}")
    for form in (*forms, "甲: |\n  {}\n", "甲: |\n  {}", "甲: |\n{}: 1\n", "甲:\n  乙: |\n  {}: 1\n"):
        is_read_alike(form.format(text))


def test_the_samples_are_plain(root: Path) -> None:
    paths = list(root.glob("projects/**/*.yml"))
    assert paths
    assert not [path for path in paths if not is_read_alike(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("step", ["{}k:\n", "{}- k:\n"])
def test_depth_is_bounded_as_in_the_full_reader(step: str) -> None:
    read = []
    for depth in range(1, MAX_DEPTH + 3):
        text = "k:\n" + "".join(step.format("    " * level) for level in range(1, depth)) + "    " * depth + "k: 1\n"
        read.append(is_read_alike(text))
    assert read[0]
    assert not read[-1]


def test_other_files_are_read_by_the_full_reader() -> None:
    file = TextFile("f.yml", '"甲": &a 乙\n')
    assert read_plain(file) is None
    assert parse_yaml(file) == parse_with_libyaml(file)
