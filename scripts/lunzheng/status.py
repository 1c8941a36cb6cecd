"""Where every project stands: stage, problems, documents, and changes that are not yet committed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project
from lunzheng.model.load import read_project
from lunzheng.repository import changed_paths
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
