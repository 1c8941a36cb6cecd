"""The punctuation of Chinese print, over a whole tree: what an author has typed is left alone in the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lunzheng.documents import ast
from lunzheng.model.typography import chinese_punctuation
from lunzheng.source.markdown import Element


def typeset(blocks: Sequence[Element]) -> list[Element]:
    """The blocks with their quotes, dashes and ellipses as Chinese print has them; code is left as it is."""
    result: list[Element] = _typeset(list(blocks))
    return result


def _typeset(value: Any) -> Any:  # noqa: ANN401 - any part of pandoc's JSON
    if isinstance(value, list):
        return _joined([_typeset(item) for item in value])
    if isinstance(value, dict) and "c" in value and value["t"] not in ("Code", "CodeBlock", "RawBlock", "RawInline"):
        return {**value, "c": _typeset(value["c"])}
    return value


def _joined(items: list[Any]) -> list[Any]:
    """A list of inlines with words and spaces between them drawn together: a pair of quotes may span several."""
    result: list[Any] = []
    for item in items:
        kind = item.get("t") if isinstance(item, dict) else None
        if kind not in ("Str", "Space"):
            result.append(item)
            continue
        text = item["c"] if kind == "Str" else " "
        if result and isinstance(result[-1], dict) and result[-1].get("t") == "Str":
            result[-1] = ast.element("Str", result[-1]["c"] + text)
        else:
            result.append(ast.element("Str", text))
    return [_punctuated(item) for item in result]


def _punctuated(item: Any) -> Any:  # noqa: ANN401 - any part of pandoc's JSON
    if isinstance(item, dict) and item.get("t") == "Str":
        return ast.element("Str", chinese_punctuation(item["c"]))
    return item
