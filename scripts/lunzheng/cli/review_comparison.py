"""The command that sets two states of a project side by side."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.open import Workspace
from lunzheng.cli.library import named_folder, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.comparison import make_comparison
from lunzheng.model.changes.change import change_row
from lunzheng.model.changes.comparison import Comparison, compare
from lunzheng.model.comparison_words import NEW_VERSION, OLD_VERSION
from lunzheng.model.library import Project
from lunzheng.repository import RepositoryError, require_repository
from lunzheng.review.comparison_markdown import comparison_blocks
from lunzheng.review.history import first_version, project_at, resolve
from lunzheng.source.write import write_bytes, write_text

_DIGITS = 12
"""Enough of a commit's hash to find it."""


@click.command("compare", cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option(
    "--from", "before", metavar="提交", help="和哪个提交比较（提交、分支或标签）；不写时是这一轮第一次报送的方案。"
)
@click.option("--until", "after", metavar="提交", default="HEAD", help="到哪个提交为止；不写时是当前的提交。")
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写成 .docx（修改对照表）或 .md 文件；不写时列在屏幕上。",
)
@click.pass_obj
def compare_(root: Path | None, project: str, before: str | None, after: str, target: Path | None) -> int:
    """列出一个项目在两个提交之间改了什么：按章节、按表、按文件，修改前后对照。"""
    workspace = open_library(root)
    library = workspace.library
    if target is not None and target.suffix.lower() not in (".docx", ".md"):
        raise click.UsageError(f"对照写成 .docx 或 .md 文件，现在是“{target.name}”")
    try:
        name = named_folder(workspace, project).relative_to(workspace.root).as_posix()
        repository = require_repository(workspace.root)
        before = before or first_version(repository, after, workspace.root / name)
        versions = {
            OLD_VERSION: resolve(repository, before)[:_DIGITS],
            NEW_VERSION: resolve(repository, after)[:_DIGITS],
        }
        with project_at(library, repository, before, name) as old, project_at(library, repository, after, name) as new:
            missing = next((commit for commit, found in ((before, old), (after, new)) if found is None), None)
            if old is None or new is None:
                say(f"{missing} 里没有 {name}，没有可以比较的。")
                return EXIT_PROBLEMS
            _write(compare(old, new, library), new, workspace, versions, target)
    except RepositoryError as error:
        raise click.UsageError(str(error)) from error
    return 0


def _write(
    comparison: Comparison, new: Project, workspace: Workspace, versions: dict[str, str], target: Path | None
) -> None:
    library = workspace.library
    sheet = library.edition.review.comparison
    if target is None:
        for part, changes in comparison.parts:
            click.echo(f"{part}：")
            for change in changes:
                click.echo(f"  {change.place}（{change.kind.word(sheet.kinds)}）")
                for sign, text in (("-", change.before), ("+", change.after)):
                    if text and change.before != change.after:
                        click.echo(f"    {sign} {' '.join(text.split())}")
                for ground in change.grounds:
                    click.echo(f"    依据：{ground}")
        if not comparison.changes:
            click.echo(sheet.empty)
    elif target.suffix.lower() == ".md":
        write_text(target, "\n".join(comparison_blocks(comparison, sheet)))
        click.echo(str(target))
    else:
        rows = [change_row(change, sheet) for change in comparison.changes]
        write_bytes(target, make_comparison(new, library, rows, versions))
        click.echo(str(target))
