"""The commands of the review, one module each; to add one, see :mod:`lunzheng.cli.commands`."""

from __future__ import annotations

import click

from lunzheng.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "calendar": Entry(
        "lunzheng.cli.review_clocks:calendar", "把各项目的办理时限写成日历（iCalendar），供日历软件订阅或者导入。"
    ),
}
"""Command → where it is and what ``lunzheng review --help`` says of it."""


class _Review(LazyGroup):
    entries = COMMANDS


@click.group(cls=_Review)
def review() -> None:
    """征求意见和专家评审：时限、意见、回复和结论。"""
