"""Amounts of money: exact decimals with their unit, never binary floats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

YUAN_PER_WAN = Decimal(10_000)
_STEP = Decimal(100)
"""Official forms count in 万元 with two decimals: 0.01 万元 is 100 元."""

_EXACT = Context(prec=100)
"""Wide enough for any amount that can be written."""
_WRITTEN = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>万元|元)")


@dataclass(frozen=True, order=True)
class Money:
    """An amount in 元, exact."""

    yuan: Decimal

    @classmethod
    def of_wan(cls, wan: Decimal | int) -> Money:
        """An amount given in 万元."""
        return cls(Decimal(wan) * YUAN_PER_WAN)

    @classmethod
    def parse(cls, written: str | Decimal | int) -> Money | None:
        """Read an amount as a project file writes it: a number is in 万元, a text names its unit (``26241元``).

        Returns:
            None where it is neither.
        """
        if isinstance(written, int | Decimal):
            return cls.of_wan(written)
        found = _WRITTEN.fullmatch(written.strip())
        if not found:
            return None
        number = Decimal(found["number"])
        return cls.of_wan(number) if found["unit"] == "万元" else cls(number)

    @property
    def wan(self) -> Decimal:
        """The amount in 万元."""
        return self.yuan / YUAN_PER_WAN

    def rounded(self) -> Money:
        """To 0.01 万元, half up: the amount that a form shows, so that the lines of a table add up to its total."""
        return Money((self.yuan / _STEP).quantize(Decimal(1), ROUND_HALF_UP, _EXACT) * _STEP)

    def exact(self) -> str:
        """The figure in 万元 with every decimal it has, two at the least: a unit price that multiplies as printed."""
        whole, _, decimals = f"{self.wan:,f}".partition(".")
        return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"

    def __add__(self, other: Money) -> Money:
        return Money(self.yuan + other.yuan)

    def __sub__(self, other: Money) -> Money:
        return Money(self.yuan - other.yuan)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.yuan * factor)

    def __truediv__(self, divisor: Decimal | int) -> Money:
        return Money(self.yuan / divisor)

    def __str__(self) -> str:
        """The figure in 万元 with thousands and two decimals, without the unit."""
        return f"{self.rounded().wan:,.2f}"


ZERO = Money(Decimal(0))


def total(amounts: Iterable[Money]) -> Money:
    """The exact sum."""
    return sum(amounts, ZERO)
