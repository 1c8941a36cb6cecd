"""The comparison of two states of a project as an edition has it (``review.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.blocks import Column, Item
from lunzheng.model.record import Record, key

PLACE, KIND, BEFORE, AFTER, OPINION = "位置", "性质", "修改前", "修改后", "意见"
CHANGE_COLUMNS = (PLACE, KIND, BEFORE, AFTER, OPINION)
"""The columns that the table of changes may take."""
OLD_VERSION, NEW_VERSION = "修改前版本", "修改后版本"
"""What the head of the document may take besides the facts of the project."""


@dataclass(frozen=True, kw_only=True)
class ChangeWords(Record):
    """What a change is called by its kind."""

    added: str = key("增加")
    changed: str = key("修改")
    removed: str = key("删去")
    markup: str = key("格式")


@dataclass(frozen=True, kw_only=True)
class PartWords(Record):
    """What the parts of a project are called that no document and no data file of the edition names.

    ``sum`` is a pattern with ``{系统}``.
    """

    profile: str = key("项目信息")
    total: str = key("总投资")
    sum: str = key("合计")
    figures: str = key("图片")
    attachments: str = key("附件")


@dataclass(frozen=True, kw_only=True)
class ComparisonSheet(Record):
    """The document that sets two states side by side.

    Attributes:
        empty: what stands there where nothing was changed.
        absent: what stands in the place of a state that does not have the thing.
        ground: an opinion in short, with ``{单位}``, ``{编号}`` and ``{内容}``; of an expert, ``{专家}`` for the party.
        line: a cost line in words, with ``{单价}``, ``{数量}``, ``{单位}`` and ``{金额}``.
    """

    name: str = key("名称")
    fields: tuple[Item, ...] = key("栏目")
    columns: tuple[Column, ...] = key("列")
    empty: str = key("空")
    absent: str = key("没有")
    line: str = key("费用写法")
    ground: str = key("依据写法")
    expert_ground: str = key("专家依据写法")
    kinds: ChangeWords = key("性质")
    parts: PartWords = key("部分")
