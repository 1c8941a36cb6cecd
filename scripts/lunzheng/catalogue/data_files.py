"""Every file of the site that is for machines, and the pages that tell of them or are filled with them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from lunzheng.catalogue.addresses import (
    CHANGES_FILE,
    CSV_FILE,
    GUIDE_PAGE,
    LIST_FILE,
    LIST_SCHEMA,
    PROJECT_SCHEMA,
    SCHEMA_FOLDER,
    XLSX_FILE,
    Addresses,
    detail_file,
)
from lunzheng.catalogue.api import Json, Published, list_entry, project_detail, project_list
from lunzheng.catalogue.atom import ENTRIES, changes_feed
from lunzheng.catalogue.comparison import COMPARISON_PAGE, comparison_page
from lunzheng.catalogue.facets import FACET_FILE, facet_file, listed
from lunzheng.catalogue.metadata import dataset_metadata
from lunzheng.catalogue.schema_fields import fields
from lunzheng.catalogue.sheets import PAGE, titles, to_csv, to_xlsx
from lunzheng.catalogue.template import Pages
from lunzheng.check.open import SCHEMAS, Workspace
from lunzheng.check.schema import Schema
from lunzheng.documents.calendar_feed import FEED_FILE

_SUFFIX = ".schema.json"


def data_files(
    workspace: Workspace, published: Sequence[Published], pages: Pages, today: datetime.date, *, public: bool
) -> dict[str, bytes]:
    """The data of a library by path below the site's root, with the schemas and the page that explains it.

    Args:
        workspace: the library and the place of its schemas.
        published: the projects as the audience sees them.
        pages: renders the page.
        today: what is later has not happened.
        public: whether it is for the public.
    """
    library = workspace.library
    ordered = sorted(published, key=lambda one: (one.project.folder_year, one.project.id))
    projects = [one.project for one in ordered]
    entries = [list_entry(project, library) for project in projects]
    schemas = published_schemas(workspace.root, library.edition.code)
    listing, detail = (_read(schemas[path]) for path in (LIST_SCHEMA, PROJECT_SCHEMA))
    columns = titles(detail, listing)
    addressed = [{**entry, PAGE: library.page_address(entry["id"])} for entry in entries]
    files = {
        LIST_FILE: _list(project_list(projects, library, public=public), entries),
        CSV_FILE: to_csv(columns, addressed),
        CHANGES_FILE: changes_feed(projects, library, today),
        **{detail_file(one.project.id): _json(project_detail(one, library, today)) for one in ordered},
        **schemas,
    }
    if library.edition.lists.node:  # an edition without lists says nothing of how spreadsheets look
        files[XLSX_FILE] = to_xlsx(columns, addressed, library)
    page = pages.render(
        "machine-data.md.j2",
        library=library.profile,
        edition=library.edition,
        files=files,
        addresses=Addresses(library),
        feed="" if public else FEED_FILE,
        changes=ENTRIES,
        listing=list(fields(listing)),
        detail=list(fields(detail)),
        schemas=[(path, str(_read(data).get("title", ""))) for path, data in schemas.items()],
        head=dataset_metadata(library, [path for path in (LIST_FILE, CSV_FILE, XLSX_FILE) if path in files]),
    )
    return {
        **files,
        FACET_FILE: facet_file(library, [listed(project, library) for project in projects]),
        COMPARISON_PAGE: comparison_page(pages, detail).encode("utf-8"),
        GUIDE_PAGE: page.encode("utf-8"),
    }


def published_schemas(root: Path, edition: str) -> dict[str, bytes]:
    """The schemas of the API and of the project files, by path below the site's root."""
    return {
        f"{SCHEMA_FOLDER}/{folder}/{path.name}": path.read_bytes()
        for folder in ("api", edition)
        for path in sorted((root / SCHEMAS / folder).glob(f"*{_SUFFIX}"))
    }


def _read(data: bytes) -> Schema:
    schema: Schema = json.loads(data)
    return schema


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _list(head: Json, entries: Sequence[Json]) -> bytes:
    """The list with one project a line: small, and easy to compare with an earlier one."""
    opening = json.dumps(head, ensure_ascii=False, indent=2).rstrip("}\n")
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return f'{opening},\n  "projects": [\n{lines}\n  ]\n}}\n'.encode()
