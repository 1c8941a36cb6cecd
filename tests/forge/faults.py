"""What can go wrong between a command and a forge, and when."""

from __future__ import annotations

import enum
import threading
from dataclasses import dataclass


class Fault(enum.Enum):
    """Before the request takes effect, unless it says “after”: then it has, and only the answer is lost."""

    TIMEOUT = "timeout"
    TIMEOUT_AFTER = "timeout after"
    RESET = "reset"
    RESET_AFTER = "reset after"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    BAD_GATEWAY_AFTER = "502 after"
    UNAVAILABLE = "503"
    HOURLY_LIMIT = "hourly limit"
    SECONDARY_LIMIT = "secondary limit"
    TOO_MANY = "429"
    TRUNCATED = "truncated"
    DRIPPING = "dripping"
    LOGIN_PAGE = "login page"

    @property
    def takes_effect(self) -> bool:
        """Whether the request is carried out, so that only its answer suffers."""
        return self in _EFFECTIVE


_EFFECTIVE = {
    Fault.TIMEOUT_AFTER,
    Fault.RESET_AFTER,
    Fault.BAD_GATEWAY_AFTER,
    Fault.TRUNCATED,
    Fault.DRIPPING,
}
FOR_EVER = 10**9
HELD_BACK: set[int] = set()
"""The ports of those who wait in vain for an answer of a stand-in."""


@dataclass
class _Planned:
    fault: Fault
    first: int
    last: int
    method: str


class Faults:
    """Which requests fail. They are counted from 1 since the last :meth:`clear`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []
        self._counts: dict[str, int] = {}
        self.fired = 0
        """How many requests have failed."""

    def plan(self, fault: Fault, *, at: int = 1, times: int = 1, method: str = "") -> None:
        """Let a request fail, and those after it.

        Args:
            at: the number of the first one to fail.
            times: how many fail, one after the other; :data:`FOR_EVER` for all.
            method: count only requests of this method, e.g. ``POST``; ``GIT`` for those of Git.
        """
        self._planned.append(_Planned(fault, at, at + times - 1, method))

    def clear(self) -> None:
        self._planned.clear()
        self._counts.clear()
        self.fired = 0

    def next(self, method: str) -> Fault | None:
        """Count a request and say how it fails. Those of Git are counted apart from those of the interface."""
        with self._lock:
            keys = ("GIT",) if method == "GIT" else ("", method)
            for key in keys:
                self._counts[key] = self._counts.get(key, 0) + 1
            for planned in self._planned:
                if planned.method in keys and planned.first <= self._counts[planned.method] <= planned.last:
                    self.fired += 1
                    return planned.fault
        return None
