"""The cost lines of ``budget.yml`` and every total that is computed from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.money import Money, total
from lunzheng.model.record import Record, key

COMMON_SYSTEM = "项目公共"
"""The system of lines that belong to the project as a whole."""

LINES = "费用"
"""The list of lines in the file."""

AMOUNT_FIELDS = ("单价", "数量", "单位", "金额")
"""The fields of a line that make up its amount."""

PERSON_MONTH = "人月"
"""The unit in which effort is counted (附表3 九（二））."""


@dataclass(frozen=True, kw_only=True)
class CostLine(Record):
    """One line of 附表4 分项投资概算明细表."""

    system: str = key("系统")
    module: str = key("模块")
    category: str = key("类别")
    security_category: str = key("安全类别")
    name: str = key("名称")
    product: str = key("型号")
    specification: str = key("性能指标")
    maker: str = key("厂家")
    unit: str = key("单位")
    unit_price: Money | None = key("单价")
    quantity: Decimal | None = key("数量")
    written_amount: Money | None = key("金额")
    exception: str = key("例外理由")

    @property
    def amount(self) -> Money | None:
        """Unit price × quantity to 0.01 万元, or None while one of them is missing."""
        if self.unit_price is None or self.quantity is None:
            return None
        return (self.unit_price * self.quantity).rounded()

    def person_months(self, categories: Collection[str]) -> Decimal:
        """Its effort; none where it is not counted in person-months, or is of none of the categories."""
        counts = self.unit == PERSON_MONTH and self.category in categories
        return self.quantity or Decimal(0) if counts else Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Budget(Record):
    """``budget.yml``."""

    lines: tuple[CostLine, ...] = key(LINES)

    def sum(self, *, system: str = "", category: str = "", module: str = "") -> Money:
        """The sum of the lines that match all the given names."""
        return total(
            line.amount
            for line in self.lines
            if line.amount is not None
            and (not system or line.system == system)
            and (not category or line.category == category)
            and (not module or line.module == module)
        )

    @property
    def systems(self) -> list[str]:
        """The systems in order of first appearance, the project as a whole last."""
        names = list(dict.fromkeys(line.system for line in self.lines if line.system))
        return sorted(names, key=lambda name: name == COMMON_SYSTEM)

    def person_months(self, categories: Collection[str], *, system: str = "", module: str = "") -> Decimal:
        """Effort of the lines of some categories that are counted in person-months."""
        return sum(
            (
                line.person_months(categories)
                for line in self.lines
                if (not system or line.system == system) and (not module or line.module == module)
            ),
            Decimal(0),
        )
