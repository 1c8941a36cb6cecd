"""Checking only what a set of changed files can break."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from lunzheng.check.many import check_folders
from lunzheng.check.open import SCHEMAS, TEMPLATES, Workspace
from lunzheng.check.rules import RULES
from lunzheng.check.run import Report, examine_project
from lunzheng.model.load import LIBRARY_FILE, PROJECTS, read_project

_FOR_ALL = (f"{TEMPLATES}/", f"{SCHEMAS}/", LIBRARY_FILE)
"""What every project is held against."""


@dataclass(frozen=True)
class Affected:
    """What has to be looked at.

    Attributes:
        folders: the projects to be checked in full, in the library's order.
        others: other projects, with the codes of the rules that the changed ones may break there.
        because: the changed file that concerns every project, or empty.
    """

    folders: tuple[Path, ...]
    others: Mapping[Path, frozenset[str]]
    because: str = ""


def affected(workspace: Workspace, changed: Iterable[str]) -> Affected:
    """What the changed files can break.

    Args:
        workspace: the opened library.
        changed: paths relative to the library's root, those of deleted files among them.
    """
    library = workspace.library
    paths = sorted(changed)
    if shared := next((path for path in paths if path.startswith(_FOR_ALL)), ""):
        return Affected(library.folders, {}, shared)
    touched = {library.root / name for path in paths if (name := _project_folder(path))}
    others: dict[Path, frozenset[str]] = {}
    for rule in RULES:
        for folder in sorted(touched):
            for other in rule.also_breaks(folder, library):
                if other not in touched:
                    others[other] = others.get(other, frozenset()) | {rule.kind.code}
    return Affected(tuple(folder for folder in library.folders if folder in touched), others)


def check_affected(workspace: Workspace, found: Affected) -> Report:
    """The report on these projects; of the others only what the changed ones can have broken."""
    library = workspace.library
    report = check_folders(workspace, found.folders)
    problems, waived, names = list(report.problems), list(report.waived), dict(report.names)
    for folder, codes in sorted(found.others.items()):
        project = read_project(library, folder)
        findings = examine_project(project, library, workspace.schemas)
        problems += [problem for problem in findings.problems if problem.code in codes]
        waived += [item for item in findings.waived if item.problem.code in codes]
        names[project.folder.name] = project.name
    ordered = tuple(sorted(waived, key=lambda item: item.problem))
    return replace(report, problems=tuple(sorted(problems)), waived=ordered, names=names)


def _project_folder(path: str) -> str:
    """The project folder that a file is of: ``projects/<year>/<id>``; empty for any other file."""
    parts = PurePosixPath(path).parts
    return "/".join(parts[:3]) if len(parts) > 3 and parts[0] == PROJECTS else ""
