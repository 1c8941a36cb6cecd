"""A library in a real repository, the pool that experts are drawn from, and the people who commit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from acceptance.support import Done, ScratchLibrary, run_here

PROJECT = "slj-flood"
FOLDER = f"projects/2027/{PROJECT}"
RETURNED = """记录:
  - {事项: 征求意见, 日期: 2027-02-01}
  - {事项: 意见反馈, 日期: 2027-02-10}
"""
"""The records of a project whose department may ask for the meeting."""

FORGE = "noreply@forge.example"
"""Under which a forge commits what somebody merges there."""


@dataclass
class Office:
    """The bureau's clone, in which several people work one after another."""

    library: ScratchLibrary

    @property
    def root(self) -> Path:
        return self.library.root

    def git(self, *arguments: str, who: str = "drawer", committer: str = "", root: Path | None = None) -> str:
        """Run Git as somebody; addresses are made of the names unless they are whole."""

        def address(name: str) -> str:
            return name if "@" in name else f"{name}@example.org"

        done = subprocess.run(
            ["git", *arguments],
            cwd=root or self.root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env={
                **os.environ,
                "GIT_AUTHOR_NAME": who,
                "GIT_AUTHOR_EMAIL": address(who),
                "GIT_COMMITTER_NAME": committer or who,
                "GIT_COMMITTER_EMAIL": address(committer or who),
            },
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def commit(self, message: str, who: str = "drawer", committer: str = "") -> str:
        """Commit everything, or nothing at all; returns the hash."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}", who=who, committer=committer)
        return self.git("rev-parse", "HEAD")

    def run(self, *arguments: object, root: Path | None = None) -> Done:
        """Run a command of the review, in this process: most of a run of its own would be spent on starting."""
        return run_here("review", *arguments, cwd=root or self.root)

    def done(self, *arguments: object) -> str:
        """What a command says that has to go well."""
        done = self.run(*arguments)
        assert done.code == 0, done.text
        return done.text

    def refused(self, *arguments: object) -> str:
        """What a command says that has to refuse without changing anything and without a traceback."""
        before = self.state()
        done = self.run(*arguments)
        assert done.code != 0, done.text
        assert "Traceback" not in done.text
        assert self.state() == before
        return done.text

    def state(self) -> dict[str, bytes]:
        folder = self.root / FOLDER / "review"
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))} if folder.is_dir() else {}

    def record(self, name: str = "experts") -> list[dict]:
        """The rounds or meetings on record."""
        text = (self.root / FOLDER / "review" / f"{name}.yml").read_text(encoding="utf-8")
        (listed,) = yaml.safe_load(text).values()
        return listed

    def drawn(self) -> list[str]:
        return [expert["编号"] for expert in self.record()[-1]["结果"]["专家"]]

    def substitutes(self) -> list[str]:
        return [expert["编号"] for expert in self.record()[-1]["结果"]["候补"]]


Expert = tuple[str, Sequence[str], str]
FIELDS = ("网络安全", "数据治理", "信息化规划", "投资概算")


def some_experts(count: int = 24) -> list[Expert]:
    """Experts of different bodies, each of one or two fields."""
    return [
        (f"A{n:03}", FIELDS[n % 4 : n % 4 + 1 + n % 2] or FIELDS[:1], f"第{n}研究院（示例）")
        for n in range(1, count + 1)
    ]


def write_pool(path: Path, experts: Iterable[Expert]) -> Path:
    lines = [
        f"  - {{编号: {number}, 专业领域: [{', '.join(fields)}], 单位: {body}, 职称: 高级工程师}}"
        for number, fields, body in experts
    ]
    path.write_text("\n".join(["专家:", *lines]) + "\n", encoding="utf-8")
    return path
