"""What each part of a project says, as a fingerprint: an approval holds for the content that it saw.

A section's fingerprint is taken of what is printed: the author's text with its tokens filled, and the values that data
puts into it. Line breaks and blanks of the source do not count; a changed amount counts wherever it is printed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from lunzheng.model.blocks import GeneratedBlock, Table
from lunzheng.model.datasets import COMPUTED, Row, lookup
from lunzheng.model.edition import Outline
from lunzheng.model.facts import Facts
from lunzheng.model.figure import FigureEntry
from lunzheng.model.library import PROJECT_FILE, REVIEW_FOLDER, Library, Project
from lunzheng.model.narrative import Narrative
from lunzheng.model.parts import entry_key, section_key
from lunzheng.source.markdown import Block
from lunzheng.source.picture import own_picture, pictures

_LENGTH = 16
"""Hexadecimal digits: enough that two contents never agree by chance."""


def fingerprints(project: Project, library: Library, files: Mapping[str, str]) -> dict[str, str]:
    """The fingerprint of every part that a reviewer sees; what lies under ``review/`` is no part of it.

    Args:
        project: as it stood.
        library: its library.
        files: the project's plain files with the hash of each one's content.

    Returns:
        Sections of the plan by :func:`section_key`, entries of data files by :func:`entry_key`, attachments by path.
    """
    printer = _Printer(Facts(project, library), files)
    result: dict[str, str] = {}
    for outline in plan_outlines(project, library):
        narrative = project.narratives.get(outline.name)
        for key, content in printer.sections(outline, narrative):
            result[key] = _digest(content)
    for file in (PROJECT_FILE, *(item.file for item in library.edition.head.data_files)):
        node = project.nodes.get(file)
        for name, child in node.value.items() if node and isinstance(node.value, dict) else ():
            result[entry_key(file, (name,))] = _digest(child.plain())
    chapters = (file for outline in library.edition.outlines.values() for file in outline.files)
    read = {*project.nodes, *chapters, *pictures(project.folder)}
    for file, content in files.items():
        if file not in read and not file.startswith(f"{REVIEW_FOLDER}/"):
            result[file] = _digest(content)
    return result


def plan_outlines(project: Project, library: Library) -> list[Outline]:
    """The outlines that opinions are asked about: the plan's; where an edition names no plan, every one."""
    plan = library.plan_of(project)
    documents = [plan] if plan else library.documents_for(project)
    outlines = (library.edition.outlines.get(document.outline) for document in documents)
    return [outline for outline in outlines if outline]


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


class _Printer:
    """What the parts of one project print, in a form that only serves comparison."""

    def __init__(self, facts: Facts, files: Mapping[str, str]) -> None:
        self.facts = facts
        self.files = files
        self.edition = facts.library.edition

    def sections(self, outline: Outline, narrative: Narrative | None) -> Iterator[tuple[str, object]]:
        for chapter in outline.chapters:
            for section in (chapter, *chapter.children):
                blocks = narrative.sections[section.key].blocks if narrative else ()
                yield (
                    section_key(outline.name, section.key),
                    [self._text(blocks), self._generated(section.generated)],
                )
        for file in outline.files:
            home = self.facts.project.location(file).file
            before = [block for block in (narrative.stray if narrative else ()) if block.location.file == home]
            if before:
                yield file, self._text(before)

    def _text(self, blocks: Sequence[Block]) -> list[object]:
        return [
            [
                self.facts.fill(json.dumps(block.element, ensure_ascii=False, sort_keys=True)),
                [self.files.get(picture.path, "") for picture in block.pictures],
            ]
            for block in blocks
        ]

    def _generated(self, blocks: Sequence[GeneratedBlock]) -> list[object]:
        return [self._block(block) for block in blocks]

    def _block(self, block: GeneratedBlock) -> object:
        facts = self.facts
        if block.sentence:
            return facts.fill(block.sentence)
        if block.items or block.grid:
            return [[item.label, facts.value(item.source)] for item in (*block.items, *block.grid)]
        if block.table:
            return self._table(self.edition.tables[block.table])
        if block.enumeration.data:
            pattern = block.enumeration.pattern
            rows = facts.rows(block.enumeration.data)
            return [[facts.cell(value, "") for name, value in row.items() if f"{{{name}}}" in pattern] for row in rows]
        if block.form is not None:
            return self._generated(self.edition.form(block.form).generated)
        entries = [
            *(entry for entry in self.edition.head.figures if block.figure == entry.number),
            *(entry for entry in self.edition.head.charts if block.chart == entry.file),
        ]
        return [self._figure(entry) for entry in entries]

    def _table(self, table: Table) -> object:
        sources = [(part, column.kind) for column in table.columns for part in column.source.split("+") if part]

        def shown(row: Row) -> list[str]:
            return [self.facts.cell(row.get(part), kind) for part, kind in sources]

        return [shown(row) for row in self.facts.rows(table.data)] or self.facts.fill(table.empty)

    def _figure(self, entry: FigureEntry) -> object:
        if own := own_picture(self.facts.project.folder, entry.file):
            return self.files.get(own, "")
        if entry.data in COMPUTED:
            return self.facts.rows(entry.data)
        node = lookup(self.facts.project, self.facts.library, entry.data)
        return node.plain() if node else None
