"""Bought services: what their plan has to show, and who prepares it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.check.rules.structure import due_outlines
from lunzheng.model.library import Library, Project
from lunzheng.model.money import ZERO, total
from lunzheng.model.rulebook_technical import Infrastructure
from lunzheng.source.problem import Kind, Problem


def _is_due(project: Project, library: Library) -> bool:
    """Whether the plan of a bought service is due."""
    mode = project.profile.build_mode
    return bool(project.profile.service.node) and any(
        document.build_mode == mode for document in library.documents_for(project) if document.build_mode
    )


class ServiceComplete(Rule):
    """The item of the catalogue, and the comparison with building it oneself, in money and for society.

    The six parts themselves are E001's and E002's, missing fields the schema's.
    """

    kind: ClassVar[Kind] = Kind(
        "E040",
        "购买的服务在指导性目录之内，与自建作了比较",
        "不在目录内的服务不能购买；没有比较，就说明不了为什么不自建。",
        "写明目录里的具体条目；经济性和社会效益性都要与自建比较",
        bad="目录: {名称: 政府购买服务指导性目录}",
        good="目录: {代码: 示例B0903, 名称: 业务数字化应用服务}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book, service = library.edition.technical.service, project.profile.service
        if not book.node or not _is_due(project, library):
            return
        name = service.catalogue.name
        if name and (name.strip("《》") in book.catalogues or library.edition.rulebook.is_hollow(name)):
            message = f"“{name}”不是目录里的条目"
            yield self.kind.at(service.catalogue.place("名称"), message, "写目录里与本项目对应的那一条")
        costs = [cost.amount for cost in service.self_built if cost.amount is not None]
        if costs and total(costs) == ZERO:
            yield self.kind.at(service.place("自建费用"), "自建费用合计是 0，无法与购买服务比较")
        if service.comparisons and not _speaks_of(project, library, book.social):
            message = "与自建方式只比较了别的方面，没有比较社会效益"
            yield self.kind.at(service.place("对比"), message, "在“对比”里加一行，或者写在成本控制一章里")


def _speaks_of(project: Project, library: Library, words: tuple[str, ...]) -> bool:
    """Whether the comparison speaks of something: in its rows, or in the sections that the edition names."""
    rows = [f"{row.aspect}{row.bought}{row.self_built}" for row in project.profile.service.comparisons]
    places = {(item.outline, section) for item in library.edition.technical.service.places for section in item.sections}
    texts = [
        text.text
        for _, outline in due_outlines(project, library)
        if outline.name in project.narratives
        for text in project.narratives[outline.name].sections.values()
        if (outline.name, text.section.reference) in places
    ]
    return any(word in text for word in words for text in (*rows, *texts))


class InfrastructureTogether(Rule):
    """Basic infrastructure that is bought as a service is prepared by the authority itself (art. 8).

    It is known by the name of the project, unless that is an application's, or by what most of the money is for.
    """

    kind: ClassVar[Kind] = Kind(
        "E041",
        "基础网络、云资源由主管单位统一购买",
        "各单位分头购买基础设施，既不集约也不便统一安全管理。",
        "向主管单位提出资源需求，由其统一组织并编制方案",
        bad="项目名称: 示例局政务云租赁服务\n建设单位: {名称: 示例市水利局}",
        good="项目名称: 示例市政务云租赁服务\n建设单位: {名称: （主管单位）}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        profile, head = project.profile, library.edition.head
        if not profile.owner.name or not _is_due(project, library):
            return
        body = next((body for body in head.bodies if body.name == head.authority), None)
        names = (head.authority, *(body.aliases if body else ()))
        if any(name in party for name in names for party in (profile.owner.name, profile.author.name)):
            return
        if sign := _infrastructure(project, library.edition.technical.infrastructure):
            message = f"{sign}，属于基础设施，应由{head.authority}统一组织并编制方案"
            yield self.kind.at(profile.owner.place("名称"), f"{message}，这里是“{profile.owner.name}”")


def _infrastructure(project: Project, book: Infrastructure) -> str:
    """What shows that the service is basic infrastructure, or nothing."""
    name = project.profile.name.partition("（")[0].strip()
    if not name.endswith(book.applications or ("\0",)):
        for word in book.words:
            if word in name:
                return f"购买的是「{word}」"
    lines = [(line.name, line.amount) for line in project.budget.lines if line.amount is not None]
    whole = total(amount for _, amount in lines)
    part = total(amount for title, amount in lines if any(word in title for word in book.words))
    if book.share is None or whole == ZERO or part.yuan / whole.yuan * 100 < book.share:
        return ""
    return f"费用的 {(part.yuan / whole.yuan * 100).quantize(Decimal(1))}% 用于网络和云资源"
