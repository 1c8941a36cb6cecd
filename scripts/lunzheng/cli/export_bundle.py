"""Bundles for filing: of one project, or of each project that a branch has changed."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project, structural_problems
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, say, write_file
from lunzheng.cli.sources import sources
from lunzheng.documents.build import make_documents
from lunzheng.documents.bundle import make_bundle
from lunzheng.documents.workbook import make_workbooks
from lunzheng.model.library import Project
from lunzheng.model.load import read_project
from lunzheng.repository import HistoryError, changed_since
from lunzheng.source.problem import Severity


def is_sound(workspace: Workspace, project: Project) -> bool:
    """Whether documents can be made of a project; prints what stands in their way."""
    found = structural_problems(project, workspace.library, workspace.schemas)
    problems = [problem for problem in found if problem.severity is Severity.ERROR]
    if problems or not project.is_readable:
        print_problems(problems or check_project(project, workspace.library, workspace.schemas))
        return False
    return True


def write_bundle(workspace: Workspace, project: Project, target: Path) -> None:
    """Write the bundle of a project that is sound.

    Raises:
        OfficeError: LibreOffice is there and fails.
    """
    library = workspace.library
    source = sources(workspace)(project.folder.name)
    documents = {**make_documents(project, library, source), **make_workbooks(project, library)}
    write_file(target, make_bundle(project, library, documents, source))


def write_changed_bundles(workspace: Workspace, reference: str, target: Path) -> int:
    """Write a bundle, named as the project, of each project whose folder has changed since a branch left another one.

    A project that was taken out has none; one that is not sound is left out and named.

    Args:
        workspace: the opened library.
        reference: a branch, tag or commit.
        target: the folder to write to.

    Raises:
        UsageError: Git cannot say what has changed.
        OfficeError: LibreOffice is there and fails.
    """
    try:
        changed = changed_since(workspace.root, reference)
    except HistoryError as error:
        raise click.UsageError(str(error)) from error
    root = workspace.library.root
    folders = [
        folder
        for folder in workspace.library.folders
        if any(path.startswith(f"{folder.relative_to(root).as_posix()}/") for path in changed)
    ]
    if not folders:
        say(f"与“{reference}”分岔以后没有改过项目。")
    left_out = []
    for folder in folders:
        project = read_project(workspace.library, folder)
        if is_sound(workspace, project):
            write_bundle(workspace, project, target / f"{project.id}.zip")
        else:
            left_out.append(project.id)
    if left_out:
        say(f"没有生成 {'、'.join(left_out)}：先改正上面的错误。")
    return EXIT_PROBLEMS if left_out else 0
