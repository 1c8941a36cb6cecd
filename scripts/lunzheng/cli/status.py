"""The command that shows where every project stands."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.cli.library import named_folders, open_library
from lunzheng.cli.output import table
from lunzheng.cli.usage import ChineseHelp
from lunzheng.status import statuses


@click.command(cls=ChineseHelp)
@click.argument("paths", metavar="[项目]…", nargs=-1)
@click.pass_obj
def status(root: Path | None, paths: tuple[str, ...]) -> None:
    """列出各项目处在哪个阶段、要交哪些文档、还有多少问题。"""
    workspace = open_library(root)
    rows = []
    for item in statuses(workspace, named_folders(workspace, paths)):
        saved = {None: "—", True: "有未提交的改动", False: "已提交"}[item.uncommitted]
        since = item.since.isoformat() if item.since else "—"
        found = f"{item.errors} 处错误" if item.errors else f"{item.warnings} 处提醒" if item.warnings else "无"
        rows.append((item.id, item.stage, since, found, saved, "、".join(item.documents)))
    if rows:
        for line in table(("代号", "阶段", "自", "问题", "保存", "文档"), rows):
            click.echo(line)
    else:
        click.echo("项目库里还没有项目。新建一个：lunzheng new 代号 --year 年度")
