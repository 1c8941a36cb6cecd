"""Whether a file is valid at all, asked of a compiled validator, so that only files with faults take the long way.

A yes must be certain, because nothing else looks at the file's form after it. Where the two validators could differ,
the answer is no, and :mod:`lunzheng.check.schema` looks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from jsonschema_rs import Draft202012Validator, ReferencingError, Registry

from lunzheng.source.node import Node, Plain

Schema = dict[str, Any]

_BASE = "schema:///"
"""The schemas refer to each other by file name; the validator wants whole addresses."""


class QuickSchemas:
    """The compiled schemas of one folder."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        """Compile schemas that may refer to each other.

        Args:
            schemas: the schemas by file name.
        """
        strict = {name: _compilable(schema) for name, schema in schemas.items()}
        try:
            registry = Registry([(_BASE + name, schema) for name, schema in strict.items()])
            self._validators = {
                name: Draft202012Validator(schema, registry=registry, base_uri=_BASE + name)
                for name, schema in strict.items()
            }
        except (ValueError, ReferencingError):  # a pattern, say, that only Python understands
            self._validators = {}

    def accepts(self, name: str, node: Node) -> bool:
        """Whether a file is certainly valid; no means that it has to be looked at.

        Args:
            name: the schema's file name.
            node: the file's tree.
        """
        validator = self._validators.get(name)
        try:
            return validator is not None and validator.is_valid(_exact(node))
        except _UnsureError:
            return False


class _UnsureError(Exception):
    """A value that validators take differently."""


def _exact(node: Node) -> Plain:
    """The value without positions; 12.0 is an integer to the one validator and none to the other."""
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {key: _exact(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_exact(child) for child in value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        raise _UnsureError
    return value


def _compilable(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema with ``minLength`` as we count it (blanks around a text are no text), and references as URIs."""
    if isinstance(schema, list):
        return [_compilable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _compilable(part) for key, part in schema.items()}
    least = schema.get("minLength")
    if isinstance(least, int) and least > 0:
        pattern = r"\S" if least == 1 else rf"\S[\s\S]{{{least - 2},}}\S"
        result["allOf"] = [*result.get("allOf", []), {"pattern": pattern}]
    if isinstance(reference := schema.get("$ref"), str):
        result["$ref"] = quote(reference, safe="#/$%")
    return result
