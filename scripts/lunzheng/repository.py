"""What Git knows of the library: its last commit, and what differs from it."""

from __future__ import annotations

from pathlib import Path

from git import InvalidGitRepositoryError, NoSuchPathError, Repo


def open_repository(root: Path) -> Repo | None:
    """The repository that a folder lies in, or None where Git keeps nothing."""
    try:
        return Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        return None


def changed_paths(root: Path) -> set[str] | None:
    """The files, relative to the root, that differ from the last commit or are new; None outside a repository."""
    repository = open_repository(root)
    if repository is None:
        return None
    top = Path(repository.working_tree_dir or root)
    names = repository.git.status("--porcelain", "-z", "--untracked-files=all", "--no-renames").split("\0")
    paths = (top / entry[3:] for entry in names if entry)
    return {path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)}


def last_commit(root: Path) -> str | None:
    """The hash of the last commit, or None where there is none."""
    repository = open_repository(root)
    if repository is None or not repository.head.is_valid():
        return None
    return repository.head.commit.hexsha
