"""The versions of files that Git keeps: what is about to be committed, and what each commit has brought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunzheng.repository import RepositoryError

if TYPE_CHECKING:
    from git import Repo

_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_LINK, _SUBMODULE = "120000", "160000"


@dataclass(frozen=True)
class Blob:
    """A version of a file that Git keeps.

    Attributes:
        path: relative to the top of the work tree.
        commit: the commit that brought it in; empty for the index.
        is_plain: False for a symbolic link.
    """

    repository: Repo
    path: str
    sha: str
    commit: str
    is_plain: bool

    @property
    def size(self) -> int:
        """In bytes, without reading the content."""
        return int(self.repository.git.get_object_header(self.sha)[2])

    def read(self) -> bytes:
        data: bytes = self.repository.git.get_object_data(self.sha)[3]
        return data


def staged_blobs(repository: Repo) -> Iterator[Blob]:
    """What the next commit would add or change, as it stands in the index.

    Within a hook this is the index that Git names in its environment, which ``git commit FILE`` makes for the purpose.
    """
    base = "HEAD" if repository.head.is_valid() else _EMPTY_TREE
    yield from _blobs(repository, repository.git.diff_index("--cached", *_RAW, base), "")


def commits_between(repository: Repo, commits: str) -> list[str]:
    """The commits of a range such as ``main..HEAD``, oldest first.

    Raises:
        RepositoryError: Git does not know the range.
    """
    from git import GitCommandError  # noqa: PLC0415 - as in repository.py

    if commits.startswith("-"):
        raise RepositoryError(f"“{commits}”不是提交范围，写成 main..HEAD 的样子")
    try:
        return repository.git.rev_list("--reverse", commits, "--").split()  # type: ignore[no-any-return]
    except GitCommandError as error:
        raise RepositoryError(f"没有“{commits}”这个提交范围，写成 main..HEAD 的样子") from error


def committed_blobs(repository: Repo, commit: str) -> Iterator[Blob]:
    """What a commit added or changed; of a merge, what differs from any of its parents."""
    raw = repository.git.diff_tree("--root", "-r", "-m", "--no-commit-id", *_RAW, commit)
    yield from _blobs(repository, raw, commit)


def commit_message(repository: Repo, commit: str) -> str:
    """Subject and body of a commit."""
    return str(repository.commit(commit).message)


_RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AMT", "--ignore-submodules=none")


def _blobs(repository: Repo, raw: str, commit: str) -> Iterator[Blob]:
    """The entries of ``--raw -z``: ``:mode mode sha sha status``, then the path."""
    fields = iter(raw.split("\0"))
    for head, path in zip(fields, fields, strict=False):
        _, mode, _, sha, _ = head.split(" ")
        if mode != _SUBMODULE:
            yield Blob(repository, path, sha, commit, mode != _LINK)
