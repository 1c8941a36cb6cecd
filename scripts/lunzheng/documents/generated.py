"""The blocks of a section or form that data answers."""

from __future__ import annotations

from collections.abc import Sequence

from lunzheng.documents import ast
from lunzheng.documents.illustrate import mark
from lunzheng.documents.tables import data_table, grid
from lunzheng.model.blocks import GeneratedBlock
from lunzheng.model.facts import Facts
from lunzheng.source.markdown import Element


def generated(blocks: Sequence[GeneratedBlock], facts: Facts, *, in_form: bool = False) -> list[Element]:
    """The blocks in order; what has no data is left out, except in a form, where the empty table stays.

    Args:
        blocks: what the edition asks for.
        facts: the project's values.
        in_form: tables carry no caption of their own: the form's title is theirs.
    """
    return [element for block in blocks for element in _block(block, facts, in_form=in_form)]


def _block(block: GeneratedBlock, facts: Facts, *, in_form: bool) -> list[Element]:
    edition = facts.library.edition
    if block.sentence:
        return [ast.para(facts.fill(block.sentence))]
    if block.items:
        values = ((item.label, facts.value(item.source)) for item in block.items)
        return [element for label, value in values if value for element in ast.paras(f"{label}：{value}")]
    if block.grid:
        return [grid(block.grid, facts)]
    if block.table:
        caption = "" if in_form else block.caption or block.table
        return data_table(edition.tables[block.table], facts, caption, keep_empty=in_form)
    if block.enumeration.data:
        rows = facts.rows(block.enumeration.data)
        items = [[ast.para(_sentence(block.enumeration.pattern, row, facts))] for row in rows]
        return [ast.ordered([[ast.styled("List Text", item)] for item in items])] if items else []
    if block.form is not None:
        form = edition.form(block.form)
        return [ast.para(f"详见附表{form.number}《{form.name}》。")]
    if block.figure is not None:
        figure = next(item for item in edition.head.figures if item.number == block.figure)
        return [ast.para(f"详见附图{figure.number}《{figure.title}》。")]
    if block.chart:
        return [mark(next(entry for entry in edition.head.charts if entry.file == block.chart))]
    return []


def _sentence(pattern: str, row: object, facts: Facts) -> str:
    """A pattern such as ``{范围}：{方式}。`` with the columns of a row put in; plain replacement."""
    for name, value in row.items() if isinstance(row, dict) else ():
        pattern = pattern.replace(f"{{{name}}}", facts.cell(value, ""))
    return pattern
