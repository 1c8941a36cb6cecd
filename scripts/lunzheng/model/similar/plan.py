"""Which files of a project are compared, and what is taken of each: worked out once for an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lunzheng.model.similar.settings import ITEMS, NAME, TEXT, Aspect, SimilaritySettings
from lunzheng.model.similar.words import Words

Place = tuple[str, tuple[str, ...]]
"""A file of a project folder and a path within it."""


@dataclass(frozen=True)
class Plan:
    """What is compared.

    Attributes:
        settings: the edition's.
        words: what does not count.
        project_file: the file that paths start in by default.
        data_files: the other data files by the names that paths start with.
        prose_files: the Markdown files, in order.
        unfinished: the marks of what is still to be written.
    """

    settings: SimilaritySettings
    words: Words
    project_file: str
    data_files: Mapping[str, str]
    prose_files: Sequence[str]
    unfinished: Sequence[str]

    def place(self, path: str) -> Place:
        """The file that a path such as ``数据.目录`` leads to, and the way on."""
        first, *rest = path.split(".")
        if first in self.data_files:
            return self.data_files[first], tuple(rest)
        return self.project_file, (first, *rest)

    def of(self, manner: str) -> list[Aspect]:
        """The aspects of one manner."""
        return [aspect for aspect in self.settings.aspects if aspect.manner == manner]

    def places(self, manner: str) -> list[tuple[Aspect, Place]]:
        """Every source of the aspects of one manner."""
        return [(aspect, self.place(source)) for aspect in self.of(manner) for source in aspect.sources]

    @property
    def files(self) -> list[str]:
        """Every file that is read, in a fixed order."""
        found = {place[0] for manner in (NAME, ITEMS, TEXT) for _, place in self.places(manner)}
        return sorted({self.project_file, *found, *self.prose_files})

    @property
    def signature(self) -> str:
        """A text that differs where another plan would give other fingerprints."""
        files = (self.project_file, sorted(self.data_files.items()), self.prose_files)
        return repr((self.settings, self.words, files, self.unfinished))
