"""One of two projects that are compared: its portrait, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.similar.portrait import Portrait


@dataclass(frozen=True, eq=False)
class Side:
    """A project as it stands beside others.

    Attributes:
        stage: the name of its stage.
        approved: whether it has come so far that it counts as approved.
    """

    portrait: Portrait
    stage: str
    approved: bool
