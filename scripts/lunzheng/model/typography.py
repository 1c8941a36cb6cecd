"""Punctuation of Chinese text: what a keyboard gives becomes what print asks for (GB/T 15834-2011)."""

from __future__ import annotations

import re

_CHINESE = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’《》…"
_HAS_CHINESE = re.compile(f"[{_CHINESE}]")
_DOUBLE = re.compile(r'"([^"\n]*)"')
_SINGLE = re.compile(r"(?<![A-Za-z0-9])'([^'\n]*)'(?![A-Za-z0-9])")
_DASH = re.compile(f"(?<=[{_CHINESE}]) ?-{{2,3}} ?(?=[{_CHINESE}])")
_ELLIPSIS = re.compile(f"(?<=[{_CHINESE}])\\.{{3,6}}")


def chinese_punctuation(text: str) -> str:
    """Straight quotes in pairs, doubled hyphens and rows of dots, where they belong to Chinese words.

    What stands in Latin text stays: ``"GIS" level 2.0`` and ``5'6"`` are not Chinese punctuation.
    """
    if '"' in text:
        text = _DOUBLE.sub(lambda found: _quoted(found, "“", "”"), text)
    if "'" in text:
        text = _SINGLE.sub(lambda found: _quoted(found, "‘", "’"), text)
    if "--" in text:
        text = _DASH.sub("——", text)
    return _ELLIPSIS.sub("……", text) if "..." in text else text


def _quoted(found: re.Match[str], opening: str, closing: str) -> str:
    beside = found.string[max(found.start() - 1, 0) : found.start()] + found.string[found.end() : found.end() + 1]
    belongs = _HAS_CHINESE.search(found[1] + beside)
    return f"{opening}{found[1]}{closing}" if belongs else found[0]
