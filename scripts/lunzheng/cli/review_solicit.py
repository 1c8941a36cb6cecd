"""The commands by which the authority asks for opinions and returns them, and the owners of the files."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lunzheng.check.open import Workspace
from lunzheng.cli.forge_access import require_forge
from lunzheng.cli.library import open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.repository import RepositoryError, require_repository
from lunzheng.review.codeowners import codeowners
from lunzheng.review.forge.interface import ForgeError
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.problems import ReviewError
from lunzheng.review.record_commit import BranchRecords
from lunzheng.review.remote import find_remote
from lunzheng.review.solicit import return_opinions, send
from lunzheng.source.write import write_text


def _records(workspace: Workspace, project_id: str) -> BranchRecords:
    """The records on a project's branch; the project need not be in this work tree."""
    git = Plumbing(require_repository(workspace.root))
    prefix = workspace.root.resolve().relative_to(git.top).as_posix()
    remote = find_remote(git, workspace.library.profile.repository.name)
    return BranchRecords(git, remote, prefix, project_id)


@click.command("send", cls=ChineseHelp)
@click.argument("project", metavar="代号")
@today_option
@click.pass_obj
def send_(root: Path | None, project: str, today: datetime.date) -> int:
    """把报送的方案发给有关单位征求意见：在合并请求上请各单位审阅，并记入办理记录。"""
    workspace = open_library(root)
    try:
        sent = send(require_forge(workspace.library), workspace.library, _records(workspace, project), today)
    except (ForgeError, RepositoryError, ReviewError) as error:
        say(f"没有办成：{error}")
        return EXIT_PROBLEMS
    waiting = [party for party in sent.asked.parties if party not in sent.asked.answered]
    if waiting:
        click.echo(f"已请 {'、'.join(waiting)} 审阅：{sent.pull_request.url}")
    if sent.asked.answered:
        click.echo(f"这一轮已经反馈，没有再请：{'、'.join(sent.asked.answered)}")
    if sent.asked.unreachable:
        say(f"没有通知（library.yml 里没有写账号或团队）：{'、'.join(sent.asked.unreachable)}")
    click.echo("已记入办理记录。" if sent.recorded else "办理记录里已经有了，没有重复记。")
    return 0


@click.command("return", cls=ChineseHelp)
@click.argument("project", metavar="代号")
@click.option("--complete", is_flag=True, help="各单位的意见都已经收齐（含纸质的）。")
@today_option
@click.pass_obj
def return_(root: Path | None, project: str, today: datetime.date, *, complete: bool) -> int:
    """记下意见已经汇总反馈给建设单位；没有收齐、也没有过期限的，不能反馈。"""
    workspace = open_library(root)
    try:
        recorded = return_opinions(workspace.library, _records(workspace, project), today, is_complete=complete)
    except (RepositoryError, ReviewError) as error:
        say(f"没有办成：{error}")
        return EXIT_PROBLEMS
    click.echo("已记入办理记录。" if recorded else "办理记录里已经有了，没有重复记。")
    return 0


@click.command("codeowners", cls=ChineseHelp)
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写到哪个文件，如 .github/CODEOWNERS；不写时显示在屏幕上。",
)
@click.pass_obj
def codeowners_(root: Path | None, target: Path | None) -> int:
    """由 library.yml 生成 CODEOWNERS：哪些文件改动时，代码平台自动请哪个团队审阅。"""
    try:
        text = codeowners(open_library(root).library)
    except ReviewError as error:
        say(f"没有生成：{error}")
        return EXIT_PROBLEMS
    if target is None:
        click.echo(text, nl=False)
    else:
        write_text(target, text)
        click.echo(str(target))
    return 0
