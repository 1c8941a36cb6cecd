"""What the tests share: the repository, a throw-away library, the command, and how the tests are run."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from acceptance.support import ROOT, Done, ScratchLibrary, make_library, run_command, run_here

_OF_THE_SITE = ("test_browse", "test_comparison", "test_data", "test_search", "test_site", "test_zensical")
_SHARING = {f"tests/site/{name}.py": "site" for name in _OF_THE_SITE}
"""Modules that share what takes long to make, such as the built site; others share with nobody."""

_FIRST = "site"
"""The folder whose modules take longest: begun last, one of them would run alone in the end."""


class _ModuleByModule(LoadScopeScheduling):
    """Where tests run on several cores, those of one module stay together, for the sake of what they share.

    That is xdist's ``--dist loadgroup``, too; but up to 3.8 it writes the group into an attribute that pytest 9.2 does
    not have any more, and takes each test for a group of its own.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return _SHARING.get(module, module)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    # Left alone, xdist begins with the modules of the most tests, which are the quick ones.
    config.option.loadscopereorder = False
    return _ModuleByModule(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name != _FIRST)


def pytest_collection_finish() -> None:
    """What has been loaded by now stays: looking through it for garbage again and again takes a fourth of the time."""
    gc.collect()
    gc.freeze()


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
