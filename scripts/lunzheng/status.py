"""Where every project stands: stage, problems, documents, and changes that are not yet committed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from git import InvalidGitRepositoryError, NoSuchPathError, Repo

from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project
from lunzheng.model.load import read_project
from lunzheng.source.problem import Severity


@dataclass(frozen=True)
class Status:
    """One line of the overview.

    Attributes:
        since: the date on record for the stage, or None where none is recorded.
        uncommitted: whether the folder differs from the last commit; None outside a Git work tree.
    """

    id: str
    name: str
    stage: str
    since: datetime.date | None
    documents: tuple[str, ...]
    errors: int
    warnings: int
    uncommitted: bool | None


def statuses(workspace: Workspace, folders: Sequence[Path]) -> list[Status]:
    """The status of each project."""
    changed = changed_paths(workspace.root)
    result = []
    for folder in folders:
        project = read_project(workspace.library, folder)
        problems = check_project(project, workspace.library, workspace.schemas)
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        dates = {entry.event: entry.date for entry in project.records.entries}
        here = f"{project.folder.name}/"
        result.append(
            Status(
                id=project.id,
                name=project.name,
                stage=project.stage.name,
                since=dates.get(project.stage.name),
                documents=tuple(document.label for document in workspace.library.documents_for(project)),
                errors=errors,
                warnings=len(problems) - errors,
                uncommitted=None if changed is None else any(path.startswith(here) for path in changed),
            )
        )
    return result


def changed_paths(root: Path) -> set[str] | None:
    """The files, relative to the root, that differ from the last commit or are new; None where Git keeps nothing."""
    try:
        repository = Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        return None
    top = Path(repository.working_tree_dir or root)
    names = repository.git.status("--porcelain", "-z", "--untracked-files=all", "--no-renames").split("\0")
    changed = set()
    for entry in filter(None, names):
        path = top / entry[3:]
        if path.is_relative_to(root):
            changed.add(path.relative_to(root).as_posix())
    return changed
