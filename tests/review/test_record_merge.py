"""What a clerk has written into a record is joined with what was collected since, or kept beside."""

from __future__ import annotations

import yaml

from lunzheng.review.record_merge import join_record

from .life import BRANCH, FOLDER, ID, Life

OPINIONS = "review/opinions.yml"
OWNER = "示例市水利局"


def joined(old: str, own: str, other: str, path: str = OPINIONS) -> dict[str, list[dict]] | None:
    made = join_record(path, *(text.encode() for text in (old, own, other)), OWNER)
    return yaml.safe_load(made) if made is not None else None


def opinion(number: int, more: str = "", text: str = "甲") -> str:
    return f"  - {{编号: {number}, 种类: 意见, 内容: {text}, 时间: '2026-02-24'{more}}}\n"


def reply(result: str, time: str, source: str = "", reason: str = "乙") -> str:
    more = f", 来源: {source}" if source else ""
    return f", 答复: {{结果: {result}, 理由: {reason}, 时间: '{time}'{more}}}"


def test_each_side_keeps_what_it_has_added() -> None:
    old = "# 头\n意见:\n" + opinion(1) + opinion(2)
    own = "# 头\n意见:\n" + opinion(1, reply("采纳", "2026-02-26")) + opinion(2)
    other = "# 头\n意见:\n" + opinion(1) + opinion(2, ", 已解决: 是", text="改过") + opinion(3)
    made = join_record(OPINIONS, old.encode(), own.encode(), other.encode(), OWNER)
    assert made is not None
    assert made.decode().startswith("# 头\n意见:\n")
    first, second, third = yaml.safe_load(made)["意见"]
    assert (first["答复"]["结果"], second["内容"], second["已解决"], third["编号"]) == ("采纳", "改过", "是", 3)
    assert join_record(OPINIONS, old.encode(), own.encode(), made, OWNER) == made


def test_of_two_answers_the_later_holds_and_no_word_is_lost() -> None:
    old = "意见:\n" + opinion(1)
    for time, holds, said in (("2026-02-25", "不采纳", ["采纳：乙"]), ("2026-02-27", "采纳", ["不采纳：丙"])):
        own = "意见:\n" + opinion(1, reply("采纳", time))
        found = joined(old, own, "意见:\n" + opinion(1, reply("不采纳", "2026-02-26", reason="丙")))
        assert found is not None
        assert found["意见"][0]["答复"]["结果"] == holds
        assert [remark["内容"] for remark in found["意见"][0]["讨论"]] == said
        assert found["意见"][0]["讨论"][0]["单位"] == OWNER
    # What is said on the forge is collected from there again.
    own = "意见:\n" + opinion(1, reply("采纳", "2026-02-27"))
    found = joined(old, own, "意见:\n" + opinion(1, reply("不采纳", "2026-02-26", "1/line/5")))
    assert found is not None
    assert "讨论" not in found["意见"][0]


def test_an_entry_that_was_taken_out_stays() -> None:
    found = joined("意见:\n" + opinion(1) + opinion(2), "意见:\n" + opinion(1, reply("采纳", "2026-02-26")),
                   "意见:\n" + opinion(1) + opinion(2) + opinion(3))  # fmt: skip
    assert found is not None
    assert [entry["编号"] for entry in found["意见"]] == [1, 2, 3]


def test_answers_to_experts_are_joined_too() -> None:
    head = "评审:\n  - 次: 1\n    结论: 修改后通过\n    签字: {{纸质签字: {signed}}}\n    意见:\n"
    entries = "      - {{编号: 1, 内容: 甲{one}}}\n      - {{编号: 2, 内容: 乙{two}}}\n"
    old, own, other = (
        (head + entries).format(signed=signed, one=one, two=two)
        for signed, one, two in (
            ("否", "", ""),
            ("否", ", 答复: {采纳情况: 采纳}", ""),
            ("是", "", ", 答复: {采纳情况: 不采纳, 说明: 丙}"),
        )
    )
    found = joined(old, own, other, "review/conclusion.yml")
    assert found is not None
    (meeting,) = found["评审"]
    assert meeting["签字"]["纸质签字"] == "是"
    assert [entry["答复"]["采纳情况"] for entry in meeting["意见"]] == ["采纳", "不采纳"]
    # Two answers without a time: a person has to decide.
    assert joined(old, own, own.replace("采纳情况: 采纳", "采纳情况: 部分采纳"), "review/conclusion.yml") is None


def test_what_cannot_be_read_is_not_joined() -> None:
    old, other = "意见:\n" + opinion(1), "意见:\n" + opinion(1) + opinion(2)
    for own in ("意见:\n  - {编号: 1", "意见: 甲\n", "意见：\n"):
        assert joined(old, own, other) is None
    assert joined(old, old + opinion(2), other.replace("内容: 甲", "内容: 丁"), "review/records.yml") is None


def test_a_reply_that_was_not_submitted_meets_new_opinions(asked: Life) -> None:
    life, clerk = asked, asked.clerk
    life.office.done("review", "update", "--today", "2026-02-25")
    clerk.follow()
    clerk.done("review", "reply", ID, 2, "--result", "采纳", "--reason", "已补充", "--today", "2026-02-26")
    life.forge.at("2026-02-26T09:00:00+08:00")
    life.forge.as_user("jbj-reviewer").review(1, "COMMENTED", "请补充保密审查的安排。")
    life.office.done("review", "update", "--today", "2026-02-26")
    assert f"已经合在一起：{FOLDER}/{OPINIONS}" in clerk.submit("2026-02-26")
    assert [(one["编号"], one.get("答复", {}).get("理由")) for one in life.opinions] == [
        (1, "已写明。"),
        (2, "已补充"),
        (3, None),
        (4, None),
    ]
    branch = clerk.clone.git("show", f"origin/{BRANCH}:{FOLDER}/{OPINIONS}")
    assert (clerk.folder / OPINIONS).read_text("utf-8").rstrip("\n") == branch
    assert clerk.clone.git("status", "--porcelain") == ""
    # It is as collecting would write it.
    head = life.forge.head(BRANCH)
    life.office.done("review", "update", "--today", "2026-02-26")
    assert life.forge.head(BRANCH) == head


def test_what_cannot_be_joined_is_kept_beside(asked: Life) -> None:
    life, clerk = asked, asked.clerk
    clerk.follow()
    path = clerk.folder / "review" / "records.yml"
    own = path.read_text("utf-8") + '  - {事项: 意见反馈, 日期: "2026-02-25", 说明: 自己记的}\n'
    path.write_text(own, "utf-8")
    clerk.clone.git("commit", "--quiet", "--all", "--message", "自己记的")
    life.office.done("review", "update", "--today", "2026-03-02")
    life.office.done("review", "return", ID, "--today", "2026-03-02")
    said = clerk.submit("2026-03-03")
    kept = clerk.clone.folder / "build" / "kept" / ID / "review" / "records.yml"
    assert str(kept) in said
    assert kept.read_text("utf-8") == own
    assert life.records[-1] == ("意见反馈", "2026-03-02")
