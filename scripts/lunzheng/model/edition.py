"""An edition of the rule: everything that ``templates/<edition>/`` says, typed.

Articles, clocks, stages, parties, naming, outlines, tables, forms and documents are data; no other module knows any of
them by name. A second edition is a second folder.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.blocks import GeneratedBlock, Table
from lunzheng.model.figure import FigureEntry
from lunzheng.model.letter import LetterBook
from lunzheng.model.listing import ListBook
from lunzheng.model.money import Money
from lunzheng.model.record import Raw, Record, key
from lunzheng.model.review_words import ReviewWords
from lunzheng.model.rulebook import RuleBook
from lunzheng.model.rulebook_technical import TechnicalRuleBook
from lunzheng.model.self_check import SelfCheckSheet
from lunzheng.model.similar.settings import SimilaritySettings
from lunzheng.model.style import StyleSheet

YES, NO = "是", "否"


@dataclass(frozen=True, kw_only=True)
class Body(Record):
    """A body that the rule names, with the other names it goes by."""

    name: str = key("名称")
    aliases: tuple[str, ...] = key("别名")


@dataclass(frozen=True, kw_only=True)
class Aspect(Record):
    """One of the aspects on which opinions are asked (art. 10), and whom it is asked of.

    Attributes:
        public: 否 where opinions on it are never given to the public.
    """

    code: str = key("代号")
    title: str = key("名称")
    article: str = key("条款")
    gist: str = key("要点")
    asked_of: tuple[str, ...] = key("征求")
    public: str = key("公开")


ALL_IN = "收齐"
"""What an edition writes for the end of a clock that runs until every party asked has answered."""


@dataclass(frozen=True, kw_only=True)
class ClockStart(Record):
    """What starts a clock: the record of a stage, or that another clock is done or has run out."""

    record: str = key("记录")
    clock: str = key("时限")


@dataclass(frozen=True, kw_only=True)
class ClockEnd(Record):
    """What ends a clock: the record of a stage, or that the opinions are :data:`ALL_IN`."""

    record: str = key("记录")
    opinions: str = key("意见")


@dataclass(frozen=True, kw_only=True)
class Clock(Record):
    """A time limit in working days; ``starts_with`` says in words what ``start`` says for the program."""

    code: str = key("代号")
    title: str = key("名称")
    working_days: int = key("天数")
    party: str = key("责任单位")
    article: str = key("条款")
    starts_with: str = key("起点")
    start: ClockStart = key("开始")
    end: ClockEnd = key("结束")


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A time limit in years; one without an end counts until the project goes on to a later stage."""

    code: str = key("代号")
    title: str = key("名称")
    years: int = key("年数")
    article: str = key("条款")
    start: ClockStart = key("开始")
    end: ClockEnd = key("结束")


@dataclass(frozen=True, kw_only=True)
class FlowStep(Record):
    """A step of a flowchart; ``limit`` is the code of the clock or term within which it is done."""

    action: str = key("做")
    party: str = key("单位")
    article: str = key("条款")
    limit: str = key("时限")


@dataclass(frozen=True, kw_only=True)
class Flowchart(Record):
    """A flowchart of the rule as its articles tell it."""

    number: int | None = key("编号")
    title: str = key("名称")
    steps: tuple[FlowStep, ...] = key("步骤")


@dataclass(frozen=True, kw_only=True)
class Stage(Record):
    """A stage of a project.

    Attributes:
        evidence: what shows that it was reached.
        disclosed: of a stage that is concluded, what it makes public, see :mod:`lunzheng.model.disclosure`; else empty.
    """

    name: str = key("名称")
    description: str = key("说明")
    article: str = key("条款")
    evidence: str = key("依据")
    final: str = key("终止")
    disclosed: str = key("公开")


@dataclass(frozen=True, kw_only=True)
class NamePattern(Record):
    applies_to: str = key("适用")
    ending: str = key("结尾")


@dataclass(frozen=True, kw_only=True)
class Naming(Record):
    """How systems are named (art. 13)."""

    article: str = key("条款")
    brand: str = key("品牌")
    patterns: tuple[NamePattern, ...] = key("规则")


@dataclass(frozen=True, kw_only=True)
class CostCategory(Record):
    """A category of costs; ``effort`` is 是 for one whose person-months are the effort of development."""

    name: str = key("名称")
    token: str = key("令牌")
    effort: str = key("计工作量")


@dataclass(frozen=True, kw_only=True)
class AttachmentItem(Record):
    """An entry of the list 附件."""

    number: int = key("编号")
    title: str = key("名称")
    basis_categories: tuple[str, ...] = key("依据类别")
    form: int | None = key("附表")


@dataclass(frozen=True, kw_only=True)
class DataFile(Record):
    """A data file of a project folder and the name by which outlines and tables refer to it."""

    file: str = key("文件")
    name: str = key("名称")


@dataclass(frozen=True, kw_only=True)
class CaptionFormat(Record):
    table: str = key("表")
    figure: str = key("图")


@dataclass(frozen=True, kw_only=True)
class InvestmentNames(Record):
    """What the whole cost of a project is called: while it is an estimate, and once there is a budget."""

    estimated: str = key("估算")
    budgeted: str = key("概算")


@dataclass(frozen=True, kw_only=True)
class EditionHead(Record):
    """``edition.yml``."""

    title: str = key("名称")
    number: str = key("文号")
    issued: datetime.date | None = key("印发日期")
    effective_from: datetime.date | None = key("生效日期")
    status: str = key("状态")
    successor: str = key("后续")
    authority: str = key("主管单位")
    bodies: tuple[Body, ...] = key("单位")
    aspects: tuple[Aspect, ...] = key("意见方面")
    clocks: tuple[Clock, ...] = key("时限")
    terms: tuple[Term, ...] = key("期限")
    stages: tuple[Stage, ...] = key("阶段")
    flowcharts: tuple[Flowchart, ...] = key("流程图")
    listed_fields: tuple[str, ...] = key("清单栏目")
    naming: Naming = key("命名")
    cost_categories: tuple[CostCategory, ...] = key("费用类别")
    attachments: tuple[AttachmentItem, ...] = key("附件")
    figures: tuple[FigureEntry, ...] = key("附图")
    charts: tuple[FigureEntry, ...] = key("图表")
    numbering: tuple[Raw, ...] = key("编号")
    captions: CaptionFormat = key("题注")
    data_files: tuple[DataFile, ...] = key("数据文件")
    public_funds: tuple[str, ...] = key("财政资金")
    investment_names: InvestmentNames = key("投资名称")
    investment_steps: tuple[Money, ...] = key("投资档次")
    leftovers: tuple[str, ...] = key("未写完")
    not_applicable: str = key("不涉及")


@dataclass(frozen=True, kw_only=True)
class Article(Record):
    number: str = key("条")
    chapter: str = key("章")
    topic: str = key("主题")
    summary: str = key("要旨")


@dataclass(frozen=True, kw_only=True)
class SectionRecord(Record):
    """A chapter or section as an outline file writes it."""

    title: str = key("标题")
    file: str = key("文件")
    prose: str = key("正文")
    article: str = key("条款")
    requirement: str = key("要求")
    public: str = key("公开")
    hint: str = key("提示")
    generated: tuple[GeneratedBlock, ...] = key("生成")
    sections: tuple[SectionRecord, ...] = key("节")


@dataclass(frozen=True, kw_only=True)
class OutlineRecord(Record):
    title: str = key("标题")
    origin: str = key("出处")
    adjustment: str = key("调整")
    chapters_on_new_pages: str = key("章另起页")
    file: str = key("文件")
    chapters: tuple[SectionRecord, ...] = key("章")


@dataclass(frozen=True, kw_only=True)
class Form(Record):
    """A form: its number among the 附表, whether it lies across the page, the least height of its rows in mm."""

    number: int | None = key("编号")
    name: str = key("名称")
    landscape: str = key("横向")
    row_height: Decimal | None = key("行高")
    generated: tuple[GeneratedBlock, ...] = key("生成")


@dataclass(frozen=True, kw_only=True)
class DocumentType(Record):
    """A document that can be made of a project, and from which stage on it is asked for."""

    code: str = key("代号")
    name: str = key("名称")
    short_name: str = key("简称")
    origin: str = key("出处")
    stage: str = key("阶段")
    build_mode: str = key("建设方式")
    outline: str = key("大纲")
    form: str = key("表")
    self_check: str = key("自查")
    sign_off: str = key("签署页")
    contents: str = key("目录")
    data_files: tuple[str, ...] = key("数据文件")
    fields: tuple[str, ...] = key("必填")
    lists: tuple[str, ...] = key("附件清单")
    attachments: tuple[AttachmentItem, ...] = key("附件")
    public: str = key("公开")

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True)
class Section:
    """A chapter or section of an outline, numbered.

    Attributes:
        key: its position in the outline, e.g. ``(5, 3)``; chapters have one number.
        heading: number and title as printed, e.g. ``（三）建设内容``.
        reference: short form for messages, e.g. ``五（三）``.
        level: 1 for a chapter.
        file: the Markdown file that holds its prose.
        requirement: ``必备`` or ``可调整`` (the rule itself makes it conditional).
        prose: ``必写`` or ``可写``.
        is_withheld: whether what stands in it is never given to the public, however far the plan has come.
    """

    key: tuple[int, ...]
    title: str
    heading: str
    reference: str
    level: int
    file: str
    requirement: str
    prose: str
    article: str
    hint: str
    generated: tuple[GeneratedBlock, ...]
    is_withheld: bool
    children: tuple[Section, ...]

    @property
    def is_leaf(self) -> bool:
        return not self.children


@dataclass(frozen=True)
class Outline:
    """The prescribed structure of a document (附表2, 附表3, 附表4)."""

    name: str
    title: str
    origin: str
    adjustment: str
    chapters_on_new_pages: bool
    chapters: tuple[Section, ...]

    @property
    def files(self) -> list[str]:
        """The Markdown files it is written in, in order."""
        return list(dict.fromkeys(chapter.file for chapter in self.chapters))


@dataclass(frozen=True)
class Edition:
    """One edition with all its files.

    Attributes:
        rule_articles: the article that each check rule comes from.
        rule_documents: of a rule that concerns some documents only, their codes.
        rulebook: words and limits of the rules on names, wording, bases and the plan's course.
        technical: words and limits of the rules on the technical plan.
        internal_marks: words that mark what is not secret but not for everybody either.
    """

    code: str
    head: EditionHead
    articles: tuple[Article, ...]
    documents: tuple[DocumentType, ...]
    outlines: dict[str, Outline]
    tables: dict[str, Table]
    forms: tuple[Form, ...]
    styles: StyleSheet
    rule_articles: Mapping[str, str]
    rule_documents: Mapping[str, tuple[str, ...]]
    rulebook: RuleBook
    technical: TechnicalRuleBook
    similarity: SimilaritySettings
    internal_marks: tuple[str, ...]
    letters: LetterBook
    lists: ListBook
    self_check: SelfCheckSheet
    review: ReviewWords

    def document(self, code: str) -> DocumentType | None:
        return next((document for document in self.documents if document.code == code), None)

    def form(self, number: int) -> Form:
        return next(form for form in self.forms if form.number == number)

    def named_form(self, name: str) -> Form:
        return next(form for form in self.forms if form.name == name)

    @property
    def numbered_forms(self) -> list[Form]:
        return [form for form in self.forms if form.number is not None]

    @property
    def effort_categories(self) -> frozenset[str]:
        """The categories of costs whose person-months are the effort of development."""
        return frozenset(category.name for category in self.head.cost_categories if category.effort == YES)

    def stage_order(self, name: str) -> int:
        """The position of a stage; stages later in the rule are greater."""
        return next((index for index, stage in enumerate(self.head.stages) if stage.name == name), -1)
