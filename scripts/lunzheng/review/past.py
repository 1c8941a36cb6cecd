"""The earlier versions of projects, with what changed between them: read from the history, never from the work tree.

What was changed is worked out for the newest versions only, and of each only from the files that differ: a library of
many projects is walked over once, and what a page does not show is not read.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from git import GitCommandError

from lunzheng.check.guard.project import refusals
from lunzheng.check.open import Workspace
from lunzheng.model.changes.comparison import Comparison, compare
from lunzheng.model.changes.version import Happened, Version, Versions
from lunzheng.model.library import RECORDS_FILE, REVIEW_FOLDER, Library, Project, Records
from lunzheng.model.load import read_project
from lunzheng.model.record import bind
from lunzheng.repository import open_repository, top_of
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.walk import Touch, Walk, walk
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

LISTED, COMPARED = 20, 5
"""So many versions of a project are listed, and so many of them compared with the one before."""

State = Mapping[str, str]
"""The files of a project's folder at a commit: path → hash of the content."""

PastVersions = Callable[[str], Versions]
"""Tells the versions of a project folder, named relative to the library's root."""


def past_versions(workspace: Workspace) -> PastVersions:
    """What Git knows of the projects' earlier versions; of none where there is no history."""
    repository = open_repository(workspace.root)
    if repository is None or repository.working_tree_dir is None or not repository.head.is_valid():
        return lambda _folder: ()
    git = Plumbing(repository)
    try:
        found = walk(git, workspace.root.resolve().relative_to(top_of(repository)).as_posix())
    except GitCommandError:
        return lambda _folder: ()
    return _History(workspace, git, found).versions


@dataclass
class _History:
    """Reads the versions of one project at a time; several threads may ask."""

    workspace: Workspace
    git: Plumbing
    walk: Walk
    # Git answers one question after another.
    asking: threading.Lock = field(default_factory=threading.Lock)

    def versions(self, folder: str) -> Versions:
        """The versions of a project, the newest first: commits that changed its plan or added a record."""
        after: State = self.walk.files.get(folder, {})
        found: list[Version] = []
        compared = 0
        for touch in self.walk.touches.get(folder, ()):
            before = _before(after, touch)
            changed = any(not path.startswith(f"{REVIEW_FOLDER}/") for path in touch.before)
            version = Version(
                commit=touch.commit,
                date=touch.date,
                records=self._added(before, after),
                tags=self.walk.tags.get(touch.commit, ()),
                is_first=not before,
            )
            if changed and before and after and compared < COMPARED:
                compared += 1
                version = self._compared(version, folder, before, after)
            if changed or version.records:
                found.append(version)
            if len(found) == LISTED:
                break
            after = before
        return found

    def _compared(self, version: Version, folder: str, before: State, after: State) -> Version:
        comparison = self._comparison(folder, before, after)
        return replace(version, comparison=comparison, is_withheld=comparison is None)

    def _added(self, before: State, after: State) -> tuple[Happened, ...]:
        old, new = before.get(RECORDS_FILE), after.get(RECORDS_FILE)
        if new is None or new == old:
            return ()
        known, now = self._records(old), self._records(new)
        gone = {one.event: one.date for one in known if one not in now}
        return tuple(replace(one, instead_of=gone.pop(one.event, None)) for one in now if one not in known)

    def _records(self, sha: str | None) -> list[Happened]:
        if sha is None:
            return []
        text = self._content(sha).decode("utf-8", "replace")
        node, _ = parse_yaml(TextFile(RECORDS_FILE, text))
        records = bind(Records, node, Location(RECORDS_FILE))
        return [Happened(entry.event, entry.date) for entry in records.entries]

    def _comparison(self, folder: str, before: State, after: State) -> Comparison | None:
        """What changed; None where one of the two holds what must not be shown."""
        differing = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        library = self.workspace.library
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            old, new = (
                self._project(library, Path(scratch).resolve() / name, folder, state, differing)
                for name, state in (("old", before), ("new", after))
            )
            if any(refusals(one, library.edition, self.workspace.schemas) for one in (old, new)):
                return None
            return compare(old, new, library)

    def _project(self, library: Library, root: Path, folder: str, state: State, differing: set[str]) -> Project:
        """A project at a commit, with its forms, which give the numbers in its texts, and the files that differ."""
        for path, sha in state.items():
            if path in differing or (path.endswith(".yml") and not path.startswith(f"{REVIEW_FOLDER}/")):
                target = root / folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self._content(sha))
        (root / folder).mkdir(parents=True, exist_ok=True)
        return read_project(replace(library, root=root), root / folder)

    def _content(self, sha: str) -> bytes:
        with self.asking:
            return self.git.content(sha)


def _before(after: State, touch: Touch) -> State:
    """The files as they were before a commit."""
    files = dict(after)
    for path, sha in touch.before.items():
        if sha is None:
            files.pop(path, None)
        else:
            files[path] = sha
    return files
