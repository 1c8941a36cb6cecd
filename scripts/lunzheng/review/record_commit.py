"""Putting a record on a project's branch from any clone: one commit of one file, the work tree is not touched."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lunzheng.model.library import RECORDS_FILE, Library, Project, Records
from lunzheng.model.load import PROJECTS
from lunzheng.model.record import bind
from lunzheng.repository import RepositoryError
from lunzheng.review.branch import branch_of
from lunzheng.review.history import project_at
from lunzheng.review.identity import require_identity
from lunzheng.review.plumbing import Entry, Plumbing
from lunzheng.review.records import append_record
from lunzheng.review.remote import PushLostError, Remote, look, push
from lunzheng.source.problem import Location
from lunzheng.source.yaml import read_yaml

_ATTEMPTS = 5


def find_folder(git: Plumbing, commit: str, prefix: str, project_id: str) -> str | None:
    """The folder of a project as a commit has it, relative to the top of the work tree.

    Args:
        prefix: the library's root relative to that top, ``.`` where they are the same.
    """
    projects = PROJECTS if prefix == "." else f"{prefix}/{PROJECTS}"
    return next(iter(git.folders(commit, projects, project_id)), None)


def read_records(path: Path) -> Records:
    """The records of a file; none where there is no file or it cannot be read."""
    node = read_yaml(path, RECORDS_FILE)[0] if path.exists() else None
    return bind(Records, node, Location(RECORDS_FILE))


class BranchRecords:
    """The records of one project as its branch in the remote has them.

    Args:
        git: any clone.
        remote: where the branch is.
        prefix: see :func:`find_folder`.
        project_id: the project.

    Raises:
        RepositoryError: there is no such branch, or the person has not told Git who they are.
    """

    def __init__(self, git: Plumbing, remote: Remote, prefix: str, project_id: str) -> None:
        require_identity(git)
        self.git, self.remote, self.prefix, self.project_id = git, remote, prefix, project_id
        self.branch = branch_of(project_id)

    def read(self) -> Records:
        """The records as they are now."""
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            return read_records(self._fetch(Path(scratch))[2])

    @contextmanager
    def project(self, library: Library) -> Iterator[Project]:
        """The project as its branch has it now; its files last as long as the context."""
        tip, folder = self._look()
        inside = folder if self.prefix == "." else folder.removeprefix(f"{self.prefix}/")
        with project_at(library, self.git.repository, tip, inside) as project:
            assert project is not None, "the commit has the folder"
            yield project

    def read_at(self, commit: str) -> Records | None:
        """The records as a commit has them; None where the repository does not know it, or it lacks the project."""
        if not commit or self.git.commit(commit) is None:
            return None
        folder = find_folder(self.git, commit, self.prefix, self.project_id)
        if folder is None:
            return None
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            return read_records(self._copy(commit, f"{folder}/{RECORDS_FILE}", Path(scratch)))

    def append(
        self, event: str, date: datetime.date, note: str, is_missing: Callable[[Records], bool], message: str
    ) -> bool:
        """Append a record, commit it and push; where another pushed first, the record goes upon theirs.

        Args:
            event: a stage's name.
            date: the day of record.
            note: what happened.
            is_missing: whether the records as they are now want it: asked again after each lost push.
            message: the commit message.

        Returns:
            Whether it was appended.

        Raises:
            RepositoryError: the remote cannot be reached or refuses.
        """
        for attempt in range(_ATTEMPTS):
            with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
                tip, path, file = self._fetch(Path(scratch))
                if not is_missing(read_records(file)):
                    return False
                append_record(file, event, date, note)
                entry = Entry("100644", self.git.store(file.read_bytes()))
            commit = self.git.make_commit(self.git.tree(tip, {path: entry}, ()), [tip], message)
            try:
                push(self.git, self.remote, commit, self.branch)
            except PushLostError:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                break
        return True

    def _fetch(self, scratch: Path) -> tuple[str, str, Path]:
        """The branch's commit, the path of its records, and a copy of them."""
        tip, folder = self._look()
        path = f"{folder}/{RECORDS_FILE}"
        return tip, path, self._copy(tip, path, scratch)

    def _copy(self, commit: str, path: str, scratch: Path) -> Path:
        file = scratch / "records.yml"
        found = self.git.files(commit, path.rpartition("/")[0]).get(path)
        if found:
            file.write_bytes(self.git.content(found.sha))
        return file

    def _look(self) -> tuple[str, str]:
        """The branch's commit, and the project's folder in it."""
        tip = look(self.git, self.remote, self.branch).tip
        folder = find_folder(self.git, tip, self.prefix, self.project_id) if tip else None
        if tip is None or folder is None:
            raise RepositoryError(f"代码平台上的 {self.branch} 分支里没有这个项目；先由建设单位运行 lunzheng submit")
        return tip, folder
