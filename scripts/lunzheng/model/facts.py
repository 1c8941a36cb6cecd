"""The facts of a project by the names that texts may use: ``{{总投资}}`` in prose, paths in the edition's blocks.

Replacement is plain: a name of a fixed list becomes its value, once; nothing is evaluated, and what a value contains is
not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property

from lunzheng.model.datasets import Row, lookup, rows
from lunzheng.model.edition import Edition
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money, total
from lunzheng.model.numbering import chinese_number
from lunzheng.model.period import Moment
from lunzheng.model.totals import funding_amounts, total_investment

TOKEN = re.compile(r"\{\{(?P<name>[^{}]*)\}\}")
TABLE_REFERENCE, FIGURE_REFERENCE = "表", "图"
NOT_FILLED = "（未填写）"
NOT_PUBLIC = "（不对外公开）"
"""What the public reads in place of what is withheld."""
MONEY_UNIT = "万元"


def reference(name: str) -> tuple[str, str] | None:
    """The kind and title that a token such as ``表:投资构成`` refers to; None for a token that names a fact."""
    kind, separator, title = name.strip().replace("：", ":", 1).partition(":")
    if not separator or kind.strip() not in (TABLE_REFERENCE, FIGURE_REFERENCE):
        return None
    return kind.strip(), title.strip()


def format_number(number: Decimal | int) -> str:
    """A quantity without needless zeros: 12, 3.5."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(amount: Money | None) -> str | None:
    return f"{amount}{MONEY_UNIT}" if amount is not None else None


def _count(number: Decimal | int, unit: str) -> str | None:
    return f"{format_number(number)}{unit}" if number else None


class Facts:
    """The facts of one project; formatted values and rows for documents and pages."""

    def __init__(self, project: Project, library: Library) -> None:
        self.project = project
        self.library = library

    def token(self, name: str) -> str | None:
        """The value of a token, or None where the project does not have it."""
        return self._tokens.get(name) or None

    def fill(self, text: str) -> str:
        """Replace every known token of a text; an unknown one stays as it is."""

        def value(found: re.Match[str]) -> str:
            name = found["name"].strip()
            return (self.token(name) or NOT_FILLED) if name in self._tokens else found.group()

        return TOKEN.sub(value, text)

    def value(self, path: str) -> str | None:
        """A fact by token name or path, as it is printed; None where there is none."""
        if path in self._tokens:
            return self.token(path)
        node = lookup(self.project, self.library, path)
        if node is None or node.value is None:
            return None
        return self.fill(format_cell(node.plain(), ""))

    def rows(self, dataset: str) -> list[Row]:
        """The rows of a dataset; see :func:`lunzheng.model.datasets.rows`."""
        return rows(self.project, self.library, dataset)

    def cell(self, value: object, kind: str) -> str:
        """One cell as it is printed, its tokens filled."""
        return self.fill(format_cell(value, kind))

    @cached_property
    def _tokens(self) -> dict[str, str | None]:
        return {name: compute(self.project, self.library) for name, _, compute in _token_table(self.library.edition)}


def format_cell(value: object, kind: str) -> str:
    """A value as a cell of the given column type prints it.

    Args:
        value: a scalar of a project file, or a computed value.
        kind: 金额 (万元, thousands, two decimals), 单价 (万元, every decimal that it has), 时间, 数, 整数, 列表,
            or empty for text.
    """
    match value:
        case None:
            return ""
        case Money() if kind == "单价":
            return value.exact()
        case Money():
            return str(value)
        case list():
            return "、".join(format_cell(item, kind) for item in value)
        case int() | Decimal() | str() if kind in ("金额", "单价") and (amount := Money.parse(value)):
            return format_cell(amount, kind)
        case int() | Decimal():
            return format_number(value)
        case str():
            moment = Moment.parse(value)
            return str(moment) if moment else value.strip()
        case dict():
            return "；".join(f"{key}：{format_cell(item, kind)}" for key, item in value.items())
        case _:
            return str(value)


def token_names(edition: Edition) -> list[str]:
    """Every name that ``{{…}}`` may hold."""
    return list(token_meanings(edition))


def token_meanings(edition: Edition) -> dict[str, str]:
    """What each name that ``{{…}}`` may hold stands for, with the unit of a number."""
    return {name: meaning for name, meaning, _ in _token_table(edition)}


_Token = tuple[str, str, Callable[[Project, Library], str | None]]


def _token_table(edition: Edition) -> Iterator[_Token]:
    yield from _TOKENS
    for category in edition.head.cost_categories:
        meaning = f"概算里类别为“{category.name}”的各行的合计，万元"
        yield category.token, meaning, lambda project, _, name=category.name: _money(project.budget.sum(category=name))  # type: ignore[misc]


def _level(project: Project, _library: Library) -> str | None:
    level = project.profile.security.level
    return f"第{chinese_number(level)}级" if level else None


def _public_funds(project: Project, library: Library, *, public: bool) -> str | None:
    kinds = library.edition.head.public_funds
    amounts = [a for part, a in funding_amounts(project) if a is not None and (part.source in kinds) == public]
    return _money(total(amounts))


def _yearly_fee(project: Project, _library: Library) -> str | None:
    months = project.profile.service.period.months
    investment = total_investment(project)
    return _money(investment * 12 / months) if months and investment else None


def _self_built(project: Project) -> Money | None:
    costs = [cost.amount for cost in project.profile.service.self_built if cost.amount]
    return total(costs) if costs else None


def _saved(project: Project, _library: Library) -> str | None:
    own, bought = _self_built(project), total_investment(project)
    return _money(own - bought) if own and bought else None


def _training_people(project: Project, _library: Library) -> str | None:
    return _count(sum(training.people or 0 for training in project.profile.trainings), "人次")


def _effort(project: Project, library: Library) -> str | None:
    return _count(project.budget.person_months(library.edition.effort_categories), "人月")


def _months(project: Project, _library: Library) -> str | None:
    return _count(project.profile.period.months or 0, "个月")


def _attached_bases(project: Project, _library: Library) -> str | None:
    return "；".join(f"《{basis.title}》" for basis in project.profile.bases if basis.attachment) or None


def _text_at(project: Project, library: Library, path: str) -> str | None:
    node = lookup(project, library, path)
    return format_cell(node.plain(), "") if node and node.value is not None else None


def _catalogue_item(project: Project, library: Library) -> str | None:
    name = _text_at(project, library, "购买服务.目录.名称")
    code = _text_at(project, library, "购买服务.目录.代码")
    return f"{name}（{code}）" if name and code else name


_TOKENS: tuple[_Token, ...] = (
    ("项目名称", "项目名称", lambda p, _: p.profile.name),
    ("项目简称", "项目简称", lambda p, _: p.profile.short_name),
    ("年度", "项目的年度", lambda p, _: str(p.profile.year or "")),
    ("建设单位", "建设单位的名称", lambda p, _: p.profile.owner.name),
    ("实施单位", "实施单位的名称", lambda p, _: p.profile.implementer.name),
    ("编制单位", "编制单位的名称", lambda p, _: p.profile.author.name),
    ("建设方式", "自建或者购买服务", lambda p, _: p.profile.build_mode),
    ("建设性质", "新建、升级改造或者扩建", lambda p, _: p.profile.nature),
    ("建设地点", "建设内容里的地点", lambda p, _: p.profile.contents.place_of_work),
    ("建设期", "从哪年哪月到哪年哪月", lambda p, _: str(p.profile.period)),
    ("建设周期", "建设期有几个月", _months),
    ("开始时间", "建设期从哪年哪月起", lambda p, _: str(p.profile.period.start or "")),
    ("结束时间", "建设期到哪年哪月止", lambda p, _: str(p.profile.period.end or "")),
    ("总投资", "概算各行的合计，万元；还没有概算的，是投资估算", lambda p, _: _money(total_investment(p))),
    ("投资估算", "报送建议时估的投资，万元", lambda p, _: _money(p.profile.estimate)),
    ("财政资金", "资金来源里属于财政的合计，万元", lambda p, lib: _public_funds(p, lib, public=True)),
    ("其他资金", "资金来源里不属于财政的合计，万元", lambda p, lib: _public_funds(p, lib, public=False)),
    ("软件工作量", "概算里软件开发各行的合计，人月", _effort),
    ("系统数量", "有几个应用系统", lambda p, _: _count(len(p.profile.systems), "")),
    (
        "模块数量",
        "各系统一共有几个模块",
        lambda p, _: _count(sum(len(system.modules) for system in p.profile.systems), ""),
    ),
    ("安全等级", "定级为第几级", _level),
    ("受侵害客体", "定级所依据的受侵害客体", lambda p, _: p.profile.security.object),
    ("侵害程度", "定级所依据的侵害程度", lambda p, _: p.profile.security.harm),
    ("培训人次", "各项培训的合计，人次", _training_people),
    ("培训经费", "各项培训的合计，万元", lambda p, _: _money(total(t.cost for t in p.profile.trainings if t.cost))),
    ("服务方式", "购买服务的方式", lambda p, _: p.profile.service.mode),
    ("服务期", "购买服务从哪年哪月到哪年哪月", lambda p, _: str(p.profile.service.period)),
    ("服务目录", "购买服务所属目录的名称和代码", _catalogue_item),
    ("年均服务费", "总投资按服务期折成一年，万元", _yearly_fee),
    ("自建费用", "同样的内容自建要多少，万元", lambda p, _: _money(_self_built(p))),
    ("节约费用", "自建费用减去总投资，万元", _saved),
    ("近年起始年", "附表里近年项目从哪一年起", lambda p, lib: _text_at(p, lib, "近年项目.起始年")),
    ("依据附件", "附了文件的各项依据的名称", _attached_bases),
)
