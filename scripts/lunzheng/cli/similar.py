"""The command that shows which projects are alike."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.side_by_side import HEAD, Row, folders, heading, rows, scores
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import table
from lunzheng.cli.usage import ChineseHelp
from lunzheng.model.similar.alike import alike

_CLIPPED = 28
"""Characters of a passage in a column."""

_MOST_ROWS = 10


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option("--top", default=3, metavar="个数", help="最多列出几个项目，默认 3。")
@click.pass_obj
def similar(root: Path | None, project: str, top: int) -> None:
    """把一个项目和项目库里最相似的几个项目并列对照：名称、模块、数据资源、费用和正文，各在哪个文件哪一行。"""
    if top < 1:
        raise click.UsageError(f"--top 至少是 1，现在是 {top}")
    workspace = open_library(root)
    library = workspace.library
    read = named_project(workspace, project)
    if read.stage.name in library.edition.similarity.left_out:
        click.echo(f"{read.id} 在{read.stage.name}阶段，不再和别的项目比较。")
        return
    found = alike(read, library, most=top)
    if not found:
        click.echo(f"没有发现与 {read.id} 相似的项目；比较了项目库里的其他 {len(library.folders) - 1} 个项目。")
    for number, likeness in enumerate(found, 1):
        if number > 1:
            click.echo()
        click.echo(f"{number}. {heading(likeness)}")
        click.echo(f"   {scores(likeness)}")
        click.echo("   本项目 {}，对方 {}".format(*folders(likeness)))
        for line in table(HEAD, [_clipped(row) for row in rows(likeness, _MOST_ROWS)]):
            click.echo(f"   {line}")


def _clipped(row: Row) -> Row:
    """A row whose passages fit into a line; places are never cut, for they are there to be opened."""
    aspect, own, own_place, other, other_place, score = row
    return aspect, _clip(own), own_place, _clip(other), other_place, score


def _clip(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CLIPPED else f"{text[:_CLIPPED]}…"
