"""The command that shows where every project stands."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lunzheng.cli.library import named_folders, open_library
from lunzheng.cli.output import table
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.status import HEAD, status_json, status_markdown, status_row, statuses


@click.command(cls=ChineseHelp)
@click.argument("paths", metavar="[项目]…", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "markdown"]),
    metavar="格式",
    help="结果的写法：json 数据，含每一项时限；markdown 表格；不写时是给人看的列表。",
)
@today_option
@click.pass_obj
def status(root: Path | None, paths: tuple[str, ...], form: str | None, today: datetime.date) -> None:
    """列出各项目处在哪个阶段、哪项时限在走、要交哪些文档、还有多少问题；快到期的和逾期的在前。"""
    workspace = open_library(root)
    found = statuses(workspace, named_folders(workspace, paths), today)
    if form == "json":
        click.echo(status_json(found, today))
    elif form == "markdown":
        click.echo(status_markdown(found, today))
    elif found:
        for line in table(HEAD, [status_row(item) for item in found]):
            click.echo(line)
    else:
        click.echo("项目库里还没有项目。新建一个：lunzheng new 代号 --year 年度")
