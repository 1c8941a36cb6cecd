"""The branch that carries a project through its review: nothing but its name says which project it is of."""

from __future__ import annotations

_PREFIX = "lunzheng/"


def branch_of(project_id: str) -> str:
    """The branch of a project."""
    return f"{_PREFIX}{project_id}"


def project_of(branch: str) -> str:
    """The project that a branch is of; empty for any other branch."""
    return branch.removeprefix(_PREFIX) if branch.startswith(_PREFIX) else ""
