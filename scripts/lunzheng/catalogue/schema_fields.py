"""The fields that a schema of the API describes, for the page that explains them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.check.schema import Schema

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "object": "对象",
    "array": "列表",
    "null": "null",
}


@dataclass(frozen=True)
class ApiField:
    """One field: its path with dots, ``[]`` for the items of a list."""

    path: str
    title: str
    kind: str
    description: str


def fields(schema: Schema, above: str = "") -> Iterator[ApiField]:
    """Every field below a schema, in its order."""
    for name, field in schema.get("properties", {}).items():
        path = f"{above}{name}"
        yield ApiField(path, str(field["title"]), _kind(field), str(field.get("description", "")))
        yield from fields(field, f"{path}.")
        if "items" in field:
            yield from fields(field["items"], f"{path}[].")


def _kind(field: Schema) -> str:
    if "enum" in field:
        return "、".join(str(value) for value in field["enum"])
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return "或 ".join(_TYPES[kind] for kind in kinds)
