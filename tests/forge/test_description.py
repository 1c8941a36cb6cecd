"""The stand-in and the adapter are held to GitHub's published description: each request and each answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forge.fixtures import CLERK, furnish
from forge.github_json import Shown
from forge.prism import Prism, prism
from forge.standin import NAME, On, StandIn
from forge.worktree import Worktree
from lunzheng.review.forge.github import GitHub
from lunzheng.review.forge.http import Client, RefusedError
from lunzheng.review.forge.interface import Forge, ForgeError, State

BRANCH = "lunzheng/slj-flood-control"
PLAN = "projects/2027/slj-flood-control/brief.md"
TEXT = "一\n二\n三\n四\n五\n"


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    standin = StandIn(tmp_path_factory.mktemp("forge"))
    furnish(standin)
    standin.start()
    try:
        yield standin
    finally:
        standin.stop()


@pytest.fixture(scope="module")
def held(forge: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prism]:
    with prism(forge.address, tmp_path_factory.mktemp("prism")) as running:
        forge.server.public_address = running.address
        yield running


def _adapter(forge: StandIn, held: Prism, login: str) -> Forge:
    return GitHub(held.address, NAME, forge.token(login))


def test_a_whole_review_fits_the_description(forge: StandIn, held: Prism, tmp_path: Path, waits: list[float]):
    clerk, office = _adapter(forge, held, CLERK), _adapter(forge, held, "dsj-office")
    work = Worktree(forge, tmp_path / "clerk", CLERK)
    work.switch(BRANCH)
    work.commit({PLAN: TEXT})
    work.push()
    assert clerk.account() == CLERK
    assert clerk.default_branch() == "main"

    number = clerk.create_pull_request(BRANCH, "main", "防汛方案", "正文").number
    assert clerk.create_pull_request(BRANCH, "main", "防汛方案", "正文").number == number
    assert office.edit_pull_request(number, "防汛方案（修改）", "").body == ""
    office.request_reviews(number, ["wxb-reviewer", "fgw-reviewer"], ["wxb"])
    assert office.requested_reviews(number) == (["wxb-reviewer", "fgw-reviewer"], ["wxb"])
    assert sorted(office.team_members("wxb")) == ["wxb-deputy", "wxb-reviewer"]

    reviewer, economist = forge.as_user("wxb-reviewer"), forge.as_user("fgw-reviewer")
    reviewer.review(
        number, "CHANGES_REQUESTED", "要改", [On(PLAN, 3, "这几行", start_line=2), On(PLAN, None, "整个文件")]
    )
    economist.review(number, "PENDING", "", [On(PLAN, 4, "没有写完")])
    economist.review(number, "APPROVED")
    forge.as_user(CLERK).reply(number, forge.pull(number).line_remarks[0].id, "采纳")
    reviewer.resolve(number, forge.pull(number).line_remarks[0].id)
    work.commit({PLAN: TEXT.replace("三", "叁")})
    work.push()
    forge.delete_account("fgw-reviewer")

    assert [review.author for review in office.reviews(number)] == ["wxb-reviewer", "", CLERK]
    comments = office.line_comments(number)
    assert [(one.line, one.body, one.resolved) for one in comments] == [
        (3, "这几行", True),
        (None, "整个文件", False),
        (3, "采纳", True),
    ]

    said = office.add_comment(number, "进度")
    assert office.edit_comment(number, said.id, "进度：完成").body == "进度：完成"
    for count in range(120):
        reviewer.say(number, f"{count}")
    assert len(office.comments(number)) == 121

    forge.as_user("dsj-office").merge(number)
    assert clerk.pull_request(number).state is State.MERGED
    assert clerk.open_pull_requests() == []
    assert [pull.number for pull in clerk.pull_requests(BRANCH)] == [number]
    assert waits == [], "\n".join(held.log[-40:])


def test_a_request_that_does_not_fit_is_stopped(forge: StandIn, held: Prism):
    client = Client(held.address, forge.token(CLERK), scheme="Bearer", headers={})
    before = len(forge.seen)
    with pytest.raises(RefusedError) as caught:
        client.send("测试", "PATCH", f"repos/{NAME}/pulls/1", {"state": "gone"})
    assert caught.value.status == 422
    assert len(forge.seen) == before


def test_an_answer_that_does_not_fit_is_stopped(
    forge: StandIn, held: Prism, waits: list[float], monkeypatch: pytest.MonkeyPatch
):
    whole = Shown.whole_repository
    monkeypatch.setattr(Shown, "whole_repository", lambda self: {**whole(self), "default_branch": 3})
    with pytest.raises(ForgeError, match="状态码 500"):
        _adapter(forge, held, CLERK).default_branch()
    assert waits
