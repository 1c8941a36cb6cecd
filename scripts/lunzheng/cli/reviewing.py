"""The commands of the review, one module each; to add one, see :mod:`lunzheng.cli.commands`."""

from __future__ import annotations

import click

from lunzheng.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "calendar": Entry(
        "lunzheng.cli.review_clocks:calendar", "把各项目的办理时限写成日历（iCalendar），供日历软件订阅或者导入。"
    ),
    "collect": Entry(
        "lunzheng.cli.review_opinions:collect", "把合并请求里的评审和评论收进 review/opinions.yml；再收一次，内容不变。"
    ),
    "flag": Entry("lunzheng.cli.review_opinions:flag", "把一条意见标为重大问题（可召开专题会议讨论），或者去掉标记。"),
    "opinions": Entry("lunzheng.cli.review_opinions:opinions", "列出已经收到的意见、答复和没有反馈的单位。"),
    "reply": Entry("lunzheng.cli.review_opinions:reply", "答复一条意见，写进 review/opinions.yml。"),
}
"""Command → where it is and what ``lunzheng review --help`` says of it."""


class _Review(LazyGroup):
    entries = COMMANDS


@click.group(cls=_Review)
def review() -> None:
    """征求意见和专家评审：时限、意见、回复和结论。"""
