"""The command that shows the site on one's own machine."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import click

from lunzheng.catalogue.build import Output
from lunzheng.catalogue.serve import serve as serve_library
from lunzheng.cli.library import open_library
from lunzheng.cli.output import print_problems, say
from lunzheng.cli.today import china_today
from lunzheng.cli.usage import ChineseHelp
from lunzheng.review.past import past_versions
from lunzheng.source.problem import Problem


@click.command(cls=ChineseHelp)
@click.option("--address", default="127.0.0.1:8000", metavar="地址", help="网站的地址和端口，默认 127.0.0.1:8000。")
@click.pass_obj
def serve(root: Path | None, address: str) -> None:
    """在本机打开目录网站；文件一改，有关的页面和文档随即重新生成。按 Ctrl+C 结束。"""
    workspace = open_library(root)
    if not re.fullmatch(r"[^\s:/]+:[0-9]{2,5}", address):
        raise click.BadParameter(f"“{address}”，应当写成 主机:端口，如 127.0.0.1:8000", param_hint="--address")

    def report(text: str, problems: list[Problem]) -> None:
        print_problems(problems)
        say(text)

    # Who ends it by a signal must not leave MkDocs running.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        versions = past_versions(workspace)
        serve_library(workspace.root, Output.of(workspace.root), address, report, china_today, versions)
    except KeyboardInterrupt:
        say("已结束。")
