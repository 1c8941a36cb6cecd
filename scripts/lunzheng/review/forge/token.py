"""The token for a forge, from the environment or Git's credential helper; it is never written anywhere."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from urllib.parse import SplitResult

from lunzheng.review.forge.interface import ForgeError

_OWN = "LUNZHENG_TOKEN"
_SECONDS = 20


def find_token(variable: str, address: SplitResult, advice: str, environment: Mapping[str, str]) -> str:
    """The token for a host.

    Args:
        variable: what the kind of forge calls it in the environment; ``LUNZHENG_TOKEN`` goes before it.
        address: the one that Git speaks to.
        advice: how to get one, in Chinese.

    Raises:
        ForgeError: there is none.
    """
    for name in (_OWN, variable):
        token = environment.get(name, "").strip()
        if token:
            return token
    token = _from_git(address, environment)
    if token:
        return token
    raise ForgeError(
        f"没有 {address.netloc} 的令牌。{advice}"
        f"把令牌放进环境变量 {_OWN}，或让 Git 的凭据管理器记住（git credential approve）；不要写进任何文件"
    )


def _from_git(address: SplitResult, environment: Mapping[str, str]) -> str:
    """What Git's credential helpers know; empty where they know nothing. Nobody is asked."""
    # An empty GIT_ASKPASS keeps Git from opening a window; GCM is the helper that comes with Git for Windows.
    silent = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "GCM_INTERACTIVE": "never"}
    try:
        done = subprocess.run(
            ["git", "credential", "fill"],
            input=f"protocol={address.scheme}\nhost={address.netloc}\n\n",
            env={**environment, **silent},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    answers = dict(line.partition("=")[::2] for line in done.stdout.splitlines()) if done.returncode == 0 else {}
    return answers.get("password", "")
