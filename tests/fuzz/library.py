"""What has to hold of every project folder, whatever it holds."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from lunzheng.catalogue.build import build_project
from lunzheng.check.open import Workspace, open_workspace

ROOT = Path(__file__).parents[2]


def make_workspace(root: Path) -> Workspace:
    """A copy of the repository's library that compares nothing, for likeness is no matter here."""
    for name in ("projects", "templates", "schemas", "site"):
        shutil.copytree(ROOT / name, root / name)
    for path in root.glob("templates/*/similarity.yml"):
        path.unlink()
    return open_workspace(root)


def build_and_look(workspace: Workspace, folder: Path) -> None:
    """Read, check and build one project: no exception, and every problem stands inside its file."""
    built = build_project(workspace, folder, today=datetime.date(2026, 11, 20))
    for problem in built.findings.problems:
        path = workspace.root / problem.location.file
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
            # A tab counts as the spaces that it stands for; a text without a line end may lack something after it.
            lines = [*text.expandtabs(4).split("\n"), ""]
            assert 1 <= problem.location.line <= len(lines), problem
            assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1, problem
