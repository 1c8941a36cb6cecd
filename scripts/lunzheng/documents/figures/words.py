"""Short pieces of Chinese that figures share."""

from __future__ import annotations

from collections.abc import Sequence

CONTINUED = "（续）"
_NAMED = 12


def listed(names: Sequence[str]) -> str:
    """Names in a row; a long list is cut and counted."""
    if len(names) <= _NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:_NAMED])}等{len(names)}项"


def split_units(text: str) -> list[str]:
    """The bodies of a list such as ``市水利局、区（县、市）水利部门``: divided at 、 outside brackets."""
    names, depth, name = [], 0, ""
    for character in text:
        depth += (character in "（(") - (character in "）)")
        if character in "、；;" and depth <= 0:
            names.append(name.strip())
            name = ""
        else:
            name += character
    return [name for name in dict.fromkeys([*names, name.strip()]) if name]
