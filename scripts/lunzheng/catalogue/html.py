"""Document trees as HTML fragments.

Pages carry the author's text as HTML that pandoc has written, not as Markdown: Python-Markdown would read it by other
rules than the ones it was checked by, and would let raw HTML through.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from lunzheng.documents import ast
from lunzheng.source.markdown import Element
from lunzheng.source.pandoc import run_lua

_SCRIPT = Path(__file__).with_name("write_html.lua")


def html_fragments(sections: Sequence[Sequence[Element]]) -> list[str]:
    """The HTML of each list of blocks, in one run of pandoc.

    Raises:
        PandocError: pandoc failed.
    """
    if not sections:
        return []
    documents = [json.dumps(ast.document(_for_web(blocks), {}), ensure_ascii=False) for blocks in sections]
    return [_tables_scroll(str(fragment)) for fragment in run_lua(_SCRIPT, documents)]


def _tables_scroll(fragment: str) -> str:
    """Each table in a frame that scrolls by itself, by keyboard as well; an author's own ``<`` is escaped by now."""
    frame = '<div class="table-scroll" tabindex="0" role="group" aria-label="表格"><table'
    return fragment.replace("<table", frame).replace("</table>", "</table></div>")


def _for_web(blocks: Sequence[Element]) -> list[Element]:
    """Without Word styles and print widths, which mean nothing on a page."""

    def visit(element: Element) -> Element | list[Element]:
        match element["t"]:
            case "Div":
                return list(element["c"][1])
            case "Table":
                content = list(element["c"])
                content[2] = [[column[0], ast.element("ColWidthDefault")] for column in content[2]]
                return ast.element("Table", content)
            case _:
                return element

    walked: list[Element] = ast.walk(list(blocks), visit)
    return walked
