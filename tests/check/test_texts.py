"""Passages: what is read as one piece, and where each of its characters stands."""

from __future__ import annotations

from lunzheng.check.texts import block_passages, sentence_around, table_rows
from lunzheng.source.markdown import Block, read_markdown
from lunzheng.source.text import TextFile

SOURCE = """\
会商效率将**显著**提升，
见[说明](https://example.org/)一节。

- 第一项**重点**内容
  - 里面一项
- 第二项

> 引用*一句*话

1. 甲
2. 乙^[脚注里的话] 后半句

| 项目 | 金额（万元） |
|---|---|
| **软件**开发 | 50 |
| | 10 |
"""


def blocks() -> tuple[Block, ...]:
    read, problems = read_markdown([TextFile("a.md", SOURCE)])
    assert problems == []
    return read[0].blocks


def test_paragraphs_items_and_cells_are_passages() -> None:
    found = [passage.text for block in blocks() for passage in block_passages(block)]
    assert found[0] == "会商效率将显著提升，见说明一节。"
    assert found[1:5] == ["第一项重点内容", "里面一项", "第二项", "引用一句话"]
    assert found[-5:] == ["项目", "金额（万元）", "软件开发", "50", "10"]


def test_every_character_is_found_where_it_stands() -> None:
    lines = SOURCE.split("\n")
    seen = 0
    for block in blocks():
        for passage in block_passages(block):
            for offset, character in enumerate(passage.text):
                place = passage.locate(offset)
                if character.isspace():
                    continue
                assert lines[place.line - 1][place.column - 1] == character, passage.text
                seen += 1
    assert seen > 60


def test_tables_are_read_by_rows() -> None:
    tables = [rows for block in blocks() if (rows := list(table_rows(block)))]
    assert [[[cell.text for cell in row] for row in rows] for rows in tables] == [
        [["项目", "金额（万元）"], ["软件开发", "50"], ["", "10"]]
    ]


def test_the_sentence_around_a_word() -> None:
    text = "先说一句。按旧版设计；再说一句"
    start = text.index("旧版")
    assert sentence_around(text, start, start + 2) == "按旧版设计"
