"""Tables of lists and review forms against the edition: the columns and labels that they must have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from lunzheng.documents.inspect.content import Table, quoted
from lunzheng.documents.inspect.expected import FORM_TITLE
from lunzheng.documents.inspect.grids import (
    column_titles,
    grid_of,
    head_rows,
    paragraphs_by_node,
    titles_of,
)
from lunzheng.documents.inspect.papers import fits, fixed_values, form_codes, joined, last_words, shown
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.model.blocks import Column
from lunzheng.model.letter import LetterForm, LetterKind
from lunzheng.model.listing import Listing
from lunzheng.source.problem import Kind

COLUMNS = Kind(
    "E464",
    "清单和评审用表的标题、栏目与规定一字不差",
    "各单位的表要汇总在一起，多一列、少一列或者换了名称就对不上。",
    "照要求的名称和顺序改表头和栏目；最好重新生成",
)
COLUMN_KINDS = (COLUMNS,)


def check_columns(subject: Subject) -> Iterable[Requirement]:
    """The columns and labels of a yearly list or of the forms of the review; nothing for other papers."""
    if subject.listing:
        yield _list(subject, subject.listing)
    elif subject.letter and form_codes(subject.letter):
        yield _forms(subject, subject.letter)


def _list(subject: Subject, listing: Listing) -> Requirement:
    """The table of a list, and the lines above it."""
    found = Deviations(subject, COLUMNS, listing.article)
    _table(subject, listing.columns, range(len(subject.document.sections)), found)
    lines = {joined(paragraph.text) for paragraph in subject.document.text_paragraphs}
    values = fixed_values(subject.edition)
    for text in (listing.title, *listing.head):
        if not any(fits(line, [text], values) for line in lines):
            found.add(f"没有“{shown(text, values)}”", "表的上面")
    titles = "、".join(titles_of(listing.columns))
    return found.requirement(titles, f"{len(listing.columns)} 列都符合")


def _forms(subject: Subject, kind: LetterKind) -> Requirement:
    """The forms of a letter, or of the review by itself, in the sections where they stand."""
    found = Deviations(subject, COLUMNS, kind.article)
    asked: list[str] = []
    for form in map(subject.edition.letters.form, form_codes(kind)):
        titles = (p for p in subject.document.text_paragraphs if p.code == FORM_TITLE)
        sections = {p.section for p in titles if fits(joined(p.text), form.title)}
        labels = _labels(form)
        tables = [block.table.columns for block in form.blocks if block.table.columns]
        asked += [*labels, *(title for columns in tables for title in titles_of(columns))]
        if not sections:
            # One that should be bound behind a letter is told with the attachments.
            if form.code == kind.form:
                found.add(f"没有标题“{shown(''.join(form.title), {})}”", "表的上面")
            continue
        for columns in tables:
            _table(subject, columns, sections, found)
        cells = {joined(p.text) for p in subject.document.paragraphs if p.section in sections}
        for label in labels:
            if joined(label) not in cells:
                found.add(f"没有“{label}”一栏", f"《{last_words(form.title)}》")
    return found.requirement("、".join(asked), f"{len(asked)} 个栏目都符合")


def _labels(form: LetterForm) -> list[str]:
    """What stands beside the places of a form that no table's head names."""
    grids = [item.label for block in form.blocks for item in block.grid]
    return [*grids, *(field.label for block in form.blocks for field in block.fields)]


def _table(subject: Subject, columns: Sequence[Column], sections: Container[int], found: Deviations) -> None:
    """One table with these columns must stand in these sections; else name what the nearest one has wrong."""
    asked = titles_of(columns)
    tables = list(_heads(subject, sections))
    if any(titles == asked for _, titles in tables):
        return
    if not tables:
        found.add(f"没有表头是“{'、'.join(asked)}”的表", "整份文档")
        return
    nearest, titles = max(tables, key=lambda item: len(set(item[1]) & set(asked)))
    place = f"{nearest.where}的表头"
    missing = [title for title in asked if title not in titles]
    extra = [title for title in titles if title not in asked]
    for title in missing:
        found.add(f"没有“{title}”列", place)
    for title in extra:
        found.add(f"多了{quoted(title)}列", place)
    if not missing and not extra:
        found.add(f"各列应当依次是{'、'.join(asked)}", place)


def _heads(subject: Subject, sections: Container[int]) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """The tables of some sections with the titles of their columns."""
    by_node = paragraphs_by_node(subject.document)
    for table in subject.document.tables:
        if table.section in sections and (heads := head_rows(table, by_node)):
            yield table, tuple(column_titles(grid_of(table)[:heads]))
