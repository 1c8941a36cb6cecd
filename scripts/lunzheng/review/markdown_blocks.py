"""Markdown of several parts for a forge: tables, and as many parts as a forge takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lunzheng.check.formats.markdown import escape


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what stands in its cells is text, never markup."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell if cell == '---' else escape(cell) for cell in line)} |" for line in lines)


def folded(title: str, content: str) -> str:
    """A part that a reader opens when they want it."""
    return f"<details><summary>{escape(title)}</summary>\n\n{content.strip()}\n\n</details>\n"


def fitting(blocks: Sequence[str], room: int, note: str) -> str:
    """As many blocks as fit, in order; where some do not, the note says so.

    Args:
        blocks: each whole by itself.
        room: in the UTF-16 units that forges count.
        note: a block of its own.
    """
    whole = "\n".join(blocks)
    if units(whole) <= room:
        return whole
    left = room - units(note) - 1
    kept: list[str] = []
    for block in blocks:
        if units(block) + 1 > left:
            break
        left -= units(block) + 1
        kept.append(block)
    return "\n".join([*kept, note])


def units(text: str) -> int:
    """The length of a text as forges count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
