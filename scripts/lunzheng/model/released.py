"""Opinions, the parties' and the experts', as far as somebody has decided that the public may read them.

What was said in the course of a review is internal until it is released, one by one: by ``公开: 是`` on the opinion or
on the meeting in ``review/opinions.yml`` and ``review/conclusion.yml``. Without it nothing of them is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lunzheng.model.conclusion import CONCLUSION_FILE
from lunzheng.model.library import OPINIONS_FILE, Project
from lunzheng.model.record import Record
from lunzheng.source.node import Node

_OPINIONS, _MEETINGS = "意见", "评审"


def released_nodes(project: Project) -> Mapping[str, Node]:
    """The files of opinions without what is not released, by path within the project's folder.

    Of the experts' opinions, those of a meeting whose conclusion is not released are not there either.
    """
    found: dict[str, Node] = {}
    if node := project.nodes.get(OPINIONS_FILE):
        kept = (opinion for opinion in project.opinions.opinions if opinion.is_released)
        found[OPINIONS_FILE] = _with(node, _OPINIONS, _nodes(kept))
    if node := project.nodes.get(CONCLUSION_FILE):
        meetings = [meeting for meeting in project.conclusion.meetings if meeting.is_released]
        shown = [
            _with(meeting.node, _OPINIONS, _nodes(one for one in meeting.opinions if one.is_released))
            for meeting in meetings
            if meeting.node
        ]
        found[CONCLUSION_FILE] = _with(node, _MEETINGS, shown)
    return found


def _nodes(records: Iterable[Record]) -> list[Node]:
    return [record.node for record in records if record.node]


def _with(node: Node, key: str, items: list[Node]) -> Node:
    """A mapping with another list under a key that it has."""
    old = node.get(key)
    if old is None or not isinstance(node.value, dict):
        return node
    return Node(
        {**node.value, key: Node(list(items), old.location, old.key_location)}, node.location, node.key_location
    )
