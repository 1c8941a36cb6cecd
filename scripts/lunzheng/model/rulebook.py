"""What the check rules go by, as an edition gives it (``rules.yml``): words, lists, limits, and where a rule looks.

An edition that leaves a block out switches its rule off.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class Sections(Record):
    """Sections of one outline, by their short form such as ``一（五）``."""

    outline: str = key("大纲")
    sections: tuple[str, ...] = key("节")


@dataclass(frozen=True, kw_only=True)
class EndingChoice(Record):
    """Which ending fits a project: of certain fields of use, of several bodies, or any other."""

    fields: tuple[str, ...] = key("领域")
    several_bodies: str = key("多单位")
    ending: str = key("结尾")


@dataclass(frozen=True, kw_only=True)
class NamingWords(Record):
    """How names are taken apart (W004); the endings themselves stand in ``edition.yml``."""

    separators: str = key("误用的间隔号")
    branded_endings: tuple[str, ...] = key("品牌名结尾")
    suffixes: tuple[str, ...] = key("可带的后缀")
    components: tuple[str, ...] = key("组成部分")
    replaceable: tuple[str, ...] = key("可替换的结尾")
    generic: tuple[str, ...] = key("笼统的词")
    choices: tuple[EndingChoice, ...] = key("结尾的选择")


@dataclass(frozen=True, kw_only=True)
class Reserve(Record):
    """The reserve library (W005, W038, E043, E044): stages by name, terms by code, growth in per cent."""

    suggested: str = key("建议阶段")
    entered: str = key("入库阶段")
    planned: str = key("方案阶段")
    growth: Decimal | None = key("估算增幅")
    start_term: str = key("实施期限")
    life_term: str = key("储备期限")


@dataclass(frozen=True, kw_only=True)
class BasisAttachments(Record):
    """Which documents carry their bases as attachments (E008), and which bases need none by how they begin."""

    documents: tuple[str, ...] = key("文档")
    exempt: tuple[str, ...] = key("免附开头")


@dataclass(frozen=True, kw_only=True)
class Standard(Record):
    """A standard that has been revised: its number without the year, its year in force, since when."""

    number: str = key("标准")
    year: int | None = key("现行")
    since: datetime.date | None = key("实施")
    title: str = key("名称")
    former_titles: tuple[str, ...] = key("旧名")

    @property
    def current(self) -> str:
        return f"{self.number}-{self.year}"


@dataclass(frozen=True, kw_only=True)
class StandardList(Record):
    """Revised standards (W009), and the words by which a text speaks of an old one as such."""

    standards: tuple[Standard, ...] = key("标准")
    history: tuple[str, ...] = key("旧版语境")


@dataclass(frozen=True, kw_only=True)
class VagueWords(Record):
    """Words that promise without a number, and where a number is expected (W011)."""

    words: tuple[str, ...] = key("词")
    adverbs: tuple[str, ...] = key("修饰词")
    verbs: tuple[str, ...] = key("动词")
    harmless: tuple[str, ...] = key("例外")
    reporting: tuple[str, ...] = key("引述")
    fields: tuple[str, ...] = key("栏目")
    places: tuple[Sections, ...] = key("章节")


@dataclass(frozen=True, kw_only=True)
class Upgrades(Record):
    """Projects that build on an older system (E013)."""

    natures: tuple[str, ...] = key("性质")
    documents: tuple[str, ...] = key("文档")


@dataclass(frozen=True, kw_only=True)
class AmountWords(Record):
    """The words around an amount of money (E021)."""

    amounts: tuple[str, ...] = key("金额词")
    own_investment: tuple[str, ...] = key("本项目投资")
    links: tuple[str, ...] = key("连接词")
    columns: tuple[str, ...] = key("表头")


@dataclass(frozen=True, kw_only=True)
class Collaboration(Record):
    """The minutes that several bodies agree in (E031)."""

    documents: tuple[str, ...] = key("文档")
    category: str = key("依据类别")
    title_words: tuple[str, ...] = key("名称含")


@dataclass(frozen=True, kw_only=True)
class Tendering(Record):
    """Ways of tendering that need a reason (E035)."""

    to_be_explained: tuple[str, ...] = key("须说明理由")


@dataclass(frozen=True, kw_only=True)
class RuleBook(Record):
    """``rules.yml``, its articles apart."""

    hollow: tuple[str, ...] = key("等于没填")
    naming: NamingWords = key("命名")
    reserve: Reserve = key("储备库")
    basis_attachments: BasisAttachments = key("依据附件")
    standards: StandardList = key("引用标准")
    vague: VagueWords = key("空泛词")
    upgrades: Upgrades = key("升级改造")
    amounts: AmountWords = key("金额写法")
    collaboration: Collaboration = key("协同纪要")
    tendering: Tendering = key("招标")
    risk_categories: tuple[str, ...] = key("风险类别")

    def is_hollow(self, text: str) -> bool:
        """Whether a field is filled with nothing, such as ``无`` or ``—``."""
        bare = text.strip(" 　.。…-—－/／")
        return not bare or bare in self.hollow
