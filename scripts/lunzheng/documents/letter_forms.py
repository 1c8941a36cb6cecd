"""Forms of the review: opinions of the departments (art. 9) and of the experts (art. 11)."""

from __future__ import annotations

from lunzheng.documents import ast
from lunzheng.documents.cells import TypedTable, empty_line, word_table
from lunzheng.documents.compose import Part
from lunzheng.documents.letter_facts import LetterFacts
from lunzheng.documents.letter_text import title_characters, title_lines
from lunzheng.documents.tables import CELL_STYLE, HEAD_STYLE, grid
from lunzheng.model.datasets import Row
from lunzheng.model.edition import YES
from lunzheng.model.letter import Field, FormBlock, FormTable, LetterForm
from lunzheng.source.markdown import Element

_LABEL_SHARE = 0.2
"""The share of the width that labels take, as in the head of a form."""

_ALIGNMENTS = {"左": ast.LEFT, "居中": ast.CENTER, "": ast.RIGHT}

GAP = ast.raw_openxml(
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="80" w:lineRule="exact"/></w:pPr>'
    "</w:p>"
)
"""The little room between the tables of a form; Word wants a paragraph after the last one, too."""


def form_part(form: LetterForm, facts: LetterFacts, mark: str = "") -> Part:
    """A form on pages of its own.

    Args:
        form: the edition's form.
        facts: fill it.
        mark: 附件 with its number where the form is bound behind a letter (GB/T 9704-2012, 7.3.7).
    """
    landscape = form.landscape == YES
    styles = facts.library.edition.styles
    page = styles.page.turned() if landscape else styles.page
    title = title_lines([facts.fill(piece) for piece in form.title], title_characters(styles, page))
    blocks: list[Element] = []
    if mark:
        # The attachment's title stands in the third line.
        blocks += [ast.styled("Attachment Mark", [ast.para(mark)]), empty_line("Attachment Mark")]
    blocks.append(ast.styled("Form Title", [ast.para("\n".join(title))]))
    for block in form.blocks:
        blocks += [*_block(block, facts), GAP]
    return Part(tuple(blocks), landscape=landscape)


def _block(block: FormBlock, facts: LetterFacts) -> list[Element]:
    if block.sentence:
        return [ast.styled("Form Sentence", [ast.para(facts.fill(block.sentence))])]
    if block.grid:
        return [grid(block.grid, facts)]
    if block.fields:
        return [_fields(block.fields)]
    return [_table(block.table, facts)]


def _table(table: FormTable, facts: LetterFacts) -> Element:
    """The rows of a dataset, or empty ones to write in."""
    listed = facts.rows(table.data)
    rows: list[Row] = listed or [{} for _ in range(table.blank_rows or 0)]
    lists = facts.library.edition.lists
    return word_table(
        TypedTable.of(table.columns, rows, facts.fill),
        facts.library.edition.letters.words.total,
        lists.date,
        0 if listed and table.blank_rows else table.lines or 0,
    )


def _fields(fields: tuple[Field, ...]) -> Element:
    """Labels with room to write in; what closes a field stands at its lower right."""
    rows = []
    for field in fields:
        room = [empty_line(CELL_STYLE) for _ in range(field.lines or 0)]
        closing = [_cell_text(CELL_STYLE, text) for text in field.closing]
        label = ast.cell([_cell_text(HEAD_STYLE, field.label)])
        rows.append(ast.row([label, ast.cell([*room, *closing], _ALIGNMENTS[field.alignment])]))
    return ast.table([_LABEL_SHARE, 1 - _LABEL_SHARE], [], rows)


def _cell_text(style: str, string: str) -> Element:
    return ast.styled(style, [ast.element("Para", ast.text(string))])
