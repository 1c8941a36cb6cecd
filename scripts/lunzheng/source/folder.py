"""What lies in a folder of the library: plain files only, nothing followed out of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from lunzheng.source import kinds
from lunzheng.source.problem import Location, Problem

MAX_FILES = 500
MAX_FOLDER_DEPTH = 4


@dataclass(frozen=True)
class Folder:
    """The plain files of one folder: path relative to it (POSIX) → where it lies."""

    name: str
    root: Path
    files: dict[str, Path]

    def location(self, relative: str) -> Location:
        """The start of one file, named relative to the library's root."""
        return Location(f"{self.name}/{relative}")


def list_folder(root: Path, name: str) -> tuple[Folder, list[Problem]]:
    """List a folder in a fixed order, without following symbolic links.

    Args:
        root: the folder.
        name: its path relative to the library's root, used in problems.
    """
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for directory, directories, names in os.walk(root, followlinks=False):
        directories.sort()
        here = Path(directory)
        for entry in sorted([*names, *(d for d in directories if (here / d).is_symlink())]):
            path = here / entry
            relative = path.relative_to(root).as_posix()
            shown = Location(f"{name}/{_printable(relative)}")
            if not stat.S_ISREG(path.lstat().st_mode):
                problems.append(kinds.NOT_A_PLAIN_FILE.at(shown, "这不是一个普通文件"))
            elif not relative.isprintable():
                problems.append(kinds.BAD_FILE_NAME.at(shown, "文件名里有换行、控制字符或乱码"))
            else:
                files[relative] = path
        directories[:] = [d for d in directories if not d.startswith(".") and not (here / d).is_symlink()]
        if directories and len(here.relative_to(root).parts) >= MAX_FOLDER_DEPTH:
            deep = _printable((here / directories[0]).relative_to(root).as_posix())
            problems.append(kinds.TOO_DEEP.at(Location(f"{name}/{deep}"), "文件夹套得太深", "把文件移到上面的文件夹"))
            directories.clear()
        if len(files) > MAX_FILES:
            problems.append(
                kinds.TOO_LARGE.at(Location(name), f"文件夹里超过了 {MAX_FILES} 个文件", "只保留本项目需要的文件")
            )
            break
    return Folder(name, root, files), problems


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
