"""The rulebook's frame: what a rule is. The rules themselves are listed in :mod:`lunzheng.check.rules`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Kind, Problem


class Rule(ABC):
    """One rule of the rulebook.

    A rule reads the model and the AST, never a file, and reports through its kind. Its docstring says, for
    contributors, what it looks at and what it leaves alone.
    """

    kind: ClassVar[Kind]

    @abstractmethod
    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        """The problems of one project."""
