"""What a page says of itself to programs: a description, and schema.org data as JSON-LD.

JSON-LD stands in a script element as data that no browser runs; ``<`` and ``&`` are escaped in it, so that no text ends
the element.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lunzheng.catalogue.addresses import Addresses, detail_file
from lunzheng.catalogue.api import DOCX, Json
from lunzheng.documents.build import document_file
from lunzheng.model.library import Library, Project

DESCRIPTION_LENGTH = 120
"""So many characters search engines and chat programs show."""
_MEDIA_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CONTEXT = "https://schema.org"


@dataclass(frozen=True)
class PageHead:
    """For the head of a page: ``data`` is the path of the same content for machines, or empty."""

    description: str
    linked_data: str
    data: str = ""


def project_metadata(project: Project, library: Library) -> PageHead:
    """Of a project's page."""
    addresses = Addresses(library)
    profile = project.profile
    said = [profile.owner.name, f"{profile.year} 年" if profile.year else "", project.stage.name, profile.scenario]
    description = _clipped(" · ".join(part for part in said if part))
    content: Json = {
        "@context": _CONTEXT,
        "@type": "Project",
        "@id": library.page_address(project.id),
        "identifier": project.id,
        "name": project.name,
        "description": description,
        "url": library.page_address(project.id),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": profile.owner.name},
        "subjectOf": [
            {
                "@type": "DigitalDocument",
                "name": document.name,
                "encodingFormat": DOCX,
                "url": addresses.of(f"projects/{project.id}/{document_file(project, document)}"),
            }
            for document in library.documents_for(project)
        ],
    }
    return PageHead(description, _script(content), detail_file(project.id))


def dataset_metadata(library: Library, files: Sequence[str]) -> PageHead:
    """Of the page that tells of the data.

    Args:
        library: its site is the data set.
        files: the paths of the whole list in its forms.
    """
    addresses = Addresses(library)
    site = library.profile.site
    description = f"{site.title}的项目清单和每个项目的数据，供程序读取。"
    content: Json = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": site.title,
        "description": description,
        "url": site.address,
        "inLanguage": "zh-CN",
        "creator": {"@type": "GovernmentOrganization", "name": library.edition.head.authority},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _MEDIA_TYPES[PurePosixPath(path).suffix],
                "contentUrl": addresses.of(path),
            }
            for path in files
        ],
    }
    return PageHead(description, _script(content))


def _script(content: Json) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION_LENGTH else f"{text[: DESCRIPTION_LENGTH - 1]}…"
