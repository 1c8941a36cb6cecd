"""Where a problem stands, in the words of a person who reads the form: sections and fields instead of line numbers."""

from __future__ import annotations

from lunzheng.model.library import Project
from lunzheng.source.node import Node, Path
from lunzheng.source.problem import Location

_NAMES = ("名称", "指标", "任务", "项目", "期", "标题", "三级")
"""The fields by which an item of a list is known, the most telling first."""


def path_to(root: Node, location: Location) -> Path:
    """The keys and indices down to the innermost value that begins at or before a place."""
    path: list[str | int] = []
    node = root
    while True:
        children = _children(node)
        begun = [(step, child) for step, child in children if _start(child) <= (location.line, location.column)]
        if not begun:
            return tuple(path)
        step, node = begun[-1]
        path.append(step)


def item_texts(root: Node, location: Location) -> list[str]:
    """The texts of the innermost item of a list that a place stands in; none outside a list."""
    path = path_to(root, location)
    ends = [index for index, step in enumerate(path, 1) if isinstance(step, int)]
    item = root.at(*path[: ends[-1]]) if ends else None
    return [text for text, _ in item.strings()] if item else []


def describe_place(project: Project, location: Location) -> str:
    """The section of the text or the field of the form that a place belongs to; empty for a file as a whole.

    Args:
        project: the project that the file is of.
        location: the place.
    """
    file = location.file.removeprefix(f"{project.folder.name}/")
    if root := project.nodes.get(file):
        return _field(root, location)
    above = [
        (heading.location.line, section, narrative)
        for narrative in project.narratives.values()
        for section, heading in narrative.order
        if heading.location.file == location.file and heading.location.line <= location.line
    ]
    if not above:
        return ""
    _, key, narrative = max(above, key=lambda item: item[0])
    steps = (narrative.sections[key[:depth]].section for depth in range(1, len(key) + 1))
    return " ".join(section.heading for section in steps)


def _field(root: Node, location: Location) -> str:
    """The field in one phrase; an item of a list by its number and, where it has one, its name."""
    path = path_to(root, location)
    if (location.line, location.column) == (root.location.line, root.location.column):
        return ""
    words = ""
    for index, step in enumerate(path, 1):
        if isinstance(step, str):
            words += f"的{step}" if words else step
        else:
            name = item_name(root.at(*path[:index]))
            words += f"第{step + 1}项" + (f"“{name}”" if name else "")
    return words


def item_name(item: Node | None) -> str:
    """What an item of a list is known by; empty where it has no such field."""
    named = (item.get(field) for field in _NAMES) if item else ()
    return next((node.value for node in named if node and isinstance(node.value, str)), "")


def _children(node: Node) -> list[tuple[str | int, Node]]:
    if isinstance(node.value, dict):
        return list(node.value.items())
    return list(enumerate(node.items()))


def _start(node: Node) -> tuple[int, int]:
    """Where a value begins, its key included."""
    first = min(node.key_location, node.location)
    return first.line, first.column
