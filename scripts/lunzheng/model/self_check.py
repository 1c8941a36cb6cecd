"""The self-check report as an edition writes it (``self-check.yml``): its fields, its tables and its words."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.blocks import Column, Item
from lunzheng.model.record import Record, key

RULES, PROBLEMS, WAIVERS = "规则", "问题", "豁免"
DATASETS = {
    RULES: ("代号", "内容", "依据", "结果"),
    PROBLEMS: ("代号", "性质", "内容", "位置", "问题", "怎样改", "依据"),
    WAIVERS: ("代号", "内容", "位置", "问题", "理由", "同意人职务", "依据"),
}
"""What the tables may hold, and the columns that they may take."""


@dataclass(frozen=True, kw_only=True)
class ResultWords(Record):
    """The result of a rule; ``{数}`` is how many places."""

    passed: str = key("符合")
    failed: str = key("不符合")
    warned: str = key("提醒")
    waived: str = key("已豁免")
    idle: str = key("不适用")
    join: str = key("并列")


@dataclass(frozen=True, kw_only=True)
class ConclusionWords(Record):
    """The result of all rules; ``{数}`` is how many places, ``{提醒}`` how many are for a person to weigh."""

    clean: str = key("符合")
    warned: str = key("有提醒")
    failed: str = key("不符合")


@dataclass(frozen=True, kw_only=True)
class VersionWords(Record):
    """Which state of the project was checked; ``{提交}`` is the commit."""

    committed: str = key("已提交")
    changed: str = key("有改动")
    uncommitted: str = key("未提交")
    unknown: str = key("未知")


@dataclass(frozen=True, kw_only=True)
class PlaceWords(Record):
    """Where a problem is: ``{文件}``, ``{行}``, and ``{栏目}``, the section or field, unless it is the file."""

    part: str = key("栏目")
    whole: str = key("全文")


@dataclass(frozen=True, kw_only=True)
class FormChecks(Record):
    """The names of the checks that stand in one line each: of files, of fields, of waivers."""

    reading: str = key("读取")
    form: str = key("格式")
    waivers: str = key("豁免")


@dataclass(frozen=True, kw_only=True)
class SelfCheckTable(Record):
    """A heading, its table, and what stands there without rows."""

    title: str = key("题")
    data: str = key("数据")
    empty: str = key("空")
    columns: tuple[Column, ...] = key("列")


@dataclass(frozen=True, kw_only=True)
class SeverityWords(Record):
    """What a problem is called by its weight."""

    error: str = key("错误")
    warning: str = key("提醒")


@dataclass(frozen=True, kw_only=True)
class SelfCheckSheet(Record):
    """``self-check.yml``; an edition without the file has no such report."""

    fields: tuple[Item, ...] = key("栏目")
    tables: tuple[SelfCheckTable, ...] = key("内容")
    note: str = key("说明")
    results: ResultWords = key("结果")
    conclusions: ConclusionWords = key("结论")
    versions: VersionWords = key("版本")
    places: PlaceWords = key("位置")
    severities: SeverityWords = key("性质")
    form_checks: FormChecks = key("写法检查")
