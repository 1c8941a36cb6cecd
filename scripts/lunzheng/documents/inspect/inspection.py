"""Inspecting a document: all checks in order, and the result."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lunzheng.documents.inspect.captions import CAPTION_KINDS, check_captions
from lunzheng.documents.inspect.columns import COLUMN_KINDS, check_columns
from lunzheng.documents.inspect.content import Document
from lunzheng.documents.inspect.contents import CONTENTS_KINDS, check_contents
from lunzheng.documents.inspect.footers import FOOTER_KINDS, check_footers
from lunzheng.documents.inspect.hygiene import HYGIENE_KINDS, check_hygiene
from lunzheng.documents.inspect.layout import LAYOUT_KINDS, check_layout
from lunzheng.documents.inspect.letter_ends import END_KINDS, check_ends
from lunzheng.documents.inspect.letterhead import HEAD_KINDS, check_letterhead
from lunzheng.documents.inspect.letters import ELEMENT_KINDS, check_elements
from lunzheng.documents.inspect.package import MAX_FILE, PACKAGE_KINDS, PackageError, open_package
from lunzheng.documents.inspect.papers import Paper, recognise
from lunzheng.documents.inspect.references import REFERENCE_KINDS, check_references
from lunzheng.documents.inspect.requirement import Check, Requirement, Subject
from lunzheng.documents.inspect.sections import SECTION_KINDS, check_sections
from lunzheng.documents.inspect.structure import STRUCTURE_KINDS, check_structure
from lunzheng.documents.inspect.styles import STYLE_KINDS, check_text
from lunzheng.documents.inspect.sums import SUM_KINDS, check_sums
from lunzheng.documents.inspect.tables import TABLE_KINDS, check_tables
from lunzheng.documents.letters import letter_styles
from lunzheng.model.edition import Edition
from lunzheng.source.problem import Kind, Location, Problem

PAPER_KINDS: tuple[Kind, ...] = (*HEAD_KINDS, *ELEMENT_KINDS, *END_KINDS, *COLUMN_KINDS)
"""What is asked of letters, forms of the review and yearly lists alone."""

DOCUMENT_KINDS: tuple[Kind, ...] = tuple(
    sorted(
        (
            *PACKAGE_KINDS,
            *SECTION_KINDS,
            *FOOTER_KINDS,
            *STYLE_KINDS,
            *LAYOUT_KINDS,
            *TABLE_KINDS,
            *CAPTION_KINDS,
            *STRUCTURE_KINDS,
            *CONTENTS_KINDS,
            *REFERENCE_KINDS,
            *HYGIENE_KINDS,
            *PAPER_KINDS,
            *SUM_KINDS,
        ),
        key=lambda kind: kind.code,
    )
)
"""Every kind of problem that an inspection can report, for the rule handbook."""

_CHECKS: tuple[Check, ...] = (
    check_sections,
    check_footers,
    check_text,
    check_layout,
    check_tables,
    check_captions,
    check_structure,
    check_contents,
    check_references,
    check_hygiene,
    check_letterhead,
    check_elements,
    check_ends,
    check_columns,
    check_sums,
)


@dataclass(frozen=True)
class Inspection:
    """What an inspection has found.

    Attributes:
        file: the file's name as given.
        paper: which of the edition's papers it is, or None.
        requirements: everything asked, met or not; none where the file could not be opened.
        problems: all problems, in the order of their codes.
    """

    file: str
    paper: Paper | None
    requirements: tuple[Requirement, ...]
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


def inspect_document(data: bytes, file: str, edition: Edition, paper: Paper | None = None) -> Inspection:
    """Hold a DOCX against an edition.

    Args:
        data: the file's bytes; nothing in them is trusted.
        file: its name, for the problems.
        edition: whose figures hold.
        paper: which of them it is; without, its title tells.
    """
    try:
        document = Document(open_package(data), letter_styles(edition))
    except PackageError as error:
        problem = error.kind.at(Location(file), error.message, error.hint)
        return Inspection(file, paper, (), (problem,))
    subject = Subject(document, edition, file, paper or recognise(document, edition))
    requirements = sorted((item for check in _CHECKS for item in check(subject)), key=lambda item: item.kind.code)
    problems = tuple(problem for requirement in requirements for problem in requirement.problems)
    return Inspection(file, subject.paper, tuple(requirements), problems)


def inspect_file(path: Path, edition: Edition, paper: Paper | None = None) -> Inspection:
    """The same for a file; of one that is too large only as much is read as shows it."""
    with path.open("rb") as stream:
        return inspect_document(stream.read(MAX_FILE + 1), str(path), edition, paper)
