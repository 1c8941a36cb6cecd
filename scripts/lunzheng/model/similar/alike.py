"""Which projects of the library a project is like, the most alike first."""

from __future__ import annotations

from lunzheng.model.library import PROJECT_FILE, Library, Project
from lunzheng.model.similar.compare import Comparison
from lunzheng.model.similar.likeness import Likeness
from lunzheng.model.similar.portrait import Item, Portrait
from lunzheng.model.similar.side import Side
from lunzheng.model.similar.sides import read_side, side_of
from lunzheng.source.problem import Location


def alike(
    project: Project, library: Library, *, most: int | None = None, passages: bool = True
) -> tuple[Likeness, ...]:
    """The projects of the library that have something in common with one of them; see :func:`alike_beside`."""
    side = side_of(project, library)
    return alike_beside(side, library, most=most, passages=passages) if side else ()


def alike_beside(
    own: Side, library: Library, *, most: int | None = None, passages: bool = True
) -> tuple[Likeness, ...]:
    """The projects of the library that have something in common with one of them, the most alike first.

    Left out are the project itself, projects that are not going to be built, and an approved project that one of the
    two names as its own earlier system or phase.

    Args:
        own: the project.
        library: its library, with an index that is read at the first call.
        most: how many to return at most.
        passages: whether to find the passages of running text that are alike; the scores do not need them.
    """
    index, settings = library.similar, library.edition.similarity
    if own.stage in settings.left_out:
        return ()
    found: list[tuple[Likeness, Comparison]] = []
    for folder in index.candidates(own.portrait.folder):
        other = read_side(folder, library)
        if other.stage not in settings.left_out and not _precedes(own, other) and not _precedes(other, own):
            comparison = Comparison(index, own.portrait, other.portrait)
            found.append((_likeness(comparison, other), comparison))
    found.sort(key=lambda one: (-one[0].score, one[0].place))
    return tuple(comparison.with_passages(likeness) if passages else likeness for likeness, comparison in found[:most])


def _precedes(earlier: Side, later: Side) -> bool:
    """Whether a project is an approved earlier system or phase of another one of the same body, which says so."""
    named = later.portrait.predecessors & earlier.portrait.own_names
    return earlier.approved and earlier.portrait.owner == later.portrait.owner and bool(named)


def _likeness(comparison: Comparison, other: Side) -> Likeness:
    aspects = tuple(comparison.aspects())
    own_name, other_name = _name(comparison.own), _name(comparison.other)
    return Likeness(
        id=comparison.other.folder.name,
        name=other_name.text,
        body=other.portrait.owner,
        stage=other.stage,
        place=other_name.location,
        own_name=own_name.text,
        own_place=own_name.location,
        score=comparison.score(aspects),
        aspects=aspects,
        alarming=comparison.alarms(aspects),
    )


def _name(portrait: Portrait) -> Item:
    """The name that is compared; where there is none, the folder's."""
    named = next(iter(portrait.names.values()), None)
    if named is not None:
        return named
    home = "/".join(portrait.folder.parts[-3:])
    return Item(portrait.folder.name, "", "", Location(f"{home}/{PROJECT_FILE}"))
