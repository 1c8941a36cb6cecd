"""Which text belongs to which section."""

from __future__ import annotations

import pytest

from lunzheng.model.edition import Outline
from lunzheng.model.narrative import Narrative, assign, bare_title, strip_number
from lunzheng.source.markdown import read_markdown
from lunzheng.source.text import TextFile

from .making import outline

OUTLINE = outline({"项目概况": ["项目名称", "5G专网建设", "3.0版升级"], "项目需求分析": ["问题分析", "项目名称"]})
FLAT = outline({"建设依据": [], "总体设计": []})


def read(text: str, made: Outline = OUTLINE, file: str = "plan.md") -> Narrative:
    files, problems = read_markdown([TextFile(file, text)])
    assert not problems
    return assign(made, {file: files[0]})


def texts(narrative: Narrative) -> dict[tuple[int, ...], str]:
    return {key: section.text for key, section in narrative.sections.items() if section.text}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("一、项目概况", "项目概况"),
        ("第一章 项目概况", "项目概况"),
        ("第十二节项目概况", "项目概况"),
        ("（一）项目名称", "项目名称"),
        ("(1)项目名称", "项目名称"),
        ("1.项目名称", "项目名称"),
        ("1、项目名称", "项目名称"),
        ("1．项目名称", "项目名称"),
        ("  一、 项目概况 ", "项目概况"),
        ("项目概况", "项目概况"),
        ("5G专网建设", "5G专网建设"),
        ("（二）5G专网建设", "5G专网建设"),
        ("2. 5G专网建设", "5G专网建设"),
        ("12345热线", "12345热线"),
        ("一网统管", "一网统管"),
        ("三、一网统管", "一网统管"),
        ("十四五规划", "十四五规划"),
        ("2027年计划", "2027年计划"),
        ("3D建模", "3D建模"),
    ],
)
def test_a_typed_number_is_taken_off(typed: str, title: str) -> None:
    assert strip_number(typed) == title


@pytest.mark.parametrize("typed", ["1.1 项目名称", "1.2.3 项目名称"])
def test_a_typed_decimal_number_is_taken_off(typed: str) -> None:
    assert strip_number(typed) == "项目名称"


@pytest.mark.parametrize("title", ["3.0版升级", "2.5维地图"])
def test_a_decimal_at_the_start_of_a_title_stays(title: str) -> None:
    assert strip_number(title) == title


def test_spaces_do_not_matter() -> None:
    assert bare_title("一、 项目 概况") == bare_title("项目概况")


@pytest.mark.parametrize("number", ["", "一、", "第一章 ", "1. ", "1、"])
def test_headings_match_with_any_number(number: str) -> None:
    narrative = read(
        f"# {number}项目概况\n\n## {number}项目名称\n\n甲\n\n## （二）5G专网建设\n\n乙\n\n## 5G 专网建设\n"
    )
    assert texts(narrative) == {(1, 1): "甲", (1, 2): "乙"}
    assert narrative.unknown == []
    assert [heading.text for heading in narrative.repeated] == ["5G 专网建设"]


def test_text_goes_to_the_open_section() -> None:
    narrative = read(
        "# 项目概况\n\n引言\n\n## 项目名称\n\n甲\n\n- 乙\n\n### 小标题\n\n丙\n\n# 项目需求分析\n\n## 问题分析\n\n丁\n"
    )
    assert texts(narrative) == {(1,): "引言", (1, 1): "甲乙小标题丙", (2, 1): "丁"}
    assert [key for key, _ in narrative.order] == [(1,), (1, 1), (2,), (2, 1)]
    assert narrative.sections[1, 2].heading is None
    assert list(narrative.sections) == [(1,), (1, 1), (1, 2), (1, 3), (2,), (2, 1), (2, 2)]


def test_the_same_title_belongs_to_its_chapter() -> None:
    narrative = read("# 项目需求分析\n\n## 项目名称\n\n乙\n\n# 项目概况\n\n## 项目名称\n\n甲\n")
    assert texts(narrative) == {(1, 1): "甲", (2, 2): "乙"}
    assert narrative.repeated == []


def test_wrong_order_is_kept_and_sorted() -> None:
    narrative = read("# 项目概况\n\n## 5G专网建设\n\n乙\n\n## 项目名称\n\n甲\n")
    assert [key for key, _ in narrative.order] == [(1,), (1, 2), (1, 1)]
    assert "".join(block.plain_text for block in narrative.blocks) == "甲乙"


def test_unknown_headings_keep_their_text() -> None:
    narrative = read("# 项目概况\n\n## 项目名称\n\n甲\n\n## 别的\n\n乙\n\n# 又一章\n\n丙\n")
    assert [(heading.text, heading.level) for heading in narrative.unknown] == [("别的", 2), ("又一章", 1)]
    assert texts(narrative) == {(1, 1): "甲乙丙"}
    assert [heading.location.line for heading in narrative.unknown] == [7, 11]


def test_repeated_headings_join_their_text() -> None:
    narrative = read("# 项目概况\n\n## 项目名称\n\n甲\n\n## 5G专网建设\n\n乙\n\n## 项目名称\n\n丙\n")
    assert texts(narrative) == {(1, 1): "甲丙", (1, 2): "乙"}
    assert [heading.location.line for heading in narrative.repeated] == [11]


def test_text_before_the_first_heading_is_stray() -> None:
    narrative = read("甲\n\n## 项目名称\n\n乙\n\n# 项目概况\n\n丙\n")
    assert [block.plain_text for block in narrative.stray] == ["甲", "乙"]
    assert [heading.text for heading in narrative.unknown] == ["项目名称"]
    assert texts(narrative) == {(1,): "丙"}


def test_in_a_flat_outline_deeper_headings_are_text() -> None:
    narrative = read("# 建设依据\n\n## 总体设计\n\n甲\n\n# 总体设计\n\n乙\n", FLAT)
    assert texts(narrative) == {(1,): "总体设计甲", (2,): "乙"}
    assert narrative.unknown == []


def test_no_block_is_lost() -> None:
    text = "零\n\n# 项目概况\n\n一\n\n## 别的\n\n二\n\n## 项目名称\n\n三\n\n## 项目名称\n\n四\n\n### 深\n\n五\n"
    narrative = read(text)
    kept = "".join(block.plain_text for block in [*narrative.stray, *narrative.blocks])
    assert sorted(kept) == sorted("零一二三四深五")
