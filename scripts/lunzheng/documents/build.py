"""Making the documents of a project."""

from __future__ import annotations

from collections.abc import Mapping

from lunzheng.documents.compose import compose
from lunzheng.documents.docx import write_docx
from lunzheng.model.edition import DocumentType
from lunzheng.model.library import Library, Project


def document_file(project: Project, document: DocumentType) -> str:
    """The file name of a document: ASCII, unique in the library."""
    return f"{project.id}-{document.code}.docx"


def make_document(document: DocumentType, project: Project, library: Library) -> bytes:
    """The DOCX of one document.

    Raises:
        PandocError: pandoc could not write it.
    """
    return write_docx(compose(document, project, library), library.edition.styles)


def make_documents(project: Project, library: Library) -> Mapping[str, bytes]:
    """Every document that the project's stage asks for, by file name."""
    return {
        document_file(project, document): make_document(document, project, library)
        for document in library.documents_for(project)
    }
