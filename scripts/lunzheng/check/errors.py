"""What stops a command before it has looked at a project; the command line knows it without loading the checks."""

from __future__ import annotations

from collections.abc import Sequence

from lunzheng.source.problem import Problem


class LibraryError(Exception):
    """The library cannot be used; carries the problems to report."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(sorted(problems))
