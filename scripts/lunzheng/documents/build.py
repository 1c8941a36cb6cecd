"""Making the documents of a project: drafts first, then their contents' page numbers from a layout pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lunzheng.documents.bundle import UNKNOWN_SOURCE, Source
from lunzheng.documents.compose import DocumentTree, compose
from lunzheng.documents.docx import write_docx
from lunzheng.documents.office import HeadingPage, find_office, heading_pages, to_pdf, with_language
from lunzheng.documents.self_check import compose_self_check
from lunzheng.model.edition import DocumentType
from lunzheng.model.library import Library, Project
from lunzheng.model.style import StyleSheet


@dataclass(frozen=True)
class Draft:
    """A document whose contents carry titles but no page numbers yet."""

    tree: DocumentTree
    data: bytes

    @property
    def awaits_pages(self) -> bool:
        """Whether it has contents to be completed."""
        return bool(self.tree.entries)


def document_file(project: Project, document: DocumentType) -> str:
    """The file name of a document: ASCII, unique in the library."""
    return f"{project.id}-{document.code}.docx"


def draft_document(
    document: DocumentType, project: Project, library: Library, source: Source = UNKNOWN_SOURCE
) -> Draft:
    """One document as a draft.

    Args:
        document: which.
        project: of which project.
        library: where the project is.
        source: the state of the project's folder, for the document that names it.

    Raises:
        PandocError: pandoc could not write it.
    """
    if document.self_check:
        tree = compose_self_check(document, project, library, source)
    else:
        tree = compose(document, project, library)
    return Draft(tree, write_docx(tree, library.edition.styles))


def draft_documents(project: Project, library: Library, source: Source = UNKNOWN_SOURCE) -> Mapping[str, Draft]:
    """Every document that the project's stage asks for, by file name; see :func:`draft_document`."""
    return {
        document_file(project, document): draft_document(document, project, library, source)
        for document in library.documents_for(project)
    }


def can_complete() -> bool:
    """Whether page numbers can be computed on this machine."""
    return find_office() is not None


def complete(drafts: Sequence[Draft], styles: StyleSheet) -> list[bytes]:
    """The finished documents, page numbers in their contents where LibreOffice is installed.

    All drafts are laid out in one run. The contents keep their length when numbers are put in, and the first chapter
    begins a numbering of its own, so that one pass is enough.

    Raises:
        OfficeError: LibreOffice failed.
        PandocError: pandoc could not write a document.
    """
    waiting = [draft for draft in drafts if draft.awaits_pages]
    if not waiting or not can_complete():
        return [draft.data for draft in drafts]
    pdfs = iter(to_pdf([draft.data for draft in waiting]))
    return [
        write_docx(draft.tree, styles, pages_of(draft.tree, heading_pages(next(pdfs))))
        if draft.awaits_pages
        else draft.data
        for draft in drafts
    ]


def pages_of(tree: DocumentTree, headings: Sequence[HeadingPage]) -> dict[str, int]:
    """The printed page of each entry of the contents.

    Args:
        tree: the document.
        headings: every heading of its PDF, in order; deeper ones than the contents list are passed over.
    """
    pages: dict[str, int] = {}
    position = 0
    for entry in tree.entries:
        for index in range(position, len(headings)):
            if "".join(headings[index].text.split()) == "".join(entry.heading.split()):
                pages[entry.anchor] = headings[index].page
                position = index + 1
                break
    # The first entry is the first chapter, whose page is 1.
    first = min(pages.values(), default=0)
    return {anchor: page - first + 1 for anchor, page in pages.items()}


def make_document(document: DocumentType, project: Project, library: Library, source: Source = UNKNOWN_SOURCE) -> bytes:
    """One finished document; see :func:`complete`."""
    (data,) = complete([draft_document(document, project, library, source)], library.edition.styles)
    return data


def make_documents(project: Project, library: Library, source: Source = UNKNOWN_SOURCE) -> Mapping[str, bytes]:
    """Every finished document of a project, by file name; see :func:`complete`."""
    drafts = draft_documents(project, library, source)
    return dict(zip(drafts, complete(list(drafts.values()), library.edition.styles), strict=True))


def make_pdf(data: bytes, document: DocumentType, project: Project, library: Library) -> bytes:
    """The PDF of a finished document, with bookmarks, embedded fonts, its language and its title.

    Raises:
        OfficeError: LibreOffice is missing or failed.
    """
    (pdf,) = to_pdf([data])
    return with_language(pdf, library.edition.styles.languages.east_asian, f"{project.name} {document.label}")
