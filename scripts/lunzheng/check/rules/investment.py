"""Costs and funding: what is counted must agree."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.budget import COMMON_SYSTEM, CostLine
from lunzheng.model.library import BUDGET_FILE, Library, Project
from lunzheng.model.money import total
from lunzheng.model.project import Funding
from lunzheng.model.totals import total_investment
from lunzheng.source.problem import Kind, Problem

_ALIKE = 0.4
"""From which likeness on one name is taken for a misspelling of another."""


class ModulesAndCosts(Rule):
    """Modules of ``project.yml`` and lines of ``budget.yml`` answer each other; without a budget nothing is asked."""

    kind: ClassVar[Kind] = Kind(
        "E018",
        "每个模块有费用，每笔费用有归属",
        "没有费用的模块建不成，没有归属的费用说不清用在哪里。",
        "让 budget.yml 里的系统、模块与 project.yml 里的名称一字不差；不属于某个系统的写“项目公共”",
        bad="- {系统: 防汛会商系统, 模块: 会商调度台, 类别: 软件开发, …}",
        good="- {系统: 防汛会商协同应用系统, 模块: 会商调度, 类别: 软件开发, …}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:  # noqa: ARG002 - the frame's signature
        if not project.has(BUDGET_FILE) or BUDGET_FILE not in project.nodes or not project.is_readable:
            return
        modules = {system.name: {module.name for module in system.modules} for system in project.profile.systems}
        for line in project.budget.lines:
            yield from self._line(line, modules)
        paid = _meant(project.budget.lines, modules)
        for system in project.profile.systems:
            for module in system.modules:
                if module.name and (system.name, module.name) not in paid:
                    yield self.kind.at(module.place("名称"), f"模块「{module.name}」在 {BUDGET_FILE} 里没有费用")

    def _line(self, line: CostLine, modules: dict[str, set[str]]) -> Iterator[Problem]:
        if not line.system:
            return
        if line.system not in modules:
            if line.system != COMMON_SYSTEM:
                hint = _did_you_mean(line.system, [*modules, COMMON_SYSTEM])
                yield self.kind.at(line.place("系统"), f"project.yml 里没有系统「{line.system}」", hint)
        elif line.module and line.module not in modules[line.system]:
            hint = _did_you_mean(line.module, sorted(modules[line.system]))
            yield self.kind.at(line.place("模块"), f"系统「{line.system}」里没有模块「{line.module}」", hint)


class AmountsMultiply(Rule):
    """Where a line gives its amount, it is unit price × quantity to 0.01 万元."""

    kind: ClassVar[Kind] = Kind(
        "E019",
        "单价×数量等于总价",
        "总价对不上会被财政评审退回。",
        "改正单价、数量或总价；也可以删掉总价，由程序计算",
        bad="{单价: 2.5, 数量: 4, 金额: 12}",
        good="{单价: 2.5, 数量: 4}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:  # noqa: ARG002 - the frame's signature
        for line in project.budget.lines:
            if line.amount is None or line.written_amount is None:
                continue
            if line.written_amount.rounded() != line.amount:
                product = f"单价 {line.unit_price} × 数量 {line.quantity} = {line.amount}万元"
                message = f"{product}，这里写的是 {line.written_amount}万元"
                yield self.kind.at(line.place("金额"), message)


class FundingAddsUp(Rule):
    """The parts of the funding and the payments of a service sum to the whole."""

    kind: ClassVar[Kind] = Kind(
        "E036",
        "资金来源合计等于总投资",
        "资金有缺口或超出，项目就落实不了。",
        "改正各行；写“比例”（合计 100）或让一行写“金额: 其余”，总投资变了也不用再改",
        bad="资金:\n  - {来源: 市级财政资金, 年度: 2027, 比例: 60}\n  - {来源: 市级财政资金, 年度: 2028, 比例: 30}",
        good="资金:\n  - {来源: 市级财政资金, 年度: 2027, 比例: 60}\n  - {来源: 市级财政资金, 年度: 2028, 金额: 其余}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:  # noqa: ARG002 - the frame's signature
        parts = project.profile.funding
        investment = total_investment(project)
        place = project.profile.place("资金")
        for part in parts:
            if _given(part, "比例") == _given(part, "金额"):
                yield self.kind.at(part.place("来源"), "“金额”和“比例”要写一个，也只能写一个")
        rests = [part for part in parts if part.is_rest]
        if len(rests) > 1:
            yield self.kind.at(rests[1].place("金额"), "只能有一行写“其余”")
        if investment is None or not parts or any((p.share is None) == (not p.written) for p in parts):
            return
        given = total(
            part.amount or (investment * (part.share or Decimal(0)) / 100) for part in parts if not part.is_rest
        )
        if rests and given.rounded() > investment.rounded():
            yield self.kind.at(place, f"除“其余”外各行合计 {given}万元，超过了总投资 {investment}万元")
        elif not rests and given.rounded() != investment.rounded():
            yield self.kind.at(place, f"资金合计 {given}万元，不等于总投资 {investment}万元")
        payments = project.profile.service.payments
        shares = sum((payment.share or Decimal(0) for payment in payments), Decimal(0))
        if payments and shares != 100:
            yield self.kind.at(project.profile.place("购买服务", "付费"), f"付费比例合计 {shares}%，应当是 100%")


def _meant(lines: Sequence[CostLine], modules: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The system and module that each line stands for, misspelt names taken as what they most resemble.

    A misspelt name has its own problem at the line; that the module it means has no cost would be the same once more.
    """
    meant = set()
    for line in lines:
        known = line.system in modules
        close = [] if known else difflib.get_close_matches(line.system, list(modules), n=1, cutoff=_ALIKE)
        meant.add((close[0] if close else line.system, line.module))
    for system, names in modules.items():
        unknown = sorted(module for owner, module in meant if owner == system and module and module not in names)
        for module in unknown:
            unpaid = sorted(name for name in names if (system, name) not in meant)
            close = difflib.get_close_matches(module, unpaid, n=1, cutoff=_ALIKE)
            if close or (len(unpaid) == 1 and len(unknown) == 1):
                meant.add((system, close[0] if close else unpaid[0]))
    return meant


def _given(part: Funding, field: str) -> bool:
    return part.node is not None and part.node.get(field) is not None


def _did_you_mean(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, n=1, cutoff=_ALIKE)
    return f"是不是「{close[0]}」？" if close else f"可用的名称：{'、'.join(names)}" if names else ""
