"""What people write is data, whatever it looks like; what may not be kept is withheld."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from check.making import HOSTILE
from lunzheng.check.run import check_project
from lunzheng.model.opinion import Opinion, Opinions, Statement
from lunzheng.model.opinion_table import opinion_rows
from lunzheng.review.cleaning import MAX_CHARACTERS, clean
from lunzheng.review.opinions_file import opinions_text
from lunzheng.review.statements import blank
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

from .made import Room

CHAPTER = "proposal/05-construction.md"
YAML_FORMS = [
    "否",
    "null",
    "1e5",
    "0123",
    "2026-11-02",
    "- 甲",
    "甲: 乙",
    "甲：乙",
    "&a 甲",
    "*a",
    "!!str 甲",
    "# 甲",
    "甲 # 乙",
    "---\n甲\n...",
    "|\n  甲",
    "  缩进\n    更多\n退回",
    "'\"",
    "\t甲",
    "%YAML 1.1",
    "甲\n\n\n乙\n",
    "😀 👨‍👩‍👧",
]


def test_any_text_is_kept_as_text(room: Room) -> None:
    forge = room.forge
    bodies = [*HOSTILE, *YAML_FORMS]
    for body in bodies:
        opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, body)
        forge.reply("slj-clerk", opinion, f"不采纳：{body}")
        forge.reply("wxb-reviewer", opinion, body)
        forge.reply("fgw-reviewer", opinion, body)
    room.collect()
    before = room.file.read_bytes()
    room.collect()
    assert room.file.read_bytes() == before
    assert check_project(room.project, room.library, room.workspace.schemas) == []
    expected = [clean(body, room.library.edition).text for body in bodies]
    assert [opinion.text for opinion in room.opinions.opinions] == expected
    assert [opinion.supplements[0].text for opinion in room.opinions.opinions] == expected
    assert [opinion.discussion[0].text for opinion in room.opinions.opinions] == expected
    # The row of every opinion says what was written, with nothing filled in.
    assert [row["意见"] for row in opinion_rows(room.project, room.library)][8].startswith(expected[8])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_what_is_written_is_read_back(room: Room, texts: list[str]) -> None:
    kept = [clean(text, room.library.edition).text for text in texts]
    made = tuple(
        replace(
            blank(Opinion),
            number=number,
            kind="意见",
            text=text,
            written="2026-11-03",
            supplements=(replace(blank(Statement), text=text, written="2026-11-03"),),
        )
        for number, text in enumerate(kept, 1)
    )
    written = opinions_text(replace(blank(Opinions), opinions=made), room.read_once, "ningbo-2021")
    node, problems = parse_yaml(TextFile("opinions.yml", written))
    assert problems == []
    assert node is not None
    listed = node.get("意见")
    assert listed is not None
    found = [item.get("内容") for item in listed.items()]
    assert [item.value if item else "" for item in found] == kept


@pytest.mark.parametrize(
    "body", ["机密★1年", "<!-- 机密★1年 --> 请补充", "密级：秘密", "按附件办理。\n\n绝密★长期\n", "机\u200b密★10年"]
)
def test_a_mark_of_secrecy_is_never_written(room: Room, body: str) -> None:
    forge = room.forge
    opinion = forge.comment_on("wxb-reviewer", CHAPTER, 3, f"请看：{body}" if "附件" not in body else body)
    forge.reply("slj-clerk", opinion, f"采纳：{body}")
    forge.reply("fgw-reviewer", opinion, body)
    collected = room.collect()
    text = room.file.read_text("utf-8")
    assert "密★" not in text
    assert "密级：秘密" not in text
    found = room.opinion(1)
    assert found.text == ""
    assert "没有录入" in found.withheld
    assert found.reply.result == "采纳"
    assert any("通知提出人删除" in message for message in collected.messages)
    assert check_project(room.project, room.library, room.workspace.schemas) == []
    before = room.file.read_bytes()
    room.collect()
    assert room.file.read_bytes() == before
    forge.edit(opinion, "去掉标志后的意见")
    room.collect()
    assert (room.opinion(1).text, room.opinion(1).withheld) == ("去掉标志后的意见", "")


def test_what_others_say_breaks_no_rule_of_the_plan(room: Room) -> None:
    """The words that a reviewer quotes are no leftovers, vague words or outdated standards of the author."""
    body = "“待补充”和 TODO 要删去；“显著提升”没有数；{{不存在}}；GB/T 22239-2008 已经废止；示例市⽔利局写错了字。"
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, body)
    room.collect()
    assert room.opinion(1).text == body
    assert check_project(room.project, room.library, room.workspace.schemas) == []


def test_a_mark_that_a_person_has_to_decide_about_is_withheld_too(room: Room) -> None:
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "【内部资料】\n见会议纪要")
    room.collect()
    assert "内部资料" not in room.opinion(1).text
    assert room.opinion(1).withheld == room.library.edition.review.opinions.withheld.held


def test_ordinary_words_about_secrecy_are_kept(room: Room) -> None:
    body = "请市委机要保密局对商业秘密和国家秘密的管理提出要求，涉密内容不进系统。"
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, body)
    room.collect()
    assert room.opinion(1).text == body


def test_personal_numbers_are_masked(room: Room) -> None:
    mobile = "139" + "12345678"
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, f"有问题请打 {mobile}，谢谢。")
    room.collect()
    assert mobile not in room.file.read_text("utf-8")
    assert room.opinion(1).text == "有问题请打 139****5678，谢谢。"


def test_a_huge_text_is_cut_and_says_so(room: Room) -> None:
    room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "很长的意见。" * 17_000)
    room.collect()
    found = room.opinion(1).text
    assert len(found) < MAX_CHARACTERS + 40
    assert found.endswith("……（全文共102000字，见链接）")
    assert check_project(room.project, room.library, room.workspace.schemas) == []
