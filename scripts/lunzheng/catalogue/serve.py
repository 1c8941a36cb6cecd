"""Looking at the catalogue while writing: what has changed is built again, and the browser shows it."""

from __future__ import annotations

import datetime
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from lunzheng.catalogue.build import (
    CONFIGURATION,
    BuildResult,
    BuiltProject,
    Output,
    build_project,
    mkdocs_command,
    write,
)
from lunzheng.check.errors import LibraryError
from lunzheng.check.open import SCHEMAS, TEMPLATES, Workspace, open_workspace
from lunzheng.model.changes.version import Versions
from lunzheng.model.load import LIBRARY_FILE, PROJECTS
from lunzheng.source.problem import Problem

POLL_SECONDS = 0.5
WATCHED = (PROJECTS, TEMPLATES, SCHEMAS, "site")

Snapshot = dict[Path, tuple[int, int]]
Say = Callable[[str, list[Problem]], None]


def snapshot(root: Path) -> Snapshot:
    """Modification time and size of every file that the catalogue is made from."""
    found: Snapshot = {}
    for name in WATCHED:
        for path in (root / name).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                status = path.stat()
                found[path] = (status.st_mtime_ns, status.st_size)
    return found


class Builder:
    """Keeps what was built of each project, and builds again only the projects whose files have changed."""

    def __init__(
        self,
        root: Path,
        output: Output,
        today: Callable[[], datetime.date],
        versions: Callable[[str], Versions | None] = lambda _folder: None,
    ) -> None:
        self.root = root
        self.output = output
        self.today = today
        self.versions = versions
        self.workspace: Workspace | None = None
        self.built: dict[Path, BuiltProject] = {}

    def build(self, changed: set[Path] | None = None) -> BuildResult:
        """Build everything, or what the changed files touch.

        Args:
            changed: the files that changed; None for a first build.

        Raises:
            LibraryError: the library's own files have problems; what was built stays.
        """
        workspace = open_workspace(self.root)
        touched = self._touched(workspace, changed)
        today = self.today()
        self.built = {
            folder: self._built(workspace, folder, today) if folder in touched else self.built[folder]
            for folder in workspace.library.folders
        }
        self.workspace = workspace
        result = BuildResult()
        # Page numbers would cost a layout run at each change; they are for `build` and `export`.
        files = {name: draft.data for one in self.built.values() for name, draft in one.drafts.items()}
        write(workspace, self.output, list(self.built.values()), files, result, today)
        return result

    def _built(self, workspace: Workspace, folder: Path, today: datetime.date) -> BuiltProject:
        versions = self.versions(folder.relative_to(workspace.root).as_posix())
        return build_project(workspace, folder, today=today, versions=versions)

    def _touched(self, workspace: Workspace, changed: set[Path] | None) -> set[Path]:
        folders = set(workspace.library.folders)
        projects = self.root / PROJECTS
        common = changed is None or any(
            path == self.root / LIBRARY_FILE or not path.is_relative_to(projects) for path in changed
        )
        if common:
            return folders
        return {
            folder
            for folder in folders
            if folder not in self.built or any(path.is_relative_to(folder) for path in changed or ())
        }


def serve(
    root: Path,
    output: Output,
    address: str,
    say: Say,
    today: Callable[[], datetime.date],
    versions: Callable[[str], Versions | None],
) -> None:
    """Build, serve with MkDocs, and rebuild on each change until interrupted.

    Args:
        root: the library's root.
        output: where things are built.
        address: ``host:port`` to listen on.
        say: is told what happens, with the problems found.
        today: the day up to which pages that are built tell of the clocks.
        versions: the earlier versions of a project folder, named relative to the root.

    Raises:
        LibraryError: the library's own files have problems at the start.
    """
    builder = Builder(root, output, today, versions)
    result = builder.build()
    say(f"已生成 {result.documents} 份文档、{result.pages} 个页面，正在打开 http://{address}/", result.problems)
    command, environment = mkdocs_command(root / CONFIGURATION, "serve", "--quiet", "--dev-addr", address)
    known = snapshot(root)
    with subprocess.Popen(command, env=environment, cwd=root) as server:
        try:
            while server.poll() is None:
                time.sleep(POLL_SECONDS)
                current = snapshot(root)
                changed = {path for path in known.keys() | current.keys() if known.get(path) != current.get(path)}
                known = current
                if changed:
                    _rebuild(builder, changed, say)
        finally:
            server.terminate()


def _rebuild(builder: Builder, changed: set[Path], say: Say) -> None:
    try:
        result = builder.build(changed)
    except LibraryError as error:
        say("项目库本身有问题，网站保持原样。", list(error.problems))
        return
    names = "、".join(sorted({path.name for path in changed})[:3])
    say(f"{names} 有改动，已重新生成。", result.problems)
