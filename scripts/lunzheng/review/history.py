"""Projects as they stood at a commit, read from Git without touching the work tree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from git import GitCommandError, Repo

from lunzheng.model.library import Library, Project
from lunzheng.model.load import read_project
from lunzheng.repository import RepositoryError, top_of
from lunzheng.review.default_branch import default_branch

_PLAIN = {"100644", "100755"}


def resolve(repository: Repo, commit: str) -> str:
    """The full hash of a commit.

    Raises:
        RepositoryError: Git does not know it.
    """
    try:
        return str(repository.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"))
    except GitCommandError as error:
        raise RepositoryError(f"仓库里没有 {commit} 这个提交") from error


def first_version(repository: Repo, commit: str, folder: Path) -> str:
    """The oldest commit on the way to another one that changed a folder after the default branch: a first submission.

    Raises:
        RepositoryError: there is none.
        ReviewError: the default branch cannot be told.
    """
    _, default = default_branch(repository)
    listed = repository.git.log("--reverse", "--format=%H", f"{default}..{resolve(repository, commit)}", "--", folder)
    if not listed:
        raise RepositoryError(f"从默认分支到 {commit} 没有改动过这个项目；用 --from 写明和哪个提交比较")
    return str(listed.split("\n")[0])


def files_at(repository: Repo, commit: str, folder: str) -> dict[str, str]:
    """The plain files below a folder at a commit: path relative to the folder → hash of the content.

    Args:
        folder: relative to the top of the repository.
    """
    listing = repository.git.ls_tree("-r", "-z", "--full-tree", resolve(repository, commit), "--", f"{folder}/")
    result = {}
    for entry in filter(None, listing.split("\0")):
        head, _, path = entry.partition("\t")
        mode, _, sha = head.split(" ")
        # A tree made by hand can hold “..”; no ordinary one does.
        if mode in _PLAIN and ".." not in PurePosixPath(path).parts:
            result[path.removeprefix(f"{folder}/")] = sha
    return result


@contextmanager
def project_at(library: Library, repository: Repo, commit: str, folder: str) -> Iterator[Project | None]:
    """A project as it stood at a commit; None where its folder did not exist. Its files last as long as the context.

    Args:
        folder: the project's folder relative to the library's root.

    Raises:
        RepositoryError: Git does not know the commit.
    """
    prefix = library.root.resolve().relative_to(top_of(repository)).as_posix()
    within = folder if prefix == "." else f"{prefix}/{folder}"
    files = files_at(repository, commit, within)
    if not files:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
        root = Path(scratch).resolve()
        for name, sha in files.items():
            target = root / folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(repository.git.get_object_data(sha)[3])
        yield read_project(replace(library, root=root), root / folder)
