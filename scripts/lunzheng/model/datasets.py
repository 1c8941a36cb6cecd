"""The tables that an edition can ask for: rows of a project file by path, or rows computed from several facts.

A row is a mapping from column names, in Chinese as forms write them, to values; how a value is printed is decided by
the column that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lunzheng.model.budget import COMMON_SYSTEM
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money, total
from lunzheng.model.project import Scope
from lunzheng.model.totals import funding_amounts, payment_amounts, share_of, total_investment
from lunzheng.source.node import Node, Plain


class Verbatim(str):
    """A text of somebody else: printed as it is, with nothing put in for what looks like a token."""

    __slots__ = ()


Row = Mapping[str, object]
Dataset = Callable[[Project, Library], list[Row]]

_LEAD, _JOIN = "牵头单位", "参加单位"


def lookup(project: Project, library: Library, path: str) -> Node | None:
    """The node at a path such as ``建设单位.名称`` or ``绩效.总目标``.

    The first step is a key of ``project.yml``, or the edition's name for another data file.
    """
    first, *rest = path.split(".")
    for data_file in library.edition.head.data_files:
        if data_file.name == first:
            node = project.nodes.get(data_file.file)
            return node.at(*rest) if node else None
    node = project.nodes.get("project.yml")
    return node.at(first, *rest) if node else None


def rows(project: Project, library: Library, name: str) -> list[Row]:
    """The rows of a dataset: computed ones by name, all others by path."""
    if name in COMPUTED:
        return COMPUTED[name](project, library)
    node = lookup(project, library, name)
    return [_plain(item) for item in node.items()] if node else []


def _plain(node: Node) -> Row:
    value: Plain = node.plain()
    return value if isinstance(value, dict) else {"": value}


def _parties(project: Project, _library: Library) -> list[Row]:
    profile = project.profile
    return [
        {"角色": role, "名称": party.name, "负责人": party.head, "职务": party.post, "联系方式": party.contact}
        for role, party in (("建设单位", profile.owner), ("实施单位", profile.implementer))
        if party.name
    ]


def _participants(project: Project, _library: Library) -> list[Row]:
    """The lead body and those that take part; nothing where only one body builds (附表3 二（一）)."""
    profile = project.profile
    if not profile.participants:
        return []
    lead: Row = {"角色": _LEAD, "名称": profile.owner.name, "职责": "统筹项目建设，对项目总负责。"}
    return [lead, *({"角色": _JOIN, "名称": party.name, "职责": party.duty} for party in profile.participants)]


def _scopes(project: Project, _library: Library) -> list[Row]:
    def row(level: str, scope: Scope) -> Row:
        return {"层次": level, "任务": scope.task, "规模": scope.scale, "建设期": str(scope.period)}

    contents = project.profile.contents
    levels = [
        ("总体", contents.overall),
        *((scope.phase, scope) for scope in contents.phases),
        ("本期", contents.current),
    ]
    return [row(level, scope) for level, scope in levels if scope.task]


def _modules(project: Project, library: Library) -> list[Row]:
    categories = library.edition.effort_categories
    return [
        {
            "系统": system.name,
            "模块": module.name,
            "功能": module.function,
            "人月": project.budget.person_months(categories, system=system.name, module=module.name) or None,
        }
        for system in project.profile.systems
        for module in system.modules
    ]


def _cost_lines(project: Project, library: Library) -> list[Row]:
    categories = library.edition.effort_categories
    ordered = sorted(
        project.budget.lines, key=lambda line: project.budget.systems.index(line.system) if line.system else -1
    )
    return [
        {
            **(_plain(line.node) if line.node else {}),
            "单价": line.unit_price,
            "总价": line.amount,
            "人月": line.person_months(categories),
        }
        for line in ordered
    ]


def _software(project: Project, library: Library) -> list[Row]:
    return [row for row in _cost_lines(project, library) if row.get("模块") and row["人月"]]


def _security_costs(project: Project, library: Library) -> list[Row]:
    return [row for row in _cost_lines(project, library) if row.get("安全类别")]


def _exceptions(project: Project, library: Library) -> list[Row]:
    """What is paid for although art. 8 would leave it out, with the reason."""
    return [row for row in _cost_lines(project, library) if row.get("例外理由")]


def _investment_by_system(project: Project, library: Library) -> list[Row]:
    whole = total_investment(project)
    result: list[Row] = []
    for system in project.budget.systems:
        sums = {
            c.name: project.budget.sum(system=system, category=c.name) for c in library.edition.head.cost_categories
        }
        subtotal = project.budget.sum(system=system)
        shown: dict[str, object] = {name: amount for name, amount in sums.items() if amount.yuan}
        result.append(
            {
                **shown,
                "系统": system,
                "合计": subtotal,
                "占比": share_of(subtotal, whole),
                "备注": "各系统共用" if system == COMMON_SYSTEM else "",
            }
        )
    return result


def _investment_by_category(project: Project, library: Library) -> list[Row]:
    whole = total_investment(project)
    sums = [(c.name, project.budget.sum(category=c.name)) for c in library.edition.head.cost_categories]
    return [{"类别": name, "金额": amount, "占比": share_of(amount, whole)} for name, amount in sums if amount.yuan]


def _funding(project: Project, _library: Library) -> list[Row]:
    return [
        {"来源": part.source, "年度": part.year, "金额": amount, "落实情况": part.state}
        for part, amount in funding_amounts(project)
    ]


def _payments(project: Project, _library: Library) -> list[Row]:
    return [
        {**(_plain(payment.node) if payment.node else {}), "金额": amount}
        for payment, amount in payment_amounts(project)
    ]


def _trainings(project: Project, _library: Library) -> list[Row]:
    return [
        {**(_plain(training.node) if training.node else {}), "经费": training.cost}
        for training in project.profile.trainings
    ]


def _targets(project: Project, library: Library) -> list[Row]:
    """Performance indicators, each with operator, value and unit joined as ``目标``."""
    unmeasured = library.edition.technical.indicators.unmeasured
    return [
        {**row, "目标": indicator.target(unmeasured)}
        for row, indicator in zip(rows(project, library, "绩效.指标"), project.performance.indicators, strict=True)
    ]


def _yearly_goals(project: Project, library: Library) -> list[Row]:
    by_year: dict[int | None, list[Money]] = {}
    for part, amount in funding_amounts(project):
        by_year.setdefault(part.year, []).extend([amount] if amount else [])
    return [
        {**row, "资金": total(by_year[year]) if (year := row.get("年度")) in by_year else None}
        for row in rows(project, library, "绩效.年度目标")
    ]


def _application(project: Project, _library: Library) -> list[Row]:
    """附表1: one row for each earlier project, the application itself repeated (its cells are merged)."""
    profile = project.profile
    bases = "；".join(
        f"《{basis.title}》" + (f"（{basis.document_number}）" if basis.document_number else "")
        for basis in profile.bases
    )
    application: Row = {
        "序号": 1,
        "建设单位": profile.owner.name,
        "项目名称": profile.name,
        "投资": total_investment(project),
        "主要内容": profile.contents.summary,
        "应用场景": profile.scenario,
        "项目依据": bases,
    }
    earlier = [_plain(item) for item in _earlier(project)]
    return [{**application, "近年项目": row.get("名称"), "近年状态": row.get("状态")} for row in (earlier or [{}])]


def _earlier(project: Project) -> list[Node]:
    node = project.nodes.get("project.yml")
    listed = node.at("近年项目", "项目") if node else None
    return listed.items() if listed else []


COMPUTED: dict[str, Dataset] = {
    "建设和实施单位": _parties,
    "参与单位": _participants,
    "建设内容分期": _scopes,
    "模块": _modules,
    "费用明细": _cost_lines,
    "软件开发工作量": _software,
    "安全费用": _security_costs,
    "例外费用": _exceptions,
    "总投资概算": _investment_by_system,
    "投资构成": _investment_by_category,
    "资金": _funding,
    "付费": _payments,
    "培训": _trainings,
    "绩效指标": _targets,
    "年度目标": _yearly_goals,
    "申报": _application,
}
"""The computed datasets by the name that an edition's tables use."""
