"""The fields of every file, read from the schemas, for the page that tells how to fill them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lunzheng.check.schema import Schema, SchemaFolder


@dataclass(frozen=True)
class FieldView:
    """One field: depth 0 for the top of the file."""

    name: str
    title: str
    description: str
    example: str
    required: bool
    depth: int


@dataclass(frozen=True)
class FileView:
    file: str
    title: str
    description: str
    fields: tuple[FieldView, ...]


def file_views(schemas: SchemaFolder, files: dict[str, str]) -> list[FileView]:
    """What may stand in each file.

    Args:
        schemas: the edition's schemas.
        files: schema name → the file's path within a project folder.
    """
    views = []
    for name, file in files.items():
        root = schemas.schemas[f"{name}.schema.json"]
        fields = tuple(_fields(root, root, schemas, 0))
        views.append(FileView(file, root["title"], root["description"], fields))
    return views


def _fields(schema: Schema, root: Schema, schemas: SchemaFolder, depth: int) -> Iterator[FieldView]:
    required = set(schema.get("required", ()))
    for name, child in schema.get("properties", {}).items():
        resolved = schemas.resolve(child, root)
        yield FieldView(
            name=name,
            title=str(resolved.get("title", name)),
            description=_description(resolved),
            example=_example(resolved),
            required=name in required,
            depth=depth,
        )
        inner = schemas.resolve(resolved["items"], root) if "items" in resolved else resolved
        if "properties" in inner:
            yield from _fields(inner, root, schemas, depth + 1)


def _description(schema: Schema) -> str:
    parts = [str(schema["description"]).rstrip("。")] if "description" in schema else []
    if "enum" in schema:
        parts.append("从这些里选：" + "、".join(map(str, schema["enum"])))
    return "；".join(parts)


def _example(schema: Schema) -> str:
    examples: list[Any] = schema.get("examples", [])
    return str(examples[0]) if examples and not isinstance(examples[0], dict | list) else ""
