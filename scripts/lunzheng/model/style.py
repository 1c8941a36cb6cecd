"""How an edition's documents look: page, page number, styles (``styles.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class Page(Record):
    """Paper and margins in mm, and the grid of lines and characters (GB/T 9704-2012, 5.2)."""

    width: Decimal = key("宽")
    height: Decimal = key("高")
    top: Decimal = key("上")
    bottom: Decimal = key("下")
    left: Decimal = key("左")
    right: Decimal = key("右")
    lines: int = key("每页行数")
    characters: int = key("每行字数")

    @property
    def text_width(self) -> Decimal:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> Decimal:
        return self.height - self.top - self.bottom

    def turned(self) -> Page:
        """The same paper across: the binding side turns to the top; lines keep their height, as far as they fit."""
        return Page(
            node=self.node,
            width=self.height,
            height=self.width,
            top=self.left,
            bottom=self.right,
            left=self.bottom,
            right=self.top,
            lines=int(self.lines * self.text_width / self.text_height),
            characters=self.characters,
        )


@dataclass(frozen=True, kw_only=True)
class PageNumber(Record):
    """The page number: ``{page}`` in its pattern, size in points, indent from the outer edge in characters.

    ``distance`` is how far below the type area the dashes beside it stand, in mm (GB/T 9704-2012, 7.5).
    """

    pattern: str = key("式")
    font: str = key("字体")
    size: Decimal = key("字号")
    indent: int = key("空字")
    distance: Decimal = key("距版心")


@dataclass(frozen=True, kw_only=True)
class Languages(Record):
    east_asian: str = key("中文")
    latin: str = key("西文")


@dataclass(frozen=True, kw_only=True)
class Style(Record):
    """One Word style; sizes in points, indents in characters, distances in lines."""

    code: str = key("代号")
    name: str = key("名称")
    kind: str = key("类型")
    based_on: str = key("继承")
    font: str = key("中文字体")
    size: Decimal | None = key("字号")
    alignment: str = key("对齐")
    first_line: int | None = key("首行缩进")
    left: int | None = key("左缩进")
    line_spacing: str = key("行距")
    before: Decimal | None = key("段前行")
    after: Decimal | None = key("段后行")
    outline_level: int | None = key("大纲级别")
    keep_with_next: str = key("与下段同页")
    right_tab: str = key("右制表位")
    snap_to_grid: str = key("对齐网格")
    bold: str = key("加粗")
    superscript: str = key("上标")


@dataclass(frozen=True, kw_only=True)
class FontAlternative(Record):
    """The font that stands in where a machine lacks the first."""

    font: str = key("字体")
    alternative: str = key("替代")


@dataclass(frozen=True, kw_only=True)
class RunningHead(Record):
    """What stands above each numbered page; an empty pattern stands for none. Size in points."""

    pattern: str = key("式")
    font: str = key("字体")
    size: Decimal = key("字号")


@dataclass(frozen=True, kw_only=True)
class StyleSheet(Record):
    page: Page = key("页面")
    page_number: PageNumber = key("页码")
    languages: Languages = key("语言")
    running_head: RunningHead = key("页眉")
    latin_font: str = key("西文字体")
    alternatives: tuple[FontAlternative, ...] = key("替代字体")
    styles: tuple[Style, ...] = key("样式")

    @property
    def body_size(self) -> Decimal:
        """The size of body text in points: the first style's, from which the others inherit."""
        return self.styles[0].size or Decimal(16)
