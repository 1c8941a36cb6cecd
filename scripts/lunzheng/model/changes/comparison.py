"""What changed between two states of a project: by section of each text, by row of each form, by file."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from lunzheng.model.budget import LINES
from lunzheng.model.changes.change import Change, Kind
from lunzheng.model.changes.costs import budget_changes
from lunzheng.model.changes.forms import form_changes
from lunzheng.model.changes.grounds import with_grounds
from lunzheng.model.comparison_words import ComparisonSheet
from lunzheng.model.edition import Edition, Section
from lunzheng.model.facts import Facts
from lunzheng.model.library import BUDGET_FILE, PROJECT_FILE, Library, Project
from lunzheng.model.narrative import SectionText
from lunzheng.source.folder import Folder
from lunzheng.source.markdown import Block

_SENTENCE = re.compile(r"[^。！？；!?]*[。！？；!?]+[”’）」』]*|[^。！？；!?]+")


@dataclass(frozen=True)
class Comparison:
    """All changes, in the order of the documents, then of the forms, then files by name."""

    changes: tuple[Change, ...]

    @property
    def parts(self) -> list[tuple[str, list[Change]]]:
        """The changes by the document or form that they are in."""
        grouped: dict[str, list[Change]] = {}
        for change in self.changes:
            grouped.setdefault(change.part, []).append(change)
        return list(grouped.items())

    @property
    def sections(self) -> set[str]:
        """The sections and files that have changed, by their names, such as ``proposal:4.3``."""
        return {change.section for change in self.changes}


def compare(old: Project | None, new: Project, library: Library) -> Comparison:
    """Compare two states of a project.

    Args:
        old: the earlier one; None where there was no project yet: everything is new then, and nothing is listed.
        new: the later one.
        library: their library; words come from its edition.
    """
    if old is None:
        return Comparison(())
    sheet = library.edition.review.comparison
    changes = [
        *_section_changes(old, new, library),
        *_form_changes(old, new, library.edition, sheet),
        *_file_changes(old.folder, new.folder, sheet),
    ]
    return Comparison(with_grounds(changes, new, library))


def _section_changes(old: Project, new: Project, library: Library) -> Iterator[Change]:
    facts = Facts(old, library), Facts(new, library)
    for name, outline in library.edition.outlines.items():
        label = _label(library.edition, name)
        before, after = old.narratives.get(name), new.narratives.get(name)
        for section in _sections(outline.chapters):
            one = before.sections.get(section.key) if before else None
            other = after.sections.get(section.key) if after else None
            number = ".".join(map(str, section.key))
            for was, now in _pairs(one, other):
                # A number that is now taken from the data reads as before.
                filled = facts[0].fill(was), facts[1].fill(now)
                yield Change(
                    part=label,
                    place=f"{section.reference} {section.title}",
                    section=f"{name}:{number}",
                    kind=Kind.of(*filled),
                    before=filled[0],
                    after=filled[1],
                )


def _label(edition: Edition, outline: str) -> str:
    document = next((document for document in edition.documents if document.outline == outline), None)
    return document.label if document else edition.outlines[outline].title


def _sections(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.children)


def _pairs(old: SectionText | None, new: SectionText | None) -> Iterator[tuple[str, str]]:
    """What was written and what is written now, stretch by stretch; the same twice where only the form differs."""
    before, after = old.blocks if old else (), new.blocks if new else ()
    if [block.element for block in before] == [block.element for block in after]:
        return
    one, other = _sentences(before), _sentences(after)
    texts = [sentence.text for sentence in one], [sentence.text for sentence in other]
    if texts[0] == texts[1]:
        yield _joined(one), _joined(one)
        return
    matcher = difflib.SequenceMatcher(None, *texts, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            yield _joined(one[start:end]), _joined(other[begin:stop])


class _Sentence(NamedTuple):
    """A sentence, and what parts it from the next one where they are shown together."""

    text: str
    gap: str


def _joined(sentences: Sequence[_Sentence]) -> str:
    return "".join(f"{sentence.text}{sentence.gap}" for sentence in sentences).rstrip()


def _sentences(blocks: Sequence[Block]) -> list[_Sentence]:
    """The text in sentences; cells of tables and items of lists are sentences of their own, a picture is its name."""
    found: list[_Sentence] = []
    for block in blocks:
        gap = " " if block.element["t"] == "Table" else "\n"
        for unit in _units(block):
            *others, last = _SENTENCE.findall(unit) or [""]
            found += [_Sentence(text, "") for text in others] + [_Sentence(last, gap)]
        found += [_Sentence(f"[{picture.path}]", "\n") for picture in block.pictures]
    return [sentence for sentence in found if sentence.text.strip()]


def _units(block: Block) -> Iterator[str]:
    """The texts of a block's paragraphs, list items and cells."""
    texts = iter(block.texts)
    for size in block.units:
        yield "".join(text.text for text in islice(texts, size))


def _form_changes(old: Project, new: Project, edition: Edition, sheet: ComparisonSheet) -> Iterator[Change]:
    forms = {PROJECT_FILE: sheet.parts.profile} | {item.file: item.name for item in edition.head.data_files}
    for file, name in forms.items():
        if _is_unreadable(old, file) or _is_unreadable(new, file):
            if _digest(old.folder, file) != _digest(new.folder, file):
                yield _file_change(old.folder, new.folder, file, name)
        elif file == BUDGET_FILE:
            yield from budget_changes(old, new, name, sheet)
            yield from form_changes(old, new, file, name, LINES)
        else:
            yield from form_changes(old, new, file, name)


def _is_unreadable(project: Project, file: str) -> bool:
    return project.has(file) and file not in project.nodes


def _file_changes(old: Folder, new: Folder, sheet: ComparisonSheet) -> Iterator[Change]:
    """Figures and attachments that came, went or have another content."""
    for folder, label in (("figures", sheet.parts.figures), ("attachments", sheet.parts.attachments)):
        names = {name for name in {*old.files, *new.files} if name.startswith(f"{folder}/")}
        for name in sorted(names):
            if _digest(old, name) != _digest(new, name):
                yield _file_change(old, new, name, label)


def _file_change(old: Folder, new: Folder, name: str, part: str) -> Change:
    before, after = _described(old, name), _described(new, name)
    # Its content is not the same even where its name and size are.
    kind = Kind.CHANGED if before == after else Kind.of(before, after)
    return Change(part, name, name, kind, before, after)


def _described(folder: Folder, name: str) -> str:
    """A file by its name and size, empty where there is none."""
    path = folder.files.get(name)
    return f"{PurePosixPath(name).name}（{path.stat().st_size:,} 字节）" if path else ""


def _digest(folder: Folder, name: str) -> str | None:
    path = folder.files.get(name)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else None
