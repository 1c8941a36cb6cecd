"""Cost lines: what they must say, what they may cost, and what a project does not pay for."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.budget import PERSON_MONTH, CostLine
from lunzheng.model.edition import Edition
from lunzheng.model.library import Library, Project
from lunzheng.model.rulebook_technical import ExcludedCosts, Goods
from lunzheng.source.problem import Kind, Problem

_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]\s*$")
_PRODUCT_FIELDS = ("型号", "性能指标", "厂家")


class RateInBand(Rule):
    """The price of a person-month of the edition's categories lies in its band; both ends belong to it."""

    kind: ClassVar[Kind] = Kind(
        "W022",
        "人月单价在合理区间内",
        "人月单价明显偏离行业水平的，财政评审会要求说明或者核减。",
        "核对单价和单位（万元、元）；确有原因的在“依据”里写明",
        bad="{名称: 会商调度开发, 单位: 人月, 单价: 26241, 数量: 12}",
        good="{名称: 会商调度开发, 单位: 人月, 单价: 26241元, 数量: 12}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        band = library.edition.technical.rate
        if band.low is None or band.high is None:
            return
        for line in project.budget.lines:
            rate = line.unit_price
            if rate is None or line.unit != PERSON_MONTH or line.category not in band.categories:
                continue
            if not band.low <= rate <= band.high:
                side = "低于" if rate < band.low else "高于"
                message = (
                    f"「{line.name}」每人月 {rate.exact()}万元，{side}合理区间"
                    f"{band.low.exact()}万—{band.high.exact()}万元（{band.year}年，{band.source}）"
                )
                yield self.kind.at(line.place("单价"), message)


class ProductsSpecified(Rule):
    """Lines of hardware and software products say model, specification and maker.

    What should not be bought at all (E024, E025) needs no more particulars.
    """

    kind: ClassVar[Kind] = Kind(
        "W023",
        "设备和软件产品写明型号、性能指标、厂家",
        "没有型号和指标，单价就无从核对。",
        "在这一行补上；型号和厂家未定的写参考型号、参考厂家",
        bad="{类别: 设备及软件, 名称: 数据库软件, 单位: 套, 单价: 8.6, 数量: 2}",
        good="{类别: 设备及软件, 名称: 数据库软件, 型号: 企业版（主备许可）, 性能指标: 单节点每秒事务不低于8000笔, "
        "厂家: 国产软件厂商（以招标结果为准）, 单位: 套, 单价: 8.6, 数量: 2}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book = library.edition.technical
        for line in project.budget.lines:
            if line.category not in book.products.categories or _is_unexcused(line, library.edition):
                continue
            values = (line.product, line.specification, line.maker)
            missing = [
                key
                for key, value in zip(_PRODUCT_FIELDS, values, strict=True)
                if library.edition.rulebook.is_hollow(value)
            ]
            if missing:
                yield self.kind.at(line.place("名称"), f"「{line.name}」没有写「{'」「'.join(missing)}」")


class _Excluded(Rule):
    """Cost lines whose name is that of goods or works which a project does not pay for.

    Development and services are not looked at, nor what exists or is rented; a reason on the line excuses it.
    """

    what: ClassVar[str]

    @abstractmethod
    def word(self, line: CostLine, book: ExcludedCosts) -> str:
        """The word by which a line is one of this rule's goods, or nothing."""

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book = library.edition.technical
        for line in project.budget.lines:
            word = self.word(line, book.excluded)
            if not word or not _is_unexcused(line, library.edition):
                continue
            message = f"「{line.name}」是{self.what}（{word}），原则上不列入建设内容"
            if line.exception:
                hint = "写明为什么不能用共用资源、为什么不能由别的渠道解决"
                yield self.kind.at(line.place("例外理由"), f"{message}；例外理由“{line.exception}”没有说明原因", hint)
            else:
                yield self.kind.at(line.place("名称"), message)


def _is_unexcused(line: CostLine, edition: Edition) -> bool:
    """Whether a line buys what it should not, without a reason that says something."""
    excluded = edition.technical.excluded
    if not (_works(line, excluded) or _hardware(line, excluded)):
        return False
    return len(line.exception) < (excluded.reason_length or 1) or edition.rulebook.is_hollow(line.exception)


def _works(line: CostLine, book: ExcludedCosts) -> str:
    return _named(book.works, line.name) if _is_looked_at(line, book) else ""


def _hardware(line: CostLine, book: ExcludedCosts) -> str:
    """The word for hardware; a machine room's air conditioning is works alone."""
    return _named(book.hardware, line.name) if _is_looked_at(line, book) and not _works(line, book) else ""


def _is_looked_at(line: CostLine, book: ExcludedCosts) -> bool:
    said = f"{line.name}{line.product}{line.specification}"
    if line.category in book.other_categories or any(word in said for word in book.not_bought):
        return False
    return not bare_name(line.name).endswith(book.software)


def bare_name(name: str) -> str:
    """A name without the brackets at its end: 服务器（4台）."""
    return _IN_BRACKETS.sub("", name).strip()


def _named(goods: Goods, name: str) -> str:
    """The first word for such goods in a name, or nothing."""
    bare = bare_name(name)
    for word in (word for word in goods.words if word in name):
        for found in re.finditer(re.escape(word), name):
            if _stands_alone(goods, name, found.start(), found.end()):
                return word
    for word in goods.last:
        if bare.endswith(word) and _stands_alone(goods, bare, len(bare) - len(word), len(bare)):
            return word
    return ""


def _stands_alone(goods: Goods, name: str, start: int, end: int) -> bool:
    return not (name[:start].endswith(goods.before) or name[end:].startswith(goods.after))


class NoOwnHardware(_Excluded):
    """Servers, storage and machine rooms."""

    what: ClassVar[str] = "单独新增的硬件设施"
    kind: ClassVar[Kind] = Kind(
        "E024",
        "不单独新增服务器、存储、机房",
        "项目应当依托政务云、城市大脑集约化建设。",
        "改为在 resources.yml 里申请共用资源；确需单独配置的，在这一行写“例外理由”",
        bad="{类别: 设备及软件, 名称: 应用服务器, 单位: 台, 单价: 6, 数量: 4}",
        good="{类别: 设备及软件, 名称: 现场采集服务器, 单位: 台, 单价: 6, 数量: 1, "
        "例外理由: 隧道内没有网络，数据须就地汇集后离线带回，政务云无法提供}",
    )

    def word(self, line: CostLine, book: ExcludedCosts) -> str:
        return _hardware(line, book)


class NoWorksNorOffice(_Excluded):
    """Civil works, weak current, decoration, air conditioning and office equipment."""

    what: ClassVar[str] = "工程基建、智能化硬件或办公设备"
    kind: ClassVar[Kind] = Kind(
        "E025",
        "不列入土建、装修、弱电、空调和办公设备",
        "这些有各自的经费渠道，不属于信息化建设内容。",
        "从概算里删去，走基建或办公设备的经费渠道；确需列入的，在这一行写“例外理由”",
        bad="{类别: 系统集成, 名称: 值班室弱电工程, 单位: 项, 单价: 12, 数量: 1}",
        good="{类别: 系统集成, 名称: 系统部署和联调, 单位: 项, 单价: 12, 数量: 1}",
    )

    def word(self, line: CostLine, book: ExcludedCosts) -> str:
        return _works(line, book)
