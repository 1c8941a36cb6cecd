"""A comparison as Markdown for a pull request: counts first, the changes folded away where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lunzheng.check.formats.markdown import escape
from lunzheng.model.blocks import Column
from lunzheng.model.changes.change import Change, change_row
from lunzheng.model.changes.comparison import Comparison
from lunzheng.model.comparison_words import OPINION, PLACE, ComparisonSheet

_OPEN = 6
"""Changes of one document or form that are shown at once; more are folded away."""
_ROWS = 60
_TEXT = 160


def comparison_blocks(comparison: Comparison, sheet: ComparisonSheet) -> Iterator[str]:
    """The blocks of Markdown, each whole by itself, so that the text can end after any of them."""
    if not comparison.changes:
        yield f"{escape(sheet.empty)}\n"
        return
    for part, changes in comparison.parts:
        yield _part(part, changes, sheet)


def _part(part: str, changes: Sequence[Change], sheet: ComparisonSheet) -> str:
    counts = Counter(change.kind.word(sheet.kinds) for change in changes)
    counted = "、".join(f"{word} {count} 处" for word, count in counts.items())
    title = f"{escape(part)}：{escape(counted)}"
    has_grounds = any(change.grounds for change in changes)
    columns = [column for column in sheet.columns if column.source and (column.source != OPINION or has_grounds)]
    lines = [_line([column.title for column in columns]), _line(["---"] * len(columns))]
    lines += [_row(change, columns, sheet) for change in changes[:_ROWS]]
    if len(changes) > _ROWS:
        lines += ["", f"另有 {len(changes) - _ROWS} 处没有列出。"]
    table = "\n".join(lines)
    if len(changes) <= _OPEN:
        return f"**{title}**\n\n{table}\n"
    return f"<details><summary>{title}</summary>\n\n{table}\n\n</details>\n"


def _row(change: Change, columns: Sequence[Column], sheet: ComparisonSheet) -> str:
    row = {**change_row(change, sheet), PLACE: change.place}
    # An opinion is short already; how many there are must not cut off the last ones.
    cells = {column.source: escape(str(row[column.source]), _TEXT) for column in columns}
    if OPINION in cells:
        cells[OPINION] = "；".join(escape(ground) for ground in change.grounds)
    return _line(list(cells.values()))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
