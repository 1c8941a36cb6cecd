"""What the tests share: the repository, a throw-away library, the command, and how the tests are run."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from acceptance.support import ROOT, Done, ScratchLibrary, make_library, run_command, run_here

_SHARING = ("site",)
"""Folders whose modules share what takes long to make, such as the built site."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run on several cores, those of one module stay together, for the sake of what they share."""
    for item in items:
        folder = item.path.parent.name
        item.add_marker(pytest.mark.xdist_group(folder if folder in _SHARING else str(item.path)))


# A command that a test starts in another folder is the one of this work tree, whatever else is installed. Git knows
# nothing of the machine's own configuration, nor of a repository in whose hook the tests run, and speaks English.
os.environ["PYTHONPATH"] = str(ROOT / "scripts")
for _name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[_name]
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def library(tmp_path: Path) -> ScratchLibrary:
    """A throw-away library: schemas, editions and site sources, two departments and no project."""
    return make_library(tmp_path / "library")


@pytest.fixture
def run() -> Callable[..., Done]:
    """The command in this process: ``run("check", cwd=library.root)``."""
    return run_here


@pytest.fixture
def start() -> Callable[..., Done]:
    """The command in a process of its own, as people start it; takes longer than :func:`run`."""
    return run_command


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI=true nothing may be skipped: whatever a test needs has to be there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped where CI=true: {report.longrepr}"
    return report
