"""The performance targets of a project (``performance.yml``, art. 16)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key

_EQUAL = "="


@dataclass(frozen=True, kw_only=True)
class Indicator(Record):
    """One indicator; ``value`` as written, a number or a text."""

    category: str = key("一级")
    title: str = key("三级")
    operator: str = key("符号")
    value: str = key("指标值")
    unit: str = key("单位")

    def target(self, unmeasured: str) -> str:
        """What is to be reached, as it reads: at least 95 per cent.

        Args:
            unmeasured: the operator of an indicator that is said in words; it has no unit.
        """
        if self.operator == unmeasured:
            return self.value
        return f"{'' if self.operator == _EQUAL else self.operator}{self.value}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Performance(Record):
    """``performance.yml``."""

    indicators: tuple[Indicator, ...] = key("指标")
