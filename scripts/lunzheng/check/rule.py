"""The rulebook's frame: what a rule is. The rules themselves are listed in :mod:`lunzheng.check.rules`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from lunzheng.model.library import Library, Project
from lunzheng.model.similar.side import Side
from lunzheng.model.similar.sides import side_of
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

    def applies(self, project: Project, library: Library) -> bool:
        """Whether the rule has anything to look at in a project, for the self-check report.

        By default the edition tells: a rule that it ties to certain documents applies once one of these is due.
        """
        documents = library.edition.rule_documents.get(self.kind.code)
        return not documents or any(document.code in documents for document in library.documents_for(project))

    def also_breaks(self, folder: Path, library: Library) -> Iterable[Path]:  # noqa: ARG002 - for rules that override it
        """The folders of the other projects in which this rule may report because of what one folder holds.

        ``check --changed-since`` runs the rule on them, too. A rule that looks at one project alone has none.

        Args:
            folder: a project folder that was written, moved or deleted; it need not exist any more.
            library: where the others are.
        """
        return ()


class ComparingRule(Rule):
    """A rule that holds a project against the others, and needs of each no more than is compared."""

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        side = side_of(project, library)
        if side is not None:
            yield from self.compare(side, library)

    @abstractmethod
    def compare(self, side: Side, library: Library) -> Iterator[Problem]:
        """The problems of one project beside all others."""
