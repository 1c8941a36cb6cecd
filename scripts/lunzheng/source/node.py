"""A YAML value that remembers where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.source.problem import Location

Scalar = str | int | Decimal | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]

MAX_DEPTH = 20
"""Of the trees that are read; the deepest official form needs six levels."""


@dataclass(slots=True)
class Node:
    """A scalar, a list of nodes or a mapping of nodes; nobody changes one.

    ``location`` is where the value starts, ``key_location`` where its key stands (the value's own place in a list).
    """

    value: Scalar | list[Node] | dict[str, Node]
    location: Location
    key_location: Location

    def plain(self) -> Plain:
        """The value without positions; numbers are int or Decimal, never float."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def get(self, key: str | int) -> Node | None:
        """The child under a key or index, or None."""
        if isinstance(self.value, dict) and isinstance(key, str):
            return self.value.get(key)
        if isinstance(self.value, list) and isinstance(key, int) and 0 <= key < len(self.value):
            return self.value[key]
        return None

    def at(self, *path: str | int) -> Node | None:
        """The descendant under a path, or None."""
        node: Node | None = self
        for key in path:
            node = node.get(key) if node else None
        return node

    def path_of(self, wanted: Node) -> Path | None:
        """The path to a descendant, which is looked for by identity; None where it is no descendant."""
        waiting: list[tuple[Path, Node]] = [((), self)]
        while waiting:
            path, node = waiting.pop()
            if node is wanted:
                return path
            value = node.value
            if isinstance(value, dict):
                waiting += (((*path, key), child) for key, child in value.items())
            elif isinstance(value, list):
                waiting += (((*path, index), child) for index, child in enumerate(value))
        return None

    def items(self) -> list[Node]:
        """The children of a list; nothing for any other value."""
        return self.value if isinstance(self.value, list) else []

    def place(self, *path: str | int) -> Location:
        """Where a field stands, or the nearest ancestor that exists."""
        node = self
        for key in path:
            child = node.get(key)
            if child is None:
                break
            node = child
        return node.location if node.value is not None else node.key_location

    def strings(self) -> Iterator[tuple[str, Location]]:
        """Every text below this node with its place, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            value = node.value
            if isinstance(value, str):
                yield value, node.location
            elif isinstance(value, dict):
                waiting += reversed(value.values())
            elif isinstance(value, list):
                waiting += reversed(value)
