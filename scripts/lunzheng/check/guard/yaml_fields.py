"""The values of a YAML file with their places, and whether each is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lunzheng.source.node import Node
from lunzheng.source.node import Path as NodePath
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

IsPublic = Callable[[str, NodePath], bool]
"""Whether a field is published: the file's path within the library, the field's path within the file."""


def public_texts(text: str, shown: str, file: str, is_public: IsPublic) -> Iterator[tuple[str, Location, bool]]:
    """Keys and values of a YAML file as text: where each stands, and whether it is published.

    Args:
        text: the file's text; of a file that cannot be read nothing is known.
        shown: the name used in places.
        file: the path that ``is_public`` is asked with.
        is_public: tells it of a field.
    """
    node, _ = parse_yaml(TextFile(shown, text))
    if node is not None:
        yield from _texts(node, (), lambda path: is_public(file, path), text.split("\n"))


def _texts(
    node: Node, path: NodePath, is_public: Callable[[NodePath], bool], lines: list[str]
) -> Iterator[tuple[str, Location, bool]]:
    match node.value:
        case dict():
            for key, child in node.value.items():
                yield key, child.key_location, False
                yield from _texts(child, (*path, key), is_public, lines)
        case list():
            for index, child in enumerate(node.value):
                yield from _texts(child, (*path, index), is_public, lines)
        case bool() | None:
            return
        case value:
            yield str(value), node.location, is_public(path)
