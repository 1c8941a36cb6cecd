"""Which forge is opened, and with which token."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from forge.fixtures import CLERK
from forge.opening import profile
from forge.standin import StandIn
from lunzheng.review.forge import open_forge, people_address
from lunzheng.review.forge.interface import ForgeError

BASE = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def test_the_own_variable_goes_before_that_of_the_forge(either: StandIn):
    variable = {"github": "GITHUB_TOKEN", "gitea": "GITEA_TOKEN"}[either.kind]
    other = {"github": "GITEA_TOKEN", "gitea": "GITHUB_TOKEN"}[either.kind]
    library = profile(either.library_entry())
    clerk, office = either.token(CLERK), either.token("dsj-office")
    assert open_forge(library, {variable: f" {clerk}\n", other: "wrong"}).account() == CLERK
    assert open_forge(library, {variable: clerk, "LUNZHENG_TOKEN": office}).account() == "dsj-office"
    assert open_forge(library, {variable: clerk, "LUNZHENG_TOKEN": ""}).account() == CLERK


def test_git_knows_the_token(either: StandIn, tmp_path: Path):
    helper = tmp_path / "helper"
    _program(helper, f'cat > "{tmp_path}/asked"; echo username={CLERK}; echo password={either.token(CLERK)}')
    config = tmp_path / "config"
    config.write_text(f'[credential]\n\thelper = "{helper}"\n', encoding="utf-8")
    environment = {**BASE, "GIT_CONFIG_GLOBAL": str(config)}
    assert open_forge(profile(either.library_entry()), environment).account() == CLERK
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert f"protocol=http\nhost={either.web.removeprefix('http://')}\n" in asked


def test_nobody_is_asked_for_a_token(tmp_path: Path):
    marker = tmp_path / "asked"
    window = tmp_path / "window"
    _program(window, f'touch "{marker}"; echo secret')
    environment = {**BASE, "GIT_ASKPASS": str(window), "SSH_ASKPASS": str(window), "DISPLAY": ":0"}
    with pytest.raises(ForgeError, match=r"没有 github\.com 的令牌"):
        open_forge(profile("仓库: {类型: github, 名称: a/b, 接口地址: 'https://api.github.com'}"), environment)
    assert not marker.exists()


def test_without_git_there_is_no_token(tmp_path: Path):
    with pytest.raises(ForgeError, match=r"没有 github\.com 的令牌"):
        open_forge(
            profile("仓库: {类型: github, 名称: a/b, 接口地址: 'https://api.github.com'}"), {"PATH": str(tmp_path)}
        )


@pytest.mark.parametrize(
    ("kind", "address", "place", "permission"),
    [
        (
            "github",
            "https://api.github.com",
            "https://github.com/settings/personal-access-tokens/new",
            "Pull requests 读写",
        ),
        ("github", "https://git.city.example/api/v3", "https://git.city.example/settings/", "Members 只读"),
        (
            "gitea",
            "https://forge.city.example/git/api/v1",
            "https://forge.city.example/git/user/settings/",
            "issue 读写",
        ),
    ],
)
def test_a_missing_token_is_said_with_the_way_to_get_one(kind: str, address: str, place: str, permission: str):
    with pytest.raises(ForgeError) as caught:
        open_forge(profile(f"仓库: {{类型: {kind}, 名称: ningbo/lunzheng, 接口地址: '{address}'}}"), BASE)
    message = str(caught.value)
    assert place in message
    assert permission in message
    assert "LUNZHENG_TOKEN" in message
    assert "ningbo/lunzheng" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("城市: 示例市", "没有写全“仓库”"),
        ("仓库: {类型: svn, 名称: a/b, 接口地址: 'https://x'}", "类型可以写 github、gitea"),
        (
            "仓库: {类型: github, 名称: lunzheng, 接口地址: 'https://x'}",
            r"library\.yml:1.*写成“所有者/仓库”，现在是“lunzheng”",
        ),
        ("仓库: {类型: gitea, 名称: a/b, 接口地址: 'http://forge/api/v1'}", "没有加密"),
    ],
)
def test_a_library_that_names_no_forge_is_told_how(text: str, said: str):
    with pytest.raises(ForgeError, match=said):
        open_forge(profile(text), {"LUNZHENG_TOKEN": "x"})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://api.city.ghe.com/", "https://city.ghe.com"),
        ("https://api.city.example/api/v3", "https://api.city.example"),
        ("https://forge.example:8443/git/api/v1/", "https://forge.example:8443/git"),
    ],
)
def test_the_address_that_people_know(address: str, expected: str):
    assert people_address(address).geturl() == expected


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
