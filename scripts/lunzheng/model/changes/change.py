"""One change between two states of a project, wherever it was found."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from lunzheng.model.comparison_words import AFTER, BEFORE, KIND, OPINION, PLACE, ChangeWords, ComparisonSheet
from lunzheng.model.datasets import Row


class Kind(enum.Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MARKUP = "markup"

    @classmethod
    def of(cls, before: str, after: str) -> Kind:
        """The kind of a change of text; the same text twice has changed in its form only."""
        if before == after:
            return cls.MARKUP
        return cls.ADDED if not before else cls.REMOVED if not after else cls.CHANGED

    def word(self, words: ChangeWords) -> str:
        """What the edition calls it."""
        return {
            Kind.ADDED: words.added,
            Kind.CHANGED: words.changed,
            Kind.REMOVED: words.removed,
            Kind.MARKUP: words.markup,
        }[self]


@dataclass(frozen=True)
class Change:
    """Attributes:
    part: the document or form that it is in, in the edition's words.
    place: where in it: a section, a field, a row, a file.
    section: the name by which opinions and approvals know the place: ``proposal:4.3``, or the file.
    before: what stood there, empty for something new.
    after: what stands there, empty for something taken out.
    entry: in a form the entry, as opinions name it (``budget.yml:费用/3``), where it stood before; for a new one the
        list that it was put into. Empty where no entry was changed.
    grounds: the opinions on which it was made, as far as they are known.
    """

    part: str
    place: str
    section: str
    kind: Kind
    before: str
    after: str
    entry: str = ""
    grounds: tuple[str, ...] = ()


def change_row(change: Change, sheet: ComparisonSheet) -> Row:
    """A change as a row of the edition's table."""
    return {
        PLACE: f"{change.part} {change.place}",
        KIND: change.kind.word(sheet.kinds),
        BEFORE: change.before or sheet.absent,
        AFTER: change.after or sheet.absent,
        OPINION: "\n".join(change.grounds),
    }
