"""The rulebook's frame: what a rule is, and how all of them are found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Kind, Problem

_rules: dict[str, Rule] = {}


class Rule(ABC):
    """One rule of the rulebook.

    A rule reads the model and the AST, never a file, and reports through its kind. Its docstring says, for
    contributors, what it looks at and what it leaves alone.
    """

    kind: ClassVar[Kind]

    @abstractmethod
    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        """The problems of one project."""

    def __init_subclass__(cls) -> None:
        """Defining a rule registers it; a code can be used once only."""
        code = cls.kind.code
        if code in _rules:
            raise ValueError(f"rule {code} is defined twice")
        _rules[code] = cls()


def all_rules() -> list[Rule]:
    """Every rule, by number."""
    # Importing the package of rules defines them.
    import lunzheng.check.rules  # noqa: F401, PLC0415

    return [_rules[code] for code in sorted(_rules, key=lambda code: (code[1:], code))]
