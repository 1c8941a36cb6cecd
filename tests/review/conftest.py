"""What the tests of the review share."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary

from .drawing import PROJECT, Office, some_experts, write_pool


@pytest.fixture
def office(library: ScratchLibrary) -> Office:
    """A repository with one project, committed on its default branch."""
    library.add("good/plan", PROJECT)
    made = Office(library)
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit("项目库")
    return made


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A pool outside of the repository."""
    return write_pool(tmp_path / "pool.yml", some_experts())
