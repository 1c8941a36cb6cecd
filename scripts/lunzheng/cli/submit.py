"""The command ``submit``."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click
from git import GitCommandError

from lunzheng.check.open import Workspace
from lunzheng.cli.forge_access import forge_of
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, say
from lunzheng.cli.today import today_option
from lunzheng.cli.usage import ChineseHelp
from lunzheng.repository import RepositoryError, open_repository
from lunzheng.review.announce import announce
from lunzheng.review.branch import how_to_follow, project_of
from lunzheng.review.forge.interface import Forge, ForgeError
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.problems import ReviewError
from lunzheng.review.pull_request import title
from lunzheng.review.record_commit import find_folder
from lunzheng.review.remote import last_words
from lunzheng.review.submission import ConflictError
from lunzheng.review.submit import Plan, RefusedError, Request, Submission

_SHOWN = 40
"""Files of each kind that are listed; the rest is counted."""


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="项目")
@click.option("--yes", is_flag=True, help="不再询问，直接报送；在流水线里必须写。")
@click.option("--message", default="", metavar="说明", help="这次报送的说明，如 按意见修改了概算；写进提交说明。")
@click.option(
    "--keep",
    "kept",
    metavar="文件",
    multiple=True,
    help="两边都改了的文件，以本机的为准（先把对方的改动写进去）；写项目文件夹里的路径，如 budget.yml；可以多次写。",
)
@today_option
@click.pass_obj
def submit(
    root: Path | None, project: str, message: str, kept: tuple[str, ...], today: datetime.date, *, yes: bool
) -> int:
    """报送一个项目：检查，提交它的文件夹，推送，开出或更新合并请求。

    先列出要做的事，确认以后才做；别的文件和当前分支都不动。断了网或者中途停下，再运行一次就接着做完。
    """
    workspace = open_library(root)
    try:
        read = named_project(workspace, project)
    except click.UsageError as error:
        raise click.UsageError(_gone(workspace, project) or error.message) from error
    try:
        forge = forge_of(workspace.library)
        submission = Submission(workspace, forge)
        plan = submission.prepare(Request(read, message, today, kept))
        if not plan.is_idle:
            _show(submission, plan, forge, title(workspace.library, read, plan.stage))
        if plan.is_idle:
            if yes:
                submission.carry_out(plan)
            click.echo("没有新的改动：上一轮已经结束，文件夹和默认分支上的一样。")
            return 0
        if not _agreed(yes=yes):
            return EXIT_PROBLEMS
        _carry_out(submission, plan, forge, today)
    except RefusedError as error:
        print_problems(error.problems)
        say("没有报送：先改正上面的错误。")
        return EXIT_PROBLEMS
    except ConflictError as error:
        _show_conflict(error, read.folder.name)
        return EXIT_PROBLEMS
    except (ForgeError, RepositoryError, ReviewError) as error:
        say(f"没有报送完：{error}")
        return EXIT_PROBLEMS
    except GitCommandError as error:
        say(f"没有报送完，Git 没有做成：{last_words(error)}")
        return EXIT_PROBLEMS
    return 0


def _gone(workspace: Workspace, project_id: str) -> str:
    """What to say of a project that was committed and whose folder is no longer there."""
    repository = open_repository(workspace.root)
    if repository is None or not repository.head.is_valid():
        return ""
    git = Plumbing(repository)
    folder = find_folder(git, "HEAD", workspace.root.resolve().relative_to(git.top).as_posix(), project_id)
    if folder is None:
        return ""
    return (
        f"{folder} 已经不在了，没有报送。误删的，用 git restore -- {folder} 取回；"
        "不再建设的，不要删文件夹，请市主管单位记一条“撤回”，项目和意见都留作记录。"
    )


def _carry_out(submission: Submission, plan: Plan, forge: Forge | None, today: datetime.date) -> None:
    done = submission.carry_out(plan)
    if done.commit is None:
        click.echo(f"代码平台上已经是最新的（{done.head[:10]}）。")
    else:
        click.echo(f"已推送到 {done.branch}（提交 {done.commit[:10]}）。")
    if done.unsettled:
        say(f"已经送出；本机的暂存区没有跟着更新（{done.unsettled}），再运行一次就好。")
    if forge is None:
        say(f"还没有合并请求：请在代码平台的网页上，从 {done.branch} 向 {done.default} 开一个（Pull Request）。")
        return
    request = announce(forge, submission.workspace, submission.git, done, today)
    click.echo(f"合并请求：{request.title}\n{request.url}")
    if elsewhere := how_to_follow(submission.workspace.root, project_of(done.branch)):
        click.echo(f"{elsewhere}，就能在本机看到。")


def _show(submission: Submission, plan: Plan, forge: Forge | None, name: str) -> None:
    click.echo(f"分支：{plan.branch}{'（新开一轮，从默认分支起）' if plan.standing.is_new_round else ''}")
    click.echo(f"推送到：{plan.remote.name}（{plan.remote.address}）")
    for kind in ("新增", "修改", "删除"):
        paths = [path for done, path in plan.changes if done == kind]
        if paths:
            click.echo(f"{kind}（{len(paths)} 个文件）：")
            for path in paths[:_SHOWN]:
                click.echo(f"  {path}")
            if len(paths) > _SHOWN:
                click.echo(f"  ……另有 {len(paths) - _SHOWN} 个")
    if plan.text:
        click.echo("提交说明：")
        for line in plan.text.rstrip("\n").split("\n"):
            click.echo(f"  {line}".rstrip())
    if forge is not None:
        open_one = plan.standing.pull_request
        click.echo(
            f"合并请求：{f'更新 {open_one.url}' if open_one else f'新开一个，合并到 {plan.default}'}，题目：{name}"
        )
    if plan.merged.joined:
        say(f"这些文件别人也改过，改的不是同一处，已经合在一起：{'、'.join(plan.merged.joined)}")
    if plan.merged.overruled:
        say(f"这些办理记录以代码平台上的为准，本机的改动没有报送：{'、'.join(plan.merged.overruled)}")
        kept = "、".join(str(submission.beside(plan, path)) for path in plan.merged.overruled)
        say(f"您的版本报送时另存一份，不会丢：{kept}；核对以后，要保留的重新办一次。")
    if plan.snapshot.ignored:
        say(f"这些文件被 .gitignore 排除，没有报送：{'、'.join(plan.snapshot.ignored)}")
        say("要报送的，先运行 git add -f 文件，再报送。")


def _agreed(*, yes: bool) -> bool:
    if yes:
        return True
    if not sys.stdin.isatty():
        say("以上是将要做的事，还没有做。确认无误后加上 --yes 再运行。")
        return False
    return click.confirm("现在报送吗？", default=False)


def _show_conflict(error: ConflictError, folder: str) -> None:
    say("没有报送：下面的文件，代码平台上的和您这里的改了同一处，程序不能替您决定。")
    for path in error.paths:
        name = path.partition(f"{folder}/")[2]
        say(f"  {name}")
        say(f"    看对方改成了什么：git show {error.theirs[:10]}:{path}")
        say(f"    以对方的为准：git restore --source={error.theirs[:10]} -- {path}")
        say(f"    把对方的改动写进您的文件以后，以您的为准：再运行时加上 --keep {name}")
