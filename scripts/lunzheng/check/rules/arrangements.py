"""What surrounds the system: the one it replaces, training, tendering, risks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.check.rules.profile import due_fields
from lunzheng.model.library import PROJECT_FILE, Library, Project
from lunzheng.model.record import Record
from lunzheng.model.rulebook import RuleBook
from lunzheng.source.problem import Kind, Location, Problem


class FormerSystemsGiven(Rule):
    """An upgrade says what it upgrades. The fields of each old system are the schema's, their order in time E034's."""

    kind: ClassVar[Kind] = Kind(
        "E013",
        "升级改造、扩建的写明原有系统",
        "不知道原系统何时建成、花了多少、运行得怎样，就判断不了该不该再投入。",
        "在 project.yml 里写“原有系统”：名称、建设时间、终验时间、投入运行时间、投资、运行情况；"
        "实际是新建的，改“建设性质”",
        bad="建设性质: 升级改造（没有“原有系统”）",
        good="建设性质: 升级改造\n原有系统:\n  - {名称: 防汛指挥信息系统, 建设时间: 2018-03, 终验时间: 2019-05,"
        " 投入运行时间: 2018-12, 投资: 486, 运行情况: 运行近8年，高峰时响应慢}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        rule, profile = library.edition.rulebook.upgrades, project.profile
        due = any(document.code in rule.documents for document in library.documents_for(project))
        if not due or profile.nature not in rule.natures:
            return
        if not profile.former_systems:
            root = project.nodes[PROJECT_FILE]
            place = profile.place("建设性质") if root.get("原有系统") is None else root.place("原有系统")
            yield self.kind.at(place, f"建设性质是“{profile.nature}”，没有写原有系统")
        for system in profile.former_systems:
            for field, value in (("名称", system.name), ("运行情况", system.state)):
                if value and library.edition.rulebook.is_hollow(value):
                    yield self.kind.at(
                        system.place(field), f"原有系统的{field}写的是“{value}”", f"写清原有系统的{field}"
                    )


class TrainingPlanned(Rule):
    """Each training says what, how and on what basis it is paid; fields that are missing are the schema's."""

    kind: ClassVar[Kind] = Kind(
        "E032",
        "培训的内容、时间、方式、人数、经费和依据齐全",
        "没有依据的培训费会被核减，没有安排的培训落不了地。",
        "写清培训内容、方式和费用依据（如“半天授课，参照市级培训费综合定额”）",
        bad="培训:\n  - {内容: 系统操作, 时间: 2028-03, 方式: 待定, 人数: 180, 人均费用: 400元, 费用依据: 无}",
        good="培训:\n  - {内容: 系统操作, 时间: 2028-03, 方式: 集中授课, 人数: 180, 人均费用: 400元,"
        " 费用依据: 一天，参照市级培训费综合定额}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        if "培训" in due_fields(project, library):
            for training in project.profile.trainings:
                yield from hollow(self.kind, training, ("内容", "方式", "费用依据"), "培训的", library.edition.rulebook)


class TendersPlanned(Rule):
    """Each tender has a scope, and a reason where not everyone may bid; missing fields are the schema's."""

    kind: ClassVar[Kind] = Kind(
        "E035",
        "招标的范围、方式、组织形式明确",
        "范围不清会漏招、重招；限制竞争的方式要有理由。",
        "写清招标范围；邀请招标、单一来源的在“说明”里写理由",
        bad="招标:\n  - {范围: 软件开发, 方式: 单一来源, 组织形式: 委托招标}",
        good="招标:\n  - {范围: 软件开发, 方式: 公开招标, 组织形式: 委托招标}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        if "招标" not in due_fields(project, library):
            return
        book = library.edition.rulebook
        for tender in project.profile.tenders:
            yield from hollow(self.kind, tender, ("范围",), "招标的", book)
            if tender.method in book.tendering.to_be_explained and (not tender.note or book.is_hollow(tender.note)):
                message = f"“{tender.scope}”用{tender.method}方式，没有写理由"
                yield self.kind.at(tender.place("方式"), message, "在“说明”里写明为什么不公开招标，依据哪条规定")


class RisksAnswered(Rule):
    """Risks of every kind that the edition lists are there, each with a response."""

    kind: ClassVar[Kind] = Kind(
        "E037",
        "政策、系统、操作风险都有对策",
        "只写一类风险，说明风险没有识别完；没有对策的风险等于没写。",
        "在 project.yml 的“风险”里补上这一类，写明风险和对策",
        bad="风险:\n  - {类别: 政策风险, 风险: 职责调整, 对策: 流程按规则配置}",
        good="风险:\n  - {类别: 政策风险, 风险: 职责调整, 对策: 流程按规则配置}\n"
        "  - {类别: 系统风险, 风险: 台风时访问量大, 对策: 按峰值1.5倍压测}\n"
        "  - {类别: 操作风险, 风险: 误发调度令, 对策: 编制、校核、签发分岗}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        if "风险" not in due_fields(project, library):
            return
        book, risks = library.edition.rulebook, project.profile.risks
        given = {risk.category for risk in risks}
        missing = [category for category in book.risk_categories if category not in given]
        if risks and missing and given <= set(book.risk_categories):
            yield self.kind.at(_key_place(project, "风险"), f"“风险”里没有{'、'.join(missing)}")
        for risk in risks:
            yield from hollow(self.kind, risk, ("风险", "对策"), f"{risk.category}的", book)


def hollow(kind: Kind, record: Record, fields: tuple[str, ...], owner: str, book: RuleBook) -> Iterator[Problem]:
    """A problem for each field that is filled with nothing, such as ``无``."""
    for field in fields:
        node = record.node.get(field) if record.node else None
        if node and isinstance(node.value, str) and node.value.strip() and book.is_hollow(node.value):
            yield kind.at(node.location, f"{owner}{field}写的是“{node.value.strip()}”")


def _key_place(project: Project, key: str) -> Location:
    node = project.nodes[PROJECT_FILE].get(key)
    return node.key_location if node else project.location(PROJECT_FILE)
