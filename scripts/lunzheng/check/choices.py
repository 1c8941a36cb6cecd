"""Fields that are chosen from a list of the edition: their schemas name the list, the edition has the words.

A field ``{"type": "string", "x-choices": "答复"}`` takes any text by itself; with an edition it takes the names under
``答复`` and no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_KEY = "x-choices"
_OF_TEXT = ("type", "minLength")
"""What a field that is chosen from a list needs no more."""


def with_choices(schema: Any, choices: Mapping[str, Sequence[str]]) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema with the words of the edition filled in; where a list is empty, any text will do."""
    if isinstance(schema, list):
        return [with_choices(part, choices) for part in schema]
    if not isinstance(schema, dict):
        return schema
    words = choices.get(schema.get(_KEY, ""))
    if not words:
        return {key: with_choices(part, choices) for key, part in schema.items()}
    return {**{key: part for key, part in schema.items() if key not in _OF_TEXT}, "enum": list(words)}


def chosen_lists(schema: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a schema
    """The names of the lists that a schema's fields are chosen from."""
    if isinstance(schema, dict):
        if isinstance(name := schema.get(_KEY), str):
            yield name
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        yield from chosen_lists(part)
