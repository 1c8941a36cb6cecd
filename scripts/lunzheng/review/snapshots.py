"""A project at the commits that reviewers have looked at, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from git import GitCommandError, Repo

from lunzheng.model.library import Library, Project
from lunzheng.repository import RepositoryError, top_of
from lunzheng.review.fingerprints import fingerprints
from lunzheng.review.history import files_at, project_at, resolve
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.recovery import Recovery

_REMOTE = "origin"


@dataclass(frozen=True)
class Snapshot:
    """A project as it stood; ``files`` are its plain files with the hash of each one's content."""

    project: Project
    library: Library
    files: Mapping[str, str]

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """Part of the project → fingerprint of its content."""
        return fingerprints(self.project, self.library, self.files)


class Snapshots:
    """The commits of one project's history, as far as the repository has them or can still get them."""

    def __init__(self, library: Library, repository: Repo, folder: str, recovery: Recovery | None = None) -> None:
        """Args:
        folder: the project's folder relative to the library's root.
        recovery: asked once for each commit that the repository lacks; None where nobody is to be asked.
        """
        self.library = library
        self.repository = repository
        self.folder = folder
        root = library.root.resolve().relative_to(top_of(repository)).as_posix()
        self._top = "" if root == "." else f"{root}/"
        self._git = Plumbing(repository)
        self._recovery = recovery
        self._looked_for: set[str] = set()
        self._read: dict[str, Snapshot | None] = {}

    def at(self, commit: str) -> Snapshot | None:
        """The project at a commit; None where the commit is gone (a forced push) or did not have the project."""
        if commit not in self._read:
            self._read[commit] = self._snapshot(commit)
        return self._read[commit]

    def _snapshot(self, commit: str) -> Snapshot | None:
        if not commit:
            return None
        self._look_for(commit)
        try:
            home = self._home(commit)
            with project_at(self.library, self.repository, commit, home) as project:
                if project is None:
                    return None
                return Snapshot(project, self.library, files_at(self.repository, commit, f"{self._top}{home}"))
        except RepositoryError:
            return None

    def _home(self, commit: str) -> str:
        """The project's folder at a commit: it is moved to another year when it is put off."""
        above, _, name = self.folder.rpartition("/")
        homes = self._git.folders(resolve(self.repository, commit), f"{self._top}{above.rpartition('/')[0]}", name)
        inside = [home.removeprefix(self._top) for home in homes]
        return self.folder if self.folder in inside or not inside else inside[0]

    def _look_for(self, commit: str) -> None:
        if self._recovery is None or commit in self._looked_for:
            return
        self._looked_for.add(commit)
        try:
            resolve(self.repository, commit)
        except RepositoryError:
            self._recovery.fetch(commit)

    def inside(self, path: str) -> str | None:
        """A path of the repository as a path within the project's folder; None for a file of something else.

        The folder may have been that of another year.
        """
        above, _, name = self.folder.rpartition("/")
        projects = f"{self._top}{above.rpartition('/')[0]}/"
        year, found, inside = path.removeprefix(projects).partition(f"/{name}/")
        return inside if path.startswith(projects) and found and "/" not in year else None

    def before(self, commit: str, base: str, path: str) -> tuple[str, str] | None:
        """Where the old side of a change is: the commit that the branch left its base at, and the file's name there.

        Args:
            commit: of the new side.
            base: the branch that the change is to go into.
            path: the file's path on the new side.

        Returns:
            Commit and path; None where the repository does not know.
        """
        self._look_for(commit)
        for reference in (f"refs/remotes/{_REMOTE}/{base}", f"refs/heads/{base}"):
            try:
                target = resolve(self.repository, reference)
                start = str(self.repository.git.merge_base(target, resolve(self.repository, commit))).split("\n")[0]
            except (RepositoryError, GitCommandError):
                continue
            return start, self._old_name(start, commit, path)
        return None

    def _old_name(self, start: str, commit: str, path: str) -> str:
        listing = ("--name-status", "-z", "--find-renames", "--diff-filter=R", "--no-ext-diff")
        changed = str(self.repository.git.diff(*listing, start, commit)).split("\0")
        # Each rename is three fields: R with the likeness, the old name, the new name.
        renamed = {new: old for _, old, new in zip(changed[::3], changed[1::3], changed[2::3], strict=False)}
        return renamed.get(path, path)
