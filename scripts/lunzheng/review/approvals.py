"""Approvals and what has been edited since: an approval holds for the content that it saw, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lunzheng.model.edition import Edition
from lunzheng.model.opinion import Conclusion, Opinions, Review
from lunzheng.model.parts import Part, part_of_key, part_order
from lunzheng.review.snapshots import Snapshots


@dataclass(frozen=True)
class Approval:
    """The approval of a party that stands.

    Attributes:
        party: who has approved.
        review: the last conclusion of the party.
        sections: the sections of the plan that say something else since.
        data: entries of data files, and attachments, that were changed since; what they print is among the sections.
        is_traceable: False where the commit is gone and nothing was kept of what was seen: it has to be renewed.
    """

    party: str
    review: Review
    sections: tuple[Part, ...]
    data: tuple[Part, ...]
    is_traceable: bool = True

    @property
    def is_stale(self) -> bool:
        """Whether anything that the party approved of was edited, or nobody can tell."""
        return bool(self.sections or self.data) or not self.is_traceable


def approvals(opinions: Opinions, snapshots: Snapshots, commit: str) -> list[Approval]:
    """The approvals in force, each with what was edited since; a newer approval of the same party renews it.

    A party whose last conclusion asks for changes has no approval; a dismissed one counts for nothing.

    Args:
        opinions: with the conclusions on record.
        snapshots: the project's history.
        commit: the plan as it is now.
    """
    last: dict[str, Review] = {}
    for review in sorted(opinions.reviews, key=lambda item: (item.written, item.source)):
        if review.conclusion != Conclusion.DISMISSED:
            last[review.party] = review
    now = snapshots.at(commit)
    edition = snapshots.library.edition
    return [
        _compared(review, _seen(review, snapshots), now.fingerprints if now else None, edition)
        for review in last.values()
        if review.conclusion == Conclusion.APPROVED
    ]


def _seen(review: Review, snapshots: Snapshots) -> Mapping[str, str] | None:
    """What the review saw: from its commit while that exists, else as it was kept."""
    snapshot = snapshots.at(review.commit)
    return snapshot.fingerprints if snapshot else review.fingerprints or None


def _compared(
    review: Review, then: Mapping[str, str] | None, now: Mapping[str, str] | None, edition: Edition
) -> Approval:
    if then is None or now is None:
        return Approval(review.party, review, (), (), is_traceable=False)
    edited = sorted(
        (key for key in {*then, *now} if then.get(key) != now.get(key)), key=lambda key: part_order(edition, key)
    )
    in_outline = [key for key in edited if key.partition(":")[0] in edition.outlines]
    chapters = {file for outline in edition.outlines.values() for file in outline.files}
    sections = [key for key in edited if key in in_outline or key in chapters]
    return Approval(
        review.party,
        review,
        tuple(part_of_key(edition, key) for key in sections),
        tuple(part_of_key(edition, key) for key in edited if key not in sections),
    )
