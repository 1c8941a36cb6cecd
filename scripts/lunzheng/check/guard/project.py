"""The guard over a whole project, as a part of its check."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PurePosixPath

from lunzheng.check.guard.kinds import REFUSED, TOO_MUCH
from lunzheng.check.guard.look import Guard, GuardedFile
from lunzheng.check.schema import SchemaFolder
from lunzheng.model.edition import Edition
from lunzheng.model.library import Project
from lunzheng.source.node import Path as NodePath
from lunzheng.source.problem import Problem


def make_guard(edition: Edition, schemas: SchemaFolder) -> Guard:
    """A guard that goes by an edition's lists and by what its schemas publish."""

    def is_public(file: str, path: NodePath) -> bool:
        return schemas.is_public(PurePosixPath(file).stem, path)

    return Guard(edition.internal_marks, edition.rule_articles, is_public)


def file_on_disk(path: Path, name: str, *, is_outside: bool = False) -> GuardedFile:
    """A file of the work tree.

    Args:
        path: where it lies.
        name: its path relative to the library's root.
        is_outside: whether it is not yet part of a project.

    Raises:
        OSError: it is gone.
    """
    return GuardedFile(name, os.lstat(path).st_size, path.read_bytes, is_outside=is_outside)


def refusals(project: Project, edition: Edition, schemas: SchemaFolder) -> list[Problem]:
    """What forbids to make anything of a project: a state secret, or an attachment that is dangerous to pass on."""
    return [problem for problem in guard_project(project, edition, schemas) if problem.code in REFUSED]


def guard_project(project: Project, edition: Edition, schemas: SchemaFolder) -> list[Problem]:
    """What the guard finds in the files of a project; what reading has said of a file is not said again."""
    guard = make_guard(edition, schemas)
    problems: list[Problem] = []
    for name, path in project.folder.files.items():
        file = file_on_disk(path, f"{project.folder.name}/{name}")
        read = project.texts.get(name)
        problems += guard.look(replace(file, text=read.text) if read else file)
    said = {(problem.location, problem.code) for problem in project.problems}
    large = {problem.location for problem in project.problems}
    return [
        problem
        for problem in problems
        if (problem.location, problem.code) not in said
        and not (problem.code == TOO_MUCH.code and problem.location in large)
    ]
