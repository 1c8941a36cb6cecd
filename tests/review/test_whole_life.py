"""A whole life of a project, from ``lunzheng new`` to the letter, with the mistakes that people make (art. 9–12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.wordfile import Docx, cells, q, rows, text_of

from .drawing import some_experts, write_pool
from .life import BRANCH, ID, Life, Person, fill, living

OPINIONS = "review/opinions.yml"
EXPERTS = "还没有申请专家评审（第十一条）"


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    with living(tmp_path) as made:
        yield made


def submitted(life: Life) -> None:
    """The plan has been submitted on 12 February 2026."""
    life.forge.at("2026-02-12T09:00:00+08:00")
    life.clerk.done("new", ID, "--year", "2027", "--name", "防汛会商系统", "--plan")
    life.clerk.refused("submit", ID, "--yes", "--today", "2026-02-12")
    fill(life.clerk.folder)
    assert f"git switch {BRANCH}" in life.clerk.submit("2026-02-12")
    # What is recorded on the branch is not in the folders of those who have another one.
    assert f"git switch {BRANCH}" in life.clerk.done("review", "opinions", ID)
    life.office.clone.git("fetch", "--quiet", "origin")
    assert f"git switch {BRANCH}" in life.office.refused("review", "record", ID, "撤回")


def submitted_again(life: Life) -> None:
    """Once more before it is sent out: the same submission."""
    forge, clerk, office = life.forge, life.clerk, life.office
    clerk.edit("brief.md", "。", "，改了一处。")
    clerk.submit("2026-02-12")
    assert life.records == [("方案", "2026-02-12")]
    assert len(forge.state.pulls) == 1
    # Records reach a clone with its project's own branch.
    for person in (clerk, office):
        person.clone.git("fetch", "--quiet", "origin")
        person.clone.git("switch", "--quiet", BRANCH)
    assert clerk.missing("2026-02-12") == [
        "还没有发出征求意见（办理记录里没有“征求意见”）",
        EXPERTS,
        "还在办理：把方案发给有关部门征求意见（市大数据局，2026-02-13 到期）",
    ]
    assert "还没有“征求意见”" in office.refused("review", "return", ID, "--today", "2026-02-12")


def sent(life: Life) -> None:
    """The parties are asked on 13 February."""
    forge, office = life.forge, life.office
    forge.at("2026-02-13T10:00:00+08:00")
    office.done("review", "send", ID, "--today", "2026-02-13")
    assert "没有重复记" in office.done("review", "send", ID, "--today", "2026-02-14")
    assert life.records == [("方案", "2026-02-12"), ("征求意见", "2026-02-13")]
    assert (forge.pull(1).asked, forge.pull(1).asked_teams) == (["wxb-reviewer", "jbj-reviewer"], ["fgw"])
    office.done("review", "update", "--today", "2026-02-13")
    assert len(life.comments) == 1
    assert "2026-02-27" in life.comments[0].replace("\\", "")


def answered(life: Life) -> None:
    """Two parties answer, and the clerk answers some of it."""
    forge, clerk, office = life.forge, life.clerk, life.office
    wxb = life.forge.as_user("wxb-reviewer")
    fgw = life.forge.as_user("fgw-reviewer")
    forge.at("2026-02-24T09:00:00+08:00")
    line = wxb.comment_on(1, life.on("proposal/04-requirements.md", "示例内容", "请写明测评的时间。"))
    wxb.review(1, "COMMENTED", "总体可行，请补充应急预案。")
    forge.as_user("passer-by").comment_on(1, life.on("brief.md", "。", "我有不同看法。"))
    forge.at("2026-02-25T09:00:00+08:00")
    fgw.review(1, "APPROVED")
    assert "不属于任何意见单位" in office.done("review", "update", "--today", "2026-02-25")
    head = forge.head(BRANCH)
    assert "没有变化" in office.done("review", "update", "--today", "2026-02-25")
    assert forge.head(BRANCH) == head
    assert [(one.get("单位"), one["种类"]) for one in life.opinions] == [
        ("市委网信办", "意见"),
        ("市委网信办", "总体意见"),
        (None, "意见"),
        ("市发改委", "无意见"),
    ]
    # Sending it out again asks nobody who has answered.
    assert "没有再请：市委网信办、市发改委" in office.done("review", "send", ID, "--today", "2026-02-25")
    assert (forge.pull(1).asked, forge.pull(1).asked_teams) == (["jbj-reviewer"], [])
    # What is no answer is none; an opinion that is changed after its answer wants another.
    clerk.browser.reply(1, line, "收到，我们研究。")
    office.done("review", "update", "--today", "2026-02-25")
    assert "答复" not in life.opinions[0]
    clerk.browser.reply(1, line, "采纳：已写明。")
    wxb.edit_line_comment(line, "请写明测评的时间和机构。")
    office.done("review", "update", "--today", "2026-02-25")
    assert (life.opinions[0]["答复"]["结果"], life.opinions[0]["答复后修改"]) == ("采纳", "是")
    # The clerk has not taken over what was collected.
    assert "没有第 2 条意见" in clerk.refused("review", "reply", ID, "2", "--result", "采纳", "--today", "2026-02-26")
    clerk.submit("2026-02-26")
    assert "要写明理由" in clerk.refused("review", "reply", ID, "2", "--result", "不采纳")
    clerk.alone("review", "reply", ID, "2", "--result", "采纳", "--reason", "已补充", "--today", "2026-02-26")
    clerk.submit("2026-02-26")
    assert life.opinions[1]["答复"]["结果"] == "采纳"


def returned(life: Life) -> None:
    """Art. 9: gathered and returned within two working days after the answers were due."""
    forge, office = life.forge, life.office
    jbj = life.forge.as_user("jbj-reviewer")
    for day in ("2026-02-25", "2026-02-27"):
        assert "2026-02-27" in office.refused("review", "return", ID, "--today", day)
    assert "已提醒逾期：有关部门反馈意见" in office.done("review", "update", "--today", "2026-03-02")
    assert "已提醒" not in office.done("review", "update", "--today", "2026-03-02")
    (silent,) = life.read(OPINIONS)["未反馈"]
    assert (silent["单位"], str(silent["截止"])) == ("市委机要保密局", "2026-02-27")
    office.done("review", "return", ID, "--today", "2026-03-02")
    assert life.records[-1] == ("意见反馈", "2026-03-02")
    assert "没有重复记" in office.done("review", "return", ID, "--today", "2026-03-03")
    # Art. 9: all opinions at once; what comes later is kept and marked.
    forge.at("2026-03-04T09:00:00+08:00")
    jbj.review(1, "COMMENTED", "请补充保密审查的安排。")
    office.done("review", "update", "--today", "2026-03-04")
    late = life.opinions[-1]
    assert (late["单位"], late["逾期"]) == ("市委机要保密局", "是")
    assert [one.get("逾期", "否") for one in life.opinions[:-1]] == ["否"] * 4


def revised(life: Life) -> None:
    """The first revision makes one approval stale, and only until it is renewed."""
    forge, clerk, office = life.forge, life.clerk, life.office
    fgw = life.forge.as_user("fgw-reviewer")
    line = forge.pull(1).line_remarks[0].id
    clerk.submit("2026-03-05")
    clerk.browser.reply(1, line, "采纳：已写明时间和机构。")
    for number in (3, 5):
        clerk.alone("review", "reply", ID, number, "--result", "采纳", "--reason", "已补充", "--today", "2026-03-05")
    clerk.edit("proposal/04-requirements.md", "示例内容", "示例内容，每年测评一次")
    clerk.submit("2026-03-05", "--message", "按意见修改")
    assert "| 市委网信办意见1：请写明测评的时间和机构。 |" in forge.pull(1).body.replace("\\", "")
    office.done("review", "update", "--today", "2026-03-05")
    clerk.submit("2026-03-05")
    stale = clerk.missing("2026-03-05")
    assert len(stale) == 2, stale
    assert stale[0].startswith("市发改委同意以后又改了")
    assert stale[1] == EXPERTS
    assert "重新审阅" in life.comments[0]
    forge.at("2026-03-06T09:00:00+08:00")
    fgw.review(1, "APPROVED")
    office.done("review", "update", "--today", "2026-03-06")
    clerk.submit("2026-03-06")
    assert clerk.missing("2026-03-06") == [EXPERTS]
    assert life.records == [("方案", "2026-02-12"), ("征求意见", "2026-02-13"), ("意见反馈", "2026-03-02")]


def reviewed(life: Life, folder: Path) -> None:
    """Art. 11: experts are drawn by what nobody could know when the pool was fixed."""
    clerk, office = life.clerk, life.office
    office.clone.git("pull", "--quiet", "--ff-only", "origin", BRANCH)
    pool = write_pool(folder / "pool.yml", some_experts())
    office.alone("review", "request", ID, "--date", "2026-03-09")
    assert "还没有抽取评审专家（第十一条）" in office.missing("2026-03-09")
    assert any("2026-03-23 到期" in step for step in office.missing("2026-03-09"))
    office.alone("review", "pool", ID, "--pool", pool, "--date", "2026-03-09")
    office.push("固定专家库和规则")
    office.refused("review", "draw", ID, "--pool", pool)
    office.browser.merge(1)
    office.clone.git("switch", "--quiet", "main")
    office.clone.git("pull", "--quiet", "--ff-only", "origin", "main")
    assert "还没有别人作出的提交" in office.refused("review", "draw", ID, "--pool", pool)
    clerk.clone.git("fetch", "--quiet", "origin")
    clerk.clone.git("switch", "--quiet", "main")
    clerk.clone.git("pull", "--quiet", "--ff-only", "origin", "main")
    (clerk.clone.folder / "notes.md").write_text("另一件事\n", encoding="utf-8")
    clerk.push("别的")
    office.clone.git("pull", "--quiet", "--ff-only", "origin", "main")
    drawn = office.alone("review", "draw", ID, "--pool", pool, "--date", "2026-03-11").split()
    office.alone("review", "substitute", ID, "--declined", drawn[0], "--reason", "出差", "--date", "2026-03-12")
    assert "还没有结论" in "".join(office.missing("2026-03-12"))
    listed = folder / "opinions.yml"
    listed.write_text("意见:\n  - {专家: 专家组, 章节: 'proposal:5.8', 内容: 请细化共享清单。}\n", encoding="utf-8")
    said = ("--result", "修改后通过", "--file", listed, "--signed", "项目管理处档案柜", "--date", "2026-03-20")
    office.alone("review", "conclude", ID, *said)
    assert "有没有提交的改动，先提交或者还原" in office.missing("2026-03-20")
    office.push("专家评审结论")
    (step,) = office.missing("2026-03-20")
    assert step.startswith("专家意见 1")


def finished(life: Life) -> None:
    """Art. 12: revised as the experts wish, which is no new solicitation."""
    forge, clerk, office = life.forge, life.clerk, life.office
    clerk.clone.git("pull", "--quiet", "--ff-only", "origin", "main")
    answered = ("--result", "采纳", "--section", "proposal:5.8", "--reason", "已细化")
    clerk.alone("review", "answer", ID, 1, *answered)
    clerk.edit("proposal/05-construction.md", "示例内容", "示例内容，按清单共享")
    clerk.submit("2026-03-24", "--message", "按专家意见修改")
    assert [event for event, _ in life.records[3:]] == ["专家评审", "修改完善"]
    assert len(forge.state.pulls) == 2
    office.follow()
    (step,) = office.missing("2026-03-25")
    assert step.startswith("市发改委同意以后又改了")
    assert step in office.refused("review", "record", ID, "前期论证函", "--today", "2026-03-25")
    forge.at("2026-03-25T09:00:00+08:00")
    forge.as_user("fgw-reviewer").review(2, "APPROVED")
    office.done("review", "update", "--today", "2026-03-25")
    office.follow()
    letter = (
        "letter",
        ID,
        "--kind",
        "appraisal",
        "--today",
        "2026-03-25",
        "--to",
        life.forge.git.parent / "letter.docx",
    )
    assert "没有生成" not in office.alone(*letter)
    assert opinion_table(office) == SUMMARY
    office.alone("review", "record", ID, "前期论证函", "--today", "2026-03-25")
    assert "没有变化" in office.alone("review", "record", ID, "前期论证函", "--today", "2026-03-25")


SUMMARY = [
    ("市委网信办", "总体", "总体可行，请补充应急预案。", "采纳", "已补充"),
    ("市委网信办", "四（三）安全要求分析", "请写明测评的时间和机构。", "采纳", "已写明时间和机构。"),
    ("市委机要保密局", "总体", "请补充保密审查的安排。（汇总反馈以后提出）", "采纳", "已补充"),
    ("市发改委", "总体", "无意见", "", ""),
]
"""Of each opinion of a party its party, its section, what it says, and the reply that holds; the stranger's is none."""


def opinion_table(person: Person) -> list[tuple[str, ...]]:
    """The rows of the table of opinions as it is printed, without serial number and aspects."""
    target = person.clone.folder.parent / "opinions.docx"
    person.alone("letter", ID, "--kind", "opinions", "--to", target)
    _, made, *_ = Docx(target.read_bytes()).document.iter(q("w:tbl"))
    head, *listed = [[text_of(cell) for cell in cells(row)] for row in rows(made)]
    assert [head[index] for index in (1, 3, 4, 5, 6)] == [
        "意见单位",
        "所在章节",
        "意见和修改建议",
        "采纳情况",
        "办理说明",
    ]
    assert [row[0] for row in listed] == [str(number) for number in range(1, len(listed) + 1)]
    return [(row[1], *row[3:]) for row in listed]


def test_a_whole_life(life: Life, tmp_path: Path) -> None:
    submitted(life)
    submitted_again(life)
    sent(life)
    answered(life)
    returned(life)
    revised(life)
    reviewed(life, tmp_path)
    finished(life)
