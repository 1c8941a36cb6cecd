"""The documents of a project as pages show them: chapters as HTML, figures as drawings beside the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lunzheng.catalogue.html import html_fragments
from lunzheng.documents import ast
from lunzheng.documents.build import document_file
from lunzheng.documents.captions import Piece, number_captions
from lunzheng.documents.compose import is_hidden, section_content, section_id
from lunzheng.documents.figures import Figure
from lunzheng.documents.illustrate import illustrate, mark, replace_images, sheets
from lunzheng.documents.typeset import typeset
from lunzheng.model.edition import DocumentType
from lunzheng.model.facts import Facts
from lunzheng.model.figure import FigureEntry
from lunzheng.model.library import Library, Project
from lunzheng.model.parts import section_key
from lunzheng.source.markdown import Element

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60
"""With the label no longer than the 255 bytes that a system allows."""


@dataclass(frozen=True)
class SectionView:
    """A section of a page: its heading comes from the edition, its body is HTML."""

    heading: str
    identifier: str
    html: str


@dataclass(frozen=True)
class ChapterView:
    heading: str
    identifier: str
    file: str
    html: str
    sections: tuple[SectionView, ...]


@dataclass(frozen=True)
class DocumentView:
    """A document of a project: where it can be read and downloaded.

    Attributes:
        download: the address of the DOCX.
        file_name: what the browser calls the DOCX that it saves.
        size: that of the DOCX in words.
    """

    code: str
    name: str
    label: str
    origin: str
    download: str
    file_name: str
    size: str
    chapters: tuple[ChapterView, ...]

    @property
    def page(self) -> str:
        """Where it is read: its own page, or that of its first chapter; empty for one that is only downloaded."""
        if not self.chapters:
            return ""
        return self.chapters[0].file if self.by_chapter else f"{self.code}.html"

    @property
    def by_chapter(self) -> bool:
        """Whether each chapter has a page of its own: a plan does, a short document is one page."""
        return any(chapter.sections for chapter in self.chapters)


def view_documents(
    project: Project, library: Library, facts: Facts, sizes: Mapping[str, int]
) -> tuple[tuple[DocumentView, ...], Mapping[str, Figure]]:
    """The documents as pages show them, and the drawings by file name; one run of pandoc makes all HTML.

    The drawings are those in the documents, and the charts of what the project has data for though none of its
    documents shows them.

    Args:
        project: the project.
        library: its library.
        facts: the project's values.
        sizes: the size of each DOCX in bytes, by file name.
    """
    documents = library.documents_for(project)
    pieces: list[list[Element]] = []
    drawings: dict[str, Figure] = {}
    for document in documents:
        if document.outline:
            pieces += _pieces(document, facts, library, drawings)
    drawings |= _charts_beside(facts, drawings)
    fragments = iter(html_fragments(pieces))
    views = tuple(
        DocumentView(
            code=document.code,
            name=document.name,
            label=document.label,
            origin=document.origin,
            download=document_file(project, document),
            file_name=_file_name(project, document),
            size=_size(sizes.get(document_file(project, document), 0)),
            chapters=_chapters(document, library, fragments) if document.outline else (),
        )
        for document in documents
    )
    return views, drawings


def _size(size: int) -> str:
    kilobytes = -(-size // 1024)
    return f"约 {kilobytes} KB" if kilobytes < 1000 else f"约 {kilobytes / 1024:.1f} MB"


def _file_name(project: Project, document: DocumentType) -> str:
    """A name that people know a document by, without what no system allows in a name."""
    return f"{_NOT_IN_NAMES.sub('', project.name)[:_LONGEST_NAME]}_{document.label}.docx"


def section_links(documents: Sequence[DocumentView], library: Library) -> dict[str, str]:
    """Where sections are read, by keys such as ``proposal:4.3``; relative to the project's page."""
    links: dict[str, str] = {}
    for view in documents:
        document = library.edition.document(view.code)
        if document is None or not view.chapters:
            continue
        outline = library.edition.outlines[document.outline]
        for chapter, shown in zip(outline.chapters, view.chapters, strict=True):
            page = shown.file if view.by_chapter else f"{view.page}#{view.code}-{shown.identifier}"
            links[section_key(outline.name, chapter.key)] = page
            for section in chapter.children:
                links[section_key(outline.name, section.key)] = f"{page}#{section_id(section)}"
    return links


def file_links(documents: Sequence[DocumentView], library: Library) -> dict[str, str]:
    """Where the Markdown files of a project are read: the page on which each one begins."""
    links: dict[str, str] = {}
    for view in documents:
        document = library.edition.document(view.code)
        if document and view.chapters:
            chapters = zip(library.edition.outlines[document.outline].chapters, view.chapters, strict=True)
            for chapter, shown in chapters:
                links.setdefault(chapter.file, shown.file if view.by_chapter else view.page)
    return links


def _pieces(document: DocumentType, facts: Facts, library: Library, drawings: dict[str, Figure]) -> list[list[Element]]:
    """The text of each chapter and section of a document, captions numbered through; its drawings are handed over."""
    outline = library.edition.outlines[document.outline]
    figures: dict[str, Figure] = {}
    pieces = []
    for chapter in outline.chapters:
        for section in (chapter, *chapter.children):
            content = section_content(section, outline.name, facts)
            # A page shows an attached figure where the document refers to it.
            generated = () if is_hidden(section, facts.project) else section.generated
            referred = [block.figure for block in generated if block.figure is not None]
            content += [mark(entry) for entry in library.edition.head.figures if entry.number in referred]
            illustrated = illustrate(content, facts)
            figures |= illustrated.figures
            pieces.append(Piece(chapter.key[0], illustrated.blocks))
    files = {name: f"{document.code}-{Path(name).stem}.svg" for name in figures}
    drawings |= {files[name]: figure for name, figure in figures.items()}
    numbered = number_captions(pieces, library.edition.head.captions)
    return [replace_images(typeset(blocks), partial(_drawing, figures, files)) for blocks in numbered]


def _charts_beside(facts: Facts, drawings: Mapping[str, Figure]) -> dict[str, Figure]:
    return {
        f"chart-{Path(name).stem}.svg": figure
        for entry in facts.library.edition.head.charts
        if first_sheet(entry, drawings) is None
        for name, figure in sheets(entry, facts).figures.items()
    }


def first_sheet(entry: FigureEntry, drawings: Mapping[str, Figure]) -> str | None:
    """The file of a figure's first sheet among drawings; None where it is not drawn."""
    return next((name for name in drawings if name.endswith(f"-{entry.file}-1.svg")), None)


def _drawing(figures: Mapping[str, Figure], files: Mapping[str, str], name: str) -> Element | None:
    """A drawn figure as a picture of its own beside the page, which stays small; it opens in full."""
    if name not in figures:
        return None
    alt = ast.text(figures[name].alt)
    image = ast.element("Image", [["", [], [["loading", "lazy"]]], alt, [files[name], ""]])
    return ast.element("Link", [["", [], []], [image], [files[name], "看大图"]])


def _chapters(document: DocumentType, library: Library, fragments: Iterator[str]) -> tuple[ChapterView, ...]:
    outline = library.edition.outlines[document.outline]
    views = []
    for chapter in outline.chapters:
        body = next(fragments)
        sections = tuple(
            SectionView(section.heading, section_id(section), next(fragments)) for section in chapter.children
        )
        file = f"{document.code}-{chapter.key[0]}.html"
        views.append(ChapterView(chapter.heading, section_id(chapter), file, body, sections))
    return tuple(views)
