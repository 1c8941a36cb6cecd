"""The figures that belong to the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.datasets import lookup
from lunzheng.model.figure import FigureEntry
from lunzheng.model.library import Library, Project
from lunzheng.source.picture import own_picture
from lunzheng.source.problem import Kind, Location, Problem


class FiguresThere(Rule):
    """Each figure has the data that it is drawn from, or a picture of the author's own.

    A data file that is missing is E047's; a list that stands there empty is the schema's, or E029's.
    """

    kind: ClassVar[Kind] = Kind(
        "E030",
        "附图齐全",
        "专家先看图再看文字；缺了图，架构和流向就说不清。",
        "把画图要用的栏目填上；自己画了图的，按规定的名字放进 figures 文件夹",
        bad="（architecture.yml 里没有“网络分区”，figures 文件夹里也没有 network.png）",
        good="网络分区:\n  - {分区: 政务外网区, 部署: [应用服务, 数据库], 边界: 防火墙}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        for figure in library.edition.head.figures:
            if own_picture(project.folder, figure.file):
                continue
            if place := _missing(project, library, figure):
                file = place.file.rsplit("/", 1)[-1]
                message = f"没有附图{figure.number}《{figure.title}》：{file} 里缺少「{figure.data.partition('.')[2]}」"
                yield self.kind.at(place, f"{message}，figures 里也没有 {figure.file}.png")


def _missing(project: Project, library: Library, figure: FigureEntry) -> Location | None:
    """Where the data of a figure should stand, if it does not."""
    name = figure.data.partition(".")[0]
    files = [item.file for item in library.edition.head.data_files if item.name == name]
    node = project.nodes.get(files[0]) if files else None
    if node is None or not library.is_due(project, files[0]) or not isinstance(node.value, dict):
        return None
    return node.location if lookup(project, library, figure.data) is None else None
