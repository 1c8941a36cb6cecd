"""The command that makes the lists of a year."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.run import split_refused
from lunzheng.cli.library import open_library
from lunzheng.cli.output import say, write_file
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.lists import list_docx, list_file, list_xlsx, make_list

_WRITERS = {".docx": list_docx, ".xlsx": list_xlsx}


@click.command("list", cls=ChineseHelp)
@click.option("--year", type=int, metavar="年份", help="哪一年的清单，如 2027；必写。")
@click.option(
    "--kind", "code", default="reserve", metavar="种类", help="reserve 新建入库项目（默认）、suggestions 前期项目建议。"
)
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写到哪个文件：.docx 或 .xlsx；不写时是当前文件夹里的 .docx。",
)
@click.pass_obj
def list_(root: Path | None, year: int | None, code: str, target: Path | None) -> None:
    """生成一年的新建入库项目清单或前期项目建议清单（DOCX 或 XLSX）。"""
    if year is None:
        raise click.UsageError("写明 --year（哪一年的清单），如 --year 2027。")
    workspace = open_library(root)
    library = workspace.library
    listing = library.edition.lists.listing(code)
    if listing is None:
        choices = "、".join(f"{item.code}（{item.sheet}）" for item in library.edition.lists.listings)
        raise click.UsageError(f"没有“{code}”这种清单；可用的：{choices or '这一版细则没有清单'}")
    path = target or Path(list_file(listing, year, ".docx"))
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise click.UsageError(f"清单写成 .docx 或 .xlsx 文件，现在是“{path.name}”")
    projects, refused = split_refused(workspace.projects(), library, workspace.schemas)
    made = make_list(listing, projects, library, year)
    write_file(path, writer(made, library))
    if not made.ids:
        years = "、".join(map(str, made.years))
        say(f"{year} 年没有可列的项目" + (f"；有项目的年份：{years}" if years else "") + "。")
    if made.undated:
        say(f"没有列入（没有报送日期）：{'、'.join(made.undated)}")
    if unreadable := [project.id for project in projects if not project.is_readable]:
        say(f"没有列入（project.yml 读不出来）：{'、'.join(unreadable)}")
    if refused:
        ids = "、".join(project.id for project in refused)
        say(f"没有列入（有密级标志或不安全的附件，运行 lunzheng check 查看）：{ids}")
