"""Who commits: Git has to know before anything is committed in somebody's name."""

from __future__ import annotations

import os

from lunzheng.repository import RepositoryError
from lunzheng.review.plumbing import Plumbing

_VARIABLES = {
    "user.name": ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"),
    "user.email": ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"),
}
_EXAMPLES = {"user.name": "水利局经办人", "user.email": "slj@example.org"}


def require_identity(git: Plumbing) -> None:
    """Make sure that Git knows the person: what it would guess from the machine is nobody's name.

    Raises:
        RepositoryError: it does not; the text says how to tell it.
    """
    missing = [
        key
        for key, variables in _VARIABLES.items()
        if not git.asks("config", "--get", key) and not all(map(os.environ.get, variables))
    ]
    if missing:
        lines = "；".join(f'git config --global {key} "{_EXAMPLES[key]}"' for key in missing)
        raise RepositoryError(f"Git 还不知道是谁在提交；先运行（换成您的单位和邮箱）：{lines}")
