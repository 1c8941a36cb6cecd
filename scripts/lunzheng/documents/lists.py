"""Lists of a year over the whole library: new entries of the reserve library (art. 6) and suggestions (art. 4, 5)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lunzheng.documents import ast
from lunzheng.documents.cells import TypedTable, word_table
from lunzheng.documents.compose import DocumentTree, Part
from lunzheng.documents.docx import write_docx
from lunzheng.documents.letters import letter_styles
from lunzheng.documents.xlsx import BookProperties, Sheet, SheetSettings, write_xlsx
from lunzheng.model.datasets import Row, lookup
from lunzheng.model.edition import YES
from lunzheng.model.facts import TOKEN, Facts, format_cell
from lunzheng.model.library import Library, Project
from lunzheng.model.listing import Listing
from lunzheng.model.stage import SUGGESTED
from lunzheng.model.totals import total_investment

ACROSS = True
"""Lists lie across the page."""


@dataclass(frozen=True)
class YearList:
    """A list of one year.

    Attributes:
        title: with its year.
        head: lines between title and table.
        table: the projects by date and id, typed.
        ids: the projects on it, in order.
        years: the years that have entries, for a person who asked for one without.
        undated: projects that a date would put on the list of some year.
    """

    listing: Listing
    title: str
    head: tuple[str, ...]
    table: TypedTable
    ids: tuple[str, ...]
    years: tuple[int, ...]
    undated: tuple[str, ...]


def list_file(listing: Listing, year: int, suffix: str) -> str:
    """The file name of a list: ASCII."""
    return f"{listing.code}-{year}{suffix}"


def make_list(listing: Listing, projects: Iterable[Project], library: Library, year: int) -> YearList:
    """The projects that reached the list's stage in a year, by the dates of their records.

    A suggestion is there from the first day of its folder, with or without a record; without one it counts by the date
    on which its material was written.
    """
    readable = [project for project in projects if project.is_readable]
    dated = [(project, _dates(project, listing, library)) for project in readable]
    chosen = sorted(
        ((min(date for date in dates if date.year == year), project.id, project) for project, dates in dated
         if any(date.year == year for date in dates)),
        key=lambda item: item[:2],
    )  # fmt: skip
    rows = [_row(project, library, date, listing) for date, _, project in chosen]
    reached = _reached_by_suggestion(listing, library)
    tokens = {"年份": str(year), "发文机关": library.edition.letters.issuer, "主管单位": library.edition.head.authority}

    def fill(text: str) -> str:
        return TOKEN.sub(lambda found: tokens.get(found["name"].strip(), found.group()), text)

    return YearList(
        listing=listing,
        title=fill(listing.title),
        head=tuple(fill(line) for line in listing.head),
        table=TypedTable.of([replace(c, title=fill(c.title)) for c in listing.columns], rows, lambda text: text),
        ids=tuple(identifier for _, identifier, _ in chosen),
        years=tuple(sorted({date.year for _, dates in dated for date in dates})),
        undated=tuple(project.id for project, dates in dated if reached and not dates),
    )


def list_docx(made: YearList, library: Library) -> bytes:
    """The list as DOCX, across the page, its header repeated (GB/T 9704-2012, 5.2 for page and fonts).

    Raises:
        PandocError: pandoc could not write it.
    """
    edition = library.edition
    shown = made.table if made.table.rows else _with_blank_row(made.table)
    blocks = [
        ast.styled("Form Title", [ast.para(made.title)]),
        *(ast.styled("Form Sentence", [ast.para(line)]) for line in made.head),
        word_table(shown, edition.lists.total, edition.lists.date),
    ]
    tree = DocumentTree(
        title=made.title,
        author=edition.letters.issuer,
        date="",
        parts=(Part(tuple(blocks), landscape=ACROSS),),
        folder=Path(library.root),
    )
    return write_docx(tree, letter_styles(edition))


def list_xlsx(made: YearList, library: Library) -> bytes:
    """The list as XLSX."""
    edition = library.edition
    sheet = Sheet(made.listing.sheet, made.title, made.head, (made.table,))
    properties = BookProperties(made.title, edition.letters.issuer, None)
    return write_xlsx([sheet], sheet_settings(library), properties)


def sheet_settings(library: Library) -> SheetSettings:
    """How the edition's spreadsheets look."""
    edition = library.edition
    return SheetSettings(edition.lists.look, edition.styles.page, edition.styles.page_number, edition.lists.total)


def _with_blank_row(table: TypedTable) -> TypedTable:
    return TypedTable(table.columns, (tuple(None for _ in table.columns),))


def _reached_by_suggestion(listing: Listing, library: Library) -> bool:
    return any(s.name == listing.stage and s.evidence == SUGGESTED for s in library.edition.head.stages)


def _dates(project: Project, listing: Listing, library: Library) -> list[datetime.date]:
    recorded = [e.date for e in project.records.entries if e.event == listing.stage and e.date]
    written = project.profile.written_on
    if not recorded and written and _reached_by_suggestion(listing, library):
        return [written]
    return recorded


def _row(project: Project, library: Library, date: datetime.date, listing: Listing) -> Row:
    """What the list's columns may take of a project: computed values by name, anything else by path."""
    profile, facts = project.profile, Facts(project, library)
    ended = project.stage.name if project.stage.final == YES and project.stage.name != listing.stage else ""
    computed: dict[str, object] = {
        "项目名称": project.name,
        "建设单位": profile.owner.name,
        "实施单位": profile.implementer.name,
        "主要建设内容": facts.value("建设内容.主要内容"),
        "投资估算": profile.estimate or total_investment(project),
        "总投资": total_investment(project),
        "建设期": str(profile.period),
        "阶段日期": date,
        "阶段": project.stage.name,
        "备注": ended,
    }
    for name in (column.source for column in listing.columns if column.source):
        if name not in computed:
            node = lookup(project, library, name)
            value = node.plain() if node else None
            computed[name] = facts.fill(format_cell(value, "")) if isinstance(value, str | list | dict) else value
    return computed
