"""Which projects of the library a project is like, the most alike first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lunzheng.model.edition import Edition
from lunzheng.model.library import PROJECT_FILE, RECORDS_FILE, Library, Project, Records
from lunzheng.model.record import bind
from lunzheng.model.similar.compare import Comparison
from lunzheng.model.similar.files import present_files
from lunzheng.model.similar.index import PORTRAITS
from lunzheng.model.similar.likeness import Likeness
from lunzheng.model.similar.portrait import Item, Portrait, make_portrait
from lunzheng.model.stage import stages_reached
from lunzheng.source.problem import Location
from lunzheng.source.yaml import read_yaml


def alike(
    project: Project, library: Library, *, most: int | None = None, passages: bool = True
) -> tuple[Likeness, ...]:
    """The projects of the library that have something in common with one of them, the most alike first.

    Left out are the project itself, projects that are not going to be built, and an approved project that one of the
    two names as its own earlier system or phase.

    Args:
        project: the project.
        library: its library, with an index that is read at the first call.
        most: how many to return at most.
        passages: whether to find the passages of running text that are alike; the scores do not need them.
    """
    index, settings = library.similar, library.edition.similarity
    candidates = [] if project.stage.name in settings.left_out else index.candidates(project.folder.root)
    if not candidates:
        return ()
    portrait = make_portrait(index.plan, project.folder.root, project.nodes)
    index.remember(portrait)
    own = _Side(portrait, project.profile.owner.name, project.stage.name, is_approved(project, library))
    found: list[tuple[Likeness, Comparison]] = []
    for folder in candidates:
        other = _read_side(index.portrait(folder), library)
        if other.stage not in settings.left_out and not _precedes(own, other) and not _precedes(other, own):
            comparison = Comparison(index, own.portrait, other.portrait)
            found.append((_likeness(comparison, other), comparison))
    found.sort(key=lambda one: (-one[0].score, one[0].place))
    return tuple(comparison.with_passages(likeness) if passages else likeness for likeness, comparison in found[:most])


@dataclass(frozen=True)
class _Side:
    """One of two projects: its portrait, the body that builds it, and where it stands."""

    portrait: Portrait
    body: str
    stage: str
    approved: bool


@lru_cache(maxsize=PORTRAITS)
def _read_side(portrait: Portrait, library: Library) -> _Side:
    plain = dict(present_files(portrait.folder, [RECORDS_FILE, *library.similar.plan.files]))
    node = read_yaml(portrait.folder / RECORDS_FILE, RECORDS_FILE)[0] if RECORDS_FILE in plain else None
    records = bind(Records, node, Location(RECORDS_FILE))
    stage, reached = stages_reached(library.edition, records, portrait.build_mode, plain)
    return _Side(portrait, portrait.owner, stage.name, _approved(reached.name, library.edition))


def _precedes(earlier: _Side, later: _Side) -> bool:
    """Whether a project is an approved earlier system or phase of another one of the same body, which says so."""
    named = later.portrait.predecessors & earlier.portrait.own_names
    return earlier.approved and earlier.body == later.body and bool(named)


def _likeness(comparison: Comparison, other: _Side) -> Likeness:
    aspects = tuple(comparison.aspects())
    own_name, other_name = _name(comparison.own), _name(comparison.other)
    return Likeness(
        id=comparison.other.folder.name,
        name=other_name.text,
        body=other.body,
        stage=other.stage,
        place=other_name.location,
        own_name=own_name.text,
        own_place=own_name.location,
        score=comparison.score(aspects),
        aspects=aspects,
        alarming=comparison.alarms(aspects),
    )


def is_approved(project: Project, library: Library) -> bool:
    """Whether a project has come so far that it counts as approved."""
    return _approved(project.reached.name, library.edition)


def _approved(stage: str, edition: Edition) -> bool:
    order = edition.stage_order(edition.similarity.approved)
    return 0 <= order <= edition.stage_order(stage)


def _name(portrait: Portrait) -> Item:
    """The name that is compared; where there is none, the folder's."""
    named = next(iter(portrait.names.values()), None)
    if named is not None:
        return named
    home = "/".join(portrait.folder.parts[-3:])
    return Item(portrait.folder.name, "", "", Location(f"{home}/{PROJECT_FILE}"))
