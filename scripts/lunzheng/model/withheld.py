"""What an edition keeps from the public however far a plan has come: sections, and what was said of them.

A drawing of the network, or how a system is defended, helps those who attack it (网络安全法).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lunzheng.model.edition import NO, Edition, Section
from lunzheng.model.parts import section_key
from lunzheng.source.node import Node
from lunzheng.source.node import Path as NodePath

_OPINIONS, _SECTION, _ASPECTS = "意见", "章节", "方面"


def withheld_sections(edition: Edition) -> frozenset[str]:
    """The keys of the withheld sections of all outlines, such as ``proposal:5.11``."""

    def of(section: Section) -> Iterator[Section]:
        yield section
        yield from section.children

    return frozenset(
        section_key(outline.name, section.key)
        for outline in edition.outlines.values()
        for chapter in outline.chapters
        for section in of(chapter)
        if section.is_withheld
    )


def without_withheld(opinions: Node, edition: Edition, is_published: Callable[[str, NodePath], bool]) -> Node:
    """The opinions on record without those on what is withheld: a section, an aspect, or a field that is not public.

    Args:
        opinions: ``review/opinions.yml``.
        edition: says which sections and aspects are withheld.
        is_published: tells it of a field, by its file and its path within it.
    """
    aspects = {aspect.code for aspect in edition.head.aspects if aspect.public == NO}
    sections = withheld_sections(edition)

    def told(opinion: Node) -> bool:
        named = opinion.get(_ASPECTS)
        if named and any(item.value in aspects for item in named.items()):
            return False
        place = opinion.get(_SECTION)
        where = str(place.value) if place else ""
        file, _, entry = where.partition(":")
        if file.endswith(".yml") and entry:
            path = tuple(int(step) if step.isdigit() else step for step in entry.split("/"))
            return is_published(file, path)
        return where not in sections

    listed = opinions.get(_OPINIONS)
    if listed is None or not isinstance(opinions.value, dict):
        return opinions
    kept = Node([opinion for opinion in listed.items() if told(opinion)], listed.location, listed.key_location)
    return Node({**opinions.value, _OPINIONS: kept}, opinions.location, opinions.key_location)
