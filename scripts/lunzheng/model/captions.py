"""The titles of the tables and figures of a project, by which its text may refer to them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from lunzheng.model.edition import Section
from lunzheng.model.facts import FIGURE_REFERENCE, TABLE_REFERENCE
from lunzheng.model.library import Library, Project
from lunzheng.model.narrative import table_caption


def caption_titles(project: Project, library: Library) -> set[tuple[str, str]]:
    """(表 or 图, title) of every caption that the author has written or that the edition's tables bring."""
    titles: set[tuple[str, str]] = set()
    for name, narrative in project.narratives.items():
        for before, after in pairwise(narrative.blocks):
            if after.element["t"] == "Table" and (title := table_caption(before)):
                titles.add((TABLE_REFERENCE, title))
        titles |= {(FIGURE_REFERENCE, b.plain_text) for b in narrative.blocks if b.element["t"] == "Figure"}
        for chapter in library.edition.outlines[name].chapters:
            titles |= _generated(chapter, {entry.file: entry.title for entry in library.edition.head.charts})
    return titles


def _generated(section: Section, charts: Mapping[str, str]) -> set[tuple[str, str]]:
    own = {(TABLE_REFERENCE, block.caption or block.table) for block in section.generated if block.table}
    own |= {(FIGURE_REFERENCE, charts[block.chart]) for block in section.generated if block.chart}
    return own.union(*(_generated(child, charts) for child in section.children))
