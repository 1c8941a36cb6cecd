"""The data resources of a project: what it shares with whom, and what systems the department has (``data.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class Exchange(Record):
    """One kind of data that is needed from another body or given to it (附表3 五（八）)."""

    direction: str = key("方向")
    partner: str = key("对方")
    data: str = key("数据")
    channel: str = key("渠道")


@dataclass(frozen=True, kw_only=True)
class DataResource(Record):
    """One entry of the catalogue of data resources (附表6)."""

    name: str = key("名称")
    code: str = key("代码")
    provider: str = key("提供方")
    summary: str = key("摘要")
    sharing: str = key("共享类型")
    cycle: str = key("更新周期")


@dataclass(frozen=True, kw_only=True)
class Asset(Record):
    """A system that the department already has (附表7)."""

    name: str = key("系统名称")


@dataclass(frozen=True, kw_only=True)
class DataResources(Record):
    """``data.yml``; the notes say why a list has nothing to name."""

    resources: tuple[DataResource, ...] = key("目录")
    exchanges: tuple[Exchange, ...] = key("共享")
    sharing_note: str = key("共享说明")
    assets: tuple[Asset, ...] = key("资产")
    assets_note: str = key("资产说明")
