"""The commands about opinions: collecting them, looking at them, answering them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TypedDict, Unpack

import click

from lunzheng.check.open import Workspace
from lunzheng.cli.forge_access import require_forge
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say, say_error, table
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.model.clocks import answering_deadline
from lunzheng.model.library import OPINIONS_FILE, Library, Project
from lunzheng.model.opinion import Opinion, Opinions, State
from lunzheng.model.opinion_table import opinion_text
from lunzheng.repository import RepositoryError, require_repository
from lunzheng.review.branch import branch_of, how_to_follow
from lunzheng.review.collect import Collected, Occasion
from lunzheng.review.collect import collect as collect_opinions
from lunzheng.review.forge.interface import Forge, ForgeError
from lunzheng.review.opinions_file import OpinionsError, opinions_text, require_sound, write_opinions
from lunzheng.review.problems import ReviewError
from lunzheng.review.reply import Given
from lunzheng.review.reply import answer as answer_opinion
from lunzheng.review.reply import flag as flag_opinion
from lunzheng.source.text import quoted

_SHOWN = 30
"""Characters of an opinion on a terminal."""


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option("--number", type=int, metavar="编号", help="哪一个合并请求；不写时是项目分支上最新的一个。")
@today_option
@click.pass_obj
def collect(root: Path | None, project: str, number: int | None, today: datetime.date) -> int:
    """把合并请求里的评审和评论收进 review/opinions.yml；再收一次，内容不变。"""
    workspace = open_library(root)
    read = named_project(workspace, project)
    try:
        repository = require_repository(workspace.root)
        forge = require_forge(workspace.library)
        due = answering_deadline(read, workspace.library, today)
        found = number if number is not None else _latest(forge, read)
        collected = collect_opinions(read, workspace, repository, forge, found, Occasion(today, due))
        changed = write_opinions(read, collected.text)
    except (ForgeError, RepositoryError, ReviewError) as error:
        say_error(str(error))
        return EXIT_PROBLEMS
    _report(collected, changed=changed)
    return 0


def _latest(forge: Forge, project: Project) -> int:
    branch = branch_of(project.id)
    listed = forge.pull_requests(branch)
    if not listed:
        raise OpinionsError(f"分支 {branch} 上没有合并请求；先报送方案，或者用 --number 写明编号")
    return listed[0].number


def _report(collected: Collected, *, changed: bool) -> None:
    opinions = collected.opinions
    for message in collected.messages:
        say(message)
    for silent in opinions.silent:
        say(f"{silent.party}逾期未反馈（不视为同意）")
    fresh = f"新收 {len(collected.fresh)} 条" if collected.fresh else "没有新的意见"
    click.echo(f"{fresh}，共 {len(opinions.opinions)} 条，待答复 {len(opinions.unanswered)} 条。")
    if not changed:
        click.echo(f"{OPINIONS_FILE} 没有变化。")


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。")
@click.pass_obj
def opinions(root: Path | None, project: str, form: str) -> int:
    """列出已经收到的意见、答复和没有反馈的单位。"""
    workspace = open_library(root)
    read = named_project(workspace, project)
    if form == "json":
        node = read.nodes.get(OPINIONS_FILE)
        click.echo(json.dumps(node.plain() if node else {"意见": []}, ensure_ascii=False, indent=2, default=str))
        return 0
    if not read.opinions.opinions and not read.opinions.silent:
        elsewhere = how_to_follow(workspace.root, read.id)
        click.echo(f"这里还没有意见。{elsewhere}。" if elsewhere else "还没有收到意见。")
        return 0
    for line in _lines(read.opinions, workspace.library):
        click.echo(line)
    return 0


def _lines(opinions: Opinions, library: Library) -> list[str]:
    rows = [_row(opinion, library) for opinion in opinions.opinions]
    lines = table(("编号", "单位", "所在章节", "意见", "状态"), rows) if rows else []
    for silent in opinions.silent:
        lines.append(f"{silent.party}：逾期未反馈（截止 {silent.due}）")
    return lines


def _row(opinion: Opinion, library: Library) -> tuple[str, str, str, str, str]:
    state = opinion.reply.result if opinion.state is State.ANSWERED else opinion.state.value
    marks = [name for name, is_set in (("重大", opinion.is_grave), ("逾期", opinion.is_late)) if is_set]
    if opinion.edited_after_reply:
        marks.append("答复后又改过")
    text = quoted(opinion_text(opinion, library), _SHOWN)
    shown = f"{state}（{'、'.join(marks)}）" if marks else state
    return str(opinion.number), opinion.party or "（不知道）", opinion.section_title, text, shown


class _Given(TypedDict):
    """An answer as the options bring it."""

    result: str
    reason: str
    role: str


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.argument("number", type=int, metavar="编号")
@click.option("--result", required=True, metavar="结果", help="答复的结果，如 采纳；写错了会列出可以写的。")
@click.option("--reason", default="", metavar="理由", help="怎样修改的，或者为什么不采纳。")
@click.option("--role", default="", metavar="岗位", help="答复人的岗位；不写姓名。")
@today_option
@click.pass_obj
def reply(root: Path | None, project: str, number: int, today: datetime.date, **given: Unpack[_Given]) -> int:
    """答复一条意见，写进 review/opinions.yml。"""
    workspace = open_library(root)
    read = named_project(workspace, project)
    try:
        require_sound(read, workspace.schemas)
        changed = answer_opinion(read, workspace.library.edition, number, Given(**given), today)
        _write(read, changed, workspace)
    except ReviewError as error:
        say_error(str(error))
        return EXIT_PROBLEMS
    click.echo(f"意见 {number}：{given['result']}。还有 {len(changed.unanswered)} 条待答复。")
    return 0


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.argument("number", type=int, metavar="编号")
@click.option("--off", is_flag=True, help="去掉标记。")
@click.pass_obj
def flag(root: Path | None, project: str, number: int, *, off: bool) -> int:
    """把一条意见标为重大问题（可召开专题会议讨论），或者去掉标记。"""
    workspace = open_library(root)
    read = named_project(workspace, project)
    try:
        require_sound(read, workspace.schemas)
        _write(read, flag_opinion(read, number, grave=not off), workspace)
    except ReviewError as error:
        say_error(str(error))
        return EXIT_PROBLEMS
    click.echo(f"意见 {number} {'不是' if off else '标为'}重大问题。")
    return 0


def _write(project: Project, opinions: Opinions, workspace: Workspace) -> None:
    write_opinions(project, opinions_text(opinions, project, workspace.library.edition.code))
