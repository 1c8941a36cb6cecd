"""A project beside the projects that it is like: what they have in common, aspect by aspect, the same words marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lunzheng.catalogue.marked import Pieces, aligned
from lunzheng.check.side_by_side import folders, heading, scores
from lunzheng.model.library import Library, Project
from lunzheng.model.similar.alike import alike
from lunzheng.model.similar.likeness import AspectLikeness, Likeness, Pair

MOST, ROWS = 3, 20
"""So many alike projects are shown, and so many rows for each aspect of them."""


@dataclass(frozen=True)
class PairView:
    """Two texts that are the same or nearly so; ``own_link`` is where the own one is read, or empty."""

    own: Pieces
    own_place: str
    own_link: str
    other: Pieces
    other_place: str
    score: int


@dataclass(frozen=True)
class AspectView:
    """One aspect of the likeness; ``more`` pairs are not shown."""

    label: str
    score: int
    own_count: int
    other_count: int
    pairs: tuple[PairView, ...]
    more: int


@dataclass(frozen=True)
class AlikeView:
    """Another project that has something in common with this one."""

    id: str
    name: str
    body: str
    stage: str
    score: int
    heading: str
    scores: str
    alarming: bool
    aspects: tuple[AspectView, ...]


def view_alike(project: Project, library: Library, links: Mapping[str, str]) -> tuple[AlikeView, ...] | None:
    """The projects that a project is most like.

    Args:
        project: the project.
        library: its library.
        links: where its files are read, by their paths within its folder.

    Returns:
        None where the edition compares nothing, and for the public, who must not read of other drafts.
    """
    if not project.is_internal or not library.edition.similarity.aspects:
        return None
    return tuple(_view(likeness, links) for likeness in alike(project, library, most=MOST))


def _view(likeness: Likeness, links: Mapping[str, str]) -> AlikeView:
    return AlikeView(
        id=likeness.id,
        name=likeness.name,
        body=likeness.body,
        stage=likeness.stage,
        score=likeness.score,
        heading=heading(likeness),
        scores=scores(likeness),
        alarming=likeness.alarming,
        aspects=tuple(_aspect(aspect, folders(likeness), links) for aspect in likeness.aspects),
    )


def _aspect(aspect: AspectLikeness, homes: tuple[str, str], links: Mapping[str, str]) -> AspectView:
    return AspectView(
        label=aspect.label,
        score=aspect.score,
        own_count=aspect.own_count,
        other_count=aspect.other_count,
        pairs=tuple(_pair(pair, homes, links) for pair in aspect.pairs[:ROWS]),
        more=max(len(aspect.pairs) - ROWS, 0),
    )


def _pair(pair: Pair, homes: tuple[str, str], links: Mapping[str, str]) -> PairView:
    own, other = aligned(pair.own, pair.other)
    file = pair.own_place.file.removeprefix(homes[0])
    return PairView(
        own=own,
        own_place=f"{file}:{pair.own_place.line}",
        own_link=links.get(file, ""),
        other=other,
        other_place=f"{pair.other_place.file.removeprefix(homes[1])}:{pair.other_place.line}",
        score=pair.score,
    )
