"""Fixtures of the stand-in; a conftest.py that imports them makes them known to the tests beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forge.standin import StandIn

CLERK = "slj-clerk"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No waiting between attempts; the seconds that would have been waited are noted."""
    noted: list[float] = []
    monkeypatch.setattr("lunzheng.review.forge.http.sleep", noted.append)
    return noted


@pytest.fixture
def quick(waits: list[float], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The same, and little patience for answers that do not come."""
    monkeypatch.setattr("lunzheng.review.forge.transport.READ_TIMEOUT", 0.5)
    monkeypatch.setattr("lunzheng.review.forge.transport.WHOLE_TIMEOUT", 1.0)
    return waits


@pytest.fixture
def github(tmp_path: Path) -> Iterator[StandIn]:
    """A GitHub with usual accounts and teams, and a branch ``main`` with one file; see :func:`furnish`."""
    yield from _running(tmp_path, "github")


@pytest.fixture
def gitea(tmp_path: Path) -> Iterator[StandIn]:
    """The same as Gitea."""
    yield from _running(tmp_path, "gitea")


@pytest.fixture(params=["github", "gitea"])
def either(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[StandIn]:
    """One after the other."""
    yield from _running(tmp_path, request.param)


def _running(folder: Path, kind: str) -> Iterator[StandIn]:
    forge = StandIn(folder / "forge", kind)
    furnish(forge)
    forge.start()
    try:
        yield forge
    finally:
        forge.stop()


def furnish(forge: StandIn) -> None:
    """A first commit; the clerk and 大数据局, who may write, three reviewers of two parties, and a bot; the teams."""
    forge.state.history.seed("main", "README.md", "# 项目库\n")
    forge.add_account(CLERK, "write")
    forge.add_account("dsj-office", "admin")
    for login in ("wxb-reviewer", "wxb-deputy", "fgw-reviewer"):
        forge.add_account(login)
    forge.add_account("github-actions[bot]", "write", bot=True)
    forge.add_team("wxb", ["wxb-reviewer", "wxb-deputy"])
    forge.add_team("fgw", ["fgw-reviewer"])
    forge.add_team("dsj", ["dsj-office"])
