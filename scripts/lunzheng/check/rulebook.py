"""Does an edition's rulebook hang together? The documents, stages, terms and sections it names must exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lunzheng.model.edition import Edition
from lunzheng.model.record import Record
from lunzheng.source.problem import Kind, Problem


def rulebook_problems(edition: Edition, kind: Kind) -> Iterator[Problem]:
    """Every name in ``rules.yml`` that nothing bears, as problems of a kind."""
    for record, key, names, known in (*_references(edition), *_sections(edition), *_categories(edition)):
        for index, name in enumerate(names):
            if name and name not in known:
                yield kind.at(record.place(key, index), f"没有「{name}」，可用的名字：{'、'.join(sorted(known))}")


Reference = tuple[Record, str, Sequence[str], set[str]]
"""A field that names something: its record, its key, what it names, and what there is."""


def _references(edition: Edition) -> Iterator[Reference]:
    """The documents, stages, terms and endings that are named."""
    book = edition.rulebook
    documents = {document.code for document in edition.documents}
    stages = {stage.name for stage in edition.head.stages}
    terms = {term.code for term in edition.head.terms}
    endings = {pattern.ending for pattern in edition.head.naming.patterns}
    for choice in book.naming.choices:
        yield choice, "结尾", [choice.ending], endings
    for key, stage in (
        ("建议阶段", book.reserve.suggested),
        ("入库阶段", book.reserve.entered),
        ("方案阶段", book.reserve.planned),
    ):
        yield book.reserve, key, [stage], stages
    for key, term in (("实施期限", book.reserve.start_term), ("储备期限", book.reserve.life_term)):
        yield book.reserve, key, [term], terms
    yield book.basis_attachments, "文档", book.basis_attachments.documents, documents
    yield book.upgrades, "文档", book.upgrades.documents, documents
    yield book.collaboration, "文档", book.collaboration.documents, documents


def _sections(edition: Edition) -> Iterator[Reference]:
    for item in (*edition.rulebook.vague.places, *edition.technical.section_lists):
        yield item, "大纲", [item.outline], set(edition.outlines)
        if outline := edition.outlines.get(item.outline):
            known = {section.reference for chapter in outline.chapters for section in (chapter, *chapter.children)}
            yield item, "节", item.sections, known


def _categories(edition: Edition) -> Iterator[Reference]:
    book = edition.technical
    known = {category.name for category in edition.head.cost_categories}
    yield book.rate, "费用类别", book.rate.categories, known
    yield book.products, "费用类别", book.products.categories, known
    yield book.excluded, "不看的费用类别", book.excluded.other_categories, known
