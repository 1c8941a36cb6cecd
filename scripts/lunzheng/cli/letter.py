"""The command that makes a letter."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from lunzheng.check.run import structural_problems
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, say, write_file
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.letter_facts import LetterRequest
from lunzheng.documents.letters import NUMBER, Letter, LetterError, letter_file, make_letter, parse_values
from lunzheng.model.edition import YES, Edition
from lunzheng.model.letter import LetterKind
from lunzheng.model.parties import OpinionParty, opinion_parties
from lunzheng.repository import open_repository
from lunzheng.review.readiness import missing_steps
from lunzheng.source.problem import Severity

_PATH = click.Path(path_type=Path)


class _Given(TypedDict):
    """What a person gives for a letter, as the options bring it."""

    number: str
    written: str | None
    party: str
    copies: tuple[str, ...]
    fillings: tuple[str, ...]


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option("--kind", "code", metavar="种类", help="哪种函件；不写时列出全部种类和可以填写的空。")
@click.option("--number", default="", metavar="文号", help="发文字号，如 甬数函〔2027〕3号；不写时留空，程序不编号。")
@click.option("--date", "written", metavar="日期", help="成文日期，如 2027-03-01；不写时留空。")
@click.option("--party", default="", metavar="单位", help="只发给一个征求意见的单位；不写时合发一份。")
@click.option("--copy", "copies", metavar="单位", multiple=True, help="抄送的单位，印在最后一页的下方；可以多次写。")
@click.option(
    "--fill", "fillings", metavar="名称=内容", multiple=True, help="填一个空，如 截止日期=2027-03-08；可以多次写。"
)
@click.option(
    "--to",
    "target",
    type=_PATH,
    metavar="文件",
    help="写到哪个文件；写文件夹时，征求意见函给每个单位各一份。不写时放在当前文件夹。",
)
@click.option("--draft", is_flag=True, help="环节没有办完也生成，供起草时看版式；不能发出。")
@today_option
@click.pass_obj
def letter(
    root: Path | None,
    project: str,
    code: str | None,
    target: Path | None,
    today: datetime.date,
    *,
    draft: bool,
    **given: Unpack[_Given],
) -> int:
    """生成一个项目的函件或评审用表（DOCX），版式按公文格式国家标准。"""
    workspace = open_library(root)
    library = workspace.library
    read = named_project(workspace, project)
    if code is None:
        for line in _overview(library.edition):
            click.echo(line)
        return 0
    problems = [p for p in structural_problems(read, library, workspace.schemas) if p.severity is Severity.ERROR]
    if problems:
        print_problems(problems)
        say("没有生成：先改正上面的错误。")
        return EXIT_PROBLEMS
    kind = _kind(library.edition, code)
    missing = missing_steps(read, workspace, open_repository(workspace.root), today) if kind.concluding == YES else []
    folder = target if target and target.is_dir() else None
    number, party = given["number"], given["party"]
    each = folder is not None and kind.by_party == YES and not party
    files: list[tuple[Path, Letter]] = []
    parties: list[OpinionParty | None] = [*opinion_parties(library)] if each else [None]
    if each and number:
        raise click.UsageError("一个文号只用于一份函：用 --party 写明单位，或者不写 --number。")
    try:
        values = parse_values(library.edition, dict(_filling(text) for text in given["fillings"]))
        date = _date(given["written"])
        for index, one in enumerate(parties, 1):
            request = LetterRequest(number, date, values, one.name if one else party, given["copies"])
            made = make_letter(kind, read, library, request)
            part = (one.code or str(index)) if one else "draft" if missing else ""
            name = letter_file(read, kind, part)
            files.append((folder / name if folder else target or Path(name), made))
    except LetterError as error:
        raise click.UsageError(str(error)) from error
    for step in missing:
        say(f"- {step}")
    if missing and not draft:
        say(f"没有生成《{kind.name}》：先办完上面 {len(missing)} 项；只看版式的，加上 --draft。")
        return EXIT_PROBLEMS
    for path, made in files:
        write_file(path, made.data)
    _say_blanks(made)
    return 0


def _overview(edition: Edition) -> list[str]:
    """The kinds of letters and the places that a person fills."""
    kinds = [(kind, f"（{kind.article}）" if kind.article else "") for kind in edition.letters.kinds]
    return [
        "种类：",
        *(f"  {kind.code}  {kind.name}{article}" for kind, article in kinds),
        "可以填写的空：",
        *(f"  {blank.name}  {blank.hint}" for blank in edition.letters.blanks),
    ]


def _kind(edition: Edition, code: str) -> LetterKind:
    kind = edition.letters.kind(code)
    if kind is None:
        choices = "、".join(f"{item.code}（{item.name}）" for item in edition.letters.kinds)
        raise click.UsageError(f"没有“{code}”这种函件；可用的：{choices or '这一版细则没有函件'}")
    return kind


def _filling(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--fill 写成 名称=内容，现在是“{text}”")
    return name.strip(), value


def _date(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError as error:
        raise click.UsageError(f"--date 应当写成 2027-03-01 的样子，现在是“{written}”") from error


def _say_blanks(made: Letter) -> None:
    if made.blanks:
        options = {NUMBER: "--number", "成文日期": "--date"}
        listed = "、".join(f"{name}（{options.get(name, f'--fill {name}=…')}）" for name in made.blanks)
        say(f"还空着：{listed}")
