"""What GitHub does and other forges do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge.fixtures import CLERK
from forge.opening import adapter
from forge.scripted import in_json, scripted
from forge.standin import NAME, On, StandIn
from forge.worktree import Worktree
from lunzheng.review.forge.github import GitHub
from lunzheng.review.forge.interface import ForgeError

BRANCH = "lunzheng/slj-flood-control"
PLAN = "projects/2027/slj-flood-control/brief.md"


@pytest.fixture
def number(github: StandIn, tmp_path: Path) -> int:
    work = Worktree(github, tmp_path / "clerk", CLERK)
    work.switch(BRANCH)
    work.commit({PLAN: "一\n二\n三\n四\n五\n"})
    work.push()
    return github.as_user(CLERK).open_pull_request(BRANCH)


def test_the_account_of_a_workflow_is_its_bot(github: StandIn):
    assert adapter(github, "github-actions[bot]").account() == "github-actions[bot]"


def test_a_bot_that_may_not_see_teams_is_told_so(github: StandIn):
    with pytest.raises(ForgeError, match="看不到团队 wxb 的成员"):
        adapter(github, "github-actions[bot]").team_members("wxb")


def test_without_graphql_nothing_is_said_of_resolution(github: StandIn, number: int):
    reviewer = github.as_user("wxb-reviewer")
    reviewer.resolve(number, reviewer.comment_on(number, On(PLAN, 2, "甲")))
    github.state.graphql = False
    (comment,) = adapter(github, CLERK).line_comments(number)
    assert comment.resolved is None


def test_threads_are_read_to_the_last_page(github: StandIn, number: int):
    reviewer = github.as_user("wxb-reviewer")
    comments = [reviewer.comment_on(number, On(PLAN, line, f"{line}")) for line in (1, 2, 3, 4, 5)]
    reviewer.resolve(number, comments[4])
    github.state.thread_page = 2
    found = {comment.body: comment.resolved for comment in adapter(github, CLERK).line_comments(number)}
    assert found == {"1": False, "2": False, "3": False, "4": False, "5": True}


def test_a_reply_outlives_the_comment_that_it_answers(github: StandIn, number: int):
    reviewer, clerk = github.as_user("wxb-reviewer"), github.as_user(CLERK)
    first = reviewer.comment_on(number, On(PLAN, 2, "甲"))
    clerk.reply(number, first, "采纳")
    reviewer.resolve(number, first)
    reviewer.delete_line_comment(first)
    (comment,) = adapter(github, CLERK).line_comments(number)
    assert (comment.body, comment.reply_to, comment.resolved) == ("采纳", str(first), True)


def test_a_comment_on_a_whole_file_has_no_line(github: StandIn, number: int):
    github.as_user("wxb-reviewer").comment_on(number, On(PLAN, None, "这一份"))
    (comment,) = adapter(github, CLERK).line_comments(number)
    assert (comment.path, comment.line) == (PLAN, None)


def test_a_line_that_is_not_in_the_diff_takes_no_comment(github: StandIn, number: int):
    with pytest.raises(Exception, match="must be part of the diff"):
        github.as_user("wxb-reviewer").comment_on(number, On(PLAN, 60, "没有这一行"))


@pytest.mark.parametrize("repository", [None, {"full_name": f"somebody/{NAME.partition('/')[2]}"}])
def test_a_branch_of_the_same_name_elsewhere_is_another_one(repository: object):
    """The owner's fork may have the same branch; a fork that has been deleted has no name any more."""
    end = {"ref": BRANCH, "sha": "a" * 40}
    pull = {
        "number": 4,
        "state": "open",
        "title": "",
        "html_url": "u",
        "user": None,
        "body": None,
        "head": {**end, "repo": repository},
        "base": {**end, "ref": "main"},
    }
    with scripted(lambda _: in_json([pull])) as (address, _):
        forge = GitHub(address, NAME, "token")
        assert forge.pull_requests(BRANCH) == []
        assert [found.repository for found in forge.open_pull_requests()] == [
            repository["full_name"] if isinstance(repository, dict) else ""
        ]
