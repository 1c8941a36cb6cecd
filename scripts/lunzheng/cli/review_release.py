"""The command that decides which opinions the public may read."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say_error
from lunzheng.cli.usage import ChineseHelp
from lunzheng.model.conclusion import CONCLUSION_FILE
from lunzheng.model.library import OPINIONS_FILE, Project
from lunzheng.review.opinions_file import OpinionsError, opinions_text, require_sound, write_opinions
from lunzheng.review.problems import ReviewError
from lunzheng.review.release import Chosen, everything, release_conclusion, release_opinions


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option("--opinion", "opinions", type=int, multiple=True, metavar="编号", help="单位的哪条意见；可以多次写。")
@click.option("--expert", "experts", type=int, multiple=True, metavar="编号", help="专家的哪条意见；可以多次写。")
@click.option("--conclusion", is_flag=True, help="专家评审会的结论。")
@click.option("--all", "whole", is_flag=True, help="可以公开的全部。")
@click.option("--off", is_flag=True, help="改为不公开。")
@click.pass_obj
def release(
    root: Path | None,
    project: str,
    opinions: tuple[int, ...],
    experts: tuple[int, ...],
    *,
    conclusion: bool,
    whole: bool,
    off: bool,
) -> int:
    """确定哪些意见、答复和专家评审结论可以对外公开；没有确定的不公开。

    方案有了结论、可以公开以后，确定公开的才随方案出现在 lunzheng build --public 生成的网站上。
    意见或者答复改动以后，要重新确定。
    """
    workspace = open_library(root)
    read = named_project(workspace, project)
    chosen = everything(read, released=not off) if whole else Chosen(opinions, experts, conclusion)
    if chosen == Chosen():
        raise click.UsageError("写明哪些：--opinion 编号、--expert 编号、--conclusion，或者 --all（全部）")
    try:
        require_sound(read, workspace.schemas)
        changed = release_opinions(read, chosen.opinions, released=not off)
        text = opinions_text(changed, read, workspace.library.edition.code)
        written = [CONCLUSION_FILE] if _concluded(read, chosen, off=off) else []
        written += [OPINIONS_FILE] if chosen.opinions and write_opinions(read, text) else []
    except (OpinionsError, ReviewError) as error:
        say_error(str(error))
        return EXIT_PROBLEMS
    for file in written:
        click.echo(f"已写入：{read.folder.name}/{file}")
    if not written:
        click.echo("没有变化。")
    return 0


def _concluded(project: Project, chosen: Chosen, *, off: bool) -> bool:
    return bool(chosen.experts or chosen.conclusion) and release_conclusion(project, chosen, released=not off)
