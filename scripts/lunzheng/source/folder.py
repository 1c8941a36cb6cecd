"""What lies in a folder of the library: plain files only, nothing followed out of it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from lunzheng.source import kinds
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import printable

MAX_FILES = 500
MAX_FOLDER_DEPTH = 4
MAX_NAME_BYTES = 200
"""File systems allow 255; programs that add an ending need the rest."""

_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_RADICAL = re.compile("[\u2e80-\u2fdf]")


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
    folded: dict[str, str] = {}
    problems: list[Problem] = []
    for directory, directories, names in os.walk(root, followlinks=False):
        directories.sort()
        here = Path(directory)
        inside = here.relative_to(root)
        links = {d for d in directories if (here / d).is_symlink()}
        for entry in sorted([*names, *links]):
            path = here / entry
            relative = (inside / entry).as_posix()
            shown = Location(f"{name}/{printable(relative)}")
            if not stat.S_ISREG(os.lstat(path).st_mode):
                problems.append(kinds.NOT_A_PLAIN_FILE.at(shown, "这不是一个普通文件"))
            elif fault := _name_fault(relative):
                problems.append(kinds.BAD_FILE_NAME.at(shown, fault))
            elif relative.casefold() in folded:
                first = folded[relative.casefold()]
                message = f"和 {first} 只有大小写不同，在 Windows 上是同一个文件"
                problems.append(kinds.BAD_FILE_NAME.at(shown, message, "改名，两个名字不要只差大小写"))
            else:
                files[relative] = path
                folded[relative.casefold()] = relative
        directories[:] = [d for d in directories if not d.startswith(".") and d not in links]
        if directories and len(inside.parts) >= MAX_FOLDER_DEPTH:
            deep = printable((inside / directories[0]).as_posix())
            problems.append(kinds.TOO_DEEP.at(Location(f"{name}/{deep}"), "文件夹套得太深", "把文件移到上面的文件夹"))
            directories.clear()
        if len(files) > MAX_FILES:
            problems.append(
                kinds.TOO_LARGE.at(Location(name), f"文件夹里超过了 {MAX_FILES} 个文件", "只保留本项目需要的文件")
            )
            break
    return Folder(name, root, files), problems


def _name_fault(relative: str) -> str:
    """What keeps a path from being the same on every computer; empty if nothing does."""
    if not relative.isprintable():
        return "文件名里有换行、控制字符或乱码"
    for part in relative.split("/"):
        if len(part.encode("utf-8")) > MAX_NAME_BYTES:
            return f"名字太长，超过了 {MAX_NAME_BYTES} 个字节（一个汉字三个字节）"
        if _RESERVED.fullmatch(part.split(".")[0].rstrip()):
            return f"{part} 是 Windows 留给设备的名字"
        if part != part.strip(" ").rstrip(".") or part.startswith("-"):
            return "名字以空格、短横线开头，或者以空格、点结尾"
        if found := _FORBIDDEN.search(part):
            return f"名字里有 Windows 不允许的符号 {found.group()}"
    if unicodedata.normalize("NFC", relative) != relative or _RADICAL.search(relative):
        return "名字里有拆开写的字母或者部首字符，换一台电脑就找不到"
    return ""
