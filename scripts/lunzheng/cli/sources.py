"""The state in Git of project folders, which documents carry."""

from __future__ import annotations

from collections.abc import Callable

from lunzheng.check.open import Workspace
from lunzheng.documents.bundle import Source
from lunzheng.repository import changed_paths, last_commit


def sources(workspace: Workspace) -> Callable[[str], Source]:
    """Tells the state in Git of a project folder, named relative to the library's root."""
    changed = changed_paths(workspace.root)

    def source(folder: str) -> Source:
        uncommitted = None if changed is None else any(path.startswith(f"{folder}/") for path in changed)
        return Source(last_commit(workspace.root, folder), uncommitted)

    return source
