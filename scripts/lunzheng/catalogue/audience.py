"""For whom a build is: the house, which sees everything, or the public, which sees what is concluded and public."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from lunzheng.check.guard.kinds import PERSONAL_DATA
from lunzheng.check.guard.project import guard_project
from lunzheng.check.open import Workspace
from lunzheng.model.library import Project
from lunzheng.model.public_view import public_view
from lunzheng.source.kinds import BAD_PICTURE
from lunzheng.source.node import Path as NodePath
from lunzheng.source.picture_metadata import DamagedPictureError
from lunzheng.source.problem import Problem

Show = Callable[[Project], Project | None]
"""What an audience sees of a project; None for nothing."""


DAMAGED = "图片已经损坏，分不出哪些是拍摄和编辑时附带的信息，不能公开"


class RefusedError(Exception):
    """A project that must not be published as it is, for these problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


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
        try:
            view = public_view(project, workspace.library, is_published, today, scratch / project.id)
        except DamagedPictureError as error:
            problem = BAD_PICTURE.at(project.location(str(error)), DAMAGED, "用原来的软件打开，另存一份再换上")
            raise RefusedError([problem]) from error
        if view is None:
            return None
        found = guard_project(view, workspace.library.edition, workspace.schemas)
        if personal := [problem for problem in found if problem.code == PERSONAL_DATA.code]:
            raise RefusedError(personal)
        return view

    return show
