"""What the tests share: the repository, a throw-away library, and the real command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import ROOT, Done, ScratchLibrary, make_library, run_command

_SHARING = ("site",)
"""Folders whose modules share what takes long to make, such as the built site."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run on several cores, those of one module stay together, for the sake of what they share."""
    for item in items:
        folder = item.path.parent.name
        item.add_marker(pytest.mark.xdist_group(folder if folder in _SHARING else str(item.path)))


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
    """The real command: ``run("check", cwd=library.root)``."""
    return run_command
