"""Amounts that are computed from several files of a project."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from lunzheng.model.edition import Edition
from lunzheng.model.library import Project
from lunzheng.model.money import ZERO, Money, total
from lunzheng.model.project import Funding, Payment


def total_investment(project: Project) -> Money | None:
    """The total: the sum of the cost lines, or the estimate while there is no budget."""
    return project.budget.sum() if project.budget.lines else project.profile.estimate


def investment_name(project: Project, edition: Edition) -> str:
    """What the edition calls that total: an estimate has another name than the sum of a budget."""
    names = edition.head.investment_names
    return names.budgeted if project.budget.lines else names.estimated


def funding_amounts(project: Project) -> list[tuple[Funding, Money | None]]:
    """Each part of the funding with its amount.

    Shares are rounded to 0.01 万元; what rounding leaves over goes to the last one, so that all sum to the whole.
    """
    investment = total_investment(project)
    parts = project.profile.funding
    if investment is None:
        return [(part, part.amount) for part in parts]
    amounts = [_part(part, investment) for part in parts]
    given = total(amount for amount in amounts if amount is not None)
    rest = investment.rounded() - given
    shares = [index for index, part in enumerate(parts) if part.share is not None]
    whole = sum((part.share or Decimal(0) for part in parts), Decimal(0)) == 100
    for index, part in enumerate(parts):
        if part.is_rest:
            amounts[index] = rest
        elif whole and shares and index == shares[-1]:
            amounts[index] = (amounts[index] or ZERO) + rest
    return list(zip(parts, amounts, strict=True))


def _part(part: Funding, investment: Money) -> Money | None:
    if part.is_rest:
        return None
    if part.share is not None:
        return (investment * part.share / 100).rounded()
    return part.amount.rounded() if part.amount else None


def payment_amounts(project: Project) -> list[tuple[Payment, Money | None]]:
    """Each payment of a bought service with its amount, a share of the total; the last takes what rounding leaves."""
    investment = total_investment(project)
    payments = project.profile.service.payments
    if investment is None:
        return [(payment, None) for payment in payments]
    amounts = [(investment * (payment.share or Decimal(0)) / 100).rounded() for payment in payments]
    if amounts and sum((payment.share or Decimal(0) for payment in payments), Decimal(0)) == 100:
        amounts[-1] += investment.rounded() - total(amounts)
    return list(zip(payments, amounts, strict=True))


def share_of(part: Money, whole: Money | None) -> Decimal | None:
    """A part in per cent of the whole, to two decimals."""
    if not whole or not whole.yuan:
        return None
    return (part.yuan * 100 / whole.yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
