"""Commits that a clone no longer has, asked of the remote: what a forced push has left behind is still there."""

from __future__ import annotations

import re

from git import Repo

from lunzheng.repository import RepositoryError
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.remote import fetch_commit, find_remote

_WHOLE = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
"""A remote knows commits by their whole hash only."""


class Recovery:
    """Fetches single commits; forges give any that a pull request has had.

    Args:
        repository: any clone.
        repository_name: ``owner/name`` on the forge; empty where the library names none.
    """

    def __init__(self, repository: Repo, repository_name: str) -> None:
        self.git = Plumbing(repository)
        self.name = repository_name

    def fetch(self, commit: str) -> bool:
        """Bring a commit into the clone; whether it is there now."""
        if not _WHOLE.fullmatch(commit):
            return False
        try:
            fetch_commit(self.git, find_remote(self.git, self.name), commit)
        except RepositoryError:
            # Without it only the file is known: no reason to stop, and the next run tries again.
            return False
        return self.git.commit(commit) is not None
