"""Does the data of the check rules hang together? The sections and costs that it names must exist."""

from __future__ import annotations

from collections.abc import Iterator

from lunzheng.model.edition import Edition
from lunzheng.source.problem import Kind, Location, Problem

Found = tuple[str, Location]
"""What is wrong, and where."""


def rule_data_problems(edition: Edition, kind: Kind) -> Iterator[Problem]:
    """Every name in ``rules.yml`` that nothing bears, as problems of a kind.

    Args:
        edition: the edition.
        kind: the kind to report with.
    """
    for message, where in (*_sections(edition), *_categories(edition)):
        yield kind.at(where, message)


def _sections(edition: Edition) -> Iterator[Found]:
    for item in edition.technical.section_lists:
        outline = edition.outlines.get(item.outline)
        if outline is None:
            yield f"没有「{item.outline}」这个大纲", item.place("大纲")
            continue
        known = {section.reference for chapter in outline.chapters for section in (chapter, *chapter.children)}
        for index, section in enumerate(item.sections):
            if section not in known:
                yield f"大纲「{item.outline}」里没有「{section}」这一节", item.place("节", index)


def _categories(edition: Edition) -> Iterator[Found]:
    book = edition.technical
    known = {category.name for category in edition.head.cost_categories}
    named = (
        (book.rate, "费用类别", book.rate.categories),
        (book.products, "费用类别", book.products.categories),
        (book.excluded, "不看的费用类别", book.excluded.other_categories),
    )
    for record, field, categories in named:
        for index, category in enumerate(categories):
            if category not in known:
                yield f"没有「{category}」这个费用类别", record.place(field, index)
