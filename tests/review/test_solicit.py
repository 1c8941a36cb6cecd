"""Asking for opinions, returning them, reminding of clocks: once each, whatever fails."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lunzheng.check.open import Workspace, open_workspace
from lunzheng.repository import require_repository
from lunzheng.review.clock_rows import ClockRow
from lunzheng.review.comment import Status, write_status
from lunzheng.review.forge.interface import ForgeError, PullRequest
from lunzheng.review.opinions_file import OpinionsError
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.record_commit import BranchRecords
from lunzheng.review.remote import Remote, find_remote
from lunzheng.review.solicit import SolicitationError, return_opinions, reviewers, send
from lunzheng.review.update import Update, Updated
from review.memory_forge import MemoryForge
from review.repositories import DAY, FOLDER, ID, Clone, Origin
from review.test_pull_requests import submit
from review.test_submit import RECORDS, bot

TODAY = datetime.date.fromisoformat(DAY)
DUE = TODAY + datetime.timedelta(days=7)
LIBRARY = """\
城市: 示例市
版本: ningbo-2021
网站: {名称: 示例市项目库, 地址: "https://example.org/"}
仓库: {类型: github, 名称: example/lunzheng, 接口地址: "https://api.forge.example"}
部门:
  - {代码: slj, 名称: 示例市水利局, 团队: slj}
  - {代码: dsj, 名称: 市大数据局, 团队: dsj}
意见单位:
  - {单位: 市委网信办, 团队: wxb}
  - {单位: 市发改委, 团队: fgw}
  - {单位: 市委机要保密局}
"""


@pytest.fixture
def bureau(origin: Origin) -> Clone:
    """A clone of the authority; the plan has been submitted by a clerk from another one."""
    admin = origin.clone("admin")
    (admin.root / "projects" / "library.yml").write_text(LIBRARY, encoding="utf-8")
    admin.git("commit", "-q", "-am", "库")
    admin.git("push", "-q", "origin", "main")
    return origin.clone("bureau")


@pytest.fixture
def forge(origin: Origin, bureau: Clone) -> MemoryForge:
    del bureau
    forge = MemoryForge(origin)
    clerk = origin.clone("clerk")
    clerk.add()
    submit(clerk, forge)
    forge.sent.clear()
    return forge


def branch(clone: Clone) -> tuple[Workspace, BranchRecords]:
    workspace = open_workspace(clone.root)
    git = Plumbing(require_repository(clone.root))
    return workspace, BranchRecords(git, remote(clone), ".", ID)


def remote(clone: Clone) -> Remote:
    return find_remote(Plumbing(require_repository(clone.root)), "example/lunzheng")


def events(origin: Origin) -> list[str]:
    text = origin.show(f"{FOLDER}/{RECORDS}")
    return [word for word in ("方案", "征求意见", "意见反馈") for _ in range(text.count(f"事项: {word}"))]


def test_parties_are_asked_by_account_or_team(bureau: Clone) -> None:
    path = bureau.root / "projects" / "library.yml"
    people = "团队: wxb, 人员: [{账号: wxb-reviewer, 岗位: 工作人员}, {账号: Clerk, 岗位: 工作人员}]"
    path.write_text(LIBRARY.replace("团队: wxb", people), encoding="utf-8")
    asked = reviewers(open_workspace(bureau.root).library, "clerk")
    assert asked.accounts == ("wxb-reviewer",)
    assert asked.teams == ("fgw",)
    assert asked.unreachable == ("市委机要保密局",)


def test_asking_twice_asks_and_records_once(origin: Origin, bureau: Clone, forge: MemoryForge) -> None:
    before = (bureau.state(), bureau.git("status", "--porcelain"))
    workspace, records = branch(bureau)
    sent = send(forge, workspace.library, records, TODAY)
    assert sent.recorded
    assert forge.asked[1] == ([], ["wxb", "fgw"])
    assert not send(forge, workspace.library, records, TODAY + datetime.timedelta(days=1)).recorded
    assert forge.asked[1] == ([], ["wxb", "fgw"])
    assert events(origin) == ["方案", "征求意见"]
    assert (bureau.state(), bureau.git("status", "--porcelain")) == before
    assert origin.files()[-1] == RECORDS
    assert "市委网信办、市发改委" in origin.show(f"{FOLDER}/{RECORDS}")


def test_nothing_is_recorded_where_nobody_could_be_asked(origin: Origin, bureau: Clone, forge: MemoryForge) -> None:
    workspace, records = branch(bureau)

    def broken(name: str) -> None:
        if name == "request_reviews":
            raise ForgeError("代码平台没有回答", retry=True)

    forge.before = broken
    with pytest.raises(ForgeError):
        send(forge, workspace.library, records, TODAY)
    assert events(origin) == ["方案"]
    forge.before = lambda _name: None
    assert send(forge, workspace.library, records, TODAY).recorded


def test_a_revised_plan_is_sent_out_again(origin: Origin, bureau: Clone, forge: MemoryForge) -> None:
    workspace, records = branch(bureau)
    send(forge, workspace.library, records, TODAY)
    text = origin.show(f"{FOLDER}/{RECORDS}")
    bot(origin, {RECORDS: f'{text}\n  - {{事项: 方案, 日期: "2026-11-24"}}\n'})
    with pytest.raises(SolicitationError, match="send"):
        return_opinions(workspace.library, records, DUE, is_complete=True)
    assert send(forge, workspace.library, records, DUE).recorded
    assert events(origin) == ["方案", "方案", "征求意见", "征求意见"]


@pytest.mark.parametrize("is_seen", [True, False])
def test_who_has_answered_is_left_alone_until_the_next_round(
    origin: Origin, bureau: Clone, forge: MemoryForge, *, is_seen: bool
) -> None:
    forge.teams = {"wxb": ("wxb-reviewer",), "fgw": ("fgw-reviewer",), "slj": (), "dsj": ()} if is_seen else {}
    workspace, records = branch(bureau)
    send(forge, workspace.library, records, TODAY)
    forge.review("fgw-reviewer", "fgw", DAY, origin.git("rev-parse", records.branch))
    again = send(forge, workspace.library, records, TODAY)
    assert (forge.asked[1], again.asked.answered) == (([], ["wxb"]), ("市发改委",))
    text = origin.show(f"{FOLDER}/{RECORDS}")
    bot(origin, {RECORDS: f'{text}\n  - {{事项: 方案, 日期: "{DAY}"}}\n'})
    # Revised and sent out again on one day: what was said that morning was said of the former plan.
    assert send(forge, workspace.library, records, TODAY).asked.answered == ()
    assert forge.asked[1] == ([], ["wxb", "fgw"])


def test_who_answers_before_the_record_is_made_is_not_asked_again(
    origin: Origin, bureau: Clone, forge: MemoryForge
) -> None:
    forge.teams = {"wxb": ("wxb-reviewer",), "fgw": ("fgw-reviewer",), "slj": (), "dsj": ()}
    workspace, records = branch(bureau)
    send(forge, workspace.library, records, TODAY)
    text = origin.show(f"{FOLDER}/{RECORDS}")
    bot(origin, {RECORDS: f'{text}\n  - {{事项: 方案, 日期: "{DAY}"}}\n'})
    # Asked, but the answer to it and the push were lost; somebody has been quick.
    forge.asked[1] = ([], ["wxb", "fgw"])
    forge.review("fgw-reviewer", "fgw", DAY, origin.git("rev-parse", records.branch))
    assert send(forge, workspace.library, records, TODAY).recorded
    assert forge.asked[1] == ([], ["wxb"])


def test_opinions_go_back_when_all_are_in_or_the_time_is_over(
    origin: Origin, bureau: Clone, forge: MemoryForge
) -> None:
    workspace, records = branch(bureau)
    library = workspace.library
    with pytest.raises(SolicitationError):
        return_opinions(library, records, TODAY, is_complete=True)
    send(forge, library, records, TODAY)
    for day in (TODAY, DUE):
        with pytest.raises(SolicitationError, match=DUE.isoformat()):
            return_opinions(library, records, day, is_complete=False)
    assert events(origin) == ["方案", "征求意见"]
    later = DUE + datetime.timedelta(days=1)
    assert return_opinions(library, records, later, is_complete=False)
    assert not return_opinions(library, records, later, is_complete=True)
    assert events(origin) == ["方案", "征求意见", "意见反馈"]


def test_opinions_that_are_all_in_on_paper_go_back_early(origin: Origin, bureau: Clone, forge: MemoryForge) -> None:
    workspace, records = branch(bureau)
    send(forge, workspace.library, records, TODAY)
    assert return_opinions(workspace.library, records, TODAY, is_complete=True)
    assert events(origin) == ["方案", "征求意见", "意见反馈"]


def test_a_record_goes_upon_what_another_has_pushed(origin: Origin, bureau: Clone, forge: MemoryForge) -> None:
    workspace, records = branch(bureau)
    other = origin.clone("other")
    other.git("checkout", "-q", "-B", records.branch, f"origin/{records.branch}")
    (other.root / FOLDER / "attachments" / "more.md").write_text("别人的\n", encoding="utf-8")
    other.git("add", "-A")
    other.git("commit", "-q", "-m", "别人的")
    hook = bureau.root / ".git" / "hooks" / "pre-push"
    hook.write_text(f'#!/bin/sh\nrm "$0"\ngit -C "{other.root}" push -q origin {records.branch}\n', encoding="utf-8")
    hook.chmod(0o755)
    assert send(forge, workspace.library, records, TODAY).recorded
    assert "attachments/more.md" in origin.files()
    assert events(origin) == ["方案", "征求意见"]


def row(state: str = "进行中", *, overdue: bool = False, due: datetime.date = DUE) -> ClockRow:
    return ClockRow("反馈", "有关部门|反馈意见", "有关部门", due, True, state, overdue)


def test_the_comment_is_one_and_says_it_once(origin: Origin) -> None:
    forge = MemoryForge(origin)
    # Somebody has copied the mark into a comment of their own.
    forge.post(1, "visitor", "<!-- lunzheng:status commit= reminded= -->\n冒充")
    forge.sent.clear()
    status = Status("a" * 40, TODAY, [row()])
    write_status(forge, 1, status)
    write_status(forge, 1, status)
    assert forge.sent == ["add_comment"]
    assert forge.notes[1][0].body.endswith("冒充")
    body = forge.notes[1][1].body
    assert "a" * 12 in body
    assert "（暂定）" in body
    late = Status("b" * 40, DUE + datetime.timedelta(days=1), [row("逾期", overdue=True)])
    write_status(forge, 1, late)
    body = forge.notes[1][1].body
    assert "2026-12-01 提醒" in body
    later = Status("b" * 40, DUE + datetime.timedelta(days=5), [row("逾期", overdue=True)])
    write_status(forge, 1, later)
    assert forge.notes[1][1].body == body
    assert len(forge.notes[1]) == 2


def test_two_comments_become_one(origin: Origin) -> None:
    forge = MemoryForge(origin)
    late = DUE + datetime.timedelta(days=1)
    write_status(forge, 1, Status("a" * 40, late, [row("逾期", overdue=True)]))
    first = forge.notes[1][0]
    forge.post(1, forge.name, first.body)
    second = forge.post(1, forge.name, first.body)
    write_status(forge, 1, Status("c" * 40, late, [row("逾期", overdue=True)]))
    assert "c" * 12 in forge.notes[1][0].body
    assert first.url in next(note.body for note in forge.notes[1] if note.id == second.id)
    sent = list(forge.sent)
    write_status(forge, 1, Status("c" * 40, late, [row("逾期", overdue=True)]))
    assert forge.sent == sent


def test_two_writers_at_once_agree_on_the_older(origin: Origin) -> None:
    forge = MemoryForge(origin)
    posted: list[str] = []

    def race(name: str) -> None:
        if name == "add_comment" and not posted:
            posted.append(name)
            write_status(forge, 1, Status("a" * 40, TODAY, [row()]))

    forge.before = race
    write_status(forge, 1, Status("a" * 40, TODAY, [row()]))
    assert len(forge.notes[1]) == 2
    assert "办理情况" in forge.notes[1][0].body
    assert forge.notes[1][0].url in forge.notes[1][1].body


def test_reminders_reach_every_open_pull_request(bureau: Clone, forge: MemoryForge) -> None:
    workspace, records = branch(bureau)
    send(forge, workspace.library, records, TODAY)
    git = Plumbing(require_repository(bureau.root))

    def update(today: datetime.date) -> tuple[str, ...]:
        (done,) = Update(forge, workspace, git, remote(bureau), today).run()
        return done.reminded

    assert update(DUE) == ()
    assert update(DUE + datetime.timedelta(days=1)) == ("有关部门反馈意见",)
    assert update(DUE + datetime.timedelta(days=2)) == ()
    (comment,) = forge.notes[1]
    assert "2026-12-01 提醒" in comment.body


def test_opinions_that_cannot_be_read_do_not_keep_the_other_projects(
    bureau: Clone, forge: MemoryForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = Update(
        forge, open_workspace(bureau.root), Plumbing(require_repository(bureau.root)), remote(bureau), TODAY
    )
    (request,) = forge.open_pull_requests()
    other = replace(request, branch="lunzheng/other")
    monkeypatch.setattr(forge, "open_pull_requests", lambda: (request, other))
    reached: list[str] = []

    def one(project_id: str, _request: PullRequest) -> Iterator[Updated]:
        reached.append(project_id)
        if project_id == ID:
            raise OpinionsError("读不懂")
        yield from ()

    monkeypatch.setattr(update, "_update", one)
    with pytest.raises(OpinionsError, match=f"{ID}：读不懂"):
        list(update.run())
    assert reached == [ID, "other"]
