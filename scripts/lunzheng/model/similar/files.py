"""The files of one project folder that are compared: whether they have changed, and what they say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from lunzheng.source.text import TextFile, read_text


def present_files(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, os.stat_result]]:
    """The named files that are plain files; no symbolic link is followed, of a file or of a folder."""
    parents = sorted({str(PurePosixPath(name).parent) for name in names})
    found: dict[str, os.stat_result] = {}
    for parent in parents:
        path = folder / parent
        if path.is_symlink() or not path.is_dir():
            continue
        with os.scandir(path) as entries:
            for entry in entries:
                name = entry.name if parent == "." else f"{parent}/{entry.name}"
                if name in names and entry.is_file(follow_symlinks=False):
                    found[name] = entry.stat(follow_symlinks=False)
    yield from sorted(found.items())


def stamp(folder: Path, names: Sequence[str]) -> str:
    """A short text that changes with the size or a time of any of the files, as Git's index takes it."""
    states = [(name, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in present_files(folder, names)]
    return hashlib.blake2b(repr(states).encode(), digest_size=12).hexdigest()


def read_files(folder: Path, name: str, files: Sequence[str]) -> dict[str, TextFile]:
    """The files that can be read, by name.

    Args:
        folder: the project folder.
        name: its path relative to the library's root, used in places.
        files: which of its files.
    """
    found = ((file, read_text(folder / file, f"{name}/{file}")[0]) for file, _ in present_files(folder, files))
    return {file: text for file, text in found if text is not None}


def digest(texts: dict[str, TextFile]) -> str:
    """A short text that changes with the content of any of the files."""
    hashed = hashlib.blake2b(digest_size=16)
    for name, text in texts.items():
        data = text.text.encode("utf-8")
        hashed.update(f"{name} {len(data)}\n".encode())
        hashed.update(data)
    return hashed.hexdigest()
