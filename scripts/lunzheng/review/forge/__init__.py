"""The forge that holds the pull requests: one small interface, one adapter for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult

from lunzheng.model.library import LibraryProfile
from lunzheng.review.forge.address import checked_address
from lunzheng.review.forge.gitea import Gitea
from lunzheng.review.forge.github import GitHub
from lunzheng.review.forge.interface import Forge, ForgeError
from lunzheng.review.forge.token import find_token


@dataclass(frozen=True)
class _Kind:
    """Attributes:
    make: the adapter, from address, repository and token.
    variable: what holds the token in the environment.
    tokens: where people make tokens, below the address that they know.
    permissions: what a token has to be allowed.
    """

    make: Callable[[str, str, str], Forge]
    variable: str
    tokens: str
    permissions: str


_KINDS = {
    "github": _Kind(
        GitHub,
        "GITHUB_TOKEN",
        "settings/personal-access-tokens/new",
        "Contents 读写、Pull requests 读写、组织的 Members 只读",
    ),
    "gitea": _Kind(
        Gitea,
        "GITEA_TOKEN",
        "user/settings/applications",
        "repository 读写、issue 读写、organization 只读、user 只读",
    ),
}


def open_forge(profile: LibraryProfile, environment: Mapping[str, str]) -> Forge:
    """The forge that ``projects/library.yml`` names.

    Args:
        environment: the process's variables.

    Raises:
        ForgeError: it names none that is known here, its address is not usable, or there is no token for it.
    """
    repository = profile.repository
    kind = _KINDS.get(repository.kind)
    if kind is None or not repository.name or not repository.address:
        raise ForgeError(
            f"{repository.home.file} 没有写全“仓库”，不知道合并请求在哪里；例如："
            "仓库: {类型: github, 名称: ningbo/lunzheng, 接口地址: https://api.github.com}，"
            f"类型可以写 {'、'.join(_KINDS)}"
        )
    if repository.name.count("/") != 1 or repository.name.strip("/") != repository.name:
        raise ForgeError(f"{repository.place('名称')}：仓库的名称写成“所有者/仓库”，现在是“{repository.name}”")
    address = people_address(repository.address)
    advice = (
        f"在 {address.geturl()}/{kind.tokens} 新建一个只用于仓库 {repository.name} 的令牌，权限：{kind.permissions}；"
    )
    return kind.make(repository.address, repository.name, find_token(kind.variable, address, advice, environment))


def people_address(address: str) -> SplitResult:
    """The address that people and Git know a forge by: in the cloud, GitHub answers its interface on a host of its own.

    Raises:
        ForgeError: the address is not usable.
    """
    parts = checked_address(address)
    host = parts.netloc
    if host == "api.github.com" or (host.startswith("api.") and host.endswith(".ghe.com")):
        host = host.removeprefix("api.")
    return parts._replace(netloc=host, path=re.sub(r"/api/v\d+/?$", "", parts.path).rstrip("/"))
