"""What data answers in a section or form: tables with their columns, labels with values, sentences and lists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class Column(Record):
    """A column of a table: ``source`` is a path within a row, ``kind`` its type."""

    title: str = key("标题")
    source: str = key("取")
    kind: str = key("类型")
    width: Decimal | None = key("宽")
    summed: str = key("合计")
    merged: str = key("合并")
    group: str = key("组")


@dataclass(frozen=True, kw_only=True)
class Table(Record):
    """A table that is computed from data."""

    data: str = key("数据")
    columns: tuple[Column, ...] = key("列")
    empty: str = key("空")


@dataclass(frozen=True, kw_only=True)
class Item(Record):
    """A label and where its value comes from."""

    label: str = key("标签")
    source: str = key("取")
    whole_row: str = key("整行")


@dataclass(frozen=True, kw_only=True)
class Enumeration(Record):
    """One sentence for each row of a dataset; ``pattern`` names columns in braces."""

    data: str = key("数据")
    pattern: str = key("式")


@dataclass(frozen=True, kw_only=True)
class GeneratedBlock(Record):
    """One block that is computed from data; exactly one of the fields is given, ``caption`` going with a table."""

    sentence: str = key("句")
    items: tuple[Item, ...] = key("项")
    grid: tuple[Item, ...] = key("栏目")
    table: str = key("表")
    caption: str = key("题")
    enumeration: Enumeration = key("列举")
    form: int | None = key("附表")
    figure: int | None = key("附图")
    chart: str = key("图")
