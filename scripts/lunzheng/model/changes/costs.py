"""What changed in the cost lines: the total, the sum of each system, and each line with its old and new numbers."""

from __future__ import annotations

from collections.abc import Iterator

from lunzheng.model.budget import AMOUNT_FIELDS, CostLine
from lunzheng.model.changes.change import Change, Kind
from lunzheng.model.changes.forms import entry_of, match_items
from lunzheng.model.comparison_words import ComparisonSheet
from lunzheng.model.facts import format_cell, format_number
from lunzheng.model.library import BUDGET_FILE, Project
from lunzheng.model.money import Money
from lunzheng.model.pattern import put
from lunzheng.model.totals import total_investment

_BETWEEN = " · "


def budget_changes(old: Project, new: Project, part: str, sheet: ComparisonSheet) -> Iterator[Change]:
    """The changes of the cost lines, sums first.

    Args:
        part: what the budget is called.
    """
    yield from _sum(part, sheet.parts.total, total_investment(old), total_investment(new))
    for system in dict.fromkeys([*new.budget.systems, *old.budget.systems]):
        place = put(sheet.parts.sum, {"系统": system})
        before = old.budget.sum(system=system) if system in old.budget.systems else None
        after = new.budget.sum(system=system) if system in new.budget.systems else None
        yield from _sum(part, place, before, after)
    yield from _lines(old, new, part, sheet)


def _sum(part: str, place: str, before: Money | None, after: Money | None) -> Iterator[Change]:
    if before == after:
        return
    one, other = (str(amount) if amount else "" for amount in (before, after))
    if before and after:
        difference = after.rounded() - before.rounded()
        other += f"（{'+' if difference.yuan > 0 else ''}{difference}）"
    yield Change(part, place, BUDGET_FILE, Kind.of(one, other), one, other)


def _lines(old: Project, new: Project, part: str, sheet: ComparisonSheet) -> Iterator[Change]:
    before = {id(line.node): line for line in old.budget.lines if line.node}
    after = {id(line.node): line for line in new.budget.lines if line.node}
    partner = match_items(
        [line.node for line in before.values() if line.node], [line.node for line in after.values() if line.node]
    )
    matched = {id(node) for node in partner.values()}
    for identity, line in after.items():
        was = before[id(partner[identity])] if identity in partner else None
        fields = _changed_fields(was, line)
        one, other = _shown(was, sheet, fields), _shown(line, sheet, fields)
        if one != other:
            entry = entry_of(old, new, BUDGET_FILE, was.node if was else None, line.node)
            yield Change(part, _place(line), BUDGET_FILE, Kind.of(one, other), one, other, entry)
    for identity, line in before.items():
        if identity not in matched:
            entry = entry_of(old, new, BUDGET_FILE, line.node, None)
            yield Change(part, _place(line), BUDGET_FILE, Kind.REMOVED, _shown(line, sheet, ()), "", entry)


def _place(line: CostLine) -> str:
    return _BETWEEN.join(filter(None, [line.system, line.module, line.name]))


def _changed_fields(was: CostLine | None, line: CostLine) -> tuple[str, ...]:
    if was is None or was.node is None or line.node is None:
        return ()
    one, other = was.node.plain(), line.node.plain()
    if not isinstance(one, dict) or not isinstance(other, dict):
        return ()
    return tuple(
        key for key in dict.fromkeys([*other, *one]) if one.get(key) != other.get(key) and key not in AMOUNT_FIELDS
    )


def _shown(line: CostLine | None, sheet: ComparisonSheet, fields: tuple[str, ...]) -> str:
    """A line's amount, then those of its other fields that were changed."""
    if line is None or line.node is None:
        return ""
    amount = put(
        sheet.line,
        {
            "单价": line.unit_price.exact() if line.unit_price else "",
            "数量": format_number(line.quantity) if line.quantity is not None else "",
            "单位": line.unit,
            "金额": str(line.amount) if line.amount else "",
        },
    )
    told = [(field, line.node.get(field)) for field in fields]
    return "；".join([amount, *(f"{field}：{format_cell(node.plain(), '') if node else ''}" for field, node in told)])
