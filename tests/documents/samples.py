"""The repository's sample projects and their documents, each made once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lunzheng.check.open import Workspace, open_workspace
from lunzheng.documents.build import document_file, draft_documents
from lunzheng.model.edition import DocumentType
from lunzheng.model.library import Project
from lunzheng.model.load import read_project

from .wordfile import Docx

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("official_titles.yml").read_text(encoding="utf-8"))
SOURCES = ("projects", "templates", "schemas", "site/templates")
"""What a library consists of, as far as documents and pages are concerned."""


@cache
def workspace() -> Workspace:
    return open_workspace(ROOT)


@cache
def projects() -> dict[str, Project]:
    return {project.id: project for project in workspace().projects()}


@cache
def documents(project_id: str) -> dict[str, bytes]:
    """The documents of a project by code; the contents of a plan still without page numbers."""
    project = projects()[project_id]
    made = draft_documents(project, workspace().library)
    return {document.code: made[document_file(project, document)].data for document in due(project)}


@cache
def docx(project_id: str, code: str) -> Docx:
    return Docx(documents(project_id)[code])


def due(project: Project) -> Sequence[DocumentType]:
    return workspace().library.documents_for(project)


def cases(wanted: Callable[[DocumentType], object] = lambda _document: True) -> list[tuple[str, str]]:
    """(project, document) for every document that a sample is due, or for those wanted."""
    return [
        (project.id, document.code) for project in projects().values() for document in due(project) if wanted(document)
    ]


def with_code(code: str) -> list[tuple[str, str]]:
    return cases(lambda document: document.code == code)


def copy_library(target: Path) -> Path:
    """A copy of the repository's library that a test may change."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, target / name)
    return target


def reopened(root: Path, project_id: str) -> tuple[Workspace, Project]:
    """A project of a copied library, read again."""
    opened = open_workspace(root)
    folder = opened.folder_of(project_id)
    assert folder is not None
    return opened, read_project(opened.library, folder)
