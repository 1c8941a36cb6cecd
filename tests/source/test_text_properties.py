"""Bytes to text: any bytes give a text or a problem, and a text is what it was."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.source.text import CONTROL_CHARACTERS, MAX_TEXT_BYTES, decode, read_text

from .steady import examples

CLEAN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))).filter(
    lambda text: not CONTROL_CHARACTERS.search(text)
)
BYTES = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode("utf-8", "replace")),
    CLEAN.map(lambda text: text.encode("gb18030")),
    CLEAN.map(lambda text: text.encode("utf-16")),
)


@examples(400)
@given(BYTES)
def test_any_bytes_give_a_text_or_a_problem(data: bytes) -> None:
    text, problems = decode(data, "f.yml")
    assert (text is None) == bool(problems)
    assert len(problems) <= 1
    for problem in problems:
        assert problem.code in ("E104", "E105")
        assert 1 <= problem.location.line <= data.count(b"\n") + data.count(b"\r") + 1
    if text is not None:
        assert "\r" not in text.text
        assert not any(ord(mark) < 32 and mark not in "\t\n" for mark in text.text)


@examples(200)
@given(st.lists(CLEAN), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_line_ends_and_bom_do_not_matter(lines: list[str], end: str, with_bom: bool) -> None:
    data = end.join(lines).encode("utf-8")
    text, problems = decode(codecs.BOM_UTF8 * with_bom + data, "f.yml")
    assert problems == []
    assert text is not None
    assert text.text.split("\n") == "\n".join(lines).split("\n")


@examples(100)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_gbk_is_never_taken_for_text(text: str) -> None:
    decoded, problems = decode(text.encode("gb18030"), "f.yml")
    if decoded is None:
        assert problems[0].code == "E104"
    else:
        assert decoded.text.encode("utf-8") == text.encode("gb18030")


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_a_control_character_is_named_with_its_place(mark: str) -> None:
    text, problems = decode(f"甲: 1\n乙乙{mark}丙\n".encode(), "f.yml")
    assert text is None
    assert (problems[0].code, problems[0].location.line, problems[0].location.column) == ("E105", 2, 3)
    assert f"{ord(mark):04X}" in problems[0].message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    large, link, folder = tmp_path / "large", tmp_path / "link", tmp_path / "folder"
    large.write_bytes(b"x" * (MAX_TEXT_BYTES + 1))
    link.symlink_to(large)
    folder.mkdir()
    for path, code in ((large, "E103"), (link, "E102"), (folder, "E102"), (tmp_path / "none", "E101")):
        text, problems = read_text(path, "f.yml")
        assert text is None
        assert [problem.code for problem in problems] == [code]
    large.write_bytes(b"x" * MAX_TEXT_BYTES)
    assert read_text(large, "f.yml")[1] == []
