"""What the tests of the review share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary
from review.repositories import Clone, Origin, make_origin

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


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("origin")
    make_origin(folder)
    return folder


@pytest.fixture
def origin(made: Path, tmp_path: Path) -> Origin:
    shutil.copytree(made / "lunzheng.git", tmp_path / "forge" / "lunzheng.git")
    return Origin(tmp_path / "forge" / "lunzheng.git")


@pytest.fixture
def clerk(origin: Origin) -> Clone:
    """A clone with a suggested project that nobody has submitted yet."""
    clone = origin.clone("clerk")
    clone.add(example="good/suggestion")
    return clone
