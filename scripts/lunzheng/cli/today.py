"""The option by which a person, or a workflow that runs again, says what day it is."""

from __future__ import annotations

import datetime

import click

_CHINA = datetime.timezone(datetime.timedelta(hours=8))
"""The time of all of China, without summer time."""


def china_today() -> datetime.date:
    """The calendar day in China."""
    return datetime.datetime.now(_CHINA).date()


def iso_date(context: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    """A date as an option gives it; None where it is not given."""
    if value is None:
        return None
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"“{value}”，应当写成 2027-03-01 的样子", context, param) from None


def _today(context: click.Context, param: click.Parameter, value: str | None) -> datetime.date:
    return iso_date(context, param, value) or china_today()


today_option = click.option(
    "--today", callback=_today, metavar="日期", help="按哪一天办理，如 2027-03-01；不写时是今天。"
)
