"""A project's folder as it lies in the person's work tree, read and brought up to date without touching anything else.

What is submitted is written to the person's own index, too, unless they stand on a branch of their own. The files are
then no longer "changes" against the commit, and a later ``git pull`` that brings in the merged project finds them
already there instead of stopping at them. Records of the review are left out of this on any but the project's own
branch: others write them, and ``git pull`` brings them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from git import GitCommandError

from lunzheng.model.library import RECORDS_FILE
from lunzheng.repository import RepositoryError
from lunzheng.review.plumbing import Entry, Files, Plumbing

_REVIEW = RECORDS_FILE.partition("/")[0]


@dataclass(frozen=True)
class Snapshot:
    """What lay in the folder at one moment.

    Attributes:
        files: what Git would keep of it, links and repositories within included.
        indexed: what the index held.
        ignored: paths that Git is told not to keep.
    """

    files: Files
    indexed: Files
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class WorkFolder:
    """A project's folder, named relative to the top of the work tree."""

    git: Plumbing
    folder: str

    def is_record(self, path: str) -> bool:
        """Whether a path is a record of the review, which the program writes."""
        return path.startswith(f"{self.folder}/{_REVIEW}/")

    def home_at(self, commit: str) -> str:
        """Where a commit has the project: in this folder, or in that of another year from which it was moved."""
        above = self.folder.rpartition("/")[0].rpartition("/")[0]
        found = self.git.folders(commit, above, self.folder.rpartition("/")[2])
        moved = [path for path in found if not (self.git.top / path).exists()]
        return self.folder if self.folder in found or not moved else moved[0]

    def files_at(self, commit: str | None) -> dict[str, Entry]:
        """The project's files as a commit has them, under the paths that they have now."""
        if commit is None:
            return {}
        home = self.home_at(commit)
        return {f"{self.folder}{path[len(home) :]}": entry for path, entry in self.git.files(commit, home).items()}

    def snapshot(self) -> Snapshot:
        """Read the folder.

        Raises:
            RepositoryError: a merge has left conflicts in it.
        """
        indexed = self.git.indexed(self.folder)
        if indexed is None:
            raise RepositoryError(f"{self.folder} 里有合并时没有解决的冲突；先解决，再用 git add 标明已经解决")
        listing = self.git.run(
            "ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z", "--", self.folder
        )
        ignored = tuple(filter(None, listing.split("\0")))
        return Snapshot(self._files(indexed, ignored), indexed, ignored)

    def _files(self, indexed: Files, ignored: tuple[str, ...]) -> Files:
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            there = self.git.with_index(Path(scratch) / "index")
            there.update_index(indexed)
            try:
                there.run("add", "--all", "--", self.folder)
            except GitCommandError:
                # Git refuses a folder that is ignored as a whole, and one that is gone without ever having been added.
                if not ignored and (self.git.top / self.folder).exists():
                    raise
            return there.indexed(self.folder) or {}

    def settle(
        self, before: Snapshot, submitted: Files, joined: Collection[str], *, on_branch: bool, stage: bool
    ) -> list[str]:
        """Bring the folder and the index up to what was submitted; what has been changed meanwhile is left alone.

        Args:
            before: what was submitted from.
            submitted: the folder's files as they were submitted.
            joined: those of them that hold the changes of both sides.
            on_branch: whether the project's own branch is checked out, so that its records belong here, too.
            stage: whether the index may be written.

        Returns:
            The paths of files that were written or deleted.
        """
        ours = {
            path: submitted.get(path)
            for path in {*submitted, *before.files, *before.indexed}
            if on_branch or not self.is_record(path) or before.files.get(path) == submitted.get(path)
        }
        stale = [path for path, entry in ours.items() if before.files.get(path) != entry]
        now = self.snapshot().files if stale else {}
        # A record in which both sides have changed the same stays as the person has it.
        stale = sorted(
            path
            for path in stale
            if now.get(path) == before.files.get(path) and (path in joined or not self._edited(path, before))
        )
        if stage:
            self._stage(ours)
        self._write({path: ours[path] for path in stale})
        return stale

    def _edited(self, path: str, before: Snapshot) -> bool:
        return self.is_record(path) and before.files.get(path) != before.indexed.get(path)

    def _stage(self, files: Mapping[str, Entry | None]) -> None:
        there = {path: entry for path, entry in files.items() if entry is not None}
        self.git.update_index(there, files)
        # Only the times in the index are renewed; that files differ is nothing to report here.
        self.git.asks("update-index", "-q", "--refresh")

    def _write(self, files: Mapping[str, Entry | None]) -> None:
        """Write files as Git would check them out, through an index of their own."""
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            there = self.git.with_index(Path(scratch) / "index")
            kept = {path: entry for path, entry in files.items() if entry is not None}
            there.update_index(kept)
            if kept:
                there.run("checkout-index", "--force", "--all")
        for path in files.keys() - kept.keys():
            (self.git.top / path).unlink(missing_ok=True)
            _remove_empty((self.git.top / path).parents, self.git.top / self.folder)


def _remove_empty(folders: Iterable[Path], top: Path) -> None:
    for folder in folders:
        if folder == top or any(folder.iterdir()):
            return
        folder.rmdir()
