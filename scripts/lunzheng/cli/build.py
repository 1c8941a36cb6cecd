"""The command that makes all documents and the site."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lunzheng.catalogue.build import Output, SiteError
from lunzheng.catalogue.build import build as build_library
from lunzheng.check.report import summary
from lunzheng.check.run import Report
from lunzheng.cli.library import open_library
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, progress, say
from lunzheng.cli.sources import sources
from lunzheng.cli.today import build_day_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.build import can_complete
from lunzheng.review.past import past_versions
from lunzheng.source.problem import Severity


@click.command(cls=ChineseHelp)
@click.option("--public", is_flag=True, help="生成对外公开的一份，放在 build/public：只有已有结论的项目和公开的栏目。")
@build_day_option
@click.pass_obj
def build(root: Path | None, today: datetime.date, *, public: bool) -> int:
    """生成全部文档和目录网站，放在 build 文件夹里。

    不写 --public 的，供内部使用：有联系方式和还在办理的内容。
    """
    workspace = open_library(root)
    with progress(len(workspace.library.folders) + 1 + can_complete()) as advance:
        try:
            output = Output.of(workspace.root, public=public)
            result = build_library(
                workspace,
                output,
                advance,
                sources(workspace),
                today=today,
                public=public,
                versions=(lambda _folder: None) if public else past_versions(workspace),
            )
        except SiteError as error:
            raise click.ClickException(f"网站没有生成：{error}") from error
    print_problems(result.problems)
    for folder in result.left_out:
        say(f"没有生成 {folder}：先改正上面的错误。")
    report = Report(tuple(result.problems), len(workspace.library.folders), tuple(result.waived))
    click.echo(summary(report))
    if result.withheld:
        say(f"{len(result.withheld)} 个项目还没有可以公开的结论，没有列出。")
    place = output.root.relative_to(workspace.root).as_posix()
    click.echo(f"已生成 {result.documents} 份文档（{place}/documents）和 {result.pages} 个页面（{place}/site）。")
    if result.awaiting_pages:
        click.echo(
            f"{result.awaiting_pages} 份文档的目录还没有页码：装上 LibreOffice（libreoffice-writer）再生成一次。"
        )
    return EXIT_PROBLEMS if any(problem.severity is Severity.ERROR for problem in result.problems) else 0
