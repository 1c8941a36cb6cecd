"""The command that brings the open pull requests up to date, and the one that records a step."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lunzheng.cli.forge_access import require_forge
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.model.library import RECORDS_FILE
from lunzheng.repository import RepositoryError, open_repository, require_repository
from lunzheng.review.forge.interface import ForgeError
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.problems import ReviewError
from lunzheng.review.readiness import NotReadyError, record_step
from lunzheng.review.remote import find_remote
from lunzheng.review.update import Update, Updated


@click.command(cls=ChineseHelp)
@today_option
@click.pass_obj
def update(root: Path | None, today: datetime.date) -> int:
    """逐个更新打开的合并请求：收录意见，更新办理情况的评论，逾期的提醒一次。"""
    workspace = open_library(root)
    count = 0
    try:
        git = Plumbing(require_repository(workspace.root))
        remote = find_remote(git, workspace.library.profile.repository.name)
        for done in Update(require_forge(workspace.library), workspace, git, remote, today).run():
            count += 1
            _report(done)
    except (ForgeError, RepositoryError, ReviewError) as error:
        say(f"没有办完：{error}")
        return EXIT_PROBLEMS
    click.echo(f"更新了 {count} 个合并请求。")
    return 0


def _report(done: Updated) -> None:
    click.echo(f"{done.project_id}：{done.pull_request.url}")
    if done.collected is not None:
        opinions = done.collected.opinions
        state = "已写入" if done.recorded else "没有变化"
        click.echo(f"  意见 {len(opinions.opinions)} 条，待答复 {len(opinions.unanswered)} 条；{state}。")
        for message in done.collected.messages:
            say(f"  {message}")
    for title in done.reminded:
        click.echo(f"  已提醒逾期：{title}")


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.argument("event", metavar="事项")
@click.option("--note", default="", metavar="说明", help="办了什么，一句话。")
@today_option
@click.pass_obj
def record(root: Path | None, project: str, event: str, note: str, today: datetime.date) -> int:
    """在办理记录里记一件事，如 入库、退回、前期论证函、办结；前后顺序不对的不记。"""
    workspace = open_library(root)
    read = named_project(workspace, project)
    try:
        written = record_step(read, workspace, open_repository(workspace.root), event, today, note)
    except NotReadyError as error:
        for step in error.missing:
            say(f"- {step}")
        say(f"没有记“{event}”：先办完上面 {len(error.missing)} 项。")
        return EXIT_PROBLEMS
    except ReviewError as error:
        say(f"没有记：{error}")
        return EXIT_PROBLEMS
    click.echo(f"{'已写入' if written else '已经记过，没有变化'}：{read.folder.name}/{RECORDS_FILE}")
    return 0
