"""Real repositories for the review: a bare one that everybody pushes to, and clones in which people work."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from acceptance.support import EXAMPLES, Done, copy_example, make_library, run_here

ID = "slj-flood"
FOLDER = f"projects/2027/{ID}"
BRANCH = f"lunzheng/{ID}"
DAY = "2026-11-23"


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """One Git command as a person types it; its output without the last line end."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0 or not check, f"git {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return (done.stdout if done.returncode == 0 else done.stdout + done.stderr).rstrip("\n")


@dataclass(frozen=True)
class Clone:
    """A person's clone, which is a library."""

    root: Path

    def git(self, *arguments: str, check: bool = True) -> str:
        return git(self.root, *arguments, check=check)

    def submit(self, *arguments: str, project: str = ID, yes: bool = True, **environment: str) -> Done:
        """The command, on a fixed day."""
        flags = ["--yes"] if yes else []
        return run_here("submit", project, *flags, "--today", DAY, *arguments, cwd=self.root, environment=environment)

    def add(self, project_id: str = ID, example: str = "good/plan", year: int = 2027) -> Path:
        """Copy an example as a project."""
        folder = self.root / "projects" / str(year) / project_id
        copy_example(EXAMPLES / example, folder)
        return folder

    def path(self, name: str) -> Path:
        """A file of the project."""
        return self.root / FOLDER / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in a file of the project."""
        path = self.path(name)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def state(self) -> dict[str, object]:
        """Everything of a person's work that is not the project: branch, index, changes, contents."""
        outside = [line for line in self.git("status", "--porcelain", "-uall").split("\n") if ID not in line]
        staged = [line for line in self.git("ls-files", "-s").split("\n") if ID not in line]
        return {
            "head": self.git("rev-parse", "HEAD"),
            "branch": self.git("symbolic-ref", "-q", "HEAD", check=False),
            "status": outside,
            "index": staged,
            "stash": self.git("stash", "list"),
            "files": contents(self.root),
        }


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a work tree."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


@dataclass(frozen=True)
class Origin:
    """The bare repository on the forge."""

    root: Path

    def git(self, *arguments: str, check: bool = True) -> str:
        return git(self.root, *arguments, check=check)

    def clone(self, name: str, *options: str) -> Clone:
        """A clone for a made-up person."""
        place = self.root.parent / name
        git(self.root.parent, "clone", "-q", *options, self.root.as_uri(), str(place))
        git(place, "config", "user.name", name)
        git(place, "config", "user.email", f"{name}@example.org")
        return Clone(place)

    def count(self, branch: str = BRANCH) -> int:
        """How many commits a branch has that the default branch has not."""
        return int(self.git("rev-list", "--count", f"main..{branch}"))

    def show(self, path: str, branch: str = BRANCH) -> str:
        """A file as a branch has it."""
        return self.git("show", f"{branch}:{path}")

    def files(self, branch: str = BRANCH, folder: str = FOLDER) -> list[str]:
        return [
            name.removeprefix(f"{folder}/")
            for name in self.git("ls-tree", "-r", "-z", "--name-only", branch, "--", f"{folder}/").split("\0")
            if name
        ]


def make_origin(folder: Path) -> Origin:
    """A repository that holds a library without projects."""
    folder.mkdir(parents=True, exist_ok=True)
    origin = Origin(folder / "lunzheng.git")
    git(folder, "init", "-q", "--bare", "-b", "main", str(origin.root))
    first = folder / "first"
    library = make_library(first).without_likeness()
    (library.root / ".gitignore").write_text("/build/\n*.draft.md\n", encoding="utf-8")
    (library.root / "notes.md").write_text("说明\n", encoding="utf-8")
    git(first, "init", "-q", "-b", "main")
    git(first, "add", "-A")
    git(first, "-c", "user.name=admin", "-c", "user.email=admin@example.org", "commit", "-q", "-m", "库")
    git(first, "push", "-q", origin.root.as_uri(), "main")
    return origin
