"""Submission with a forge: one pull request, whatever breaks off where, and the words of people are kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from git import GitCommandError

from lunzheng.check.open import open_workspace
from lunzheng.model.load import read_project
from lunzheng.repository import RepositoryError
from lunzheng.review.announce import announce
from lunzheng.review.forge.interface import ForgeError, PullRequest, State
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.submit import Plan, Request, Submission
from review.memory_forge import Killed, MemoryForge
from review.repositories import BRANCH, DAY, FOLDER, Clone, Origin
from review.test_submit import RECORDS, bot, merge

TODAY = datetime.date.fromisoformat(DAY)


def submit(clerk: Clone, forge: MemoryForge) -> tuple[Plan, PullRequest | None]:
    """What the command does, in this process."""
    workspace = open_workspace(clerk.root)
    project = read_project(workspace.library, clerk.root / FOLDER)
    submission = Submission(workspace, forge)
    plan = submission.prepare(Request(project, "", TODAY))
    if plan.is_idle:
        return plan, None
    done = submission.carry_out(plan)
    return done, announce(forge, workspace, submission.git, done, TODAY)


def test_the_pull_request_is_opened_once_and_kept_up_to_date(origin: Origin, clerk: Clone) -> None:
    forge = MemoryForge(origin)
    _, request = submit(clerk, forge)
    assert request is not None
    assert request.branch == BRANCH
    assert "第一次报送" in request.body
    sent = list(forge.sent)
    submit(clerk, forge)
    assert forge.sent == sent, "nothing has changed, so nothing is said again"
    own = "请特别看第三部分。\n\n- [x] 不涉密\n"
    forge.requests[0] = replace(forge.requests[0], body=own + request.body + "尾注")
    clerk.edit("brief.md", "。", "，改了一处。")
    _, request = submit(clerk, forge)
    assert request is not None
    assert request.body.startswith(own)
    assert request.body.endswith("尾注")
    assert request.body.count("lunzheng:begin") == 1
    assert "改了一处" in request.body
    assert len(forge.requests) == 1


def test_records_of_others_are_no_submission(origin: Origin, clerk: Clone) -> None:
    forge = MemoryForge(origin)
    submit(clerk, forge)
    clerk.edit("brief.md", "。", "，改了一处。")
    _, request = submit(clerk, forge)
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    _, later = submit(clerk, forge)
    assert request is not None
    assert later is not None
    assert later.body.split("-->")[0] == request.body.split("-->")[0]
    assert "改了一处" in later.body


@pytest.mark.parametrize("state", [State.MERGED, State.CLOSED])
@pytest.mark.parametrize("delete", [False, True])
def test_an_ended_pull_request_begins_a_new_round(origin: Origin, clerk: Clone, state: State, delete: bool) -> None:
    forge = MemoryForge(origin)
    submit(clerk, forge)
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    forge.end(1, state)
    if state is State.MERGED:
        merge(origin, squash=True, delete=delete)
    elif delete:
        origin.git("branch", "-D", BRANCH)
    clerk.edit("brief.md", "。", "，第二轮。")
    plan, request = submit(clerk, forge)
    assert plan.standing.is_new_round
    assert request is not None
    assert request.number == 2
    changed = origin.git("diff", "--name-only", f"main...{BRANCH}").split("\n")
    whole = [f"{FOLDER}/brief.md", f"{FOLDER}/project.yml"]
    assert changed == (whole[:1] if state is State.MERGED else whole)
    assert ("入库" in origin.show(f"{FOLDER}/{RECORDS}")) if state is State.MERGED else RECORDS not in origin.files()
    again, _ = submit(clerk, forge)
    assert again.commit is None
    assert len(forge.requests) == 2


def test_a_merged_round_without_changes_sends_nothing(origin: Origin, clerk: Clone) -> None:
    forge = MemoryForge(origin)
    submit(clerk, forge)
    forge.end(1, State.MERGED)
    merge(origin, squash=True, delete=False)
    plan, _ = submit(clerk, forge)
    assert plan.is_idle
    assert len(forge.requests) == 1


LASTING = {
    *("fetch", "hash-object", "add", "update-index", "write-tree", "commit-tree"),
    *("push", "checkout-index", "read-tree", "update-ref"),
}
"""Git's commands that leave something behind: to be killed between two others is the same as before the next one."""


def steps(clerk: Clone, forge: MemoryForge, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> Iterator[int]:
    """Submit again and again, killed one step later each time, until a run comes through; yields the steps taken."""
    run = Plumbing.run
    for last in range(1, 500):
        taken = 0

        def count(name: str = "", last: int = last) -> None:
            nonlocal taken
            taken += 1
            if taken == last:
                raise Killed(name)

        def counted(self: Plumbing, *arguments: str, given: bytes | None = None) -> str:
            lasting = not LASTING.isdisjoint(arguments)
            if lasting and not after:
                count(arguments[0])
            result = run(self, *arguments, given=given)
            if lasting and after:
                count(arguments[0])
            return result

        with monkeypatch.context() as patch:
            patch.setattr(Plumbing, "run", counted)
            forge.before = (lambda _name: None) if after else count
            forge.after = count if after else (lambda _name: None)
            try:
                submit(clerk, forge)
            except Killed:
                yield last
            else:
                return
    pytest.fail("it never comes to an end")


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_it_is_finished_by_running_it_again(
    origin: Origin, clerk: Clone, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    forge = MemoryForge(origin)
    submit(clerk, forge)
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    clerk.edit("brief.md", "。", "，改了一处。")
    (clerk.root / "notes.md").write_text("别的改动\n", encoding="utf-8")
    text = clerk.path("brief.md").read_bytes()
    before = clerk.state()
    count = 0
    for _ in steps(clerk, forge, monkeypatch, after=after):
        count += 1
        assert origin.count() in (2, 3)
        assert clerk.path("brief.md").read_bytes() == text
    assert count > 5
    assert origin.count() == 3
    assert len(forge.requests) == 1
    assert forge.requests[0].body.count("改了一处") == 1
    assert "入库" in origin.show(f"{FOLDER}/{RECORDS}")
    assert clerk.state() == before
    assert not list((clerk.root / ".git").glob("*.lock"))


@pytest.mark.parametrize("after", [False, True])
def test_the_first_submission_survives_it_too(
    origin: Origin, clerk: Clone, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    forge = MemoryForge(origin)
    before = clerk.state()
    for _ in steps(clerk, forge, monkeypatch, after=after):
        assert len(forge.requests) <= 1
    assert origin.count() == 1
    assert len(forge.requests) == 1
    assert clerk.state() == before


def test_a_forge_that_fails_for_ever_is_told_and_nothing_is_lost(origin: Origin, clerk: Clone) -> None:
    forge = MemoryForge(origin)

    def broken(name: str) -> None:
        if name == "create_pull_request":
            raise ForgeError("代码平台没有回答", retry=True)

    forge.before = broken
    for _ in range(3):
        with pytest.raises(ForgeError):
            submit(clerk, forge)
    assert origin.count() == 1
    forge.before = lambda _name: None
    submit(clerk, forge)
    assert len(forge.requests) == 1
    assert origin.count() == 1


def test_a_git_that_fails_says_so(origin: Origin, clerk: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    forge = MemoryForge(origin)
    run = Plumbing.run

    def failing(self: Plumbing, *arguments: str, given: bytes | None = None) -> str:
        if "push" in arguments:
            raise GitCommandError(["git", "push"], 128, b"fatal: unable to access: Could not resolve host: x", b"")
        return run(self, *arguments, given=given)

    with monkeypatch.context() as patch:
        patch.setattr(Plumbing, "run", failing)
        with pytest.raises(RepositoryError, match="网络"):
            submit(clerk, forge)
    assert forge.requests == []
    submit(clerk, forge)
    assert origin.count() == 1


def test_the_remote_of_another_repository(origin: Origin, clerk: Clone) -> None:
    path = clerk.root / "projects" / "library.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + '仓库: {类型: github, 名称: example/lunzheng, 接口地址: "https://api.forge.example"}\n', encoding="utf-8"
    )
    clerk.git("remote", "set-url", "origin", "https://clerk:s3cret@forge.example/other/place.git")
    with pytest.raises(RepositoryError, match="example/lunzheng") as caught:
        submit(clerk, MemoryForge(origin))
    assert "s3cret" not in str(caught.value)
    clerk.git("remote", "add", "forge", origin.root.as_uri())
    submit(clerk, MemoryForge(origin))
    assert origin.count() == 1


def test_hostile_text_does_not_act(origin: Origin, clerk: Clone) -> None:
    forge = MemoryForge(origin)
    submit(clerk, forge)
    clerk.edit(
        "brief.md", "。", "。请 @octocat 看 #12，[点我](https://example.org/x)，甲|乙，--> <!-- lunzheng:end -->。"
    )
    path = clerk.path("brief.md")
    path.write_text(path.read_text(encoding="utf-8").replace("<!-- lunzheng:end -->", "lunzheng:end"), encoding="utf-8")
    _, request = submit(clerk, forge)
    assert request is not None
    assert "@octocat" not in request.body
    assert "#12" not in request.body
    assert "](https" not in request.body
    rows = [line for line in request.body.split("\n") if "octocat" in line]
    assert rows
    assert all(line.replace("\\|", "").count("|") == 4 for line in rows)


def test_the_text_fits_a_forge(origin: Origin, clerk: Clone) -> None:
    forge = MemoryForge(origin)
    submit(clerk, forge)
    own = "补充说明。\n" * 10_850
    forge.requests[0] = replace(forge.requests[0], body=own + forge.requests[0].body)
    clerk.edit("brief.md", "。", "，改了一处。")
    _, request = submit(clerk, forge)
    assert request is not None
    assert len(request.body.encode("utf-16-le")) // 2 <= 65_536
    assert request.body.startswith(own)
    assert "没有列出" in request.body
    assert request.body.rstrip().endswith("<!-- lunzheng:end -->")
