"""Unique marks in the fields of project files, chosen by what the schemas say of each field."""

from __future__ import annotations

import itertools
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lunzheng.check.schema import SchemaFolder
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

FieldPath = tuple[str, ...]
"""The keys down to a field; what lies between in lists is left out."""


class Marks:
    """Marks without end, each with what it was put into."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers = itertools.count(1)
        self.put: dict[str, str] = {}

    def new(self, place: str) -> str:
        """A mark that stands nowhere else; letters and digits only, so that no output has to change it."""
        mark = f"{self._prefix}{next(self._numbers):04}z"
        self.put[mark] = place
        return mark


def plain(path: Path) -> Any:
    node, problems = parse_yaml(TextFile(path.name, path.read_text(encoding="utf-8")))
    assert node is not None, problems
    return node.plain()


def write(path: Path, value: Any, comment: str) -> None:
    """A YAML file (JSON is YAML) with a comment."""
    path.write_text(f"# {comment}\n{json.dumps(value, ensure_ascii=False, default=float)}\n", encoding="utf-8")


def leaves(schemas: SchemaFolder, name: str) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    """Every field of a file that holds a value, with its schema."""

    def walk(schema: dict[str, Any], root: dict[str, Any], above: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
        schema = schemas.resolve(schema, root)
        if "properties" in schema:
            for key, child in schema["properties"].items():
                yield from walk(child, root, (*above, key))
        elif "items" in schema and "properties" in schemas.resolve(schema["items"], root):
            yield from walk(schema["items"], root, above)
        else:
            yield above, schema

    root = schemas.schemas[f"{name}.schema.json"]
    yield from walk(root, root, ())


def internal(schemas: SchemaFolder, name: str) -> dict[FieldPath, dict[str, Any]]:
    """The fields that are not for the public."""

    def is_internal(path: FieldPath) -> bool:
        root = schema = schemas.schemas[f"{name}.schema.json"]
        for key in path:
            while "items" in schema:
                schema = schemas.resolve(schema["items"], root)
            schema = schemas.resolve(schema["properties"][key], root)
            if schema["x-public"] is not True:
                return True
        return False

    return {path: schema for path, schema in leaves(schemas, name) if is_internal(path)}


def free_text(schema: dict[str, Any]) -> bool:
    """Whether a mark may stand in a field, or in each item of a list of texts."""
    schema = schema.get("items", schema)
    if schema.get("type") != "string" or {"enum", "const", "format"} & set(schema):
        return False
    return re.search(schema.get("pattern", ""), Marks("secret").new("")) is not None


def sample(schemas: SchemaFolder, name: str) -> Any:
    """A file that has every field of its schema, each with the example that the schema gives."""

    def of(schema: dict[str, Any], root: dict[str, Any]) -> Any:
        schema = schemas.resolve(schema, root)
        if "properties" in schema:
            return {key: of(child, root) for key, child in schema["properties"].items()}
        if "items" in schema:
            return [of(schema["items"], root)]
        return next(iter(schema.get("enum") or schema.get("examples") or [schema.get("minimum", "甲")]))

    root = schemas.schemas[f"{name}.schema.json"]
    return of(root, root)


def change(value: Any, fields: dict[FieldPath, Callable[[Any], Any]], above: FieldPath = ()) -> Any:
    """A tree with some of its fields changed; what is a list is changed item by item."""
    match value:
        case dict():
            return {key: change(child, fields, (*above, key)) for key, child in value.items()}
        case list():
            return [change(child, fields, above) for child in value]
        case _:
            return fields[above](value) if above in fields else value


def picture(mark: str) -> bytes:
    """A PNG of one pixel whose author is the mark."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
            chunk(b"tEXt", b"Author\0" + mark.encode()),
            chunk(b"IDAT", zlib.compress(b"\0\0")),
            chunk(b"IEND", b""),
            mark.encode(),
        ]
    )
