"""The command that checks projects, and DOCX files that have left the program."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.changed import affected, check_affected
from lunzheng.check.errors import LibraryError
from lunzheng.check.formats import FORMATS
from lunzheng.check.kinds import kinds_by_code
from lunzheng.check.many import check_folders
from lunzheng.check.open import Workspace
from lunzheng.check.report import summary
from lunzheng.check.run import Report
from lunzheng.cli.library import named_folders, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say
from lunzheng.cli.usage import ChineseHelp
from lunzheng.model.edition import Edition
from lunzheng.repository import HistoryError, changed_since
from lunzheng.source.write import write_text


@click.command(cls=ChineseHelp)
@click.argument("paths", metavar="[项目]…", nargs=-1)
@click.option(
    "--changed-since",
    "reference",
    metavar="分支",
    help="只检查与这个分支（或标签、提交）分岔以后改过的项目，如 origin/main；没有提交的改动也算。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    metavar="格式",
    help="结果的写法：json 数据、github 拉取请求的行内提示、sarif 代码扫描、markdown 评论；不写时是给人看的文字。",
)
@click.option(
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="把结果写到这个文件，屏幕上只显示小结。",
)
@click.option(
    "--document",
    "file",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="不检查项目，检查一份 DOCX 的版式和结构；在 Word、WPS 里改过的也可以。",
)
@click.option(
    "--as",
    "code",
    metavar="文档",
    help="这份 DOCX 是哪一种：文档、函件或清单的代号，如 brief、appraisal、reserve；不写时看它的题目。",
)
@click.pass_obj
def check(
    root: Path | None,
    paths: tuple[str, ...],
    reference: str | None,
    form: str | None,
    target: Path | None,
    file: Path | None,
    code: str | None,
) -> int:
    """检查项目，逐处说明哪里不对、怎样改。

    项目可以写代号、文件夹或其中的文件；不写时检查全部。有错误时返回 1，用法不对时返回 2。
    """
    if file is not None and (paths or reference is not None):
        raise click.UsageError("--document 只检查一份文件，不能同时写项目。")
    if file is not None and (form or target):
        raise click.UsageError("--format 和 --output 用于检查项目，不能和 --document 一起用。")
    if file is None and code is not None:
        raise click.UsageError("--as 要和 --document 一起用。")
    if reference is not None and paths:
        raise click.UsageError("--changed-since 自己找出改过的项目，不能同时写项目。")
    try:
        workspace = open_library(root)
    except LibraryError as error:
        if form is None and target is None:
            raise
        # Whoever reads the report is told of a broken library in the same form.
        return _print(Report(error.problems, 0), None, form, target)
    if file is not None:
        # What inspects a DOCX file is as large as what checks projects.
        from lunzheng.cli.check_document import check_document  # noqa: PLC0415

        return check_document(workspace, file, code)
    report = _report(workspace, paths) if reference is None else _report_on_changes(workspace, reference)
    return _print(report, workspace.library.edition, form, target)


def _report(workspace: Workspace, paths: tuple[str, ...]) -> Report:
    return check_folders(workspace, named_folders(workspace, paths))


def _report_on_changes(workspace: Workspace, reference: str) -> Report:
    try:
        found = affected(workspace, changed_since(workspace.root, reference))
    except HistoryError as error:
        raise click.UsageError(str(error)) from error
    if found.because:
        say(f"{found.because} 有改动，它关系到每个项目：检查全部。")
    elif not found.folders:
        say(f"与“{reference}”分岔以后没有改过项目。")
    return check_affected(workspace, found)


def _print(report: Report, edition: Edition | None, form: str | None, target: Path | None) -> int:
    text = FORMATS[form or "text"](report, kinds_by_code(edition))
    if target is None:
        click.echo(text, nl=False)
    else:
        write_text(target, text)
        click.echo(summary(report))
    return EXIT_PROBLEMS if report.errors else 0
