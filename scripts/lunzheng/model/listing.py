"""Lists over many projects and the project workbook as an edition writes them (``lists.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.blocks import Column
from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class Listing(Record):
    """A list of the projects that reached a stage in a year (art. 4, art. 6)."""

    code: str = key("代号")
    title: str = key("题")
    article: str = key("条款")
    stage: str = key("阶段")
    sheet: str = key("工作表")
    head: tuple[str, ...] = key("表前")
    columns: tuple[Column, ...] = key("列")


@dataclass(frozen=True, kw_only=True)
class SheetLook(Record):
    """How spreadsheets look: fonts, sizes in points, number formats by column type, margins in mm."""

    title_font: str = key("题字体")
    title_size: Decimal = key("题字号")
    head_font: str = key("表头字体")
    font: str = key("字体")
    size: Decimal = key("字号")
    margin: Decimal = key("页边距")
    money: str = key("金额格式")
    price: str = key("单价格式")
    money_with_unit: str = key("带单位金额格式")
    number: str = key("小数格式")
    integer: str = key("整数格式")
    date: str = key("日期格式")
    month: str = key("月份格式")


@dataclass(frozen=True, kw_only=True)
class ProjectWorkbook(Record):
    """The workbook of one project: which forms become sheets."""

    title: str = key("题")
    forms: tuple[int, ...] = key("附表")
    sheet: str = key("工作表")
    head: tuple[str, ...] = key("表前")


@dataclass(frozen=True, kw_only=True)
class ListBook(Record):
    """``lists.yml``."""

    total: str = key("合计")
    date: str = key("日期写法")
    look: SheetLook = key("表格样式")
    workbook: ProjectWorkbook = key("工作簿")
    listings: tuple[Listing, ...] = key("清单")

    def listing(self, code: str) -> Listing | None:
        return next((listing for listing in self.listings if listing.code == code), None)
