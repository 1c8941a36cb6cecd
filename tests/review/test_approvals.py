"""An approval holds for what it saw: an edit makes it stale for the sections edited, and for no other."""

from __future__ import annotations

import pytest

from lunzheng.review.approvals import Approval, approvals
from lunzheng.review.forge.interface import Verdict
from lunzheng.review.snapshots import Snapshots

from .made import FOLDER, Room

CHAPTER = "proposal/05-construction.md"


@pytest.fixture
def approved(room: Room) -> Room:
    room.forge.review("wxb-reviewer", Verdict.APPROVED)
    room.collect()
    return room


def standing(room: Room) -> list[Approval]:
    snapshots = Snapshots(room.library, room.repository, FOLDER)
    return approvals(room.opinions, snapshots, room.forge.pull.commit)


def edited(room: Room) -> tuple[list[str], list[str]]:
    room.commit()
    (approval,) = standing(room)
    return [part.key for part in approval.sections], [part.key for part in approval.data]


def test_nothing_edited(approved: Room) -> None:
    (approval,) = standing(approved)
    assert (approval.party, approval.is_stale) == ("市委网信办", False)


def test_an_edited_section_and_no_other(approved: Room) -> None:
    approved.rewrite(CHAPTER, "在线会商模块支持", "会商模块支持")
    assert edited(approved) == (["proposal:5.6"], [])
    (approval,) = standing(approved)
    assert approval.is_stale
    assert [part.title for part in approval.sections] == ["五（六）应用模块建设方案"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("在线会商模块支持多方同屏，预警发布", "在线会商模块支持多方同屏，\n预警发布"),
        ("## （六）应用模块建设方案\n", "## （六）应用模块建设方案\n\n\n"),
        ("## （六）应用模块建设方案", "## 应用模块建设方案"),
        ("生成并发送预警。\n", "生成并发送预警。  \n\n\n"),
    ],
)
def test_line_breaks_and_blanks_that_are_not_printed_do_not_count(approved: Room, old: str, new: str) -> None:
    approved.rewrite(CHAPTER, old, new)
    assert edited(approved) == ([], [])


def test_what_lies_under_review_does_not_count(approved: Room) -> None:
    approved.records(谋划="2026-03-01", 入库="2026-05-01", 方案="2026-11-02", 征求意见="2026-11-02")
    approved.collect()
    (approved.folder / "review" / "minutes.txt").write_text("会议记录", encoding="utf-8")
    assert edited(approved) == ([], [])


def test_a_changed_amount_counts_where_it_is_printed(approved: Room) -> None:
    approved.rewrite("budget.yml", "单价: 10, 数量: 1", "单价: 12, 数量: 1")
    sections, data = edited(approved)
    assert data == ["budget.yml:费用"]
    assert {"proposal:1.7", "proposal:9.1", "proposal:9.2", "proposal:9.4"} <= set(sections)
    untouched = {"proposal:5.6", "proposal:5.1", "proposal:3.4", "proposal:10.2", "proposal:7.2", "proposal:6.1"}
    assert not untouched & set(sections)


def test_a_changed_basis_of_an_amount_counts_in_the_table_that_prints_it(approved: Room) -> None:
    approved.rewrite("budget.yml", "依据: 按市场价测算", "依据: 按三家询价的平均数")
    assert edited(approved) == (["proposal:9.2"], ["budget.yml:费用"])


def test_a_token_in_the_text_prints_data(approved: Room) -> None:
    approved.rewrite(CHAPTER, "在线会商模块支持", "项目总投资{{总投资}}。在线会商模块支持")
    approved.commit()
    approved.forge.review("wxb-reviewer", Verdict.APPROVED)
    approved.collect()
    approved.rewrite("budget.yml", "单价: 10, 数量: 1", "单价: 12, 数量: 1")
    assert "proposal:5.6" in edited(approved)[0]


def test_attachments_and_files_that_no_section_prints_count_by_themselves(approved: Room) -> None:
    path = approved.folder / "attachments" / "basis-01.md"
    path.write_text(path.read_text("utf-8") + "\n又一段。\n", "utf-8")
    assert edited(approved) == ([], ["attachments/basis-01.md"])


def test_a_new_approval_of_the_same_party_renews(approved: Room) -> None:
    approved.rewrite(CHAPTER, "在线会商模块支持", "会商模块支持")
    approved.commit()
    assert [approval.is_stale for approval in standing(approved)] == [True]
    approved.forge.review("fgw-reviewer", Verdict.APPROVED)
    approved.collect()
    assert {a.party: a.is_stale for a in standing(approved)} == {"市委网信办": True, "市发改委": False}
    approved.forge.review("wxb-second", Verdict.APPROVED)
    approved.collect()
    assert {a.party: a.is_stale for a in standing(approved)} == {"市委网信办": False, "市发改委": False}


def test_who_asks_for_changes_or_is_dismissed_has_no_approval(approved: Room) -> None:
    again = approved.forge.review("wxb-reviewer", Verdict.APPROVED)
    approved.collect()
    approved.forge.dismiss(again)
    approved.collect()
    assert len(standing(approved)) == 1
    approved.forge.review("wxb-reviewer", Verdict.CHANGES_REQUESTED, "要改")
    approved.collect()
    assert standing(approved) == []


def test_after_a_forced_push_the_kept_fingerprints_tell(approved: Room) -> None:
    text = approved.file.read_text("utf-8")
    approved.file.write_text(text.replace(approved.forge.pull.commit, "0123abcdef" * 4), "utf-8")
    approved.rewrite(CHAPTER, "在线会商模块支持", "会商模块支持")
    assert edited(approved) == (["proposal:5.6"], [])
    lines = [line for line in approved.file.read_text("utf-8").splitlines() if "指纹" not in line]
    approved.file.write_text("\n".join(lines) + "\n", "utf-8")
    (approval,) = standing(approved)
    assert (approval.is_traceable, approval.is_stale) == (False, True)
