"""What a pull request says as an edition has it (``review.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.blocks import Item
from lunzheng.model.record import Record, key

STAGE = "阶段"
"""What a field may take besides the facts of the project."""


@dataclass(frozen=True, kw_only=True)
class PullRequestSheet(Record):
    """The pull request of a project.

    Attributes:
        title: a pattern with ``{项目名称}``, ``{代号}``, ``{阶段}`` and ``{建设单位}``.
        fields: the summary at its head.
        guide: how reviewers and the department write, a paragraph each.
    """

    title: str = key("标题")
    fields: tuple[Item, ...] = key("栏目")
    guide: tuple[str, ...] = key("说明")
