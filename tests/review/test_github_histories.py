"""Awkward histories as GitHub tells them, and the table of opinions that they give, row by row."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from lunzheng.model.datasets import Row
from lunzheng.model.opinion_table import opinion_rows
from lunzheng.review.approvals import approvals
from lunzheng.review.collect import Collected, Occasion, collect
from lunzheng.review.opinions_file import write_opinions
from lunzheng.review.snapshots import Snapshots

from .github_history import GHOST, NUMBER, History, told, user
from .made import FOLDER, Room

CHAPTER = "proposal/05-construction.md"
MODULES = "在线会商模块支持"
SHARING = "水利部门发起会商"
GENERAL, SECTION = "总体", "五（六）应用模块建设方案"
TODAY = datetime.date(2026, 11, 5)


def gathered(room: Room, history: History) -> Collected:
    """Collect twice: the second time nothing changes."""
    with told(history) as forge:
        for _ in range(2):
            project = room.project
            before = room.file.read_bytes() if room.file.exists() else b""
            found = collect(project, room.workspace, room.repository, forge, NUMBER, Occasion(TODAY))
            write_opinions(project, found.text)
    assert room.file.read_bytes() == before
    return found


def table(room: Room) -> list[tuple[str, ...]]:
    """Party, section, opinion, reply and its reason of every row."""
    rows: list[Row] = opinion_rows(room.project, room.library)
    return [tuple(str(row.get(key, "")) for key in ("单位", "章节", "意见", "采纳", "说明")) for row in rows]


@pytest.fixture
def history(room: Room) -> History:
    return History(room.forge.pull.commit)


def test_comments_on_every_kind_of_place(room: Room, history: History) -> None:
    """Outdated, on several lines, on a deleted line, on a file, below what was deleted."""
    first, modules = history.head, room.line_of(CHAPTER, MODULES)
    # What is commented on line by line is in the base as well, so that a deleted line has an old side.
    room.repository.git.branch("--force", "main", first)
    room.rewrite(CHAPTER, MODULES, "改写过的一段")
    history.head = room.commit()
    gone = {"line": None, "position": None, "start_line": None, "commit_id": first, "original_commit_id": first}
    history.line(1, "wxb-reviewer", CHAPTER, modules, "请写明日志留存时间。", **gone)
    span = {"original_start_line": 2, "start_line": 2, "start_side": "RIGHT", "original_commit_id": first}
    history.line(2, "wxb-second", CHAPTER, modules, "这几行请合并。", **span)
    history.line(3, "fgw-reviewer", CHAPTER, modules, "这一段不要删。", side="LEFT")
    history.line(4, "fgw-reviewer", "budget.yml", 1, "概算整体偏高。", subject_type="file", position=1)
    history.line(5, "jbj-reviewer", CHAPTER, modules, "同上，补充保密要求。", in_reply_to_id=999)
    # Servers of Enterprise before 3.9 know no subject_type; some old comments no line at all.
    history.line(6, "dsj-reviewer", "data.yml", 2, "补充目录。", subject_type=None, original_line=None, line=None)
    gathered(room, history)
    assert table(room) == [
        ("市委网信办", SECTION, "请写明日志留存时间。", "", ""),
        ("市委网信办", SECTION, "这几行请合并。", "", ""),
        ("市委机要保密局", SECTION, "同上，补充保密要求。", "", ""),
        ("市发改委", SECTION, "这一段不要删。", "", ""),
        ("市发改委", "概算", "概算整体偏高。", "", ""),
        ("市大数据局", "数据", "补充目录。", "", ""),
    ]


def test_one_who_changes_their_mind(room: Room, history: History) -> None:
    history.review(1, "wxb-reviewer", "PENDING", "还没有写完")
    history.review(2, "wxb-reviewer", "APPROVED")
    history.review(3, "wxb-reviewer", "CHANGES_REQUESTED", "发现缺少等级保护测评。")
    history.review(4, "fgw-reviewer", "CHANGES_REQUESTED", None)
    history.review(5, "fgw-reviewer", "APPROVED")
    history.review(6, "jbj-reviewer", "DISMISSED")
    history.review(7, "dsj-reviewer", "DISMISSED", "请接入城市大脑。")
    history.line(9, "jbj-reviewer", CHAPTER, 3, "无意见。")
    history.line(10, "passer-by", CHAPTER, 3, "同意")
    history.say(8, "slj-clerk", "答复 3：采纳，已补测评。\n答复 5：不采纳。")
    collected = gathered(room, history)
    assert any(message.startswith("第 5 条是“无意见”，不用答复") for message in collected.messages)
    assert table(room) == [
        ("市委网信办", GENERAL, "发现缺少等级保护测评。", "", ""),
        ("市委机要保密局", GENERAL, "无意见", "", ""),
        ("市发改委", GENERAL, "要求修改方案，没有写明意见", "采纳", "已补测评。"),
        ("市大数据局", GENERAL, "请接入城市大脑。", "", ""),
    ]
    assert [(one.party, one.conclusion) for one in room.opinions.reviews] == [
        ("市委网信办", "同意"),
        ("市委网信办", "要求修改"),
        ("市发改委", "要求修改"),
        ("市发改委", "同意"),
        ("市委机要保密局", "已撤销"),
        ("市大数据局", "已撤销"),
    ]


def test_who_has_gone_and_what_programs_say(room: Room, history: History) -> None:
    line = room.line_of(CHAPTER, SHARING)
    history.line(1, "wxb-reviewer", CHAPTER, line, "请说明共享范围。", pull_request_review_id=70)
    history.review(70, "wxb-reviewer", "COMMENTED")
    gathered(room, history)
    # The reviewer's account is deleted; others who have gone speak below it, and they are not one person.
    for item in (*history.lines, *history.reviews):
        item["user"] = GHOST
    history.line(2, GHOST, CHAPTER, line, "我不同意。", in_reply_to_id=1, pull_request_review_id=71)
    history.review(71, GHOST, "COMMENTED")
    history.line(3, None, CHAPTER, line, "无主的意见。", pull_request_review_id=None)
    history.line(4, user("Copilot", "Bot"), CHAPTER, line, "机器的建议。")
    history.line(5, user("dependabot[bot]", "Bot"), CHAPTER, line, "机器的建议。")
    history.review(6, user("Copilot", "Bot"), "COMMENTED", "## Pull request overview\n机器写的。")
    history.review(7, None, "APPROVED")
    history.say(8, user("github-actions[bot]", "Bot"), "意见：机器写的。")
    history.line(9, "slj-clerk", CHAPTER, line, "部分采纳：只写到科室。", in_reply_to_id=1)
    history.resolved.add(1)
    collected = gathered(room, history)
    assert table(room) == [
        ("市委网信办", room.opinion(1).section_title, "请说明共享范围。", "部分采纳", "只写到科室。"),
    ]
    first, second = room.opinions.opinions
    assert (first.role, first.resolved) == ("网络安全协调处工作人员", "是")
    assert (first.supplements, [remark.text for remark in first.discussion]) == ((), ["我不同意。"])
    assert (second.party, second.text) == ("", "无主的意见。")
    assert any("（已注销）" in message for message in collected.messages)


def test_suggestions_edits_and_threads(room: Room, history: History) -> None:
    line = room.line_of(CHAPTER, MODULES)
    suggestion = "建议改成：\r\n```suggestion\r\n日志留存六个月。\r\n```\r\n"
    history.review(50, "wxb-reviewer", "COMMENTED")
    history.line(1, "wxb-reviewer", CHAPTER, line, suggestion, pull_request_review_id=50)
    history.line(2, "wxb-second", CHAPTER, line, "另：三级。", pull_request_review_id=50,
                 updated_at="2026-11-04T02:00:00Z")  # fmt: skip
    history.review(51, "fgw-reviewer", "APPROVED", "同意。")
    history.line(3, "fgw-reviewer", CHAPTER, line, "同意网信办的意见。", in_reply_to_id=1, pull_request_review_id=52)
    history.review(52, "fgw-reviewer", "COMMENTED")
    history.line(4, "wxb-second", CHAPTER, line, "补一句：含审计日志。", in_reply_to_id=1)
    history.line(5, "slj-clerk", CHAPTER, line, "收到。", in_reply_to_id=1)
    history.line(6, "slj-clerk", CHAPTER, line, "> 建议改成：\n\n**采纳**：已改。", in_reply_to_id=1)
    history.line(7, "slj-clerk", CHAPTER, line, "不采纳：定为二级。", in_reply_to_id=2)
    history.line(8, "slj-clerk", CHAPTER, line, "采纳：改为三级。", in_reply_to_id=2)
    history.lines.reverse()
    gathered(room, history)
    assert table(room) == [
        (
            "市委网信办",
            SECTION,
            "建议改成：\n```suggestion\n日志留存六个月。\n```\n补充：补一句：含审计日志。",
            "采纳",
            "已改。",
        ),
        ("市委网信办", SECTION, "另：三级。", "采纳", "改为三级。"),
        ("市发改委", GENERAL, "无意见", "", ""),
    ]
    assert room.opinion(2).edited_after_reply == "是"
    assert len(room.opinions.opinions) == 3


def test_a_project_that_was_put_off_to_another_year(room: Room, history: History) -> None:
    """The comments stay on the paths that the files had."""
    line = room.line_of(CHAPTER, MODULES)
    history.line(1, "wxb-reviewer", CHAPTER, line, "请写明日志留存时间。")
    history.review(2, "fgw-reviewer", "APPROVED")
    first = history.head
    later = room.root / FOLDER.replace("2027", "2028")
    later.parent.mkdir()
    shutil.move(room.folder, later)
    history.head = room.commit()
    for comment in history.lines:
        comment |= {"line": None, "position": None, "original_commit_id": first}
    moved = Moved(room.root, room.repository, room.forge)
    collected = gathered(moved, history)
    assert table(moved) == [
        ("市委网信办", SECTION, "请写明日志留存时间。", "", ""),
        ("市发改委", GENERAL, "无意见", "", ""),
    ]
    assert moved.opinion(1).file == CHAPTER
    assert not any("已经不在仓库里" in message for message in collected.messages)
    snapshots = Snapshots(moved.library, moved.repository, FOLDER.replace("2027", "2028"))
    (approval,) = approvals(moved.opinions, snapshots, history.head)
    assert approval.is_traceable


class Moved(Room):
    """The room with its project in the folder of the next year."""

    @property
    def folder(self) -> Path:
        return self.root / FOLDER.replace("2027", "2028")
