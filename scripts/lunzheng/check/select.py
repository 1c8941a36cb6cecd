"""Which projects a path or id stands for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from lunzheng.check.open import Workspace


class SelectionError(Exception):
    """A name stands for no project; the text says so in Chinese."""


def select_folders(workspace: Workspace, names: Sequence[str], here: Path) -> list[Path]:
    """The project folders that names stand for, each once, in the library's order.

    Args:
        workspace: the opened library.
        names: ids, folders (of a project, a year, or above), or files in a project's folder; none stands for all.
        here: what relative paths start from.

    Raises:
        SelectionError: a name stands for nothing.
    """
    if not names:
        return list(workspace.library.folders)
    chosen: set[Path] = set()
    for name in names:
        if not name.strip():
            raise SelectionError(f"“{name}”不是项目的名字")
        folder = workspace.folder_of(name)
        matched = {folder} if folder else _by_path(workspace, (here / name).resolve())
        if not matched:
            raise SelectionError(_not_found(workspace, name))
        chosen |= matched
    return [folder for folder in workspace.library.folders if folder in chosen]


def select_folder(workspace: Workspace, name: str, here: Path) -> Path:
    """The one project folder that a name stands for.

    Raises:
        SelectionError: it stands for none, or for several.
    """
    folders = select_folders(workspace, [name], here)
    if len(folders) > 1:
        raise SelectionError(f"“{name}”里有 {len(folders)} 个项目，请写明是哪一个")
    return folders[0]


def _by_path(workspace: Workspace, path: Path) -> set[Path]:
    if not path.exists():
        return set()
    folders = {folder.resolve(): folder for folder in workspace.library.folders}
    return {folder for real, folder in folders.items() if real == path or path in real.parents or real in path.parents}


def _not_found(workspace: Workspace, name: str) -> str:
    ids = [folder.name for folder in workspace.library.folders]
    close = difflib.get_close_matches(Path(name).name, ids, n=1)
    hint = f"是不是 {close[0]}？" if close else f"项目库里有：{'、'.join(ids)}" if ids else "项目库里还没有项目"
    return f"找不到项目“{name}”。{hint}"
