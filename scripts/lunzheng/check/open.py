"""Opening a library: its own files and its edition are held against their schemas before anything trusts them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lunzheng.check.edition import DANGLING, edition_problems
from lunzheng.check.errors import LibraryError
from lunzheng.check.schema import SchemaFolder
from lunzheng.check.working_days import WRONG_CALENDAR, working_day_problems
from lunzheng.model.library import Library, Project
from lunzheng.model.load import LIBRARY_FILE, PROJECTS, open_library, read_library_profile, read_project
from lunzheng.model.load_edition import build_edition, read_edition_files
from lunzheng.source.problem import Kind, Location, Problem

TEMPLATES, SCHEMAS = "templates", "schemas"

NO_EDITION = Kind(
    "E301",
    "项目库采用的细则版本存在",
    "编制大纲、表样和时限都来自细则版本。",
    "把 projects/library.yml 的“版本”改成 templates 下的一个文件夹名",
    bad="版本: ningbo-2020",
    good="版本: ningbo-2021",
)
LIBRARY_KINDS = (NO_EDITION, DANGLING, WRONG_CALENDAR)


@dataclass(frozen=True)
class Workspace:
    """An opened library together with the schemas that hold for its projects."""

    library: Library
    schemas: SchemaFolder

    @property
    def root(self) -> Path:
        return self.library.root

    def projects(self) -> list[Project]:
        """Every project, read, in the order of the folders."""
        return [read_project(self.library, folder) for folder in self.library.folders]

    def folder_of(self, project_id: str) -> Path | None:
        """The folder of a project by its id."""
        return next((folder for folder in self.library.folders if folder.name == project_id), None)


def open_workspace(root: Path) -> Workspace:
    """Open the library at a root.

    Raises:
        LibraryError: ``projects/library.yml`` or the edition has problems.
    """
    node, profile, problems = read_library_profile(root)
    if node is None:
        raise LibraryError(problems)
    problems += SchemaFolder(root / SCHEMAS).check("library", node)
    if not problems:
        problems += _missing_edition(root, profile.edition, node.place("版本"))
        problems += working_day_problems(profile.working_years)
    if problems:
        raise LibraryError(problems)
    files = read_edition_files(root / TEMPLATES, profile.edition)
    problems += files.problems
    edition_schemas = SchemaFolder(root / SCHEMAS / "edition")
    for name, part in files.nodes.items():
        schema = "outline" if name.startswith("outlines/") else Path(name).stem
        problems += edition_schemas.check(schema, part)
    if problems:
        raise LibraryError(problems)
    edition = build_edition(files)
    problems += edition_problems(edition)
    if problems:
        raise LibraryError(problems)
    library = open_library(root, profile, edition)
    schemas = project_schemas(library)
    problems += (
        DANGLING.at(Location(f"{SCHEMAS}/{profile.edition}/{file}"), f"review.yml 里没有「{name}」这样的选项")
        for file, name in schemas.unknown_lists
    )
    if problems:
        raise LibraryError(problems)
    return Workspace(library, schemas)


def project_schemas(library: Library) -> SchemaFolder:
    """The schemas that hold for the projects of a library, with the choices that its edition gives."""
    return SchemaFolder(library.root / SCHEMAS / library.edition.code, library.edition.review.choices)


def _missing_edition(root: Path, code: str, where: Location) -> list[Problem]:
    absent = [folder for folder in (f"{TEMPLATES}/{code}", f"{SCHEMAS}/{code}") if not (root / folder).is_dir()]
    return [NO_EDITION.at(where, f"找不到 {folder}") for folder in absent]


__all__ = ["LIBRARY_FILE", "LIBRARY_KINDS", "PROJECTS", "Workspace", "open_workspace"]
