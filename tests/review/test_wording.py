"""What comments mean by the words of the edition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lunzheng.model.load_edition import build_edition, read_edition_files
from lunzheng.review.wording import Wording

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@cache
def wording() -> Wording:
    edition = build_edition(read_edition_files(TEMPLATES, "ningbo-2021"))
    return Wording(edition.review, edition.head.aspects)


@pytest.mark.parametrize(
    ("text", "result", "reason"),
    [
        ("采纳：已补充。", "采纳", "已补充。"),
        ("采纳", "采纳", ""),
        ("采纳。", "采纳", ""),
        ("**部分采纳**，监理费已压减。", "部分采纳", "监理费已压减。"),
        ("不采纳：理由如下\n\n一是……", "不采纳", "理由如下\n\n一是……"),
        ("> 请写明日志留存时间。\n\n采纳:改好了", "采纳", "改好了"),
        ("@wxb-reviewer 不采纳,没有必要", "不采纳", "没有必要"),
        ("答复：采纳。已补。", "采纳", "已补。"),
        ("【采纳】已补", "采纳", "已补"),
        ("采纳\n\n已补", "采纳", "已补"),
        ("## 不采纳\n见说明", "不采纳", "见说明"),
        ("采纳：改成\n```\n甲\n```", "采纳", "改成\n```\n甲\n```"),
    ],
)
def test_an_answer(text: str, result: str, reason: str) -> None:
    found = wording().answer(text)
    assert found is not None
    assert (found.result, found.reason) == (result, reason)


@pytest.mark.parametrize(
    "text",
    [
        "收到，正在研究。",
        "采纳情况见附件",
        "拟采纳",
        "是否采纳？",
        "不采纳吗",
        "",
        "> 采纳：好",
        "不部分采纳",
        "【不】采纳",
    ],
)
def test_no_answer(text: str) -> None:
    assert wording().answer(text) is None


def test_answers_by_number() -> None:
    text = "各位好：\n答复 3：部分采纳，能改的改了。\n还有一句。\n**答复第4条**：采纳。\n答复5：看看\n我们答复 6：采纳"
    found = [(answer.number, answer.result, answer.reason) for answer in wording().numbered_answers(text)]
    assert found == [(3, "部分采纳", "能改的改了。\n还有一句。"), (4, "采纳", "")]


@pytest.mark.parametrize("text", ["无意见", "同意。", "同意，无意见。", " 没有意见！", "**无意见**"])
def test_words_that_say_nothing(text: str) -> None:
    assert wording().says_nothing(text)


@pytest.mark.parametrize("text", ["", "。", "同意，但请补充依据。", "无意见，建议压减", "不同意"])
def test_words_that_say_something(text: str) -> None:
    assert not wording().says_nothing(text)


def test_tags_stand_at_the_head() -> None:
    assert wording().tags("【重大】[网络安全] 请研究") == (True, ("网络安全",))
    assert wording().tags("【说明】【重大】") == (False, ())
    assert wording().tags("请研究【重大】") == (False, ())


def test_an_opinion_in_the_conversation() -> None:
    assert wording().spoken_opinion("**意见**：请补充") == "请补充"
    assert wording().spoken_opinion("意见已发") is None
