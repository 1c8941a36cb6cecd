"""The figures of an edition: what each is called, which data it is drawn from, and how."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class FigureColumn(Record):
    """Where a figure takes one of its parts from, and what it writes above it."""

    part: str = key("作")
    source: str = key("取")
    label: str = key("标签")


@dataclass(frozen=True, kw_only=True)
class FigureEntry(Record):
    """A figure that is drawn from data.

    Attributes:
        number: its number among the attached figures; None for a chart that stands in a chapter.
        title: its official title, or its caption.
        file: the file name, without ending, that an author's own picture of it bears.
        drawing: how it is drawn; the names are those of :mod:`lunzheng.documents.figures.draw`.
        data: the dataset that it is drawn from.
        columns: where its parts come from, for those whose column in the data is called otherwise.
        kinds: the kinds of components in the order of their colours, so that all projects look alike.
        provided: the direction that stands for data given to others.
        public: 否 where it is never given to the public, an author's own picture of it neither.
    """

    number: int | None = key("编号")
    title: str = key("名称")
    file: str = key("文件")
    drawing: str = key("画法")
    data: str = key("数据")
    columns: tuple[FigureColumn, ...] = key("列")
    kinds: tuple[str, ...] = key("类别")
    provided: str = key("提供")
    public: str = key("公开")

    def source(self, part: str) -> str:
        """The column of the data that a part is taken from."""
        return next((column.source for column in self.columns if column.part == part and column.source), part)

    def label(self, part: str) -> str:
        """What stands above a part."""
        return next((column.label for column in self.columns if column.part == part and column.label), part)
