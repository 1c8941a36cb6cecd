"""A document tree as DOCX: one run of pandoc, then the finishing pass."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lunzheng.documents import ast
from lunzheng.documents.compose import DocumentTree
from lunzheng.documents.contents import contents_blocks
from lunzheng.documents.finish import SECTION_MARK, Section, finish
from lunzheng.documents.reference import reference_docx
from lunzheng.model.style import StyleSheet
from lunzheng.source.markdown import Element
from lunzheng.source.pandoc import run_pandoc

LANGUAGE = "zh-Hans"
"""Pandoc's own words for 表 and 图 vanish under zh-CN; the styles carry the language of the text."""


def write_docx(tree: DocumentTree, styles: StyleSheet, pages: Mapping[str, int] | None = None) -> bytes:
    """The bytes of a document: a function of the tree, its pictures, the styles and the page numbers alone.

    Args:
        tree: the text.
        styles: the edition's page and styles.
        pages: the page of each heading for the contents, by bookmark, where they are known.

    Raises:
        PandocError: pandoc could not write it.
    """
    blocks: list[Element] = []
    for index, part in enumerate(tree.parts):
        if index:
            blocks.append(ast.raw_openxml(SECTION_MARK))
        blocks += part.blocks
        if part.is_contents:
            blocks += contents_blocks(tree.entries, pages or {})
    metadata = {"lang": LANGUAGE}
    document = ast.document(blocks, metadata)
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in tree.figures.items():
            (Path(folder) / name).write_bytes(figure.png)
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx(styles))
        output = run_pandoc(
            [
                "--from=json",
                "--to=docx",
                f"--reference-doc={reference}",
                f"--resource-path={folder}{os.pathsep}{tree.folder}",
                "--output=-",
            ],
            json.dumps(document, ensure_ascii=False).encode("utf-8"),
            {**os.environ, "SOURCE_DATE_EPOCH": str(_epoch(tree.date))},
        )
    sections = [Section(part.landscape, part.numbered, part.row_height) for part in tree.parts]
    return finish(
        output,
        sections,
        styles,
        new_pages=tree.chapters_on_new_pages,
        title=tree.title,
        author=tree.author,
        running_head=tree.running_head,
    )


def _epoch(date: str) -> int:
    """Midnight UTC of the document's date; 1980-01-01, where ZIP's calendar begins, while it has none."""
    day = datetime.date.fromisoformat(date or "1980-01-01")
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())
