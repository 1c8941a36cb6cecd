"""The program and the table of its commands.

A command is a module of its own in this folder, loaded only when it is asked for: starting the program costs a tenth of
a second, loading everything that the commands need costs several. To add one:

1. write ``cli/<name>.py`` with an ordinary ``@click.command(cls=ChineseHelp)``;
2. add its line to :data:`COMMANDS`, with the first line of its docstring, which ``lunzheng --help`` shows.

A group of commands (``lunzheng review …``) is an entry here whose module holds a group made as the one below, with a
table of its own.

So that the start stays quick, this module, ``lazy``, ``usage``, ``output`` and the package itself import nothing heavy.
"""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "build": Entry("lunzheng.cli.build:build", "生成全部文档和目录网站，放在 build 文件夹里。"),
    "check": Entry("lunzheng.cli.check:check", "检查项目，逐处说明哪里不对、怎样改。"),
    "export": Entry("lunzheng.cli.export:export", "生成一个项目的一份文档（DOCX），或者报送用的压缩包。"),
    "guard": Entry("lunzheng.cli.guard:guard", "查看有没有密级标志、个人信息和不安全的附件，提交之前用。"),
    "letter": Entry("lunzheng.cli.letter:letter", "生成一个项目的函件或评审用表（DOCX），版式按公文格式国家标准。"),
    "list": Entry("lunzheng.cli.list:list_", "生成一年的新建入库项目清单或前期项目建议清单（DOCX 或 XLSX）。"),
    "new": Entry(
        "lunzheng.cli.new:new", "新建一个项目文件夹，要填的地方都留空；或者给已有的项目补上编制方案要用的文件。"
    ),
    "review": Entry("lunzheng.cli.review:review", "征求意见和专家评审：时限、意见、回复和结论。"),
    "rules": Entry(
        "lunzheng.cli.rules:rules", "列出全部检查规则；写上代号则说明其中一条：为什么、怎样改、依据和例子。"
    ),
    "serve": Entry(
        "lunzheng.cli.serve:serve",
        "在本机打开目录网站；文件一改，有关的页面和文档随即重新生成。按 Ctrl+C 结束。",
    ),
    "similar": Entry(
        "lunzheng.cli.similar:similar",
        "把一个项目和项目库里最相似的几个项目并列对照：名称、模块、数据资源、费用和正文，各在哪个文件哪一行。",
    ),
    "status": Entry(
        "lunzheng.cli.status:status",
        "列出各项目处在哪个阶段、哪项时限在走、要交哪些文档、还有多少问题；快到期的和逾期的在前。",
    ),
    "submit": Entry("lunzheng.cli.submit:submit", "报送一个项目：检查，提交它的文件夹，推送，开出或更新合并请求。"),
}
"""Command → where it is and what ``lunzheng --help`` says of it."""


class _Program(LazyGroup):
    entries = COMMANDS


@click.group(cls=_Program, context_settings={"help_option_names": ["--help", "-h"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="项目库的文件夹；不写时从当前文件夹往上找。",
)
@click.version_option(package_name="lunzheng", message="lunzheng %(version)s", help="显示版本。")
@click.pass_context
def lunzheng(context: click.Context, root: Path | None) -> None:
    """政务信息化项目前期论证：一个文件夹就是一个项目，文档和目录由它生成。"""
    context.obj = root
