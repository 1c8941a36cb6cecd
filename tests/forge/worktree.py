"""A clone of the stand-in's repository, in which somebody works with the real Git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from forge.standin import StandIn

WHO = {
    "GIT_AUTHOR_NAME": "经办人",
    "GIT_AUTHOR_EMAIL": "clerk@example.org",
    "GIT_COMMITTER_NAME": "经办人",
    "GIT_COMMITTER_EMAIL": "clerk@example.org",
    "GIT_TERMINAL_PROMPT": "0",
}


class Worktree:
    """Args:
    forge: where to push to.
    folder: becomes the clone.
    login: whose token Git uses.
    """

    def __init__(self, forge: StandIn, folder: Path, login: str) -> None:
        self.folder = folder
        git(folder.parent, "clone", "--quiet", forge.clone_url(login), str(folder))

    def git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)

    def commit(self, files: Mapping[str, str | None], message: str = "改") -> str:
        """Write files (None deletes one) and commit them; returns the commit."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def switch(self, branch: str, start: str = "") -> None:
        """Make a branch, at the current commit unless a start is given, or go to one that there is."""
        known = bool(self.git("branch", "--list", branch))
        self.git(
            *(["switch", "--quiet", branch] if known else ["switch", "--quiet", "--create", branch, *start.split()])
        )

    def push(self, *options: str) -> None:
        self.git("push", "--quiet", *options, "origin", "HEAD")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **WHO}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout.strip()
