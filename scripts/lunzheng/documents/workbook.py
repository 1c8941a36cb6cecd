"""The workbook of one project: the forms of 附表3 as sheets, from the same data as the forms in the document."""

from __future__ import annotations

from collections.abc import Mapping

from lunzheng.documents.cells import TypedTable, sentence
from lunzheng.documents.lists import sheet_settings
from lunzheng.documents.xlsx import BookProperties, Label, Sheet, write_xlsx
from lunzheng.model.blocks import GeneratedBlock
from lunzheng.model.edition import YES, Form
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project


def workbook_file(project: Project) -> str:
    """The file name of a project's workbook: ASCII, unique in the library."""
    return f"{project.id}-forms.xlsx"


def make_workbook(project: Project, library: Library) -> bytes | None:
    """The forms that the edition puts into the workbook, one sheet each; None where there is nothing to put in.

    A form without data is left out: the document shows it empty, a spreadsheet of empty tables helps nobody.
    """
    facts = Facts(project, library)
    settings = library.edition.lists.workbook
    forms = [
        form for form in library.edition.numbered_forms if form.number in settings.forms and _has_data(form, facts)
    ]
    if not forms:
        return None
    properties = BookProperties(facts.fill(settings.title), project.profile.owner.name, project.profile.written_on)
    return write_xlsx([_sheet(form, facts) for form in forms], sheet_settings(library), properties)


def make_workbooks(project: Project, library: Library) -> Mapping[str, bytes]:
    """What goes into the filing bundle, by file name: the workbook, if there is one."""
    made = make_workbook(project, library)
    return {workbook_file(project): made} if made else {}


def _has_data(form: Form, facts: Facts) -> bool:
    """Whether a table of the form has rows, or its data file is there and says that there are none."""
    files = {data_file.name: data_file.file for data_file in facts.library.edition.head.data_files}
    tables = [facts.library.edition.tables[block.table] for block in form.generated if block.table]
    return any(
        facts.rows(table.data) or (table.empty and facts.project.has(files.get(table.data.split(".")[0], "")))
        for table in tables
    )


def _sheet(form: Form, facts: Facts) -> Sheet:
    settings = facts.library.edition.lists.workbook
    name = settings.sheet.replace("{编号}", str(form.number)).replace("{名称}", form.name)
    blocks = [made for block in form.generated for made in _blocks(block, facts)]
    # The head of a form names the project by itself.
    named = any(block.grid for block in form.generated)
    head = () if named else tuple(facts.fill(line) for line in settings.head)
    return Sheet(name, form.name, head, tuple(blocks))


def _blocks(block: GeneratedBlock, facts: Facts) -> list[TypedTable | tuple[Label, ...] | str]:
    edition = facts.library.edition
    if block.table:
        table = edition.tables[block.table]
        rows = facts.rows(table.data)
        if not rows and table.empty:
            return [facts.fill(table.empty)]
        return [TypedTable.of(table.columns, rows, facts.fill)]
    if block.grid:
        values = ((item, facts.value(item.source) if item.source else None) for item in block.grid)
        return [tuple(Label(item.label, value or "", item.whole_row == YES) for item, value in values)]
    if block.sentence:
        return [facts.fill(block.sentence)]
    if block.items:
        pairs = ((item.label, facts.value(item.source)) for item in block.items)
        return [f"{label}：{value}" for label, value in pairs if value]
    if block.enumeration.data:
        return [sentence(block.enumeration.pattern, row, facts) for row in facts.rows(block.enumeration.data)]
    return []
