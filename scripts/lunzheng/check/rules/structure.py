"""Chapters and sections: are they there, in order, and filled?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.edition import DocumentType, Outline
from lunzheng.model.library import Library, Project
from lunzheng.model.narrative import Heading, Narrative, SectionText, bare_title
from lunzheng.source.problem import Kind, Location, Problem

REQUIRED_PROSE = "必写"


def due_outlines(project: Project, library: Library) -> Iterator[tuple[DocumentType, Outline]]:
    """The documents of the project's stage that follow an outline."""
    for document in library.documents_for(project):
        if document.outline:
            yield document, library.edition.outlines[document.outline]


class ChaptersInOrder(Rule):
    """Holds the author's headings against the outline of each document that is due.

    A section whose content comes from data alone may be left out of the Markdown; a document that is not yet due is not
    looked at.
    """

    kind: ClassVar[Kind] = Kind(
        "E001",
        "章节齐全，顺序与编制大纲一致",
        "审阅单位按大纲的章节找内容、提意见；缺章少节或另起名称会使意见对不上。",
        "照大纲补上这一章（节）的标题，或把它移到规定的位置",
        bad="# 二、项目建设单位概况\n\n## （二）项目实施机构与职责\n\n## （一）项目建设单位与职能",
        good="# 二、项目建设单位概况\n\n## （一）项目建设单位与职能\n\n## （二）项目实施机构与职责",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        for document, outline in due_outlines(project, library):
            missing = [file for file in outline.files if not project.has(file)]
            for file in missing:
                titles = "、".join(chapter.heading for chapter in outline.chapters if chapter.file == file)
                message = (
                    f"缺少《{document.label}》的 {file}（{titles}）"
                    if len(titles) < 40
                    else f"缺少《{document.label}》的 {file}"
                )
                hint = f"新建 {file}，照大纲写上各级标题；也可以运行 lunzheng new {project.id} --plan 生成"
                yield self.kind.at(project.location(file), message, hint)
            narrative = project.narratives.get(outline.name)
            if narrative:
                yield from self._headings(project, narrative, set(missing))

    def _headings(self, project: Project, narrative: Narrative, missing: set[str]) -> Iterator[Problem]:
        for block in narrative.stray:
            yield self.kind.at(block.location, "这段文字在第一个标题之前，不属于任何章节", "把它移到所属章节的标题下面")
        for heading in narrative.repeated:
            yield self.kind.at(heading.location, f"标题“{heading.text}”写了两次", "把两处的内容合并到一处")
        for section, heading in narrative.misplaced:
            right = f"{'#' * section.level} {section.heading}"
            fault = "级别不对" if heading.level else "的 # 后面缺少空格"
            yield self.kind.at(heading.location, f"标题“{heading.text}”{fault}", f"写成“{right}”")
        meant = {heading: self._meant(narrative, heading) for heading in narrative.unknown}
        for heading, text in meant.items():
            hint = (
                f"是不是“{text.section.heading}”？标题要与大纲一字不差"
                if text
                else "删掉这个标题，或者降低一级（多加一个 #），作为所在章节里的小标题"
            )
            yield self.kind.at(heading.location, f"大纲里没有“{heading.text}”", hint)
        misspelt = {text.section.key for text in meant.values() if text}
        yield from self._order(narrative)
        absent_chapters = {key for key, text in narrative.sections.items() if len(key) == 1 and text.heading is None}
        for key, text in narrative.sections.items():
            file = text.section.file
            if text.heading or key in misspelt or file in missing or not _readable(project, file):
                continue
            needed = text.section.prose == REQUIRED_PROSE or (text.section.children and key in absent_chapters)
            if needed and (len(key) == 1 or key[:1] not in absent_chapters):
                where = self._before(narrative, key, project.location(file))
                yield self.kind.at(
                    where, f"缺少“{text.section.heading}”", f"在这里写上标题“{text.section.heading}”和内容"
                )

    def _order(self, narrative: Narrative) -> Iterator[Problem]:
        """The headings that would have to move; the sections of a chapter move with it."""
        order = narrative.order
        kept = _in_order([key for key, _ in order])
        moved = {key for index, (key, _) in enumerate(order) if index not in kept}
        for index, (key, heading) in enumerate(order):
            if index in kept or any(key[:length] in moved for length in range(1, len(key))):
                continue
            after = next((i for i in kept if order[i][0] > key), None)
            if after is not None and after < index:
                where = f"“{order[after][1].text}”之前"
            else:
                where = f"“{order[[i for i in kept if order[i][0] < key][-1]][1].text}”之后"
            yield self.kind.at(heading.location, f"“{heading.text}”应当在{where}", f"把这一部分移到{where}")

    def _meant(self, narrative: Narrative, heading: Heading) -> SectionText | None:
        """The section that a heading unknown to the outline probably stands for: a missing one of a like title."""
        missing = {bare_title(t.section.title): t for t in narrative.sections.values() if t.heading is None}
        close = difflib.get_close_matches(bare_title(heading.text), list(missing), n=1, cutoff=0.5)
        return missing[close[0]] if close else None

    def _before(self, narrative: Narrative, key: tuple[int, ...], start: Location) -> Location:
        """The place after which a missing section belongs: the last heading written before it."""
        earlier = [
            heading for written, heading in narrative.order if written < key and heading.location.file == start.file
        ]
        return earlier[-1].location if earlier else start


def _in_order(keys: Sequence[tuple[int, ...]]) -> list[int]:
    """The positions of a longest ascending run of keys; of several equally long, the one that begins first."""
    length = [1] * len(keys)
    for i in reversed(range(len(keys))):
        length[i] += max((length[j] for j in range(i + 1, len(keys)) if keys[j] > keys[i]), default=0)
    kept: list[int] = []
    for i, key in enumerate(keys):
        left = max(length, default=0) - len(kept)
        if length[i] == left and (not kept or key > keys[kept[-1]]):
            kept.append(i)
    return kept


class SectionsFilled(Rule):
    """A section that asks for prose has some, or says why it does not apply.

    A section that holds nothing but a leftover mark is left to E003, and one that has to be written in any case to the
    rules on dedicated sections, so that one gap gives one problem.
    """

    kind: ClassVar[Kind] = Kind(
        "E002",
        "每一节都有内容，或写明不涉及的理由",
        "空着的章节会被当作材料不全退回。",
        "写上内容；确实没有的，写“不涉及：”和理由",
        bad="## （十）终端系统建设方案\n\n不涉及",
        good="## （十）终端系统建设方案\n\n不涉及：本项目只在办公电脑的浏览器里使用，不配置终端。",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        for _, outline in due_outlines(project, library):
            narrative = project.narratives.get(outline.name)
            if narrative is None:
                continue
            for text in narrative.sections.values():
                if text.section.is_leaf and text.heading:
                    dedicated = library.edition.technical.dedicated.has(outline.name, text.section.reference)
                    yield from self._section(text, library.edition.head.not_applicable, dedicated=dedicated)

    def _section(self, text: SectionText, mark: str, *, dedicated: bool) -> Iterator[Problem]:
        heading = text.section.heading
        # Headings of a section's own are no content.
        written = "".join(block.plain_text for block in text.blocks if block.heading_level is None)
        pictures = any(block.pictures for block in text.blocks)
        content = re.sub(r"\s", "", written)
        if not content and not pictures and text.section.prose == REQUIRED_PROSE:
            advice = "写上内容" if dedicated else self.kind.hint
            yield self.kind.at(text.location, f"“{heading}”下面没有内容", f"{advice}。提示：{text.section.hint}")
        elif dedicated:
            return
        elif content.startswith(mark) and not re.sub(r"[\s：:，,。.；;（）()]", "", content.removeprefix(mark)):
            yield self.kind.at(text.location, f"“{heading}”只写了“{mark}”，没有写理由", f"写成“{mark}：……（理由）”")


def _readable(project: Project, file: str) -> bool:
    """Whether a file was read: a file that could not be parsed has its own problem."""
    location = project.location(file)
    return not any(p.location.file == location.file and p.code in _UNREADABLE for p in project.problems)


_UNREADABLE = {"E101", "E102", "E103", "E104", "E105", "E133"}
