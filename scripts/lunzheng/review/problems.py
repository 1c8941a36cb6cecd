"""What stops a step of the review."""

from __future__ import annotations

from collections.abc import Sequence

from lunzheng.source.problem import Problem


class ReviewError(Exception):
    """A step cannot be done; the text says why and what to do, in Chinese.

    Every module that has a reason of its own makes a subclass, so that a command catches all of them as one.
    """


class FileProblemsError(ReviewError):
    """A file that was given, or one of the project's, has problems with their places."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(sorted(problems))
