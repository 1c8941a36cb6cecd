"""A throw-away library, the example folders, and the real command; see ``tests/conftest.py`` for the fixtures."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from lunzheng.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
TODAY = datetime.date(2026, 11, 20)
"""The day on which pages are made: no test depends on the real one."""
CONTROL_FILES = ("base.txt", "delete.txt", "expected.txt")
"""Files of an example folder that speak of the example and are no part of the project."""

LIBRARY_YML = """\
城市: 示例市
版本: ningbo-2021
网站: {名称: 示例市项目库, 地址: "https://example.org/"}
部门:
  - {代码: slj, 名称: 示例市水利局}
  - {代码: dsj, 名称: 示例市大数据局}
意见单位:
  - {单位: 市委网信办}
"""


@dataclass(frozen=True)
class Done:
    """What one run of the command has said."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class ScratchLibrary:
    """A library of its own, for one test."""

    root: Path

    def folder(self, project_id: str, year: int = 2027) -> Path:
        return self.root / "projects" / str(year) / project_id

    def without_likeness(self) -> ScratchLibrary:
        """The same library, whose edition compares nothing: for copies of one example where likeness is no matter."""
        for path in self.root.glob("templates/*/similarity.yml"):
            path.unlink()
        return self

    def add(self, example: str, project_id: str, year: int = 2027) -> Path:
        """Copy an example (``good/plan``, ``bad/anchor``) into the library; returns the project's folder."""
        folder = self.folder(project_id, year)
        copy_example(EXAMPLES / example, folder)
        return folder


def copy_example(example: Path, folder: Path) -> None:
    """Make a project folder of an example: its base, then its own files, without those it deletes."""
    base = example / "base.txt"
    if base.exists():
        copy_example(EXAMPLES / "good" / base.read_text(encoding="utf-8").strip(), folder)
    for path in sorted(example.rglob("*")):
        name = path.relative_to(example).as_posix()
        if path.is_file() and name not in CONTROL_FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
    deleted = example / "delete.txt"
    if deleted.exists():
        for name in deleted.read_text(encoding="utf-8").split():
            (folder / name).unlink()


def make_library(root: Path) -> ScratchLibrary:
    """A library with the repository's schemas, editions and site sources, two departments and no project."""
    for name in ("schemas", "templates", "site"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "projects").mkdir()
    (root / "projects" / "library.yml").write_text(LIBRARY_YML, encoding="utf-8")
    return ScratchLibrary(root)


def run_command(*arguments: object, cwd: Path = ROOT, environment: dict[str, str] | None = None, **more: Any) -> Done:
    """Run the real command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "lunzheng", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
        **more,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def without_office(folder: Path) -> dict[str, str]:
    """The environment of a machine without LibreOffice, where tables of contents get no page numbers.

    For builds of which that is no matter, because it takes as long as all the rest.

    Args:
        folder: becomes one of the few programs that the command starts.
    """
    folder.mkdir()
    git = shutil.which("git")
    assert git is not None
    (folder / "git").symlink_to(git)
    return {"PATH": str(folder)}


def run_here(*arguments: object, cwd: Path = ROOT, environment: dict[str, str] | None = None) -> Done:
    """Run the command in this process: for the hundreds of tests of what it says, each saved the start of a process."""
    nothing, out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3))
    code: object = None
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", ["lunzheng", *map(str, arguments)]),
        mock.patch.object(sys, "stdin", nothing),
        mock.patch.dict(os.environ, environment or {}),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Done(code, written(out), written(err))


def written(stream: io.TextIOWrapper) -> str:
    """What has been written to a stream."""
    stream.seek(0)
    return stream.read()
