"""The branch that carries a project through its review: nothing but its name says which project it is of."""

from __future__ import annotations

import re
from pathlib import Path

from lunzheng.repository import open_repository

_PREFIX = "lunzheng/"
_ID = re.compile(r"[A-Za-z0-9-]+")


def branch_of(project_id: str) -> str:
    """The branch of a project."""
    return f"{_PREFIX}{project_id}"


def project_of(branch: str) -> str:
    """The project that a branch is of; empty for any other branch."""
    return branch.removeprefix(_PREFIX) if branch.startswith(_PREFIX) else ""


def how_to_follow(root: Path, project_id: str) -> str:
    """How to see what is recorded on a project's branch; empty where that branch is checked out, or is not known.

    Args:
        root: the library's root.
        project_id: what a person calls the project; anything that is no identifier has no branch.
    """
    repository = open_repository(root)
    if repository is None or not _ID.fullmatch(project_id):
        return ""
    branch = branch_of(project_id)
    head = repository.head
    if not head.is_detached and head.ref.name == branch:
        return ""
    known = repository.git.for_each_ref("--format=%(refname)", f"refs/heads/{branch}", f"refs/remotes/*/{branch}")
    return f"办理记录和意见在项目的分支上，先运行 git switch {branch} 和 git pull" if known else ""
