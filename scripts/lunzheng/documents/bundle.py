"""The filing bundle: every document of a project's stage, its attachments and a manifest, in one archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from lunzheng.documents.ooxml import write_package
from lunzheng.model.library import Library, Project

MANIFEST = "manifest.json"
ATTACHMENTS = "attachments/"


@dataclass(frozen=True)
class Source:
    """Where the content of a bundle comes from.

    Attributes:
        commit: the last commit that changed the project's folder, or None where it was never committed.
        uncommitted: whether the project's folder differs from it; None outside Git.
    """

    commit: str | None
    uncommitted: bool | None


UNKNOWN_SOURCE = Source(None, None)


def make_bundle(project: Project, library: Library, documents: Mapping[str, bytes], source: Source) -> bytes:
    """The archive, whose bytes depend on its content alone.

    Args:
        project: whose attachments go along.
        library: names the edition.
        documents: the finished documents by file name.
        source: the state of the repository.
    """
    folder = project.id
    files = {f"{folder}/documents/{name}": data for name, data in documents.items()}
    for name, path in sorted(project.folder.files.items()):
        if name.startswith(ATTACHMENTS):
            files[f"{folder}/{name}"] = path.read_bytes()
    manifest = {
        "project": project.id,
        "name": project.name,
        "edition": library.edition.code,
        "stage": project.stage.name,
        "commit": source.commit,
        "uncommitted_changes": source.uncommitted,
        "files": [
            {
                "path": name.removeprefix(f"{folder}/"),
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            for name, data in sorted(files.items())
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return write_package({f"{folder}/{MANIFEST}": text.encode("utf-8"), **files}, order_first=(f"{folder}/{MANIFEST}",))
