"""Every piece of text that an author has written in a project, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lunzheng.model.library import Project
from lunzheng.source.problem import Location


class WrittenText(NamedTuple):
    """A text, and how to find the place of a character in it."""

    text: str
    locate: Callable[[int], Location]


@lru_cache(maxsize=4)
def written_texts(project: Project) -> tuple[WrittenText, ...]:
    """The texts of the YAML files, then of the narrative, each once; kept for the next rule that asks."""
    return tuple(_written_texts(project))


def _written_texts(project: Project) -> Iterator[WrittenText]:
    for node in project.nodes.values():
        for text, location in node.strings():
            yield WrittenText(text, lambda _offset, location=location: location)  # type: ignore[misc]
    for narrative in project.narratives.values():
        for _, heading in narrative.order:
            yield WrittenText(heading.text, lambda _offset, location=heading.location: location)  # type: ignore[misc]
        for block in [*narrative.stray, *narrative.blocks]:
            for piece in block.texts:
                yield WrittenText(piece.text, piece.locate)
