"""The group ``lunzheng review``; each part of the review adds its commands in a module of its own."""

from __future__ import annotations

import click

from lunzheng.cli.review_comparison import compare_
from lunzheng.cli.review_solicit import codeowners_, return_, send_
from lunzheng.cli.usage import ChineseGroup


@click.group(cls=ChineseGroup)
def review() -> None:
    """征求意见、专家评审和论证的各个步骤。"""


for _command in (compare_, send_, return_, codeowners_):
    review.add_command(_command)
