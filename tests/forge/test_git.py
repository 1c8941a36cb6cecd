"""Git over HTTP, as the stand-in serves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge.faults import FOR_EVER, Fault
from forge.fixtures import CLERK
from forge.standin import StandIn
from forge.worktree import Worktree


def test_who_may_only_read_cannot_push(github: StandIn, tmp_path: Path):
    work = Worktree(github, tmp_path / "reviewer", "wxb-reviewer")
    work.switch("mine")
    work.commit({"file.md": "一\n"})
    with pytest.raises(AssertionError, match="403"):
        work.push()
    assert github.head("mine") == ""


def test_a_push_that_comes_second_is_refused(github: StandIn, tmp_path: Path):
    first = Worktree(github, tmp_path / "first", CLERK)
    second = Worktree(github, tmp_path / "second", "dsj-office")
    for work, text in ((first, "一\n"), (second, "二\n")):
        work.switch("shared")
        work.commit({"file.md": text})
    first.push()
    with pytest.raises(AssertionError, match="rejected"):
        second.push()
    assert github.head("shared") == first.git("rev-parse", "HEAD")


def test_a_large_push_arrives_whole(github: StandIn, tmp_path: Path):
    """Git sends what is larger than a megabyte in pieces."""
    work = Worktree(github, tmp_path / "clerk", CLERK)
    work.switch("large")
    (work.folder / "picture.bin").write_bytes(bytes(range(256)) * 8192)
    work.git("config", "core.compression", "0")
    commit = work.commit({})
    work.push()
    assert github.head("large") == commit
    again = Worktree(github, tmp_path / "again", "wxb-reviewer")
    again.git("switch", "--quiet", "large")
    assert (again.folder / "picture.bin").stat().st_size == 256 * 8192


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BAD_GATEWAY, Fault.UNAVAILABLE])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_push_that_fails_has_no_effect(github: StandIn, tmp_path: Path, fault: Fault, at: int):
    work = Worktree(github, tmp_path / "clerk", CLERK)
    work.switch("mine")
    work.commit({"file.md": "一\n"})
    github.faults.clear()
    # Git itself tries again once where a connection breaks that it has used before.
    github.faults.plan(fault, at=at, times=FOR_EVER, method="GIT")
    with pytest.raises(AssertionError):
        work.push()
    assert github.head("mine") == ""
    github.faults.clear()
    work.push()
    assert github.head("mine") == work.git("rev-parse", "HEAD")


def test_a_push_whose_answer_is_lost_has_its_effect(github: StandIn, tmp_path: Path):
    work = Worktree(github, tmp_path / "clerk", CLERK)
    work.switch("mine")
    commit = work.commit({"file.md": "一\n"})
    github.faults.clear()
    github.faults.plan(Fault.RESET_AFTER, at=3, method="GIT")
    with pytest.raises(AssertionError):
        work.push()
    assert github.head("mine") == commit
    work.push()
