"""What authors wrote, held against the outline: which text belongs to which section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lunzheng.model.edition import Outline, Section
from lunzheng.source.markdown import Block, Markdown
from lunzheng.source.problem import Location

_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+\s*[、.．]"
    r"|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+(?:\.[0-9]+)+(?=\s)|[0-9]+(?:\.[0-9]+)*[.．、)）](?![0-9]))\s*"
)

_NO_SPACE = re.compile(r"^#{1,6}(?P<title>[^\s#].*)$", re.DOTALL)
_CAPTION = re.compile(r"^\s*表\s*[:：]\s*(?P<title>\S.*)$")


@dataclass(frozen=True)
class Heading:
    """A heading as written, where it stands."""

    text: str
    level: int
    location: Location


@dataclass(frozen=True)
class SectionText:
    """The author's blocks of one section; ``heading`` is None where the author left the section out."""

    section: Section
    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def location(self) -> Location:
        return self.heading.location if self.heading else Location(self.section.file)

    @property
    def text(self) -> str:
        return "".join(block.plain_text for block in self.blocks)


@dataclass
class Narrative:
    """The author's text of one document.

    Attributes:
        sections: every section of the outline, chapters included, by key, in the outline's order.
        order: the keys in the order in which the author wrote them, with the heading.
        unknown: headings of an outline's level that the outline does not have.
        misplaced: headings of the outline that are written with the wrong number of #, or without a space after it.
        stray: blocks before the first heading of a file.
        repeated: headings written a second time.
    """

    outline: Outline
    sections: dict[tuple[int, ...], SectionText]
    order: list[tuple[tuple[int, ...], Heading]] = field(default_factory=list)
    unknown: list[Heading] = field(default_factory=list)
    misplaced: list[tuple[Section, Heading]] = field(default_factory=list)
    stray: list[Block] = field(default_factory=list)
    repeated: list[Heading] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """All the author's blocks under sections, in the outline's order."""
        return [block for text in self.sections.values() for block in text.blocks]


def strip_number(heading: str) -> str:
    """A heading without the number that an author has typed before it."""
    return _NUMBER.sub("", heading, count=1).strip()


@lru_cache(maxsize=10_000)
def bare_title(heading: str) -> str:
    """A heading without its number and spaces, for comparison."""
    return re.sub(r"\s+", "", strip_number(heading))


def table_caption(block: Block) -> str | None:
    """The title in a paragraph such as ``表：投资构成`` that goes before a table, or None."""
    found = _CAPTION.match(block.plain_text)
    return found["title"].strip() if found and block.element["t"] == "Para" else None


def assign(outline: Outline, files: Mapping[str, Markdown]) -> Narrative:
    """Sort the blocks of a document's Markdown files into the sections of its outline.

    A heading of level n is matched by its title with the sections of level n in the chapter that the file (or the last
    chapter heading) stands for. Deeper headings belong to the text of their section.

    Args:
        outline: the prescribed structure.
        files: the parsed files by path within the project folder.
    """
    sorter = _Sorter(outline)
    for name in outline.files:
        if name in files:
            sorter.read(name, files[name])
    return sorter.finish()


class _Sorter:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.headings: dict[tuple[int, ...], Heading] = {}
        self.blocks: dict[tuple[int, ...], list[Block]] = {}
        self.result = Narrative(outline, {})
        self.chapter: Section | None = None
        self.section: Section | None = None
        self.meant: dict[str, Section] = {}
        """The sections of the current file by their bare titles."""
        self.depth = 1
        """The number of heading levels that the outline prescribes in the current file."""

    def read(self, name: str, markdown: Markdown) -> None:
        chapters = [chapter for chapter in self.outline.chapters if chapter.file == name]
        # A file of one chapter is that chapter, even where its heading is missing.
        self.chapter = chapters[0] if len(chapters) == 1 else None
        self.section = None
        sections = [section for chapter in chapters for section in (chapter, *chapter.children)]
        # Of two sections with one title, the first is meant.
        self.meant = {bare_title(section.title): section for section in reversed(sections)}
        self.depth = 2 if any(chapter.children for chapter in chapters) else 1
        for block in markdown.blocks:
            level = block.heading_level
            if self._is_misplaced(block):
                continue
            if level is None or level > self.depth:
                self._text(block)
            elif level == 1:
                self._open(block, chapters)
            else:
                self._open(block, list(self.chapter.children) if self.chapter else [])

    def _is_misplaced(self, block: Block) -> bool:
        """A heading of this file's outline, of the wrong level or with its space forgotten; it opens its section."""
        level = block.heading_level
        if level is None and block.element["t"] != "Para":
            return False
        text = block.plain_text.strip()
        if level is None:
            found = _NO_SPACE.match(text)
            if found is None:
                return False
            text = found["title"]
        meant = self.meant.get(bare_title(text))
        if meant is None or meant.level == level or meant.key in self.headings:
            return False
        if level is not None and level > self.depth and not _NUMBER.match(text):
            return False  # a small heading inside a section may bear any title
        heading = Heading(text, level or 0, block.location)
        self.result.misplaced.append((meant, heading))
        self._enter(meant, heading)
        return True

    def _enter(self, section: Section, heading: Heading) -> None:
        self.headings[section.key] = heading
        self.result.order.append((section.key, heading))
        self.section = section
        if section.level == 1:
            self.chapter = section

    def _open(self, block: Block, candidates: list[Section]) -> None:
        level = block.heading_level or 1
        heading = Heading(block.plain_text.strip(), level, block.location)
        found = next((s for s in candidates if bare_title(s.title) == bare_title(heading.text)), None)
        if found is None:
            self.result.unknown.append(heading)
            # Its text still belongs somewhere: to the chapter or section that was open.
            return
        if found.key in self.headings:
            self.result.repeated.append(heading)
            self.section = found
        else:
            self._enter(found, heading)

    def _text(self, block: Block) -> None:
        if self.section is None:
            self.result.stray.append(block)
        else:
            self.blocks.setdefault(self.section.key, []).append(block)

    def finish(self) -> Narrative:
        for chapter in self.outline.chapters:
            for section in (chapter, *chapter.children):
                blocks = tuple(self.blocks.get(section.key, ()))
                self.result.sections[section.key] = SectionText(section, self.headings.get(section.key), blocks)
        return self.result
