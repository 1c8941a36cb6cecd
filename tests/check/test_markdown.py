"""The report for a comment: readable, complete or honestly cut, and harmless whatever a project holds."""

from __future__ import annotations

import json
import re
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.check.formats.markdown import LIMIT, escape, markdown_report
from lunzheng.check.run import Report
from lunzheng.source.problem import Location

from .making import ERROR, FOLDER, HOSTILE, KINDS, WARNING, problem, report, waived


def parsed(markdown: str) -> list[Any]:
    """The blocks that GitHub's flavour of Markdown makes of a text."""
    blocks: list[Any] = json.loads(pypandoc.convert_text(markdown, "json", "gfm"))["blocks"]
    return blocks


def elements(value: Any) -> list[dict[str, Any]]:
    """Every element of a tree, from the outside in."""
    found = []
    if isinstance(value, dict):
        if "t" in value:
            found.append(value)
        for child in value.values():
            found += elements(child)
    elif isinstance(value, list):
        for child in value:
            found += elements(child)
    return found


def shown(value: Any) -> str:
    """The text that a reader sees."""
    texts = {"Str": lambda item: item["c"], "Space": lambda _: " ", "SoftBreak": lambda _: " "}
    return "".join(texts[item["t"]](item) for item in elements(value) if item["t"] in texts)


def seen(text: str) -> str:
    """A text as the report may show it: on one line, without what nobody sees."""
    return " ".join("".join(c for c in " ".join(text.split()) if c.isprintable()).split())


def assert_harmless(markdown: str) -> list[Any]:
    """Nothing but the report's own markup; no mention and no reference for GitHub to act on."""
    blocks = parsed(markdown)
    for element in elements(blocks):
        assert element["t"] not in ("Link", "Image", "Code", "CodeBlock", "Emph", "Strikeout", "Note", "Math", "Span")
        if element["t"] in ("RawInline", "RawBlock"):
            allowed = r"<!-- -->|<details>|</details>|</?summary>|<details><summary>怎样改</summary>"
            assert re.fullmatch(allowed, element["c"][1].strip()), element
    assert not re.search(r"[@#][\w]", markdown.replace("\\", ""))
    return blocks


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_project_is_only_text(text: str) -> None:
    made = report(problem(message=text), problem(WARNING, text, line=9), waived=(waived(problem(), text, text),))
    named = Report(made.problems, 1, made.waived, {FOLDER: text})
    blocks = assert_harmless(markdown_report(named, KINDS))
    tables = [block for block in blocks if block["t"] == "Table"]
    assert [len(table["c"][2]) for table in tables] == [4, 2, 2, 5]
    assert seen(text) in shown(blocks)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_can_stand_in_a_cell(text: str) -> None:
    table = f"| 甲 | 乙 |\n| --- | --- |\n| {escape(text)} | 完 |\n"
    (block,) = parsed(table)
    assert len(block["c"][2]) == 2
    assert shown(block).endswith("完")
    assert not {element["t"] for element in elements(block)} & {"Link", "Image", "Code", "Emph", "Strong"}


def test_errors_come_before_warnings_and_the_worst_project_first() -> None:
    names = {f"projects/2027/slj-{letter}": f"项目{letter}" for letter in "abc"}
    problems = [
        WARNING.at(Location("projects/2027/slj-a/project.yml"), "轻"),
        ERROR.at(Location("projects/2027/slj-b/project.yml"), "重一"),
        *(ERROR.at(Location("projects/2027/slj-c/project.yml", n), f"重{n}") for n in (1, 2)),
    ]
    text = markdown_report(Report(tuple(sorted(problems)), 3, (), names), KINDS)
    order = [text.index(word) for word in ("## 错误", "重2", "重一", "## 提醒", "轻 |")]
    assert order == sorted(order)
    assert "3 处错误，1 处提醒" in text


def test_hints_are_folded_and_said_once() -> None:
    text = markdown_report(report(*(problem(line=n, message=f"第{n}个") for n in range(1, 6))), KINDS)
    assert text.count("<details>") == text.count("</details>") == 1
    assert text.count(ERROR.hint) == 1


def test_what_is_waived_has_its_reason_and_post() -> None:
    text = markdown_report(report(waived=(waived(problem()),)), KINDS)
    assert "已豁免（1 处）" in text
    assert "| E901 | project\\.yml 第 3 行 | 不对 | 确有理由 | 市水利局副局长 |" in text


@pytest.mark.parametrize("letter", ["字", "|", "😀", "@"])
@pytest.mark.parametrize("count", [1, 40, 400])
def test_a_comment_is_never_too_long(letter: str, count: int) -> None:
    names = {f"projects/2027/slj-{number}": letter * 300 for number in range(count)}
    problems = [
        kind.at(Location(f"{folder}/project.yml", line), letter * 400)
        for folder in names
        for line in (1, 2)
        for kind in (ERROR, WARNING)
    ]
    text = markdown_report(Report(tuple(sorted(problems)), count, (), names), KINDS)
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    assert ("没有列出" in text.splitlines()[-1]) == (count > 1)
    assert text.count("<details>") == text.count("</details>")
    if letter != "😀":
        assert_harmless(text)


def test_many_of_a_kind_are_counted() -> None:
    text = markdown_report(report(*(problem(line=n, message=f"第{n}个") for n in range(1, 101))), KINDS)
    assert "（100 处" in text
    assert "另有 80 处同类问题" in text
