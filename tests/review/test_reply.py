"""Answering without the forge."""

from __future__ import annotations

import datetime

import pytest

from lunzheng.check.run import check_project
from lunzheng.model.opinion import Opinions
from lunzheng.review.opinions_file import OpinionsError, opinions_text, write_opinions
from lunzheng.review.reply import Given, answer, flag

from .made import Room

CHAPTER = "proposal/05-construction.md"
DAY = datetime.date(2026, 11, 3)


def keep(room: Room, opinions: Opinions) -> None:
    write_opinions(room.project, opinions_text(opinions, room.project, room.library.edition.code))


def give(room: Room, number: int, result: str, reason: str = "", role: str = "") -> None:
    keep(room, answer(room.project, room.library.edition, number, Given(result, reason, role), DAY))


def test_an_answer_is_kept_and_collecting_leaves_it(room: Room) -> None:
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.collect()
    give(room, 1, "部分采纳", "已写明留存时间，\n设备不再另购。", "信息中心工作人员")
    before = room.file.read_bytes()
    reply = room.opinion(1).reply
    assert (reply.result, reply.reason, reply.role) == (
        "部分采纳",
        "已写明留存时间，\n设备不再另购。",
        "信息中心工作人员",
    )
    give(room, 1, "部分采纳", "已写明留存时间，\n设备不再另购。", "信息中心工作人员")
    room.collect()
    assert room.file.read_bytes() == before


def test_of_two_answers_on_one_day_the_later_holds_wherever_it_was_given(room: Room) -> None:
    opinion = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.reply("slj-clerk", opinion, "不采纳：没有必要。")
    room.collect()
    give(room, 1, "采纳", "已改。")
    room.collect()
    assert room.opinion(1).reply.result == "采纳"
    assert [item.text for item in room.opinion(1).discussion] == ["不采纳：没有必要。"]
    before = room.file.read_bytes()
    room.collect()
    assert room.file.read_bytes() == before
    room.forge.reply("slj-clerk", opinion, "部分采纳：只改一半。")
    room.collect()
    assert room.opinion(1).reply.result == "部分采纳"
    assert [item.text for item in room.opinion(1).discussion] == ["不采纳：没有必要。", "采纳：已改。"]


def test_an_answer_to_an_edited_opinion_is_an_answer_to_what_it_says_now(room: Room) -> None:
    opinion = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.reply("slj-clerk", opinion, "采纳：已改。")
    room.collect()
    room.forge.edit(opinion, "乙")
    room.collect()
    assert room.opinion(1).edited_after_reply == "是"
    give(room, 1, "采纳", "又改了。")
    room.collect()
    assert (room.opinion(1).edited_after_reply, room.opinion(1).reply.reason) == ("", "又改了。")


@pytest.mark.parametrize(
    ("number", "given", "fault"),
    [
        (9, Given("采纳"), "没有第 9 条意见"),
        (1, Given("同意"), "可以写：采纳、部分采纳、不采纳"),
        (1, Given("不采纳"), "要写明理由"),
        (1, Given("不采纳", " \u200b\n"), "要写明理由"),
        (1, Given("采纳", "机密★1年"), "没有录入"),
        (1, Given("采纳", "好", "两\n行"), "一行"),
        (2, Given("采纳"), "不用答复"),
    ],
)
def test_what_is_no_answer_is_refused(room: Room, number: int, given: Given, fault: str) -> None:
    from lunzheng.review.forge.interface import Verdict  # noqa: PLC0415

    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.review("jbj-reviewer", Verdict.APPROVED)
    room.collect()
    with pytest.raises(OpinionsError, match=fault):
        answer(room.project, room.library.edition, number, given, DAY)


def test_a_flag_set_or_taken_away_by_hand_stays(room: Room) -> None:
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "【重大】甲")
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "乙")
    room.collect()
    keep(room, flag(room.project, 1, grave=False))
    keep(room, flag(room.project, 2, grave=True))
    room.collect()
    assert [opinion.is_grave for opinion in room.opinions.opinions] == [False, True]


def test_a_word_that_is_no_answer_is_named_with_its_place_and_those_that_are(room: Room) -> None:
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.collect()
    give(room, 1, "采纳", "已改。")
    text = room.file.read_text("utf-8")
    text = text.replace("结果: 采纳", "结果: 部份采纳")
    room.file.write_text(text, "utf-8")
    (problem,) = check_project(room.project, room.library, room.workspace.schemas)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "部份采纳" in words)
    assert (problem.code, problem.location.line, problem.location.column) == ("E204", line, 11)
    assert "只能填：采纳、部分采纳、不采纳；现在是“部份采纳”" in problem.message
    assert problem.hint == "是不是“部分采纳”？"
