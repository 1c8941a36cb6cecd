"""Which part of a project a line belongs to: a section of an outline, or an entry of a data file."""

from __future__ import annotations

from collections.abc import Iterator

from lunzheng.model.edition import Outline, Section
from lunzheng.model.library import Library, Project
from lunzheng.model.narrative import Narrative, bare_title
from lunzheng.model.parts import Part, entry_key, entry_title, file_title, section_key, section_title
from lunzheng.source.node import Node, Path


def part_at(project: Project, library: Library, file: str, line: int | None) -> Part:
    """The part of a project that holds a line.

    Args:
        project: as it stood when the line was counted.
        library: its library.
        file: a path within the project's folder.
        line: counted from 1; None for the whole file.

    Returns:
        The section whose heading stands on the line or last above it. The file itself where there is none above it, or
        no line is given; a file that is one whole chapter is that chapter. In YAML, the entry that the line is in.
    """
    for outline in library.edition.outlines.values():
        if file in outline.files:
            section = _section(project, outline, file, line)
            if section:
                return Part(section_key(outline.name, section.key), section_title(section))
            return Part(file, file_title(library.edition, file))
    node = project.nodes.get(file)
    path = _entry(node, line) if node and line else ()
    return Part(entry_key(file, path), entry_title(library.edition, file, path))


def _section(project: Project, outline: Outline, file: str, line: int | None) -> Section | None:
    chapters = [chapter for chapter in outline.chapters if chapter.file == file]
    first = chapters[0] if len(chapters) == 1 else None
    narrative = project.narratives.get(outline.name)
    if line is None or narrative is None:
        return first
    home = project.location(file).file
    above = [(at, section) for at, section in _headings(narrative, home) if at <= line]
    return max(above, key=lambda item: item[0])[1] if above else first


def _headings(narrative: Narrative, file: str) -> Iterator[tuple[int, Section]]:
    """The headings of one file that open a section, with their lines."""
    sections = {text.section.key: text.section for text in narrative.sections.values()}
    opened = [(sections[key], heading) for key, heading in narrative.order if heading.location.file == file]
    yield from ((heading.location.line, section) for section, heading in opened)
    for heading in narrative.repeated:
        if heading.location.file == file:
            again = (s for s, _ in opened if bare_title(s.title) == bare_title(heading.text))
            yield from ((heading.location.line, section) for section in again)


def _entry(node: Node, line: int) -> Path:
    """The path of the list item or field that a line of a YAML file is in."""
    last: tuple[int, Path] = (0, ())
    for start, path in _starts(node, ()):
        # Of several that start on one line the outermost comes first.
        if last[0] < start <= line:
            last = start, path
    path = last[1]
    items = [index for index, step in enumerate(path) if isinstance(step, int)]
    return path[: items[-1] + 1] if items else path


def _starts(node: Node, path: Path) -> Iterator[tuple[int, Path]]:
    children: list[tuple[str | int, Node]] = []
    if isinstance(node.value, dict):
        children = list(node.value.items())
    elif isinstance(node.value, list):
        children = list(enumerate(node.value))
    for step, child in children:
        yield child.key_location.line, (*path, step)
        yield from _starts(child, (*path, step))
