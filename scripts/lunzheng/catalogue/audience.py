"""For whom a build is: the house, which sees everything, or the public, which sees what is concluded and public."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from lunzheng.check.guard.kinds import PERSONAL_DATA
from lunzheng.check.guard.project import guard_project
from lunzheng.check.open import Workspace
from lunzheng.model.library import Project
from lunzheng.model.public_view import public_view
from lunzheng.source.node import Path as NodePath

Show = Callable[[Project], Project | None]
"""What an audience sees of a project; None for nothing."""


class RefusedError(Exception):
    """A project that must not be published as it is."""


def show_all(project: Project) -> Project:
    """What the house sees."""
    return project


def show_public(workspace: Workspace, today: datetime.date, scratch: Path) -> Show:
    """What the public sees on a day.

    Args:
        workspace: its edition says what is concluded, its schemas which fields are public.
        today: what is later has not happened.
        scratch: where pictures are put while the build runs.
    """

    def is_published(file: str, path: NodePath) -> bool:
        return workspace.schemas.is_published(PurePosixPath(file).stem, path)

    def show(project: Project) -> Project | None:
        view = public_view(project, workspace.library, is_published, today, scratch / project.id)
        if view is None:
            return None
        found = guard_project(view, workspace.library.edition, workspace.schemas)
        if any(problem.code == PERSONAL_DATA.code for problem in found):
            raise RefusedError(PERSONAL_DATA.code)
        return view

    return show
