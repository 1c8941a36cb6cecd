"""The repository that everybody pushes to: which it is, what it holds, and sending a commit there."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

from git import GitCommandError

from lunzheng.repository import RepositoryError
from lunzheng.review.plumbing import Plumbing

_PATIENCE = ("-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60")
"""A transfer that stands still for a minute has failed."""
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


class RemoteError(RepositoryError):
    """The remote repository could not be reached or has refused; the text says so in Chinese, without credentials."""


class PushLostError(RemoteError):
    """Somebody else was faster: the branch has moved since it was read."""


@dataclass(frozen=True)
class Remote:
    """Attributes:
    name: as Git's configuration calls it.
    address: to show to people, without account and password.
    """

    name: str
    address: str


@dataclass(frozen=True)
class RemoteState:
    """What the remote repository holds.

    Attributes:
        default: the name of its default branch, ``default_tip`` that branch's commit.
        tip: the commit of the project's branch, None where there is none.
    """

    default: str
    default_tip: str
    tip: str | None


def find_remote(git: Plumbing, repository_name: str) -> Remote:
    """The remote to push to.

    Args:
        git: the local repository.
        repository_name: ``owner/name`` on the forge; empty where the library names none.

    Raises:
        RepositoryError: there is none, or it is not the library's repository.
    """
    names = git.run("remote").split()
    if not names:
        raise RepositoryError("这个文件夹还没有和代码平台上的仓库连起来；先运行 git remote add origin 仓库地址")
    remotes = [Remote(name, without_credentials(git.run("remote", "get-url", "--push", name))) for name in names]
    if repository_name:
        fitting = [remote for remote in remotes if _is_of(remote.address, repository_name)]
        if not fitting:
            shown = "、".join(f"{remote.name}（{remote.address}）" for remote in remotes)
            raise RepositoryError(
                f"没有推送：远端 {shown} 不是 projects/library.yml 里写的仓库 {repository_name}；"
                "用 git remote set-url 改正地址，或者改正 library.yml 的“仓库”"
            )
        remotes = fitting
    chosen = next((remote for remote in remotes if remote.name == "origin"), None)
    if chosen is None and len(remotes) > 1:
        raise RepositoryError(f"有几个远端（{'、'.join(names)}），不知道推送到哪个；把要用的改名为 origin")
    return chosen or remotes[0]


def without_credentials(text: str) -> str:
    """A text with the accounts and passwords taken out of its addresses."""
    return _CREDENTIALS.sub("", text)


def _is_of(address: str, name: str) -> bool:
    """Whether an address is that of a repository on the forge; a folder of this machine is nobody's."""
    if "://" in address:
        parts = urlsplit(address)
        if parts.scheme == "file":
            return True
        path = parts.path
    else:
        host, sign, path = address.partition(":")
        if not sign or "/" in host or len(host) == 1:
            return True
    return f"/{path.strip('/').removesuffix('.git')}".casefold().endswith(f"/{name}".casefold())


def look(git: Plumbing, remote: Remote, branch: str) -> RemoteState:
    """Fetch the default branch and the project's branch.

    Raises:
        RemoteError: the remote cannot be reached, or is empty.
    """
    listing = _ask(git, "ls-remote", "--symref", remote.name, "HEAD", f"refs/heads/{branch}")
    default, present = "", False
    for line in listing.split("\n"):
        value, _, name = line.partition("\t")
        if name == "HEAD" and value.startswith("ref: refs/heads/"):
            default = value.removeprefix("ref: refs/heads/")
        present |= name == f"refs/heads/{branch}"
    if not default:
        raise RemoteError(f"{remote.address} 还没有默认分支，可能是空的；请管理员先把项目库推送上去")
    wanted = [default, branch] if present else [default]
    specs = [f"+refs/heads/{name}:{tracking(remote, name)}" for name in wanted]
    _ask(git, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", remote.name, *specs)
    tips = [git.commit(tracking(remote, name)) for name in wanted]
    if tips[0] is None:
        raise RemoteError(f"没有取到 {remote.address} 的默认分支 {default}；请再运行一次")
    return RemoteState(default, tips[0], tips[1] if present else None)


def tracking(remote: Remote, branch: str) -> str:
    """Where Git keeps what it last saw of a remote branch."""
    return f"refs/remotes/{remote.name}/{branch}"


def fetch_all_history(git: Plumbing, remote: Remote) -> None:
    """Complete a clone that holds the last commits only; nothing to do for any other.

    Raises:
        RemoteError: the remote cannot be reached.
    """
    if git.run("rev-parse", "--is-shallow-repository") == "true":
        _ask(git, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--unshallow", remote.name)


def fetch_commit(git: Plumbing, remote: Remote, commit: str) -> None:
    """Fetch one commit by its whole hash, whether or not a branch still holds it.

    Raises:
        RemoteError: the remote cannot be reached, or does not give it.
    """
    _ask(git, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", remote.name, commit)


def push(git: Plumbing, remote: Remote, commit: str, branch: str) -> None:
    """Send a commit; never by force.

    Raises:
        PushLostError: the branch has moved.
        RemoteError: the remote cannot be reached, or has refused.
    """
    try:
        _run(git, "push", "--porcelain", "--no-recurse-submodules", remote.name, f"{commit}:refs/heads/{branch}")
    except GitCommandError as error:
        said = f"{error.stdout}\n{error.stderr}"
        if "[rejected]" in said or "cannot lock ref" in said:
            raise PushLostError(f"{branch} 在推送的时候又有了新的提交") from error
        if refused := re.search(r"\[remote rejected\] \((.*?)\)", said):
            raise RemoteError(
                f"仓库不接受这次推送：{without_credentials(refused[1])}。请把这句话告诉管理员（多半是分支有保护或没有权限）"
            ) from error
        raise _explained(error) from error


def _ask(git: Plumbing, *arguments: str) -> str:
    try:
        return _run(git, *arguments)
    except GitCommandError as error:
        raise _explained(error) from error


def _run(git: Plumbing, *arguments: str) -> str:
    # Without a terminal nobody can answer a question for a password.
    quiet = {} if sys.stdin is not None and sys.stdin.isatty() else {"GIT_TERMINAL_PROMPT": "0"}
    return Plumbing(git.repository, quiet).run(*_PATIENCE, *arguments)


_REASONS = (
    (
        r"authentication failed|could not read (?:username|password)|permission denied|access denied|\b40[13]\b",
        "没有登录，或者这个账号没有权限；先用 git push 登录一次（由 Git 自己保存凭据），或请管理员授权",
    ),
    (r"not found|does not appear to be a git repository|does not exist", "仓库的地址不对，或者没有权限看到它"),
    (
        r"could not resolve|failed to connect|couldn't connect|connection|timed out|timeout|unable to access"
        r"|rpc failed|early eof|hung up|unreachable|low speed|\b5\d\d\b",
        "网络不通或者中断了；网络恢复后再运行一次，会从断开的地方继续",
    ),
)


def _explained(error: GitCommandError) -> RemoteError:
    said = without_credentials(str(error.stderr)).strip()
    for pattern, reason in _REASONS:
        if re.search(pattern, said, re.IGNORECASE):
            return RemoteError(f"连不上代码平台上的仓库：{reason}")
    return RemoteError(f"Git 没有做成：{last_words(error)}")


def last_words(error: GitCommandError) -> str:
    """The last line that Git has said, without credentials."""
    said = without_credentials(str(error.stderr)).strip().rstrip("'")
    return said.split("\n")[-1].strip()
