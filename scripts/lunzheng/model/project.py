"""One project: the facts of its folder under English names."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.money import Money
from lunzheng.model.period import Moment, months_between
from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class Period(Record):
    """A construction or service period, both ends counted."""

    start: Moment | None = key("起")
    end: Moment | None = key("止")

    @property
    def months(self) -> int | None:
        """Its length in months, or None while an end is missing or before the start."""
        if self.start is None or self.end is None:
            return None
        months = months_between(self.start, self.end)
        return months if months > 0 else None

    def __str__(self) -> str:
        return f"{self.start}至{self.end}" if self.start and self.end else ""


@dataclass(frozen=True, kw_only=True)
class Party(Record):
    """A body that takes part, with the person who answers for it (附表3 一（二）（三）, 二)."""

    name: str = key("名称")
    head: str = key("负责人")
    post: str = key("职务")
    contact: str = key("联系方式")
    duty: str = key("职责")


@dataclass(frozen=True, kw_only=True)
class Handler(Record):
    """The clerk who fills the folder; never published."""

    name: str = key("姓名")
    contact: str = key("联系方式")


NO_NUMBER = "无"
"""What is written for the number of a document that has none."""


@dataclass(frozen=True, kw_only=True)
class Basis(Record):
    """A document that the project rests on (附表3 一（四）)."""

    title: str = key("名称")
    number: str = key("文号")
    category: str = key("类别")
    relevance: str = key("涉及内容")
    attachment: str = key("附件")

    @property
    def document_number(self) -> str:
        """Its number; empty where none is given, or where it has none."""
        return "" if self.number == NO_NUMBER else self.number


@dataclass(frozen=True, kw_only=True)
class PhaseGoal(Record):
    phase: str = key("期")
    goal: str = key("目标")


@dataclass(frozen=True, kw_only=True)
class Target(Record):
    """A goal that can be measured (附表3 一（五）)."""

    phase: str = key("期")
    category: str = key("类别")
    title: str = key("指标")
    value: str = key("目标值")
    unit: str = key("单位")


@dataclass(frozen=True, kw_only=True)
class Goals(Record):
    overall: str = key("总体")
    phases: tuple[PhaseGoal, ...] = key("分期")
    current: str = key("本期")
    targets: tuple[Target, ...] = key("指标")


@dataclass(frozen=True, kw_only=True)
class Scope(Record):
    """Task, scale and period of the whole project, of a phase or of this phase (附表3 一（六）)."""

    phase: str = key("期")
    task: str = key("任务")
    scale: str = key("规模")
    period: Period = key("建设期")


@dataclass(frozen=True, kw_only=True)
class Contents(Record):
    summary: str = key("主要内容")
    overall: Scope = key("总体")
    phases: tuple[Scope, ...] = key("分期")
    current: Scope = key("本期")
    place_of_work: str = key("地点")


@dataclass(frozen=True, kw_only=True)
class Module(Record):
    name: str = key("名称")
    function: str = key("功能")


@dataclass(frozen=True, kw_only=True)
class System(Record):
    name: str = key("名称")
    description: str = key("说明")
    modules: tuple[Module, ...] = key("模块")


@dataclass(frozen=True, kw_only=True)
class FormerSystem(Record):
    """A system to be upgraded or extended (附表3 三（一）)."""

    name: str = key("名称")
    built: Moment | None = key("建设时间")
    accepted: Moment | None = key("终验时间")
    running_since: Moment | None = key("投入运行时间")
    cost: Money | None = key("投资")
    state: str = key("运行情况")


@dataclass(frozen=True, kw_only=True)
class Funding(Record):
    """One part of the funding: an amount, a share of the total in per cent, or what is left over (``其余``)."""

    source: str = key("来源")
    year: int | None = key("年度")
    written: str = key("金额")
    share: Decimal | None = key("比例")
    state: str = key("落实情况")

    @property
    def amount(self) -> Money | None:
        """The amount where one is given."""
        node = self.node.get("金额") if self.node else None
        value = node.value if node else None
        return Money.parse(value) if isinstance(value, int | str | Decimal) and not isinstance(value, bool) else None

    @property
    def is_rest(self) -> bool:
        return self.written == "其余"


@dataclass(frozen=True, kw_only=True)
class Tender(Record):
    scope: str = key("范围")
    method: str = key("方式")
    form: str = key("组织形式")
    note: str = key("说明")


@dataclass(frozen=True, kw_only=True)
class Training(Record):
    content: str = key("内容")
    time: Moment | None = key("时间")
    method: str = key("方式")
    people: int | None = key("人数")
    cost_per_person: Money | None = key("人均费用")
    basis: str = key("费用依据")

    @property
    def cost(self) -> Money | None:
        """People × cost per person, as shown."""
        if self.people is None or self.cost_per_person is None:
            return None
        return (self.cost_per_person * self.people).rounded()


@dataclass(frozen=True, kw_only=True)
class Task(Record):
    """One task of the schedule; effort in person-months (附表3 八（二）)."""

    title: str = key("任务")
    start: Moment | None = key("开始")
    end: Moment | None = key("结束")
    effort: Decimal | None = key("工时")


@dataclass(frozen=True, kw_only=True)
class Measure(Record):
    """A security measure and the layer it belongs to (附表3 五（十一）)."""

    layer: str = key("层面")
    measure: str = key("措施")


@dataclass(frozen=True, kw_only=True)
class Security(Record):
    """The security level and how it was determined (GB/T 22240-2020)."""

    object: str = key("受侵害客体")
    harm: str = key("侵害程度")
    level: int | None = key("等级")
    reason: str = key("定级理由")
    measures: tuple[Measure, ...] = key("措施")


@dataclass(frozen=True, kw_only=True)
class Risk(Record):
    category: str = key("类别")
    risk: str = key("风险")
    response: str = key("对策")


@dataclass(frozen=True, kw_only=True)
class Payment(Record):
    """One payment of a bought service; share in per cent (附表4 四)."""

    milestone: str = key("节点")
    share: Decimal | None = key("比例")


@dataclass(frozen=True, kw_only=True)
class CatalogueItem(Record):
    """The item of the guiding catalogue that a service belongs to (附表4 二)."""

    code: str = key("代码")
    name: str = key("名称")


@dataclass(frozen=True, kw_only=True)
class ServiceItem(Record):
    """One of the services bought, and what is asked of it (附表4 二)."""

    title: str = key("服务")
    demand: str = key("要求")


@dataclass(frozen=True, kw_only=True)
class Comparison(Record):
    """One aspect under which buying and building are compared (附表4 六)."""

    aspect: str = key("方面")
    bought: str = key("购买服务")
    self_built: str = key("自建")


@dataclass(frozen=True, kw_only=True)
class SelfBuiltCost(Record):
    """What the same thing would cost if the department built it (附表4 六)."""

    title: str = key("项目")
    amount: Money | None = key("金额")


@dataclass(frozen=True, kw_only=True)
class Service(Record):
    """The facts of a service purchase (附表4)."""

    catalogue: CatalogueItem = key("目录")
    items: tuple[ServiceItem, ...] = key("内容")
    mode: str = key("方式")
    period: Period = key("服务期")
    payments: tuple[Payment, ...] = key("付费")
    comparisons: tuple[Comparison, ...] = key("对比")
    self_built: tuple[SelfBuiltCost, ...] = key("自建费用")


@dataclass(frozen=True, kw_only=True)
class EarlierProject(Record):
    """A project of recent years and what has become of it (附表1)."""

    name: str = key("名称")
    state: str = key("状态")


@dataclass(frozen=True, kw_only=True)
class EarlierProjects(Record):
    projects: tuple[EarlierProject, ...] = key("项目")


@dataclass(frozen=True, kw_only=True)
class Waiver(Record):
    """A rule set aside for one place, with the reason and the post of whoever agreed; never a name.

    ``text`` is quoted from the place: words of its line, of the list item it stands in, or of the problem's message.
    """

    rule: str = key("规则")
    file: str = key("文件")
    text: str = key("内容")
    reason: str = key("理由")
    role: str = key("同意人职务")


@dataclass(frozen=True, kw_only=True)
class Profile(Record):
    """``project.yml``."""

    sample: str = key("示例")
    name: str = key("项目名称")
    short_name: str = key("项目简称")
    year: int | None = key("年度")
    written_on: datetime.date | None = key("编制日期")
    build_mode: str = key("建设方式")
    nature: str = key("建设性质")
    field_of_use: str = key("领域")
    owner: Party = key("建设单位")
    implementer: Party = key("实施单位")
    author: Party = key("编制单位")
    participants: tuple[Party, ...] = key("参加单位")
    handler: Handler = key("经办人")
    bases: tuple[Basis, ...] = key("项目依据")
    scenario: str = key("应用场景")
    goals: Goals = key("建设目标")
    contents: Contents = key("建设内容")
    systems: tuple[System, ...] = key("系统")
    former_systems: tuple[FormerSystem, ...] = key("原有系统")
    estimate: Money | None = key("投资估算")
    funding: tuple[Funding, ...] = key("资金")
    tenders: tuple[Tender, ...] = key("招标")
    trainings: tuple[Training, ...] = key("培训")
    tasks: tuple[Task, ...] = key("进度")
    security: Security = key("安全")
    risks: tuple[Risk, ...] = key("风险")
    earlier: EarlierProjects = key("近年项目")
    service: Service = key("购买服务")
    waivers: tuple[Waiver, ...] = key("豁免")

    @property
    def period(self) -> Period:
        """The construction period of this phase; where only a service is bought, the service period."""
        current = self.contents.current.period
        return current if current.node else self.service.period
