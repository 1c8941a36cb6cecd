"""Reading an edition from ``templates/<edition>/``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lunzheng.model.blocks import Table
from lunzheng.model.edition import (
    NO,
    YES,
    Article,
    DocumentType,
    Edition,
    EditionHead,
    Form,
    Outline,
    OutlineRecord,
    Section,
    SectionRecord,
)
from lunzheng.model.letter import LetterBook
from lunzheng.model.listing import ListBook
from lunzheng.model.numbering import chinese_number, heading_number
from lunzheng.model.record import bind
from lunzheng.model.review_words import ReviewWords
from lunzheng.model.rulebook import RuleBook
from lunzheng.model.rulebook_technical import TechnicalRuleBook
from lunzheng.model.self_check import SelfCheckSheet
from lunzheng.model.similar.settings import SimilaritySettings
from lunzheng.model.style import StyleSheet
from lunzheng.source.node import Node
from lunzheng.source.problem import Location, Problem
from lunzheng.source.yaml import read_yaml


@dataclass(frozen=True)
class EditionFiles:
    """The parsed files of an edition, by file name; the schema layer checks them before they are trusted."""

    folder: Path
    name: str
    nodes: dict[str, Node]
    problems: tuple[Problem, ...]


def read_edition_files(templates: Path, code: str) -> EditionFiles:
    """Parse every YAML file of an edition.

    Args:
        templates: the folder ``templates/``.
        code: the edition's folder name.
    """
    folder = templates / code
    nodes: dict[str, Node] = {}
    problems: list[Problem] = []
    for path in sorted([*folder.glob("*.yml"), *folder.glob("outlines/*.yml")]):
        relative = path.relative_to(folder).as_posix()
        node, found = read_yaml(path, f"templates/{code}/{relative}")
        problems.extend(found)
        if node:
            nodes[relative] = node
    return EditionFiles(folder, code, nodes, tuple(problems))


def build_edition(files: EditionFiles) -> Edition:
    """Make the typed edition from its parsed files."""
    home = Location(f"templates/{files.name}")

    def top(name: str) -> Node | None:
        return files.nodes.get(name)

    def rows(name: str, key: str) -> list[Node]:
        node = top(name)
        child = node.get(key) if node else None
        return child.items() if child else []

    def mapping(name: str, key: str) -> dict[str, Node]:
        node = top(name)
        child = node.get(key) if node else None
        return child.value if child and isinstance(child.value, dict) else {}

    head = bind(EditionHead, top("edition.yml"), home)
    outlines = {
        Path(name).stem: _outline(Path(name).stem, bind(OutlineRecord, node, home), head.numbering)
        for name, node in files.nodes.items()
        if name.startswith("outlines/")
    }
    return Edition(
        code=files.name,
        head=head,
        articles=tuple(bind(Article, node, home) for node in rows("articles.yml", "条款")),
        documents=tuple(bind(DocumentType, node, home) for node in rows("documents.yml", "文档")),
        outlines=outlines,
        tables={name: bind(Table, node, home) for name, node in mapping("tables.yml", "表格").items()},
        forms=tuple(bind(Form, node, home) for node in rows("forms.yml", "表样")),
        styles=bind(StyleSheet, top("styles.yml"), home),
        rule_articles={code: str(node.value) for code, node in mapping("rules.yml", "条款").items()},
        technical=bind(TechnicalRuleBook, top("rules.yml"), home),
        rulebook=bind(RuleBook, top("rules.yml"), home),
        similarity=bind(SimilaritySettings, top("similarity.yml"), home),
        rule_documents={
            code: tuple(str(item.value) for item in node.items()) for code, node in mapping("rules.yml", "适用").items()
        },
        internal_marks=tuple(str(node.value) for node in rows("rules.yml", "内部标志")),
        letters=bind(LetterBook, top("letters.yml"), home),
        lists=bind(ListBook, top("lists.yml"), home),
        self_check=bind(SelfCheckSheet, top("self-check.yml"), home),
        review=bind(ReviewWords, top("review.yml"), home),
    )


def _outline(name: str, record: OutlineRecord, formats: Sequence[str]) -> Outline:
    def section(item: SectionRecord, parent: tuple[int, ...], number: int, file: str, *, withheld: bool) -> Section:
        key = (*parent, number)
        file = item.file or file
        withheld = withheld or item.public == NO
        return Section(
            key=key,
            title=item.title,
            heading=heading_number(formats, len(key), number) + item.title,
            reference=_reference(key),
            level=len(key),
            file=file,
            requirement=item.requirement,
            prose=item.prose,
            article="、".join(filter(None, [f"{record.origin} {_reference(key)}", item.article])),
            hint=item.hint,
            generated=item.generated,
            is_withheld=withheld,
            children=tuple(
                section(child, key, index, file, withheld=withheld) for index, child in enumerate(item.sections, 1)
            ),
        )

    chapters = tuple(
        section(item, (), index, record.file, withheld=False) for index, item in enumerate(record.chapters, 1)
    )
    return Outline(
        name=name,
        title=record.title,
        origin=record.origin,
        adjustment=record.adjustment,
        chapters_on_new_pages=record.chapters_on_new_pages == YES,
        chapters=chapters,
    )


def _reference(key: tuple[int, ...]) -> str:
    return chinese_number(key[0]) + "".join(f"（{chinese_number(number)}）" for number in key[1:])
