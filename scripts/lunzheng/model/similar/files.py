"""The files of one project folder that are compared: whether they have changed, and what they say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from lunzheng.source.text import TextFile, read_text


def present_files(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, os.stat_result]]:
    """The named files that are plain files, in a fixed order; no symbolic link is followed, of a file or of a folder.

    Args:
        folder: the project folder.
        names: paths within it, at most one folder deep.
    """
    wanted = frozenset(names)
    parents = frozenset(name.partition("/")[0] for name in names if "/" in name)
    try:
        found = sorted(_plain_files(os.fspath(folder), "", wanted, parents), key=lambda one: one[0])
    except OSError:
        # Gone meanwhile, or not to be read: then it can't be compared.
        return
    yield from found


def _plain_files(
    folder: str, prefix: str, wanted: frozenset[str], parents: frozenset[str]
) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if name in wanted and entry.is_file(follow_symlinks=False):
                yield name, entry.stat(follow_symlinks=False)
            elif name in parents and entry.is_dir(follow_symlinks=False):
                yield from _plain_files(entry.path, f"{name}/", wanted, frozenset())


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
