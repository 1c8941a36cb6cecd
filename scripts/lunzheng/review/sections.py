"""Which part of a project a line belongs to: a section of an outline, or an entry of a data file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.model.edition import Edition, Outline, Section
from lunzheng.model.library import Library, Project
from lunzheng.model.narrative import Narrative, bare_title
from lunzheng.source.node import Node, Path

_JOIN = " · "


@dataclass(frozen=True)
class Part:
    """A part of a project.

    Attributes:
        key: stable, e.g. ``proposal:5.3``, ``budget.yml:费用/3`` or a file's path; empty where nothing is known.
        title: as people read it.
    """

    key: str
    title: str


def section_key(outline: str, key: tuple[int, ...]) -> str:
    """``proposal`` and (5, 3) → ``proposal:5.3``."""
    return f"{outline}:{'.'.join(map(str, key))}"


def entry_key(file: str, path: Path) -> str:
    """``budget.yml`` and (费用, 3) → ``budget.yml:费用/3``; the file alone where there is no path."""
    return f"{file}:{'/'.join(map(str, path))}" if path else file


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


def part_of_key(edition: Edition, key: str) -> Part:
    """A part by its key, with its title today; one that the edition does not have keeps its key as title."""
    name, separator, rest = key.partition(":")
    outline = edition.outlines.get(name)
    if outline and separator:
        found = (s for chapter in outline.chapters for s in (chapter, *chapter.children))
        section = next((s for s in found if section_key(name, s.key) == key), None)
        return Part(key, section_title(section) if section else key)
    path = tuple(int(step) if step.isdecimal() else step for step in rest.split("/")) if rest else ()
    return Part(key, entry_title(edition, name, path))


def part_order(edition: Edition, key: str) -> tuple[int, int, tuple[int, ...], str]:
    """For sorting: outlines in their order, their sections by number, then data files and others by name."""
    name, _, rest = key.partition(":")
    names = list(edition.outlines)
    if name in names and rest.replace(".", "").isdecimal():
        return 0, names.index(name), tuple(int(number) for number in rest.split(".") if number), ""
    return 1, 0, (), key


def section_title(section: Section) -> str:
    """Number and title: a chapter as printed, a section with the number of its chapter before its own."""
    return section.heading if section.level == 1 else section.reference + section.title


def file_title(edition: Edition, file: str) -> str:
    """What people call a file of a project."""
    named = {item.file: item.name for item in edition.head.data_files}
    named |= {item.file: item.name for item in edition.review.opinions.files}
    return named.get(file, file)


def entry_title(edition: Edition, file: str, path: Path) -> str:
    """The place of an entry for people: ``概算 · 费用 4``; items count from 1."""
    title = file_title(edition, file)
    if not path:
        return title
    steps: list[str] = []
    for step in path:
        if isinstance(step, int) and steps:
            steps[-1] += f" {step + 1}"
        else:
            steps.append(str(step))
    return edition.review.opinions.in_file.replace("{文件}", title).replace("{栏目}", _JOIN.join(steps))


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
