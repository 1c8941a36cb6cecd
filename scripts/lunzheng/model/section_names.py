"""Names of sections such as ``proposal:5.8``: the outline, then the numbers of the section."""

from __future__ import annotations

from lunzheng.model.edition import Edition, Section


def find_section(edition: Edition, name: str) -> Section | None:
    """The chapter or section that a name stands for."""
    outline_name, _, numbers = name.partition(":")
    outline = edition.outlines.get(outline_name)
    if outline is None:
        return None
    found = (
        section
        for chapter in outline.chapters
        for section in (chapter, *chapter.children)
        if ".".join(map(str, section.key)) == numbers
    )
    return next(found, None)


def section_name(edition: Edition, outline: str, written: str) -> str:
    """The name of a section that a person calls ``五（八）``, with or without its title; any other text as it is.

    Args:
        edition: where the outlines are.
        outline: the one that is meant.
        written: what the person has written.
    """
    for chapter in edition.outlines[outline].chapters if outline in edition.outlines else ():
        for section in (chapter, *chapter.children):
            if written in (section.reference, section.heading, f"{section.reference}{section.title}"):
                return f"{outline}:{'.'.join(map(str, section.key))}"
    return written


def section_label(edition: Edition, name: str) -> str:
    """A section as people know it, e.g. ``五（八）数据共享方案`` or ``二、服务内容``; any other text as it is."""
    section = find_section(edition, name)
    if section is None:
        return name
    return section.heading if section.level == 1 else f"{section.reference}{section.title}"
