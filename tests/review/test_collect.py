"""From what people write on a pull request to the opinions of record."""

from __future__ import annotations

import dataclasses
import datetime
import random

import pytest

from lunzheng.check.run import check_project
from lunzheng.review.forge.interface import ForgeError, Verdict
from lunzheng.review.opinions_file import OpinionsError

from .made import FOLDER, Room

CHAPTER = "proposal/05-construction.md"
MODULES = "在线会商模块支持"
SHARING = "水利部门发起会商"


def said(room: Room) -> list[tuple[int | None, str, str, str, str]]:
    """Number, kind, party, section and text of every opinion."""
    return [(o.number, o.kind, o.party, o.section, o.text) for o in room.opinions.opinions]


def test_each_kind_of_answer_becomes_what_it_is(room: Room) -> None:
    forge = room.forge
    forge.comment_on("wxb-reviewer", CHAPTER, room.line_of(CHAPTER, MODULES), "请写明日志留存时间。")
    forge.review("fgw-reviewer", Verdict.COMMENTED, "总体可行，请压减监理费。")
    forge.review("jbj-reviewer", Verdict.APPROVED)
    collected = room.collect()
    assert collected.fresh == (1, 2, 3)
    assert said(room) == [
        (1, "意见", "市委网信办", "proposal:5.6", "请写明日志留存时间。"),
        (2, "总体意见", "市发改委", "", "总体可行，请压减监理费。"),
        (3, "无意见", "市委机要保密局", "", ""),
    ]
    first = room.opinion(1)
    assert (first.section_title, first.file, first.role) == (
        "五（六）应用模块建设方案",
        CHAPTER,
        "网络安全协调处工作人员",
    )
    assert first.aspects == ("网络安全",)
    assert first.written == "2026-11-03T09:01:00+08:00"
    assert check_project(room.project, room.library, room.workspace.schemas) == []


def test_collecting_twice_changes_nothing(room: Room) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, "第一行\n\n  - 缩进\t制表\r\n结尾  ")
    forge.reply("slj-clerk", opinion, "部分采纳：已改。")
    forge.reply("fgw-reviewer", opinion, "同意网信办意见。")
    forge.reply("wxb-reviewer", opinion, "再补一句：“三级”。")
    forge.review("fgw-reviewer", Verdict.CHANGES_REQUESTED)
    forge.review("jbj-reviewer", Verdict.APPROVED, "同意。")
    forge.edit(opinion, "改过的意见")
    room.records(谋划="2026-03-01", 入库="2026-05-01", 方案="2026-11-02", 征求意见="2026-11-02")
    room.collect(due="2026-11-04", today="2026-11-10")
    before = room.file.read_bytes()
    room.collect(due="2026-11-04", today="2026-11-10")
    assert room.file.read_bytes() == before


def test_the_order_in_which_the_forge_lists_does_not_count(room: Room) -> None:
    forge = room.forge
    first = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    for number in range(6):
        forge.reply(("slj-clerk", "wxb-second", "fgw-reviewer")[number % 3], first, f"采纳：{number}")
        forge.review("jbj-reviewer", Verdict.COMMENTED, f"总体 {number}")
        forge.say("slj-clerk", f"答复 {number + 1}：采纳，{number}")
    expected = room.collect().text
    for seed in range(5):
        room.file.unlink()
        for listed in (forge.line, forge.given, forge.spoken):
            random.Random(seed).shuffle(listed)  # type: ignore[arg-type]
        assert room.collect().text == expected


def test_two_that_collect_one_after_the_other_agree_with_one_that_collects_once(room: Room) -> None:
    """A collector that has seen only the beginning, and one that sees everything at once."""
    forge = room.forge
    forge.review("jbj-reviewer", Verdict.APPROVED)
    first = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.collect()
    forge.reply("slj-clerk", first, "采纳。")
    forge.comment_on("fgw-reviewer", "budget.yml", 3, "乙")
    forge.review("wxb-second", Verdict.APPROVED)
    stepwise = room.collect().text
    room.file.unlink()
    assert room.collect().text == stepwise


def test_numbers_stay_when_others_go(room: Room) -> None:
    forge = room.forge
    comments = [forge.comment_on("wxb-reviewer", CHAPTER, 3, text) for text in "甲乙丙"]
    room.collect()
    forge.delete(comments[1])
    forge.delete(comments[2])
    forge.comment_on("wxb-reviewer", CHAPTER, 3, "丁")
    room.collect()
    assert [(o.number, o.text, o.is_withdrawn) for o in room.opinions.opinions] == [
        (1, "甲", False),
        (2, "乙", True),
        (3, "丙", True),
        (4, "丁", False),
    ]


def test_a_reply_of_the_department_answers_and_its_other_remarks_do_not(room: Room) -> None:
    opinion = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.reply("slj-clerk", opinion, "收到，正在研究。")
    room.collect()
    (found,) = room.opinions.unanswered
    assert [(remark.party, remark.text) for remark in found.discussion] == [("示例市水利局", "收到，正在研究。")]
    room.forge.reply("slj-clerk", opinion, "部分采纳：已改。")
    room.collect()
    reply = room.opinion(1).reply
    assert (reply.result, reply.reason, reply.role) == ("部分采纳", "已改。", "信息中心工作人员")
    assert room.opinions.unanswered == []


def test_a_party_cannot_answer_for_the_department(room: Room) -> None:
    opinion = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.reply("fgw-reviewer", opinion, "采纳：好。")
    room.forge.reply("dsj-gatherer", opinion, "采纳：好。")
    room.forge.reply("passer-by", opinion, "采纳：好。")
    room.forge.say("fgw-reviewer", "答复 1：采纳。")
    room.collect()
    assert len(room.opinions.unanswered) == 1


def test_the_last_reply_holds_and_the_former_is_kept(room: Room) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    forge.reply("slj-clerk", opinion, "不采纳：没有必要。")
    room.collect()
    last = forge.reply("slj-clerk", opinion, "采纳：已改。")
    room.collect()
    assert room.opinion(1).reply.result == "采纳"
    assert [remark.text for remark in room.opinion(1).discussion] == ["不采纳：没有必要。"]
    forge.delete(last)
    room.collect()
    assert room.opinion(1).reply.result == "不采纳"
    assert [(remark.text, remark.is_withdrawn) for remark in room.opinion(1).discussion] == [("采纳：已改。", True)]


def test_general_opinions_are_answered_by_number(room: Room) -> None:
    forge = room.forge
    forge.review("fgw-reviewer", Verdict.COMMENTED, "总体意见一")
    forge.review("dsj-reviewer", Verdict.COMMENTED, "总体意见二")
    forge.say("slj-clerk", "各位好：\n\n答复 1：部分采纳，能改的改了。\n答复第 2 条：采纳。\n答复 9：采纳。")
    collected = room.collect()
    assert [(o.reply.result, o.reply.reason) for o in room.opinions.opinions] == [
        ("部分采纳", "能改的改了。"),
        ("采纳", ""),
    ]
    assert any("没有第 9 条意见" in message for message in collected.messages)


def test_a_reply_that_needs_a_reason_is_told_without_one(room: Room) -> None:
    opinion = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.reply("slj-clerk", opinion, "不采纳")
    assert any("没有写理由" in message for message in room.collect().messages)


def test_the_party_adds_to_its_own_opinion(room: Room) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    forge.reply("wxb-reviewer", opinion, "还有一点。")
    forge.reply("wxb-second", opinion, "同事也说一句。")
    forge.reply("fgw-reviewer", opinion, "同意。")
    room.collect()
    (found,) = room.opinions.opinions
    assert [item.text for item in found.supplements] == ["还有一点。", "同事也说一句。"]
    assert [(item.party, item.text) for item in found.discussion] == [("市发改委", "同意。")]


def test_an_edit_changes_the_text_and_one_after_the_reply_is_marked(room: Room) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.collect()
    forge.edit(opinion, "乙")
    room.collect()
    found = room.opinion(1)
    assert (found.text, found.written[11:16], found.edited[11:16], found.edited_after_reply) == (
        "乙",
        "09:01",
        "09:02",
        "",
    )
    forge.reply("slj-clerk", opinion, "采纳：改好了。")
    room.collect()
    forge.edit(opinion, "丙")
    room.collect()
    found = room.opinion(1)
    assert (found.text, found.edited_after_reply, found.replied_text) == ("丙", "是", "乙")
    room.collect()
    assert room.opinion(1).replied_text == "乙"
    forge.reply("slj-clerk", opinion, "采纳：又改好了。")
    room.collect()
    assert (room.opinion(1).edited_after_reply, room.opinion(1).replied_text) == ("", "")


def test_an_edit_of_a_review_is_seen_though_the_forge_does_not_date_it(room: Room) -> None:
    forge = room.forge
    forge.review("fgw-reviewer", Verdict.COMMENTED, "旧话")
    forge.say("slj-clerk", "答复 1：采纳。")
    room.collect()
    forge.given = [dataclasses.replace(forge.given[0], body="新话")]
    for _ in range(2):
        room.collect()
        found = room.opinion(1)
        assert (found.text, found.edited_after_reply, found.replied_text) == ("新话", "是", "旧话")


def test_a_deleted_opinion_keeps_its_thread(room: Room) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    forge.reply("slj-clerk", opinion, "采纳：已改。")
    room.collect()
    forge.delete(opinion)
    forge.reply("wxb-reviewer", opinion, "又说一句")
    room.collect()
    found = room.opinion(1)
    assert (found.text, found.is_withdrawn, found.reply.result) == ("甲", True, "采纳")
    assert [item.text for item in found.supplements] == ["又说一句"]
    assert len(room.opinions.opinions) == 1


def test_a_thread_whose_first_comment_nobody_has_kept(room: Room) -> None:
    forge = room.forge
    gone = forge.comment_on("wxb-reviewer", CHAPTER, 3, "删掉的")
    forge.reply("fgw-reviewer", gone, "请补充依据。")
    forge.delete(gone)
    room.collect()
    assert said(room) == [(1, "意见", "市发改委", "proposal:5.1", "请补充依据。")]


def test_a_question_of_the_department_is_no_opinion_but_its_answer_is(room: Room) -> None:
    forge = room.forge
    forge.comment_on("slj-clerk", CHAPTER, 3, "这里待会商，先记一笔。")
    question = forge.comment_on("slj-clerk", CHAPTER, 3, "这里请网信办看看。")
    forge.reply("wxb-reviewer", question, "应写明日志留存时间。")
    room.collect()
    (found,) = room.opinions.opinions
    assert (found.party, found.text) == ("市委网信办", "应写明日志留存时间。")
    assert [remark.text for remark in found.discussion] == ["这里请网信办看看。"]


def test_resolved_threads(room: Room) -> None:
    opinion = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.resolve(opinion)
    room.collect()
    assert room.opinion(1).resolved == "是"


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.COMMENTED])
def test_words_that_say_nothing_are_no_opinion(room: Room, verdict: Verdict) -> None:
    room.forge.review("fgw-reviewer", verdict, "同意，无意见。")
    room.collect()
    assert [(o.kind, o.state.value) for o in room.opinions.opinions] == [("无意见", "无需答复")]


def test_an_approval_with_lines_has_opinions(room: Room) -> None:
    review = room.forge.review("wxb-reviewer", Verdict.APPROVED)
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "小处请改", review=review.id)
    room.collect()
    assert [o.kind for o in room.opinions.opinions] == ["意见"]
    assert [(r.party, r.conclusion) for r in room.opinions.reviews] == [("市委网信办", "同意")]


def test_a_party_is_of_no_opinion_once(room: Room) -> None:
    """Two of a party approve; a party that has raised opinions and then approves has raised opinions."""
    forge = room.forge
    forge.review("wxb-reviewer", Verdict.APPROVED)
    forge.review("wxb-second", Verdict.APPROVED)
    forge.comment_on("fgw-reviewer", CHAPTER, 3, "甲")
    forge.review("fgw-reviewer", Verdict.APPROVED)
    room.collect()
    assert [(o.party, o.kind) for o in room.opinions.opinions] == [("市委网信办", "无意见"), ("市发改委", "意见")]
    assert len(room.opinions.reviews) == 3


def test_changes_asked_without_a_word(room: Room) -> None:
    room.forge.review("fgw-reviewer", Verdict.CHANGES_REQUESTED)
    room.collect()
    (found,) = room.opinions.unanswered
    assert (found.kind, found.asks_for_changes, found.text) == ("总体意见", "是", "")
    asked = room.forge.review("wxb-reviewer", Verdict.CHANGES_REQUESTED)
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "请改", review=asked.id)
    room.collect()
    assert [o.text for o in room.opinions.opinions if o.party == "市委网信办"] == ["请改"]


def test_dismissing_takes_back_an_approval_but_no_words(room: Room) -> None:
    forge = room.forge
    approval = forge.review("jbj-reviewer", Verdict.APPROVED)
    words = forge.review("fgw-reviewer", Verdict.CHANGES_REQUESTED, "请压减投资。")
    room.collect()
    forge.dismiss(approval)
    forge.dismiss(words)
    room.collect()
    assert [(o.kind, o.is_withdrawn) for o in room.opinions.opinions] == [("无意见", True), ("总体意见", False)]
    assert [r.conclusion for r in room.opinions.reviews] == ["已撤销", "已撤销"]
    forge.review("jbj-reviewer", Verdict.APPROVED)
    room.collect()
    assert [(o.number, o.kind, o.is_withdrawn) for o in room.opinions.opinions][-1] == (3, "无意见", False)


def test_grave_matters_and_aspects_are_named_at_the_head(room: Room) -> None:
    forge = room.forge
    forge.comment_on("dsj-reviewer", CHAPTER, 3, "【重大】【协同共享】请专题研究。")
    forge.comment_on("dsj-reviewer", CHAPTER, 3, "请研究【重大】一词。")
    room.collect()
    assert [(o.is_grave, o.aspects) for o in room.opinions.opinions] == [
        (True, ("协同共享",)),
        (False, ("应用支撑平台", "基础平台", "协同共享")),
    ]


def test_programs_and_gatherers_give_no_opinion(room: Room) -> None:
    forge = room.forge
    for account in ("github-actions[bot]", "lunzheng-runner", "dsj-gatherer", "slj-clerk"):
        forge.comment_on(account, CHAPTER, 3, "一句话")
        forge.review(account, Verdict.COMMENTED, "一句话")
        forge.say(account, "意见：一句话")
    room.collect()
    assert room.opinions.opinions == ()


def test_a_stranger_is_kept_without_a_party_and_named(room: Room) -> None:
    forge = room.forge
    forge.comment_on("passer-by", CHAPTER, 3, "路过")
    forge.review("passer-by", Verdict.APPROVED)
    collected = room.collect()
    assert said(room) == [(1, "意见", "", "proposal:5.1", "路过")]
    assert room.opinions.reviews == ()
    assert any("意见 1 的账号不属于任何意见单位" in message for message in collected.messages)
    assert room.opinions.unanswered == []
    room.rewrite_library("账号: wxb-second", "账号: passer-by")
    room.collect()
    assert said(room)[0][:3] == (1, "意见", "市委网信办")


def test_a_flood_of_strangers_does_not_bury_the_parties(room: Room) -> None:
    for number in range(120):
        room.forge.comment_on("flood", CHAPTER, 3, "水" * 7000 + str(number))
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "正经意见")
    collected = room.collect()
    assert [o.party for o in room.opinions.opinions if o.party] == ["市委网信办"]
    assert len(room.opinions.opinions) == 51
    assert any("70 条没有收入" in message for message in collected.messages)


def test_who_has_left_keeps_the_party(room: Room) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    forge.review("wxb-reviewer", Verdict.APPROVED, "总体可行。")
    forge.review("jbj-reviewer", Verdict.APPROVED)
    room.collect()
    before = room.file.read_bytes()
    room.rewrite_library("账号: wxb-reviewer", "账号: wxb-third")
    forge.teams["jbj"] = ()
    room.collect()
    assert room.file.read_bytes() == before
    forge.reply("wxb-reviewer", opinion, "我已调走，补一句。")
    room.collect()
    assert [(item.party, item.text) for item in room.opinion(1).supplements] == [("", "我已调走，补一句。")]


def test_words_of_a_party_in_the_conversation(room: Room) -> None:
    forge = room.forge
    forge.say("wxb-reviewer", "意见：请补充应急预案。")
    forge.say("jbj-reviewer", "无意见。")
    forge.say("fgw-reviewer", "材料收到，明天看。")
    collected = room.collect()
    assert [(o.party, o.kind, o.text) for o in room.opinions.opinions] == [
        ("市委网信办", "总体意见", "请补充应急预案。"),
        ("市委机要保密局", "无意见", "无意见。"),
    ]
    assert any(message.startswith("市发改委在会话里的评论没有收为意见") for message in collected.messages)


def test_a_suggestion_is_kept_as_it_is_written(room: Room) -> None:
    body = "建议改成：\n```suggestion\n示例内容，日志留存六个月。\n```"
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, body)
    room.collect()
    assert room.opinion(1).text == body


def test_a_team_that_cannot_be_seen_is_told_once(room: Room) -> None:
    room.forge.teams.clear()
    room.forge.review("jbj-reviewer", Verdict.COMMENTED, "甲")
    collected = room.collect()
    assert sum("看不到团队 jbj 的成员" in message for message in collected.messages) == 1


def test_a_failure_that_may_pass_stops_before_anything_is_written(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_team: str) -> tuple[str, ...]:
        raise ForgeError("连不上", retry=True)

    monkeypatch.setattr(room.forge, "team_members", fail)
    room.forge.review("jbj-reviewer", Verdict.COMMENTED, "甲")
    with pytest.raises(ForgeError):
        room.collect()
    assert not room.file.exists()


def test_what_came_after_the_gathering_is_late(room: Room) -> None:
    forge = room.forge
    stages = {"谋划": "2026-03-01", "入库": "2026-05-01", "方案": "2026-10-30", "征求意见": "2026-10-30"}
    early = forge.comment_on("wxb-reviewer", CHAPTER, 3, "及时")
    forge.now += datetime.timedelta(days=2)
    forge.comment_on("fgw-reviewer", CHAPTER, 3, "迟到")
    forge.reply("wxb-reviewer", early, "迟到的补充")
    room.records(**stages, 意见反馈="2026-11-04")
    room.collect(today="2026-11-10")
    assert [(o.text, o.is_late) for o in room.opinions.opinions] == [("及时", False), ("迟到", True)]
    assert [s.is_late for s in room.opinion(1).supplements] == [True]


def test_a_plan_that_goes_out_again_takes_opinions_again(room: Room) -> None:
    room.records(方案="2026-10-20", 征求意见="2026-10-20", 意见反馈="2026-10-29")
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.collect()
    first = room.opinions.solicitation
    assert room.opinion(1).is_late
    room.file.unlink()
    room.records(方案="2026-10-20", 征求意见="2026-10-20", 意见反馈="2026-10-29", 修改完善="2026-10-30")
    room.rewrite(CHAPTER, MODULES, "改过的模块支持")
    path = room.folder / "review" / "records.yml"
    path.write_text(path.read_text("utf-8") + "  - {事项: 征求意见, 日期: 2026-11-02}\n", "utf-8")
    room.commit()
    room.collect()
    assert not room.opinion(1).is_late
    assert room.opinions.solicitation.commit != first.commit


def test_a_silent_party_is_recorded_and_an_answer_replaces_it(room: Room) -> None:
    room.records(方案="2026-11-02", 征求意见="2026-11-02")
    room.forge.review("wxb-reviewer", Verdict.APPROVED)
    room.collect(today="2026-11-09", due="2026-11-09")
    assert room.opinions.silent == ()
    room.collect(today="2026-11-10", due="2026-11-09")
    assert [(s.party, str(s.due)) for s in room.opinions.silent] == [
        ("市委机要保密局", "2026-11-09"),
        ("市发改委", "2026-11-09"),
    ]
    assert not any(o.party == "市发改委" for o in room.opinions.opinions)
    assert [r.party for r in room.opinions.reviews] == ["市委网信办"]
    room.collect(today="2026-11-11")
    assert len(room.opinions.silent) == 2
    room.forge.comment_on("fgw-reviewer", CHAPTER, 3, "晚到的意见")
    room.collect(today="2026-11-12", due="2026-11-09")
    assert [s.party for s in room.opinions.silent] == ["市委机要保密局"]


def test_opinions_on_paper_and_of_another_pull_request_are_left_alone(room: Room) -> None:
    room.file.parent.mkdir(exist_ok=True)
    room.file.write_text(
        "意见:\n"
        "  - {编号: 3, 种类: 总体意见, 单位: 市发改委, 内容: 纸面意见, 时间: 2026-11-01}\n"
        "  - {编号: 4, 种类: 意见, 单位: 市委网信办, 内容: 旧请求, 时间: 2026-10-01, 来源: 7/line/5}\n",
        encoding="utf-8",
    )
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "新意见")
    room.forge.say("slj-clerk", "答复 3：采纳。")
    room.collect()
    assert [(o.number, o.text, o.state.value) for o in room.opinions.opinions] == [
        (3, "纸面意见", "已答复"),
        (4, "旧请求", "待答复"),
        (5, "新意见", "待答复"),
    ]


@pytest.mark.parametrize(
    "content",
    ["意见:\n  - {编号: 1\n", "意见：\n", "意见:\n  - {编号: 1, 种类: 意见, 时间: 2026-11-01, 批注: 甲}\n", ""],
)
def test_what_cannot_be_read_is_not_written_over(room: Room, content: str) -> None:
    room.file.parent.mkdir(exist_ok=True)
    room.file.write_text(content, encoding="utf-8")
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    with pytest.raises(OpinionsError, match=r"opinions\.yml:\d+:\d+"):
        room.collect()
    assert room.file.read_text(encoding="utf-8") == content


def test_a_comment_on_another_file_of_the_repository_keeps_its_path(room: Room) -> None:
    room.forge.comment_on("wxb-reviewer", "project.yml", 3, "甲")
    room.forge.line = [dataclasses.replace(room.forge.line[0], path="README.md")]
    room.collect()
    assert (room.opinion(1).file, room.opinion(1).section_title) == ("README.md", "README.md")
    assert FOLDER not in room.opinion(1).section
