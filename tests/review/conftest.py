"""A repository on the forge and a clerk's clone with one project, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from review.repositories import Clone, Origin, make_origin


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
