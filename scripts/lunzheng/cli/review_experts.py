"""The commands of the expert review: request, pool, draw, substitutes, invitations, conclusion, replies."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

import click

from lunzheng.check.guard.kinds import REFUSED
from lunzheng.check.guard.project import make_guard
from lunzheng.check.open import SCHEMAS, Workspace
from lunzheng.check.run import structural_problems
from lunzheng.check.schema import SchemaFolder
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, say, say_error
from lunzheng.cli.usage import ChineseHelp
from lunzheng.model.conclusion import CONCLUSION_FILE
from lunzheng.model.expert import EXPERTS_FILE
from lunzheng.model.library import RECORDS_FILE, Project
from lunzheng.model.load import read_project
from lunzheng.repository import RepositoryError
from lunzheng.review.conclusion import (
    Answer,
    Meeting,
    answer,
    conclude,
    open_matters,
    read_opinions,
    request_review,
    write_blank,
)
from lunzheng.review.experts import Invitation, Rules, draw_experts, fix_rules, invite_expert, replace_expert
from lunzheng.review.pool import Pool, read_pool
from lunzheng.review.problems import FileProblemsError, ReviewError
from lunzheng.review.verification import verify_draw
from lunzheng.source.problem import Severity

_FILE = click.Path(dir_okay=False, path_type=Path)
_PROJECT = click.argument("project", metavar="项目")
_POOL = click.option(
    "--pool", "pool_file", type=_FILE, metavar="文件", required=True, help="专家库文件（YAML）；可以放在仓库以外。"
)


def _date_option(help_text: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    return click.option(
        "--date", "written", metavar="日期", default="", help=f"{help_text}，如 2027-03-15；不写时是今天。"
    )


class _RulesGiven(TypedDict):
    seats: int | None
    substitutes: int | None
    fields: tuple[str, ...]
    avoided: tuple[str, ...]
    reason: str


class _MeetingGiven(TypedDict):
    result: str
    place: str
    absent: tuple[str, ...]
    kept_at: str


@contextmanager
def _told() -> Iterator[None]:
    """A step that cannot be done is told with its reason; the command ends with 1."""
    try:
        yield
    except FileProblemsError as error:
        print_problems(error.problems)
        say("没有写入：先改正上面各处。")
    except (ReviewError, RepositoryError) as error:
        say_error(str(error))
    else:
        return
    raise click.exceptions.Exit(EXIT_PROBLEMS)


def _opened(root: Path | None, name: str) -> tuple[Workspace, Project]:
    """The library and a project whose records can be read and that the guard does not refuse."""
    workspace = open_library(root)
    project = named_project(workspace, name)
    records = f"{project.folder.name}/review/"
    problems = [
        problem
        for problem in structural_problems(project, workspace.library, workspace.schemas)
        if problem.severity is Severity.ERROR
        and (problem.code in REFUSED or not project.is_readable or problem.location.file.startswith(records))
    ]
    if problems:
        raise FileProblemsError(problems)
    return workspace, project


def _pool(workspace: Workspace, path: Path) -> Pool:
    guard = make_guard(workspace.library.edition, workspace.schemas)
    return read_pool(path, SchemaFolder(workspace.root / SCHEMAS), guard)


def _date(written: str) -> datetime.date:
    if not written:
        return datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    try:
        return datetime.date.fromisoformat(written)
    except ValueError as error:
        raise click.UsageError(f"--date 应当写成 2027-03-15 的样子，现在是“{written}”") from error


def _say_written(file: str, project: Project, *, written: bool) -> None:
    click.echo(f"{'已写入' if written else '没有变化'}：{project.folder.name}/{file}")


@click.command("request", cls=ChineseHelp)
@_PROJECT
@_date_option("收到申请函的日期")
@click.pass_obj
def request(root: Path | None, project: str, written: str) -> None:
    """记录收到召开专家评审会的申请；期限从这一天起算。"""
    with _told():
        workspace, read = _opened(root, project)
        _say_written(RECORDS_FILE, read, written=request_review(read, workspace.library, _date(written)))


@click.command("pool", cls=ChineseHelp)
@_PROJECT
@_POOL
@click.option("--count", "seats", type=int, metavar="人数", help="抽几名专家；不写时按细则版本的通常人数。")
@click.option("--substitutes", type=int, metavar="人数", help="抽几名候补专家。")
@click.option(
    "--field", "fields", multiple=True, metavar="领域[=人数]", help="至少要有哪个领域的几名专家；可以多次写。"
)
@click.option(
    "--avoid", "avoided", multiple=True, metavar="单位", help="项目各单位和意见单位以外，还要回避的单位；可以多次写。"
)
@click.option("--reason", default="", metavar="理由", help="规则固定以后又要重新来的，写明理由。")
@click.option(
    "--print", "only_print", is_flag=True, help="只印出专家库的规范文本（可以交给 sha256sum 核对指纹），不写入。"
)
@_date_option("固定的日期")
@click.pass_obj
def pool(
    root: Path | None, project: str, pool_file: Path, written: str, *, only_print: bool, **given: Unpack[_RulesGiven]
) -> None:
    """固定专家库和抽取规则：写下指纹，提交并合并以后才能抽取。"""
    with _told():
        workspace, read = _opened(root, project)
        experts = _pool(workspace, pool_file)
        if only_print:
            click.echo(experts.text, nl=False)
            return
        quotas = dict(_quota(text) for text in given["fields"])
        rules = Rules(given["seats"], given["substitutes"], quotas, given["avoided"], given["reason"])
        done = fix_rules(read, workspace.library, experts, rules, _date(written))
        click.echo(f"专家库 {len(experts.experts)} 名，指纹 {experts.fingerprint}")
        _say_written(EXPERTS_FILE, read, written=done)
        say("把它提交并合并到默认分支；等默认分支上有了别人作出的下一个提交，再运行 lunzheng review draw。")


def _quota(text: str) -> tuple[str, int]:
    name, sign, count = text.replace("＝", "=").partition("=")
    if not name.strip() or (sign and not count.strip().isdecimal()):
        raise click.UsageError(f"--field 写成 领域 或者 领域=人数，现在是“{text}”")
    return name.strip(), int(count) if sign else 1


@click.command("draw", cls=ChineseHelp)
@_PROJECT
@_POOL
@click.option("--seed-commit", default="", metavar="提交", help="作种子的提交；只有一个提交合格，不写时由程序找出。")
@_date_option("抽取的日期")
@click.pass_obj
def draw(root: Path | None, project: str, pool_file: Path, seed_commit: str, written: str) -> None:
    """按固定的规则抽取评审专家和候补专家；谁都可以重算，谁都不能左右。"""
    with _told():
        workspace, read = _opened(root, project)
        experts = _pool(workspace, pool_file)
        fixed, done = draw_experts(read, workspace.library, experts, seed_commit, _date(written))
        read = read_project(workspace.library, read.folder.root)
        current = read.experts.current
        for seat in current.outcome.experts if current else ():
            click.echo(f"{seat.number}  {seat.field}".rstrip())
        for index, substitute in enumerate(current.outcome.substitutes if current else (), 1):
            click.echo(f"候补{index} {substitute.number}  {'、'.join(substitute.fields)}".rstrip())
        _say_written(EXPERTS_FILE, read, written=done)
        say(f"种子取自提交 {fixed.seed}。这个提交{_signed(is_signed=fixed.is_signed)}")


def _signed(*, is_signed: bool) -> str:
    if is_signed:
        return "带有签名，可以用 git verify-commit 核对是不是平台签的。"
    return "没有签名：作出它的人若有意，可以反复改写再推送，请确认不是与抽取有关的人。"


@click.command("substitute", cls=ChineseHelp)
@_PROJECT
@click.option("--declined", metavar="编号", required=True, help="不能到会的专家。")
@click.option("--reason", metavar="理由", required=True, help="为什么不能到会，如 出差、与项目有利害关系；不写姓名。")
@_date_option("得知的日期")
@click.pass_obj
def substitute(root: Path | None, project: str, declined: str, reason: str, written: str) -> None:
    """记录一名专家不能到会，由候补专家按顺序替补。"""
    with _told():
        _, read = _opened(root, project)
        successor = replace_expert(read, declined, reason, _date(written))
        click.echo(f"{declined} 由 {successor} 替补" if successor else f"{declined} 不再候补")


@click.command("invite", cls=ChineseHelp)
@_PROJECT
@click.option("--level", metavar="层级", required=True, help="专家的层级，如 省级、国家级。")
@click.option("--field", metavar="领域", required=True, help="专业领域。")
@click.option("--body", metavar="单位", required=True, help="所在单位；不写姓名。")
@click.option("--reason", metavar="理由", required=True, help="为什么邀请。")
@_date_option("邀请的日期")
@click.pass_obj
def invite(root: Path | None, /, project: str, written: str, **given: str) -> None:
    """记录为重大项目邀请的省级以上行业专家（不抽取）。"""
    with _told():
        workspace, read = _opened(root, project)
        asked = Invitation(given["level"], given["field"], given["body"], given["reason"])
        click.echo(invite_expert(read, workspace.library, asked, _date(written)))


@click.command("verify-draw", cls=ChineseHelp)
@_PROJECT
@_POOL
@click.pass_obj
def verify(root: Path | None, project: str, pool_file: Path) -> int:
    """由专家库和 Git 的历史重新计算抽取结果，与记录比较。"""
    with _told():
        workspace, read = _opened(root, project)
        found = verify_draw(read, workspace.library, _pool(workspace, pool_file))
        for line in found.agreed:
            click.echo(f"相符：{line}")
        for line in found.differences:
            click.echo(f"不符：{line}")
        if found.fixed:
            say(f"种子提交{_signed(is_signed=found.fixed.is_signed)}")
        click.echo("抽取记录与重新计算的结果不一致。" if found.differences else "抽取记录与重新计算的结果一致。")
    return EXIT_PROBLEMS if found.differences else 0


@click.command("conclude", cls=ChineseHelp)
@_PROJECT
@_date_option("会议日期")
@click.option("--result", default="", metavar="结论", help="评审会的结论，如 修改后通过；写错了会列出可以写的。")
@click.option("--place", default="", metavar="地点", help="会议地点。")
@click.option("--absent", multiple=True, metavar="编号", help="没有到会的专家；可以多次写。")
@click.option("--signed", "kept_at", default="", metavar="存放处", help="专家在纸质意见上签了字的，原件存放在哪里。")
@click.option("--file", "opinions", type=_FILE, metavar="文件", help="专家意见（YAML）。")
@click.option("--blank", type=_FILE, metavar="文件", help="只生成一份空白的意见文件，列好到会的专家。")
@click.pass_obj
def conclude_(
    root: Path | None,
    project: str,
    written: str,
    opinions: Path | None,
    blank: Path | None,
    **given: Unpack[_MeetingGiven],
) -> None:
    """记录专家评审会的结论和意见；再次运行时更新，已有的答复保留。"""
    with _told():
        workspace, read = _opened(root, project)
        library = workspace.library
        if blank is not None:
            write_blank(blank, read, library)
            click.echo(str(blank))
            return
        if not given["result"]:
            raise click.UsageError("写明 --result（结论），或者用 --blank 生成空白的意见文件。")
        listed = read_opinions(opinions, SchemaFolder(workspace.root / SCHEMAS), library) if opinions else ()
        meeting = Meeting(_date(written), given["result"], given["place"], given["absent"], given["kept_at"], listed)
        _say_written(CONCLUSION_FILE, read, written=conclude(read, library, meeting))
        _say_open(read_project(library, read.folder.root), workspace)


@click.command("answer", cls=ChineseHelp)
@_PROJECT
@click.argument("number", metavar="编号", type=int)
@click.option("--result", required=True, metavar="情况", help="采纳情况，如 采纳；写错了会列出可以写的。")
@click.option("--reason", default="", metavar="说明", help="办理说明；没有全部采纳的，写明理由。")
@click.option("--section", default="", metavar="章节", help="修改了方案的哪个章节，如 五（八）。")
@click.pass_obj
def answer_(root: Path | None, /, project: str, number: int, **given: str) -> None:
    """答复一条专家意见。"""
    with _told():
        workspace, read = _opened(root, project)
        reply = Answer(given["result"], given["reason"], given["section"])
        _say_written(CONCLUSION_FILE, read, written=answer(read, workspace.library, number, reply))
        _say_open(read_project(workspace.library, read.folder.root), workspace)


def _say_open(project: Project, workspace: Workspace) -> None:
    for matter in open_matters(project, workspace.library):
        say(f"还缺：{matter}")
