"""What the tests of the review share."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary

from .drawing import FOLDER, PROJECT, RETURNED, Office, some_experts, write_pool
from .made import Room, make_room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A plan of its own, just submitted; nobody has said anything yet."""
    return make_room(tmp_path / "library")


@pytest.fixture
def office(library: ScratchLibrary) -> Office:
    """A repository with one project whose opinions have been returned, committed on its default branch."""
    library.add("good/plan", PROJECT)
    made = Office(library)
    records = made.root / FOLDER / "review" / "records.yml"
    records.parent.mkdir(exist_ok=True)
    records.write_text(RETURNED, encoding="utf-8")
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit("项目库")
    return made


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A pool outside of the repository."""
    return write_pool(tmp_path / "pool.yml", some_experts())
