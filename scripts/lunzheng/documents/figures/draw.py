"""The figures of a project, drawn from its data as the edition says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.documents.figures.bars import Bar, bars
from lunzheng.documents.figures.collaboration import Labels as ProcessLabels
from lunzheng.documents.figures.collaboration import Step, collaboration
from lunzheng.documents.figures.font import default_font
from lunzheng.documents.figures.framework import Layer, framework
from lunzheng.documents.figures.network import Labels as NetworkLabels
from lunzheng.documents.figures.network import Zone, network
from lunzheng.documents.figures.schedule import Task, schedule
from lunzheng.documents.figures.sharing import Flow, sharing
from lunzheng.documents.figures.sheet import Figure, Page
from lunzheng.documents.figures.typeface import Typeface, clean
from lunzheng.model.datasets import Row
from lunzheng.model.facts import NOT_FILLED, Facts
from lunzheng.model.figure import FigureEntry
from lunzheng.model.money import Money
from lunzheng.model.period import Moment


def draw(entry: FigureEntry, facts: Facts, page: Page | None = None) -> tuple[Figure, ...]:
    """Draw one figure of a project.

    Args:
        entry: what the edition says of it.
        facts: the project's values.
        page: the room for one sheet; left out, that of an upright page.

    Returns:
        Its sheets in order; none where the project has no data for it.

    Raises:
        FontNotFoundError: the machine has no Chinese font.
    """
    return DRAWINGS[entry.drawing](_Source(entry, facts), Typeface(default_font()), page or Page())


@dataclass(frozen=True)
class _Source:
    """The rows of one figure, by the parts that the drawing knows."""

    entry: FigureEntry
    facts: Facts

    def rows(self) -> Iterator[_Line]:
        for row in self.facts.rows(self.entry.data):
            yield _Line(self, row)


@dataclass(frozen=True)
class _Line:
    """One row: its values by part, clean and on one line."""

    source: _Source
    row: Row

    def value(self, part: str) -> object:
        return self.row.get(self.source.entry.source(part))

    def text(self, part: str) -> str:
        return clean(self.source.facts.cell(self.value(part), ""))

    def name(self, part: str) -> str:
        return self.text(part) or NOT_FILLED

    def texts(self, part: str) -> tuple[str, ...]:
        value = self.value(part)
        items = value if isinstance(value, list) else [value]
        return tuple(text for item in items if (text := clean(self.source.facts.cell(item, ""))))

    def moment(self, part: str) -> Moment | None:
        value = self.value(part)
        return Moment.parse(value) if isinstance(value, str) else None

    def money(self, part: str) -> Money | None:
        value = self.value(part)
        if isinstance(value, Money):
            return value
        return Money.parse(value) if isinstance(value, str | int | Decimal) else None


def _framework(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    layers = [Layer(line.name("层"), line.texts("组件"), line.text("归属")) for line in source.rows()]
    return framework(layers, typeface, page, source.entry.title, source.entry.kinds)


def _network(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    zones = [
        Zone(line.name("分区"), line.texts("部署"), line.text("边界"), line.text("链路")) for line in source.rows()
    ]
    labels = NetworkLabels(*(source.entry.label(part) for part in ("链路", "边界", "分区")))
    return network(zones, typeface, page, source.entry.title, labels)


def _collaboration(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    steps = [
        Step(line.name("环节"), line.text("单位"), line.text("输入"), line.text("输出"), line.text("系统"))
        for line in source.rows()
    ]
    labels = ProcessLabels(*(source.entry.label(part) for part in ("单位", "环节", "输入", "输出", "系统")))
    return collaboration(steps, typeface, page, source.entry.title, labels)


def _sharing(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    flows = [
        Flow(
            line.text("方向") == source.entry.provided,
            line.name("对方"),
            line.name("数据"),
            line.text("渠道"),
            line.text("方式"),
            line.text("频率"),
        )
        for line in source.rows()
    ]
    profile = source.facts.project.profile
    return sharing(flows, clean(profile.short_name or source.facts.project.name), typeface, page, source.entry.title)


def _schedule(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    tasks = [Task(line.name("任务"), line.moment("开始"), line.moment("结束")) for line in source.rows()]
    return schedule(tasks, typeface, page, source.entry.title)


def _costs(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    """One bar for each row, divided by the edition's categories of cost."""
    categories = [category.name for category in source.facts.library.edition.head.cost_categories]
    rows = []
    for line in source.rows():
        parts = ((clean(name), amount) for name in categories if (amount := line.money(name)) is not None)
        share = line.text("占比")
        rows.append(Bar(line.name("名称"), tuple(parts), f"（{share}%）" if share else ""))
    return bars(rows, typeface, page, source.entry.title, [clean(name) for name in categories])


def _years(source: _Source, typeface: Typeface, page: Page) -> tuple[Figure, ...]:
    """One bar for each year, divided by where the money comes from."""
    years: dict[str, dict[str, Money]] = {}
    for line in source.rows():
        amount = line.money("金额")
        if amount is not None:
            year = f"{line.text('年度')}年" if line.text("年度") else "年度未定"
            parts = years.setdefault(year, {})
            name = line.name("来源")
            parts[name] = parts[name] + amount if name in parts else amount
    rows = [Bar(year, tuple(parts.items())) for year, parts in sorted(years.items())]
    return bars(rows, typeface, page, source.entry.title)


Draw = Callable[[_Source, Typeface, Page], tuple[Figure, ...]]

DRAWINGS: Mapping[str, Draw] = {
    "分层框架": _framework,
    "网络分区": _network,
    "协同流程": _collaboration,
    "数据共享": _sharing,
    "进度": _schedule,
    "费用构成": _costs,
    "年度资金": _years,
}
"""The ways of drawing that an edition may name; the strings given to a row are the parts that each asks for."""
