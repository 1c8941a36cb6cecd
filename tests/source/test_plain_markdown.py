"""Plain Markdown is read without pandoc, and exactly as pandoc would read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.source.markdown import Markdown, read_markdown, read_with_pandoc
from lunzheng.source.plain_markdown import read_plain
from lunzheng.source.text import TextFile

from .steady import examples

LINES = (
    *(
        "甲乙\n",
        "a 乙。\n",
        "\n",
        "\n\n",
        "# 甲\n",
        "## 二、甲 b\n",
        "### #\n",
        "  \n",
        "2.5倍\n",
        "“甲”\n",
        "（一）\n",
    ),
    *(
        "- 甲\n",
        "- **丙**：丁\n",
        "- \n",
        "-\n",
        "1. 甲\n",
        "2. 乙 b\n",
        "3) 甲\n",
        "1.\n",
        "10. 甲\n",
        "+ 甲\n",
        "* 甲\n",
    ),
    *(
        "|甲|乙|\n|-|-|\n",
        "|甲|\n|:-:|\n",
        "| 1 | |\n",
        "|1|2|\n",
        "|---|\n",
        "a|b\n",
        "![图](figures/a.png)\n",
        "> 甲\n",
    ),
    *(
        "**甲**乙**丙**\n",
        "甲**乙**\n",
        "**a** b\n",
        "**a**\n",
        "**甲。**乙\n",
        "a\n",
        "{{总投资}}\n",
        "===\n",
        "---\n",
    ),
    *("  甲\n", "\t甲\n", "甲  \n", "甲\\\n", "[^1]: 甲\n", "<b>\n", "```\n", "表：甲\n", "甲"),
)
PIECES = (
    *("甲", "乙", "丙丁", "\n", "\n\n", " ", "# ", "#", "- ", "1. ", "2) ", "|", "|-|-|\n", "|甲|乙|\n", "-", "=", "+"),
    *(
        "![图](figures/a.png)\n",
        "**甲**",
        "**",
        "*",
        "_",
        "`",
        "a",
        "b c",
        "{{总投资}}",
        "$",
        "(",
        "）",
        "。",
        "，",
        ":",
    ),
    *("：", "!", "{#a}", "@a", "^", "'", '"', "...", "--", "http://a.b", "e\u0301", "²", "①", "“", "—", "🚀", "\u3000"),
)
WRITTEN = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12),
)


def seen(markdown: Markdown) -> list[tuple[Any, ...]]:
    """Everything that a rule or an output can see of a file."""
    return [
        (
            block.element,
            block.location,
            [(text.text, [text.locate(offset) for offset in range(len(text.text))]) for text in block.texts],
            block.pictures,
        )
        for block in markdown.blocks
    ]


@examples(25)
@given(st.lists(WRITTEN, min_size=40, max_size=80))
def test_plain_markdown_is_what_pandoc_makes_of_it(texts: list[str]) -> None:
    files = [TextFile(f"{number}.md", text) for number, text in enumerate(texts)]
    plain = {file.file: markdown for file in files if (markdown := read_plain(file))}
    others, problems = read_with_pandoc([file for file in files if file.file in plain])
    assert not problems
    assert [markdown.file for markdown in others] == list(plain)
    for markdown in others:
        assert seen(plain[markdown.file]) == seen(markdown), texts[int(markdown.file.removesuffix(".md"))]


@pytest.mark.parametrize("text", LINES)
def test_each_kind_of_line_by_itself(text: str) -> None:
    plain = read_plain(TextFile("a.md", text))
    ((markdown,), _) = read_with_pandoc([TextFile("a.md", text)])
    assert plain is None or seen(plain) == seen(markdown)


def test_the_samples_are_plain(root: Path) -> None:
    chapters = [path for path in root.glob("projects/*/*/**/*.md") if "attachments" not in path.parts]
    texts = {path: TextFile(path.name, path.read_text(encoding="utf-8")) for path in chapters}
    assert texts
    assert not [path for path, text in texts.items() if read_plain(text) is None]


def test_plain_and_other_files_stand_in_the_order_given() -> None:
    texts = ["# 甲\n", "> 乙\n", "- 丙\n", "<b>丁</b>\n"]
    files, problems = read_markdown([TextFile(f"{number}.md", text) for number, text in enumerate(texts)])
    assert [file.file for file in files] == ["0.md", "1.md", "2.md", "3.md"]
    assert {problem.location.file for problem in problems} == {"3.md"}
