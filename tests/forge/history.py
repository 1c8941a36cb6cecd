"""The stand-in's bare repository: what a pull request's diff shows, and where a line is after further pushes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True)
class Hunk:
    old_start: int
    old_lines: int
    new_start: int
    new_lines: int


class History:
    """Args:
    path: of the bare repository; it is made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)], check=True)
        for name, value in (
            ("http.receivepack", "true"),
            ("uploadpack.allowAnySHA1InWant", "true"),  # what a force-push has left behind can still be fetched
            ("gc.auto", "0"),
        ):
            self._git("config", name, value)

    def seed(self, branch: str, file: str, text: str) -> None:
        """Begin a branch with one file."""
        data = text.encode()
        who = "示例 <example@example.org> 1798761600 +0800"
        stream = f"commit refs/heads/{branch}\ncommitter {who}\ndata 6\n开始\nM 644 inline {file}\ndata {len(data)}\n"
        command = ["git", "-C", str(self.path), "fast-import", "--quiet"]
        subprocess.run(command, input=stream.encode() + data, check=True)

    def head(self, branch: str) -> str:
        """The commit of a branch; empty where there is none."""
        return self._git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}", check=False)

    def set_reference(self, name: str, commit: str) -> None:
        self._git("update-ref", name, commit)

    def delete_branch(self, branch: str) -> None:
        self._git("update-ref", "-d", f"refs/heads/{branch}")

    def merge_base(self, one: str, other: str) -> str:
        return self._git("merge-base", one, other, check=False)

    def is_ancestor(self, one: str, other: str) -> bool:
        return self.merge_base(one, other) == one

    def hunks(self, old: str, new: str, path: str, context: int) -> list[Hunk]:
        diff = self._git("diff", "--no-renames", f"--unified={context}", old, new, "--", path)
        groups = (match.groups() for match in _HUNK.finditer(diff))
        return [Hunk(*(int(1 if number is None else number) for number in group)) for group in groups]

    def shows(self, base: str, head: str, path: str, line: int, side: str) -> bool:
        """Whether a pull request's diff has a line, with the three lines around each change, as GitHub asks for."""
        hunks = self.hunks(self.merge_base(base, head), head, path, context=3)
        if side == "LEFT":
            return any(hunk.old_start <= line < hunk.old_start + hunk.old_lines for hunk in hunks)
        return any(hunk.new_start <= line < hunk.new_start + hunk.new_lines for hunk in hunks)

    def moved(self, path: str, line: int, old: str, new: str) -> int | None:
        """Where a line of one commit is in another one; None where it has been changed or deleted."""
        shift = 0
        for hunk in self.hunks(old, new, path, context=0):
            # A hunk that only inserts names the line before it.
            first = hunk.old_start if hunk.old_lines else hunk.old_start + 1
            if line < first:
                break
            if line < first + hunk.old_lines:
                return None
            shift += hunk.new_lines - hunk.old_lines
        return line + shift

    def last_change(self, commit: str, path: str, line: int) -> tuple[str, int]:
        """The commit that last changed a line, and where the line was in it."""
        blamed = self._git("blame", "--porcelain", f"-L{line},{line}", commit, "--", path).split()
        return blamed[0], int(blamed[1])

    def _git(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(["git", "-C", str(self.path), *arguments], capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise AssertionError(done.stderr)
        return done.stdout.strip()
