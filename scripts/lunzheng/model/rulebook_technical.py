"""What the rules on the technical plan go by, as an edition gives it (``rules.yml``): words, limits, matrices.

An edition that leaves a block out switches its rule off.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.money import Money
from lunzheng.model.record import Record, key
from lunzheng.model.rulebook import Sections


@dataclass(frozen=True, kw_only=True)
class SectionList(Sections):
    """Sections of one outline; ``rule`` names whose they are."""

    rule: str = key("规则")


@dataclass(frozen=True, kw_only=True)
class ExistingSystems(Record):
    """What shows that the department has systems already (E014)."""

    natures: tuple[str, ...] = key("性质")
    running: tuple[str, ...] = key("在用")
    doubtful: tuple[str, ...] = key("不作判断")


@dataclass(frozen=True, kw_only=True)
class NamedPlatform(Record):
    """A platform that the plan has to speak of, with the other names it goes by."""

    name: str = key("名称")
    aliases: tuple[str, ...] = key("别名")


@dataclass(frozen=True, kw_only=True)
class DedicatedSections(Record):
    """The sections that art. 15 asks for (E015–E017), the least number of characters, the platforms to speak of."""

    least: int | None = key("最少字数")
    sections: tuple[SectionList, ...] = key("章节")
    platforms: tuple[NamedPlatform, ...] = key("平台")

    def has(self, outline: str, section: str, rule: str = "") -> bool:
        """Whether a section, by its short form, is one of these; of one rule or of any."""
        return any(
            item.outline == outline and section in item.sections for item in self.sections if rule in ("", item.rule)
        )


@dataclass(frozen=True, kw_only=True)
class RateBand(Record):
    """The plausible price of a person-month (W022)."""

    categories: tuple[str, ...] = key("费用类别")
    low: Money | None = key("下限")
    high: Money | None = key("上限")
    year: int | None = key("年度")
    source: str = key("来源")


@dataclass(frozen=True, kw_only=True)
class ProductLines(Record):
    """The cost lines that are products and need model, specification and maker (W023)."""

    categories: tuple[str, ...] = key("费用类别")


@dataclass(frozen=True, kw_only=True)
class Goods(Record):
    """Words for goods and works; ``last`` count only at the end of a name.

    A word does not count after one of ``before`` nor before one of ``after``: 云服务器, 服务器操作系统.
    """

    words: tuple[str, ...] = key("词")
    last: tuple[str, ...] = key("结尾")
    before: tuple[str, ...] = key("前接")
    after: tuple[str, ...] = key("后接")


@dataclass(frozen=True, kw_only=True)
class ExcludedCosts(Record):
    """What a project does not pay for (art. 8; E024, E025), and what excuses it.

    ``other_categories`` are not looked at; ``not_bought`` are words of what exists or is rented already; names that
    end in one of ``software`` are no goods.
    """

    other_categories: tuple[str, ...] = key("不看的费用类别")
    not_bought: tuple[str, ...] = key("不是购置")
    software: tuple[str, ...] = key("软件结尾")
    reason_length: int | None = key("理由字数")
    hardware: Goods = key("硬件")
    works: Goods = key("工程和办公设备")


@dataclass(frozen=True, kw_only=True)
class MobileWords(Record):
    """How a text says that it will build a mobile program of its own (E026).

    ``nouns`` of building follow the program (小程序开发), unless one of ``other_nouns`` follows them (小程序开发者).
    """

    programs: tuple[str, ...] = key("词")
    verbs: tuple[str, ...] = key("动作")
    nouns: tuple[str, ...] = key("名词动作")
    other_nouns: tuple[str, ...] = key("名词动作后接")
    attributes: tuple[str, ...] = key("后接")
    denials: tuple[str, ...] = key("否定")
    others: tuple[str, ...] = key("已有或别人的")
    hosts: tuple[str, ...] = key("统一入口")
    host_aliases: tuple[str, ...] = key("入口别名")
    outside: tuple[str, ...] = key("入口之外")
    news: tuple[str, ...] = key("新闻")
    places: tuple[SectionList, ...] = key("章节")


@dataclass(frozen=True, kw_only=True)
class LevelOfHarm(Record):
    """One cell of the matrix: the level that harm of a degree to an object gives."""

    object: str = key("客体")
    harm: str = key("程度")
    level: int | None = key("等级")


@dataclass(frozen=True, kw_only=True)
class Grading(Record):
    """How the security level follows (E027), and from which level on what has to be paid for (E028)."""

    standard: str = key("标准")
    matrix: tuple[LevelOfHarm, ...] = key("矩阵")
    strict_from: int | None = key("严格等级")
    strict_costs: tuple[str, ...] = key("严格费用")


@dataclass(frozen=True, kw_only=True)
class Sharing(Record):
    """The directions of sharing and the channels that are the city's own (E029)."""

    directions: tuple[str, ...] = key("方向")
    channels: tuple[str, ...] = key("渠道")
    bypassing: tuple[str, ...] = key("绕开")


@dataclass(frozen=True, kw_only=True)
class IndicatorBook(Record):
    """The first-level indicators that have to be there, and the operator of those that are not measured (E039)."""

    categories: tuple[str, ...] = key("一级")
    unmeasured: str = key("定性")


@dataclass(frozen=True, kw_only=True)
class ServiceBook(Record):
    """What the plan of a bought service has to show (E040)."""

    catalogues: tuple[str, ...] = key("目录总名")
    social: tuple[str, ...] = key("社会效益")
    places: tuple[SectionList, ...] = key("章节")


@dataclass(frozen=True, kw_only=True)
class Infrastructure(Record):
    """How a service is known to be basic infrastructure (E041); the share is in per cent of the cost."""

    words: tuple[str, ...] = key("词")
    applications: tuple[str, ...] = key("应用结尾")
    share: Decimal | None = key("费用占比")


@dataclass(frozen=True, kw_only=True)
class TechnicalRuleBook(Record):
    """The blocks of ``rules.yml`` for the technical plan, costs and services."""

    existing: ExistingSystems = key("现有系统")
    dedicated: DedicatedSections = key("专门章节")
    rate: RateBand = key("人月费率")
    products: ProductLines = key("产品明细")
    excluded: ExcludedCosts = key("不列入的费用")
    mobile: MobileWords = key("移动端")
    grading: Grading = key("安全定级")
    sharing: Sharing = key("数据共享")
    indicators: IndicatorBook = key("绩效指标")
    service: ServiceBook = key("购买服务")
    infrastructure: Infrastructure = key("基础设施服务")

    @property
    def section_lists(self) -> list[SectionList]:
        """Every reference to sections of an outline."""
        return [*self.dedicated.sections, *self.mobile.places, *self.service.places]
