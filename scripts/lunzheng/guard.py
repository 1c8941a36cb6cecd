"""The guard over a work tree, the index or a range of commits: which files to look at, and what was found."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lunzheng.check.guard.kinds import HELD_MARK, SECRET_MARK
from lunzheng.check.guard.look import PROJECTS, Guard, GuardedFile
from lunzheng.check.guard.project import file_on_disk
from lunzheng.repository import require_repository, top_of
from lunzheng.source import kinds as reading
from lunzheng.source.problem import Location, Problem, Severity
from lunzheng.source.text import printable
from lunzheng.versions import Blob, commit_message, commits_between, committed_blobs, staged_blobs

_PROGRAM = ("scripts", "schemas", "templates", "tests", "site", ".github")
"""The program's own folders: they speak of marks, and no project lies there."""
_MARKS = {SECRET_MARK.code, HELD_MARK.code}
MESSAGE = "提交说明"


@dataclass(frozen=True)
class Watch:
    """What a run of the guard has looked at and found."""

    looked_at: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def has_secret(self) -> bool:
        return any(problem.code == SECRET_MARK.code for problem in self.problems)


def watch_tree(guard: Guard, root: Path, paths: Iterable[Path] = ()) -> Watch:
    """Look at files and folders; without any, at everything under ``projects/``.

    A path outside of the library is looked at as an attachment that somebody is about to put in.
    """
    files: list[Path] = []
    for path in [*paths] or [root / PROJECTS]:
        files += _files_below(path) if path.is_dir() and not path.is_symlink() else [path]
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        inside = path.is_relative_to(root)
        name = path.relative_to(root).as_posix() if inside else path.as_posix()
        if stat.S_ISREG(path.lstat().st_mode):
            outside = not inside or not name.startswith(f"{PROJECTS}/")
            problems += guard.look(file_on_disk(path, name, is_outside=outside))
        else:
            problems.append(reading.NOT_A_PLAIN_FILE.at(Location(printable(name)), "这不是一个普通文件"))
    return Watch(len(files), tuple(sorted(set(problems))))


def watch_index(guard: Guard, root: Path) -> Watch:
    """Look at exactly what the next commit would add.

    Raises:
        RepositoryError: the library is in no repository.
    """
    repository = require_repository(root)
    return _watch_blobs(guard, root, top_of(repository), staged_blobs(repository))


def watch_range(guard: Guard, root: Path, commits: str) -> Watch:
    """Look at everything that each commit of a range brought in, also where a later one took it out: Git keeps it.

    Raises:
        RepositoryError: the library is in no repository, or Git does not know the range.
    """
    repository = require_repository(root)
    found = commits_between(repository, commits)
    blobs = (blob for commit in found for blob in committed_blobs(repository, commit))
    watch = _watch_blobs(guard, root, top_of(repository), blobs)
    messages = [
        problem
        for commit in found
        for problem in guard.look_at_text(commit_message(repository, commit), f"{MESSAGE} {commit[:10]}")
    ]
    return Watch(watch.looked_at, (*watch.problems, *messages))


def watch_message(guard: Guard, text: str) -> Watch:
    """Look at a commit message without its comment lines."""
    written = "\n".join("" if line.startswith("#") else line for line in text.split("\n"))
    return Watch(1, tuple(guard.look_at_text(written, MESSAGE)))


def _files_below(folder: Path) -> list[Path]:
    """Everything in a folder but Git's own files, links not followed, in a fixed order."""
    files = []
    for here, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if name != ".git" and name not in links)
        files += [Path(here) / name for name in sorted([*names, *links])]
    return files


def _watch_blobs(guard: Guard, root: Path, top: Path, blobs: Iterable[Blob]) -> Watch:
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for blob in blobs:
        name = _name_in_library(blob.path, root.resolve(), top)
        if (blob.path, blob.sha) in seen or name.split("/")[0] in _PROGRAM:
            continue
        seen.add((blob.path, blob.sha))
        problems += _look_at_blob(guard, blob, name)
    return Watch(len(seen), tuple(sorted(set(problems))))


def _look_at_blob(guard: Guard, blob: Blob, name: str) -> Iterator[Problem]:
    in_projects = name.startswith(f"{PROJECTS}/")
    if not blob.is_plain:
        if in_projects:
            yield reading.NOT_A_PLAIN_FILE.at(Location(printable(name)), "这不是一个普通文件")
        return
    note = f"提交 {blob.commit[:10]}" if blob.commit else ""
    for problem in guard.look(GuardedFile(name, blob.size, blob.read, note, is_outside=not in_projects)):
        # Outside of projects/ a repository holds programs, too; only a mark is a matter for the guard there.
        if in_projects or problem.code in _MARKS:
            yield problem


def _name_in_library(path: str, root: Path, top: Path) -> str:
    full = top / path
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else path
