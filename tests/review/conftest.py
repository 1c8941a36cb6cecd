"""A pull request under review."""

from __future__ import annotations

from pathlib import Path

import pytest

from .made import Room, make_room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A plan of its own, just submitted; nobody has said anything yet."""
    return make_room(tmp_path / "library")
