"""The commands of the review, one module each."""

from __future__ import annotations

import click

from lunzheng.cli.review_clocks import calendar
from lunzheng.cli.usage import ChineseGroup


@click.group(cls=ChineseGroup)
def review() -> None:
    """征求意见和专家评审：时限、意见、回复和结论。"""


review.add_command(calendar)
