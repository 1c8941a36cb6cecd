"""The command that writes the deadlines as a calendar."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lunzheng.check.run import split_refused
from lunzheng.cli.library import named_folders, open_library
from lunzheng.cli.output import say
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.calendar_feed import calendar_feed
from lunzheng.model.load import read_project
from lunzheng.source.write import write_bytes


@click.command(cls=ChineseHelp)
@click.argument("paths", metavar="[项目]…", nargs=-1)
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写到哪个文件，如 clocks.ics；不写时写到标准输出。",
)
@today_option
@click.pass_obj
def calendar(root: Path | None, paths: tuple[str, ...], target: Path | None, today: datetime.date) -> None:
    """把各项目的办理时限写成日历（iCalendar），供日历软件订阅或者导入。"""
    workspace = open_library(root)
    library = workspace.library
    projects = [read_project(library, folder) for folder in named_folders(workspace, paths)]
    projects, refused = split_refused(projects, library, workspace.schemas)
    subject = projects[0].name if len(projects) == 1 and paths else library.profile.site.title
    data = calendar_feed(subject, library, projects, today)
    if target is None:
        click.echo(data, nl=False)
    else:
        write_bytes(target, data)
        click.echo(str(target))
    if refused:
        ids = "、".join(project.id for project in refused)
        say(f"没有写入（有密级标志或不安全的附件，运行 lunzheng check 查看）：{ids}")
