"""The command that makes a new project folder."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng import scaffold
from lunzheng.cli.library import open_library
from lunzheng.cli.output import say
from lunzheng.cli.usage import ChineseHelp


@click.command(cls=ChineseHelp)
@click.argument("project_id", metavar="代号")
@click.option("--year", type=int, metavar="年度", help="计划年度，如 2027；新建时必写。")
@click.option("--name", default="", metavar="名称", help="项目名称（全称）。")
@click.option("--mode", default="", metavar="方式", help="建设方式，如 自建（默认）、购买服务。")
@click.option("--nature", default="", metavar="性质", help="建设性质，如 新建（默认）、升级改造、扩建。")
@click.option("--plan", is_flag=True, help="同时生成方案（或购买服务方案）的文件；项目已经建好的，补上缺少的文件。")
@click.pass_obj
def new(root: Path | None, project_id: str, year: int | None, name: str, mode: str, nature: str, *, plan: bool) -> None:
    """新建一个项目文件夹，要填的地方都留空；或者给已有的项目补上编制方案要用的文件。

    代号写成“部门代码-英文词”，如 slj-flood-control。
    """
    workspace = open_library(root)
    existing = workspace.folder_of(project_id)
    try:
        if existing and plan:
            written = scaffold.complete(workspace, existing)
        elif year is None:
            raise click.UsageError("新建项目要写明 --year（计划年度），如 --year 2027。")
        else:
            mode = mode or next(iter(scaffold.field_choices(workspace, "建设方式")), "")
            nature = nature or next(iter(scaffold.field_choices(workspace, "建设性质")), "")
            written = scaffold.create(workspace, scaffold.NewProject(project_id, year, name, mode, nature, plan))
    except scaffold.ScaffoldError as error:
        raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(path.relative_to(workspace.root).as_posix())
    say(f"已生成 {len(written)} 个文件。填好以后运行：lunzheng check {project_id}")
