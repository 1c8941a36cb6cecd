"""What the tests share: the repository, a throw-away library, and the real command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import ROOT, Done, ScratchLibrary, make_library, run_command


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
