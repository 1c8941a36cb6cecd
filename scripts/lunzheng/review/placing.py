"""Where a comment stands in the plan, and what an approval has seen, by the commits that the repository still has."""

from __future__ import annotations

from lunzheng.model.parties import answering_parties
from lunzheng.model.parts import Part, file_title
from lunzheng.review.discussion import Raised
from lunzheng.review.sections import part_at
from lunzheng.review.snapshots import Snapshots


class Placing:
    """Answers from the project's history; what is no longer there is told once for each commit."""

    def __init__(self, snapshots: Snapshots, base: str) -> None:
        """Args:
        base: the branch that the pull request is to go into.
        """
        self.snapshots = snapshots
        self.base = base
        self.lost: dict[str, None] = {}
        parties = answering_parties(snapshots.library)
        self._aspects = {party.name: tuple(aspect.code for aspect in party.aspects) for party in parties}

    def aspects(self, party: str) -> tuple[str, ...]:
        """The aspects that a party answers for."""
        return self._aspects.get(party, ())

    def of(self, raised: Raised) -> tuple[str, Part]:
        """The file of a comment, relative to the project's folder, and the part of the project.

        Where the commit is gone, the part is the file; a file outside of the folder keeps its path in the repository.
        """
        commit, path = raised.commit, raised.path
        if raised.on_old_side:
            commit, path = self.snapshots.before(commit, self.base, path) or (commit, path)
        file = self.snapshots.inside(path)
        if file is None:
            return path, Part(path, path)
        snapshot = self.snapshots.at(commit)
        if snapshot is None:
            self.lost[commit] = None
            return file, Part(file, file_title(self.snapshots.library.edition, file))
        return file, part_at(snapshot.project, snapshot.library, file, raised.line)

    def seen(self, commit: str) -> tuple[str, ...]:
        """The parts of the project at a commit, each with its fingerprint; nothing where the commit is gone."""
        snapshot = self.snapshots.at(commit)
        if snapshot is None:
            self.lost[commit] = None
            return ()
        return tuple(f"{part} {digest}" for part, digest in snapshot.fingerprints.items())
