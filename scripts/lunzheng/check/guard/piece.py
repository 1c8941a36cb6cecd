"""What the readers of attachments hand over: pieces of text, each with its place, and faults of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.check.guard.marks import Role
from lunzheng.source.problem import Kind


@dataclass(frozen=True)
class Piece:
    """A text within a file; ``part`` names its place for people, e.g. ``第3页``."""

    text: str
    part: str = ""
    role: Role = Role.BODY


@dataclass(frozen=True)
class Fault:
    """Something about the file that is a problem by itself."""

    kind: Kind
    message: str
    hint: str = ""


Found = Iterator[Piece | Fault]


class RefusedError(Exception):
    """The file cannot be looked into further; carries the fault to report."""

    def __init__(self, kind: Kind, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(kind, message, hint)
