"""The Markdown reader on any text: it never raises, keeps the words in order and knows where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.source.markdown import Markdown, read_markdown
from lunzheng.source.problem import Problem
from lunzheng.source.text import TextFile

from .steady import examples

FRAGMENTS = (
    *(
        "甲",
        "乙",
        "丙丁",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
    ),
    *("|", "|-|-|\n", "[", "](", "](figures/a.png)", "![", ")", "<b>", "</b>", "<!-- ", "-->", "&#1;", "&lt;", "\\"),
    *(
        "[^1]",
        "[^1]: ",
        "{{总投资}}",
        "$",
        "---\n",
        "===\n",
        "<http://",
        ">",
        "🚀",
        "\xa0",
        "a b",
        "表：",
        "{#a}",
        "::: a\n",
    ),
)
WRITTEN = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60),
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join),
    st.lists(
        st.one_of(
            st.sampled_from(FRAGMENTS), st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=3)
        ),
        max_size=15,
    ).map("".join),
)
MANY = st.lists(WRITTEN, min_size=20, max_size=40)
"""Many files for one run of pandoc."""

PLAIN = (
    "甲",
    "乙",
    "丙丁",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "*",
    "**",
    "_",
    "~~",
    "&lt;",
    "&",
    "<",
    ">",
)
"""Marks that can hide no word, as a reference definition or an address may."""


def read(texts: list[str]) -> tuple[dict[str, Markdown], list[Problem]]:
    files, problems = read_markdown([TextFile(f"{number}.md", text) for number, text in enumerate(texts)])
    return {file.file: file for file in files}, problems


def words(text: str) -> str:
    return "".join(mark for mark in text if "\u4e00" <= mark <= "\u9fff")


@examples(12)
@given(MANY)
def test_any_text_is_read_and_every_word_is_kept_in_its_place_or_reported(texts: list[str]) -> None:
    files, problems = read(texts)
    told = {problem.location.file for problem in problems}
    for name, file in files.items():
        kept = "".join(block.plain_text for block in file.blocks)
        text = texts[int(name.removesuffix(".md"))]
        assert name in told or set(words(text)) <= set(words(kept)), text
    refused = {problem.location.file for problem in problems if problem.code == "E133"}
    assert set(files) | refused == {f"{number}.md" for number in range(len(texts))}
    for number, text in enumerate(texts):
        # A tab counts as the spaces that it stands for.
        lines = text.expandtabs(4).split("\n")
        for block in files[f"{number}.md"].blocks if f"{number}.md" in files else ():
            assert block.location.line <= len(lines)
            for run in block.texts:
                offsets = [offset for offset, _, _ in run.anchors]
                assert offsets == sorted(offsets)
                assert offsets[0] == 0
                for offset, line, column in run.anchors:
                    assert 0 <= offset <= len(run.text)
                    assert 1 <= line <= len(lines)
                    assert 1 <= column <= len(lines[line - 1]) + 1


@examples(12)
@given(st.lists(st.lists(st.sampled_from(PLAIN), max_size=25).map("".join), min_size=20, max_size=40))
def test_no_word_is_lost_or_moved(texts: list[str]) -> None:
    files, _ = read(texts)
    for number, text in enumerate(texts):
        kept = "".join(block.plain_text for block in files[f"{number}.md"].blocks)
        assert words(kept) == words(text), text


@examples(12)
@given(
    st.lists(
        st.lists(st.sampled_from(("甲", "乙丙", "\n", "，", "- ", "# ", "> ", "*")), max_size=20).map("".join),
        min_size=20,
        max_size=30,
    )
)
def test_a_word_is_found_where_it_stands(texts: list[str]) -> None:
    files, _ = read(texts)
    for number, text in enumerate(texts):
        lines = text.split("\n")
        for block in files[f"{number}.md"].blocks:
            for run in block.texts:
                for offset, mark in enumerate(run.text):
                    place = run.locate(offset)
                    if mark in "甲乙丙":
                        assert lines[place.line - 1][place.column - 1] == mark, (text, run)


@pytest.mark.parametrize(
    "text",
    [
        "| 甲 | 乙 |\n|---|---|\n| 一 | 二 | 丙 |\n",
        "甲\n\n[^乙]: 丙丁\n",
        "[甲]: http://example.cn '乙'\n",
        "``` 乙\n甲\n```\n",
    ],
    ids=["cells beyond the header", "footnote without a mark", "address without a link", "words after a fence"],
)
def test_words_that_markdown_drops_are_reported(text: str) -> None:
    _, problems = read([text])
    assert [problem.code for problem in problems] == ["E135"]


@pytest.mark.parametrize(
    "text",
    [
        "| 甲 | 乙 |\n|---|---|\n| 一\\|二 | `三` |\n| 四 |\n",
        "> | 甲 |\n> |---|\n> | 一 |\n",
        "- 甲\n\n  | 乙 | 丙 |\n  |---|---|\n  丁 | 戊\n",
        "甲[^乙]\n\n[^乙]: 丙\n    丁\n\n    戊\n",
        "[甲][乙]和[丙]\n\n[乙]: http://example.cn/甲\n[丙]: <http://example.cn/丙>\n",
        "``` python\n# 甲\n```\n\n    乙\n",
        "甲`乙\n丙`[丁](\nhttp://example.cn)\n",
        "![](figures/a.png)\n\n![甲](figures/a.png)\n",
        "甲\n===\n\n1. 乙\n   丙\n2. 丁\n",
        "&nbsp;\n\n\\\n甲\n",
    ],
)
def test_words_that_stand_in_the_document_are_no_problem(text: str) -> None:
    assert read([text])[1] == []


def test_files_do_not_run_into_each_other() -> None:
    files, problems = read(["[甲][a]\n", "[a]: http://example.cn\n", "```\n未完", "# 乙\n"])
    assert [(problem.code, problem.location.file) for problem in problems] == [("E135", "1.md")]
    assert [block.plain_text for block in files["0.md"].blocks] == ["[甲][a]"]
    assert files["3.md"].blocks[0].heading_level == 1


def test_tokens_are_one_piece_of_text() -> None:
    files, _ = read(["前{{总投资}}后，**{{年度}}粗**和{{建设\n单位}}\n"])
    (block,) = files["0.md"].blocks
    assert [text.text for text in block.texts] == ["前{{总投资}}后，", "{{年度}}粗", "和{{建设单位}}"]


@pytest.mark.parametrize("text", ["甲\n乙", "甲。\n乙", "“甲”\n“乙”", "甲：\n（乙）"])
def test_lines_of_chinese_join_without_a_space(text: str) -> None:
    files, _ = read([text])
    assert files["0.md"].blocks[0].plain_text == text.replace("\n", "")


@pytest.mark.parametrize("text", ["甲 a\nb 乙", "甲a\n乙", "甲\nb乙", "a\nb"])
def test_lines_of_other_words_join_with_a_space(text: str) -> None:
    files, _ = read([text])
    assert files["0.md"].blocks[0].plain_text == text.replace("\n", " ")


@pytest.mark.parametrize(
    "text", ["**甲。**\n乙", "甲。\n**乙**", "甲`乙`\n丙", "甲。\n[乙](http://x.cn)", "甲。\n{{年度}}", "{{年度}}\n甲"]
)
def test_lines_with_markup_join_without_a_space(text: str) -> None:
    files, _ = read([text])
    assert " " not in files["0.md"].blocks[0].plain_text


@pytest.mark.parametrize("text", ["**甲。**乙", "甲**“乙”**丙", "**总投资{{总投资}}**用于"])
def test_bold_next_to_punctuation_is_bold_or_reported(text: str) -> None:
    files, problems = read([text])
    assert problems or "*" not in files["0.md"].blocks[0].plain_text
