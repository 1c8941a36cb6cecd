"""The command that explains what is checked."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.report import kind_lines
from lunzheng.cli.library import open_library
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.inspect.handbook import find_kind, kind_groups
from lunzheng.model.load import find_root


@click.command(cls=ChineseHelp)
@click.argument("code", metavar="[代号]", required=False)
@click.pass_obj
def rules(root: Path | None, code: str | None) -> None:
    """列出全部检查规则；写上代号则说明其中一条：为什么、怎样改、依据和例子。"""
    # Outside a library the rules are the same, but no edition says which article they come from.
    inside = root or find_root(Path.cwd())
    edition = open_library(root).library.edition if inside else None
    if code is None:
        for title, kinds in kind_groups(edition):
            click.echo(f"{title}：")
            for kind in kinds:
                article = f"（{kind.article}）" if kind.article else ""
                click.echo(f"  {kind.code}  {kind.title}{article}")
        return
    found = find_kind(code, edition)
    if found is None:
        raise click.UsageError(f"没有代号为 {code} 的规则；运行 lunzheng rules 看全部。")
    for line in kind_lines(found):
        click.echo(line)
