"""The parts of a project that opinions and approvals speak of: their stable keys, and their titles for people."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.edition import Edition, Section
from lunzheng.source.node import Path

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


def entry_of_key(key: str) -> tuple[str, Path]:
    """``budget.yml:费用/3`` → ``budget.yml`` and (费用, 3)."""
    file, _, rest = key.partition(":")
    return file, tuple(int(step) if step.isdecimal() else step for step in rest.split("/")) if rest else ()


def part_of_key(edition: Edition, key: str) -> Part:
    """A part by its key, with its title today; one that the edition does not have keeps its key as title."""
    name, separator, _ = key.partition(":")
    outline = edition.outlines.get(name)
    if outline and separator:
        found = (s for chapter in outline.chapters for s in (chapter, *chapter.children))
        section = next((s for s in found if section_key(name, s.key) == key), None)
        return Part(key, section_title(section) if section else key)
    return Part(key, entry_title(edition, *entry_of_key(key)))


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
