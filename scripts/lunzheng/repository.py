"""What Git knows of the library: its last commit, what differs from it, and what a branch has changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from git import Repo


class RepositoryError(Exception):
    """Git cannot do what was asked; the text says so in Chinese."""


def open_repository(root: Path) -> Repo | None:
    """The repository that a folder lies in, or None where Git keeps nothing."""
    # GitPython takes as long to load as the rest of a command; most commands never ask Git.
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo  # noqa: PLC0415

    try:
        return Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        return None


def require_repository(root: Path) -> Repo:
    """The repository that a folder lies in.

    Raises:
        RepositoryError: there is none.
    """
    repository = open_repository(root)
    if repository is None or repository.working_tree_dir is None:
        raise RepositoryError(f"{root} 不在 Git 仓库里")
    return repository


def top_of(repository: Repo) -> Path:
    """The top folder of the work tree."""
    return Path(str(repository.working_tree_dir)).resolve()


def changed_paths(root: Path) -> set[str] | None:
    """The files, relative to the root, that differ from the last commit or are new; None outside a repository."""
    repository = open_repository(root)
    if repository is None:
        return None
    top = Path(repository.working_tree_dir or root)
    names = repository.git.status("--porcelain", "-z", "--untracked-files=all", "--no-renames").split("\0")
    paths = (top / entry[3:] for entry in names if entry)
    return {path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)}


def last_commit(root: Path, folder: str) -> str | None:
    """The hash of the last commit that changed a folder, named relative to the root; None where there is none."""
    repository = open_repository(root)
    if repository is None or not repository.head.is_valid():
        return None
    return str(repository.git.log("-1", "--format=%H", "--", str(root / folder))) or None


class HistoryError(Exception):
    """Git cannot say what has changed; the text says why, in Chinese."""


def changed_since(root: Path, reference: str) -> set[str]:
    """The files, relative to the root, in which the work tree differs from where its branch left another one.

    Committed, staged, unstaged and new files count; of a file that was moved or deleted, its old name does, too.

    Args:
        root: the library's root.
        reference: a branch, tag or commit, e.g. ``origin/main``.

    Raises:
        HistoryError: there is no repository, no such reference, or no common history.
    """
    from git import GitCommandError  # noqa: PLC0415 - as above

    repository = open_repository(root)
    if repository is None or repository.working_tree_dir is None:
        raise HistoryError("项目库不在 Git 仓库里，看不出改了什么；不写 --changed-since，检查全部项目")
    git = repository.git
    try:
        target = git.rev_parse("--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except GitCommandError as error:
        fetched = "；仓库只取了最近几次提交，先运行 git fetch --unshallow" if _is_shallow(repository) else ""
        raise HistoryError(f"没有“{reference}”这个分支、标签或提交{fetched}") from error
    if not repository.head.is_valid():
        raise HistoryError("当前分支还没有提交过，没有可以比较的历史")
    try:
        base = git.merge_base(target, "HEAD").split("\n")[0]
    except GitCommandError as error:
        if _is_shallow(repository):
            reason = "仓库只取了最近几次提交；先运行 git fetch --unshallow（在流水线里把 fetch-depth 设为 0）"
        else:
            reason = "两边的历史没有共同的起点"
        raise HistoryError(f"找不到当前分支和“{reference}”的分岔处：{reason}") from error
    listing = ("--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff", "--ignore-submodules")
    outputs = (
        git.diff(*listing, base),
        git.diff(*listing, "--cached", base),
        git.ls_files("--others", "--exclude-standard", "--full-name", "-z"),
    )
    top, real = Path(repository.working_tree_dir).resolve(), root.resolve()
    paths = (top / name for output in outputs for name in output.split("\0") if name)
    return {path.relative_to(real).as_posix() for path in paths if path.is_relative_to(real)}


def _is_shallow(repository: Repo) -> bool:
    return str(repository.git.rev_parse("--is-shallow-repository")) == "true"
