"""The sections that the plan must have of its own: scenario and modules, platforms, security (art. 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.check.rules.structure import due_outlines
from lunzheng.model.budget import COMMON_SYSTEM
from lunzheng.model.facts import TOKEN
from lunzheng.model.library import RESOURCES_FILE, Library, Project
from lunzheng.model.narrative import SectionText
from lunzheng.source.markdown import Block
from lunzheng.source.problem import Kind, Problem

_NO_LETTER = re.compile(r"[\W_]")
_PUNCTUATION = "：:，,。.；;（("
_WHOLE_ANSWER = 60
"""A first paragraph up to this long is the answer itself, not the beginning of a text."""


class _Dedicated(Rule):
    """Sections that cannot be answered with 不涉及 and have more in them than a phrase.

    A missing section is E001's, an empty one E002's, a leftover E003's; a picture is content enough.
    """

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        for text in _sections(project, library, self.kind.code):
            if fault := _fault(text, library):
                hint = f"{self.kind.hint}。提示：{text.section.hint}" if text.section.hint else ""
                yield self.kind.at(text.location, f"“{text.section.heading}”{fault}", hint)


def _sections(project: Project, library: Library, rule: str = "") -> list[SectionText]:
    """The dedicated sections that the author has written, of one rule or of all, in documents that are due."""
    dedicated = library.edition.technical.dedicated
    return [
        text
        for _, outline in due_outlines(project, library)
        if outline.name in project.narratives
        for text in project.narratives[outline.name].sections.values()
        if text.heading and dedicated.has(outline.name, text.section.reference, rule)
    ]


def _fault(text: SectionText, library: Library) -> str:
    """What keeps a section from answering art. 15; nothing where other rules speak."""
    head, dedicated = library.edition.head, library.edition.technical.dedicated
    prose = [block for block in text.blocks if block.heading_level is None]
    if any(block.pictures for block in prose) or not any(_letters(block.plain_text) for block in prose):
        return ""
    whole = "".join(block.plain_text for block in prose)
    if any(mark in whole for mark in head.leftovers):
        return ""
    least = dedicated.least or 0
    if _is_denial(prose[0], head.not_applicable) and sum(len(_letters(b.plain_text)) for b in prose[1:]) < least:
        return f"不能写“{head.not_applicable}”：这一节必须专门描述"
    if len(_letters(whole)) < least:
        return f"只写了“{whole.strip()}”，没有实际内容"
    return ""


def _letters(text: str) -> str:
    """A text without spaces and punctuation; a token counts by its name."""
    return _NO_LETTER.sub("", TOKEN.sub(lambda found: found["name"], text))


def _is_denial(block: Block, mark: str) -> bool:
    text = block.plain_text.strip()
    if text.startswith(mark):
        rest = text.removeprefix(mark)
        return not rest or rest[0] in _PUNCTUATION or len(_letters(text)) <= _WHOLE_ANSWER
    subject = rf"本(?:项目|系统|平台|应用|单位|期)?(?:建设)?(?:暂时?)?{re.escape(mark)}"
    return re.match(subject, text) is not None and len(_letters(text)) <= _WHOLE_ANSWER


class ScenarioAndSharing(_Dedicated):
    """Scenario, problems, modules, collaboration and data sharing; the modules also as data."""

    kind: ClassVar[Kind] = Kind(
        "E015",
        "业务场景、聚焦的问题、功能模块、协同和共享都有专门章节",
        "这几节是论证的主要内容，一句话带过就无从评审。",
        "写出这一节的实际内容；有小标题、表格都可以",
        bad="## （八）数据共享方案\n\n不涉及：本项目数据量不大。",
        good="## （八）数据共享方案\n\n需要市气象局的降雨预报，提供河道水位，都走市公共数据平台……",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        yield from super().check(project, library)
        root = project.profile.node
        systems = root.get("系统") if root else None
        asking = {i.outline for i in library.edition.technical.dedicated.sections if i.rule == self.kind.code}
        due = any(outline.name in asking for _, outline in due_outlines(project, library))
        named = any(line.system not in ("", COMMON_SYSTEM) for line in project.budget.lines)
        # Cost lines of systems that are not there are E018's.
        if due and systems and isinstance(systems.value, list) and not systems.items() and not named:
            yield self.kind.at(systems.location, "没有列出应用系统和功能模块", "在 project.yml 的“系统”里逐个列出")


class PlatformsUsed(_Dedicated):
    """How the common platforms and the city's infrastructure are used; each platform that is named is spoken of."""

    kind: ClassVar[Kind] = Kind(
        "E016",
        "共用平台和基础设施的使用有专门章节",
        "能用共用平台的不另建，是集约化建设的要求。",
        "写明每个平台怎样用，不用的写理由",
        bad="（支撑平台利用情况表里没有公共数据平台，正文里也没有提到）",
        good="- {平台: 公共数据平台, 使用: 是, 方式: 经其取得气象数据，登记 12 类目录}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        yield from super().check(project, library)
        sections = _sections(project, library)
        if not sections or not library.is_due(project, RESOURCES_FILE) or RESOURCES_FILE not in project.nodes:
            return
        listed = {use.platform for use in project.resources.platforms}
        written = "".join(text.text for text in sections)
        missing = [
            platform.name
            for platform in library.edition.technical.dedicated.platforms
            if platform.name not in listed and not any(name in written for name in (platform.name, *platform.aliases))
        ]
        if missing:
            message = f"支撑平台里没有写到「{'」「'.join(missing)}」，正文里也没有提到"
            hint = "每个平台写一行：使用的写方式，不用的写理由"
            yield self.kind.at(project.resources.place("支撑平台"), message, hint)


class SecurityDesigned(_Dedicated):
    """The design of information security."""

    kind: ClassVar[Kind] = Kind(
        "E017",
        "信息安全建设设计有专门章节",
        "网络安全方面的意见按这一节提。",
        "写出安全域、策略、应急和管理制度；用共用设施的也要写清责任怎样划分",
        bad="## （十一）安全建设方案\n\n不涉及：系统部署在政务云上。",
        good="## （十一）安全建设方案\n\n云平台负责主机和网络防护，本单位负责账号、数据和应用安全……",
    )
