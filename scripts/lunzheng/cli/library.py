"""What most commands begin with: the library they work on, and the projects that a person names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lunzheng.check.open import Workspace, open_workspace
from lunzheng.check.select import SelectionError, select_folder, select_folders
from lunzheng.model.library import Project
from lunzheng.model.load import LIBRARY_FILE, find_root, read_project
from lunzheng.review.branch import how_to_follow


def find_library(root: Path | None) -> Path:
    """The root of the library that a command works on.

    Args:
        root: what ``--root`` says; None to look for it from the current folder upwards.

    Raises:
        click.UsageError: there is none.
    """
    found = find_root(root.resolve() if root else Path.cwd())
    if found is None:
        raise click.UsageError(f"这里不是项目库：找不到 {LIBRARY_FILE}。请进入项目库的文件夹，或者用 --root 指明。")
    return found


def open_library(root: Path | None) -> Workspace:
    """The library that a command works on, opened; see :func:`find_library`.

    Raises:
        click.UsageError: there is none.
        LibraryError: its own files have problems.
    """
    return open_workspace(find_library(root))


def named_folders(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The project folders that a person names; all of them where nothing is named.

    Raises:
        click.UsageError: a name stands for no project.
    """
    try:
        return select_folders(workspace, names, Path.cwd())
    except SelectionError as error:
        raise click.UsageError(str(error)) from error


def named_folder(workspace: Workspace, name: str) -> Path:
    """The one project folder that a person names.

    Raises:
        click.UsageError: the name stands for no project, or for several; the message says if it is on another branch.
    """
    try:
        return select_folder(workspace, name, Path.cwd())
    except SelectionError as error:
        raise click.UsageError("。".join(filter(None, (str(error), how_to_follow(workspace.root, name))))) from error


def named_project(workspace: Workspace, name: str) -> Project:
    """The one project that a person names, read; see :func:`named_folder`."""
    return read_project(workspace.library, named_folder(workspace, name))
