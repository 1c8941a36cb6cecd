"""How long a forge asks its callers to wait."""

from __future__ import annotations

import datetime
import email.utils
from collections.abc import Mapping

UNSPECIFIED = 60.0
"""Seconds to wait where a forge only says “too many”; GitHub asks for at least a minute."""


def limit_of(status: int, headers: Mapping[str, str], message: str) -> float | None:
    """The seconds to wait before asking again; None where the answer is not about a limit.

    GitHub answers 403 or 429 for both of its limits: the hourly one names the moment of its reset, the secondary one
    may name a delay, or nothing. Whether a 403 is a limit or a missing permission shows in its headers or words only.

    Args:
        status: the status of the answer.
        headers: its headers, whatever their case.
        message: what the forge says in words.
    """
    spent = headers.get("x-ratelimit-remaining", "").strip() == "0"
    delay = headers.get("retry-after", "").strip()
    if status != 429 and not (status == 403 and (spent or delay or "rate limit" in message.lower())):
        return None
    # The other side's clock counts: ours may be wrong.
    now = _date(headers.get("date", "")) or datetime.datetime.now(datetime.UTC)
    until = _date(delay)
    if delay.isdecimal():
        return float(delay)
    if until:
        return max(0.0, (until - now).total_seconds())
    reset = headers.get("x-ratelimit-reset", "").strip()
    if spent and reset.isdecimal():
        # A second more: both times are cut to whole seconds.
        return max(0.0, float(reset) - now.timestamp()) + 1
    return UNSPECIFIED


def _date(text: str) -> datetime.datetime | None:
    """A date of HTTP."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
