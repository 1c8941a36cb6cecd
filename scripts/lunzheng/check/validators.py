"""JSON Schema as this program takes it: references by file name, and blanks are no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012


def make_validators(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Draft202012Validator]:
    """The validators of schemas that may refer to each other, by file name."""
    resources = ((name, DRAFT202012.create_resource(schema)) for name, schema in schemas.items())
    empty: Registry[bool | Mapping[str, Any]] = Registry()
    registry = empty.with_resources(resources)
    return {name: _Validator(schema, registry=registry) for name, schema in schemas.items()}


def _filled(_validator: object, least: int, value: object, _schema: object) -> Iterator[ValidationError]:
    """``minLength`` by the characters that can be seen: blanks alone are no text."""
    if isinstance(value, str) and len(value.strip()) < least:
        yield ValidationError(f"{value!r} is blank")


_Validator: type[Draft202012Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"minLength": _filled}
)
