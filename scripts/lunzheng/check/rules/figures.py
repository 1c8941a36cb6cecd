"""The figures that belong to the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.datasets import lookup
from lunzheng.model.edition import AttachmentItem
from lunzheng.model.library import Library, Project
from lunzheng.model.rulebook_technical import FigureSource
from lunzheng.source.picture import pictures
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
        figures = {figure.number: figure for figure in library.edition.head.figures}
        for source in library.edition.technical.figures:
            figure = figures.get(source.figure or 0)
            if figure is None or _has_picture(project, figure):
                continue
            if place := _missing(project, library, source):
                file = place.file.rsplit("/", 1)[-1]
                message = f"没有附图{figure.number}《{figure.title}》：{file} 里缺少「{source.data.partition('.')[2]}」"
                yield self.kind.at(place, f"{message}，figures 里也没有 {figure.file}.png")


def _has_picture(project: Project, figure: AttachmentItem) -> bool:
    return any(PurePosixPath(name).stem == figure.file for name in pictures(project.folder))


def _missing(project: Project, library: Library, source: FigureSource) -> Location | None:
    """Where the data of a figure should stand, if it does not."""
    name = source.data.partition(".")[0]
    files = [item.file for item in library.edition.head.data_files if item.name == name]
    node = project.nodes.get(files[0]) if files else None
    if node is None or not library.is_due(project, files[0]) or not isinstance(node.value, dict):
        return None
    return node.location if lookup(project, library, source.data) is None else None
