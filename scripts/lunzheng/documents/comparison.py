"""The document that sets two states of a project side by side, change by change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lunzheng.documents import ast
from lunzheng.documents.cells import TypedTable, word_table
from lunzheng.documents.compose import DocumentTree, Part
from lunzheng.documents.docx import write_docx
from lunzheng.documents.tables import grid
from lunzheng.model.datasets import Row
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.source.markdown import Element


def make_comparison(project: Project, library: Library, rows: Sequence[Row], versions: Mapping[str, str]) -> bytes:
    """The bytes of the document.

    Args:
        project: the later state.
        library: its library, whose edition has the columns and the words.
        rows: the changes, by the columns of :mod:`lunzheng.model.comparison_words`.
        versions: which states are compared, under the names that the head of the document takes.

    Raises:
        PandocError: pandoc could not write it.
    """
    sheet = library.edition.review.comparison
    blocks: list[Element] = [
        ast.styled("Form Title", [ast.para(sheet.name)]),
        grid(sheet.fields, _VersionFacts(project, library, versions)),
    ]
    if rows:
        # What was changed is quoted as it was: what looks like a token in it is not to be filled.
        blocks.append(word_table(TypedTable.of(sheet.columns, rows, lambda text: text), "", ""))
    else:
        blocks.append(ast.para(sheet.empty))
    written = project.profile.written_on
    tree = DocumentTree(
        title=f"{project.name} {sheet.name}",
        author=project.profile.owner.name,
        date=written.isoformat() if written else "",
        parts=(Part(tuple(blocks), landscape=True),),
        folder=project.folder.root,
    )
    return write_docx(tree, library.edition.styles)


class _VersionFacts(Facts):
    """The facts of one project, and which of its states are compared."""

    def __init__(self, project: Project, library: Library, versions: Mapping[str, str]) -> None:
        super().__init__(project, library)
        self.versions = versions

    def value(self, path: str) -> str | None:
        return self.versions[path] if path in self.versions else super().value(path)
