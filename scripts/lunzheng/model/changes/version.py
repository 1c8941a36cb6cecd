"""An earlier state of a project that has been kept, and what it changed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from lunzheng.model.changes.comparison import Comparison


@dataclass(frozen=True)
class Happened:
    """A record that came with a version; ``instead_of`` is the day that it put right."""

    event: str
    date: datetime.date | None
    instead_of: datetime.date | None = None


@dataclass(frozen=True)
class Version:
    """A state of a project's folder.

    Attributes:
        commit: by which it is found in Git.
        date: the day in China on which it was committed.
        records: what was recorded with it.
        tags: the names that were given to the commit.
        is_first: whether the project began with it.
        comparison: what changed in plan and forms; None where that is not worked out, because the version is the first
            one, too old, or must not be shown.
        is_withheld: whether it, or the one before it, holds what must not be shown.
    """

    commit: str
    date: datetime.date
    records: tuple[Happened, ...] = ()
    tags: tuple[str, ...] = ()
    is_first: bool = False
    comparison: Comparison | None = None
    is_withheld: bool = False


Versions = Sequence[Version]
"""The newest first."""
