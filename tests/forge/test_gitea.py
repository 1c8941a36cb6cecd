"""What Gitea and Forgejo do and GitHub does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge.fixtures import CLERK
from forge.opening import adapter
from forge.standin import On, StandIn
from forge.worktree import Worktree

BRANCH = "lunzheng/slj-flood-control"
PLAN = "projects/2027/slj-flood-control/brief.md"


@pytest.mark.parametrize("forgejo", [False, True])
def test_a_line_is_the_same_line_whichever_commit_it_is_counted_in(gitea: StandIn, tmp_path: Path, forgejo: bool):
    """Both name the commit that last changed the line, but only Forgejo counts the line in it."""
    gitea.state.forgejo = forgejo
    work = Worktree(gitea, tmp_path / "clerk", CLERK)
    work.switch(BRANCH)
    first = work.commit({PLAN: "甲\n乙\n丙\n"})
    second = work.commit({PLAN: "新一\n新二\n甲\n乙\n丙\n"})
    work.push()
    number = gitea.as_user(CLERK).open_pull_request(BRANCH)
    gitea.as_user("wxb-reviewer").comment_on(number, On(PLAN, 4, "这一行"))
    (comment,) = adapter(gitea, CLERK).line_comments(number)
    assert comment.commit == (first if forgejo else second)
    assert work.git("show", f"{comment.commit}:{PLAN}").splitlines()[comment.line - 1] == "乙"
