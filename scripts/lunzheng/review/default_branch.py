"""The branch that everything is merged into."""

from __future__ import annotations

from git import GitCommandError, Repo

from lunzheng.review.problems import ReviewError


def default_branch(repository: Repo) -> tuple[str, str]:
    """The default branch: its name and the reference to read, the remote's before the local one.

    Raises:
        ReviewError: it cannot be told.
    """
    if repository.git.rev_parse("--is-shallow-repository") == "true":
        raise ReviewError("仓库只取了最近几次提交，看不到固定时的历史；先运行 git fetch --unshallow")
    try:
        name = repository.git.symbolic_ref("--quiet", "refs/remotes/origin/HEAD").removeprefix("refs/remotes/")
        return name.removeprefix("origin/"), f"refs/remotes/{name}"
    except GitCommandError:
        pass
    places = ["refs/remotes/origin"] if repository.remotes else ["refs/heads"]
    for place in places:
        for name in ("main", "master"):
            if _exists(repository, f"{place}/{name}"):
                return name, f"{place}/{name}"
    raise ReviewError("看不出默认分支是哪一个；先运行 git fetch，再运行 git remote set-head origin --auto")


def _exists(repository: Repo, reference: str) -> bool:
    try:
        repository.git.rev_parse("--verify", "--quiet", f"{reference}^{{commit}}")
    except GitCommandError:
        return False
    return True
