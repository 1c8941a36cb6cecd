"""Where the data files of the site lie: these places are promised to those who read them by machine."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.library import Library

LIST_FILE = "api/projects.json"
CSV_FILE = "api/projects.csv"
XLSX_FILE = "api/projects.xlsx"
CHANGES_FILE = "changes.xml"
SCHEMA_FOLDER = "schemas"
LIST_SCHEMA = f"{SCHEMA_FOLDER}/api/projects.schema.json"
PROJECT_SCHEMA = f"{SCHEMA_FOLDER}/api/project.schema.json"
GUIDE_PAGE = "guide/data.md"


def detail_file(project_id: str) -> str:
    """The data of one project."""
    return f"api/projects/{project_id}.json"


@dataclass(frozen=True)
class Addresses:
    """Whole addresses on a library's site."""

    library: Library

    def of(self, path: str) -> str:
        """The address of a path below the site's root."""
        return f"{self.library.profile.site.address.rstrip('/')}/{path}"
