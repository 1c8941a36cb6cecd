"""Fixtures of the stand-in; a conftest.py that imports them makes them known to the tests beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from urllib3.connection import HTTPConnection
from urllib3.response import HTTPResponse
from urllib3.util.wait import wait_for_read

from forge.faults import HELD_BACK
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
    """The same, and no patience for an answer that the stand-in holds back.

    However slow the machine is, only such an answer times out, and it has taken effect by then if it should.
    """
    wait_for_answer = HTTPConnection.getresponse

    def getresponse(connection: HTTPConnection) -> HTTPResponse:
        if connection.host == "127.0.0.1" and connection.sock is not None:
            port = connection.sock.getsockname()[1]
            while port not in HELD_BACK and not wait_for_read(connection.sock, 0.01):
                pass
            if port in HELD_BACK:
                connection.timeout = 0.001
        return wait_for_answer(connection)

    monkeypatch.setattr(HTTPConnection, "getresponse", getresponse)
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
