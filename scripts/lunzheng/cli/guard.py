"""The command ``guard``."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.errors import LibraryError
from lunzheng.check.guard.look import Guard
from lunzheng.check.guard.project import make_guard
from lunzheng.check.open import open_workspace
from lunzheng.cli.library import find_library, named_folder
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, say
from lunzheng.cli.usage import ChineseHelp
from lunzheng.guard import Watch, watch_index, watch_message, watch_range, watch_tree
from lunzheng.hooks import install_hooks, kept_hooks
from lunzheng.repository import RepositoryError


@click.command(cls=ChineseHelp)
@click.argument("paths", metavar="[项目或文件]…", nargs=-1)
@click.option("--staged", is_flag=True, help="只看暂存区，也就是将要提交的内容。")
@click.option("--range", "commits", metavar="范围", help="看一段提交历史，如 main..HEAD；后来删掉的内容也看。")
@click.option(
    "--message",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="看一份提交说明。",
)
@click.option("--install", is_flag=True, help="装上提交前的检查：以后每次提交都先看，有问题就不提交。")
@click.pass_obj
def guard(
    root: Path | None, paths: tuple[str, ...], commits: str | None, message: Path | None, *, staged: bool, install: bool
) -> int:
    """查看有没有密级标志、个人信息和不安全的附件，提交之前用。

    项目或文件可以写代号、文件夹或任何文件，准备放进项目的文件也可以先看；不写时查看全部项目。
    """
    if sum((bool(paths), staged, commits is not None, message is not None, install)) > 1:
        raise click.UsageError("项目、--staged、--range、--message 和 --install 只能写一种。")
    library = find_library(root)
    try:
        if install:
            return _install(library)
        watch = _watch(library, paths, commits, message, staged=staged)
    except RepositoryError as error:
        raise click.UsageError(str(error)) from error
    print_problems(watch.problems)
    if watch.errors and (staged or message):
        say("没有提交：先处理上面的问题。")
    if watch.has_secret and (staged or commits):
        say("Git 里已经留有副本。如果确属涉密，不要再操作，马上报告本单位保密机构。")
    if not watch.problems and not (staged or message):
        click.echo(f"查看了 {watch.looked_at} 个文件，没有发现问题。")
    return EXIT_PROBLEMS if watch.errors else 0


def _watch(library: Path, paths: tuple[str, ...], commits: str | None, message: Path | None, *, staged: bool) -> Watch:
    try:
        workspace = open_workspace(library)
    except LibraryError:
        # Whatever state the library is in, nothing classified may pass.
        say("项目库本身有问题（运行 lunzheng check 查看），细则版本里的内部标志没有查。")
        looking, chosen = Guard(), [Path(path) for path in paths]
    else:
        looking = make_guard(workspace.library.edition, workspace.schemas)
        chosen = [Path(path) if Path(path).exists() else named_folder(workspace, path) for path in paths]
    if staged:
        return watch_index(looking, library)
    if commits is not None:
        return watch_range(looking, library, commits)
    if message is not None:
        return watch_message(looking, message.read_text(encoding="utf-8", errors="replace"))
    return watch_tree(looking, library, [path.absolute() for path in chosen])


def _install(library: Path) -> int:
    hooks = install_hooks(library)
    for hook in hooks:
        click.echo(str(hook))
    if kept := kept_hooks(hooks):
        say(f"原有的钩子改名保留，仍然先运行：{'、'.join(path.name for path in kept)}")
    say("已装好。以后每次提交之前都会查看；用别的电脑时，在那里再运行一次。")
    return 0
