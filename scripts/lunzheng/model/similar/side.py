"""One of two projects that are compared: its portrait, the body that builds it, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lunzheng.model.edition import Edition
from lunzheng.model.library import PROJECT_FILE, RECORDS_FILE, Library, Project, Records
from lunzheng.model.record import bind
from lunzheng.model.similar.files import present_files
from lunzheng.model.similar.portrait import Portrait, make_portrait, read_portrait
from lunzheng.model.stage import stages_reached
from lunzheng.source.problem import Location
from lunzheng.source.yaml import read_yaml


@dataclass(frozen=True, eq=False)
class Side:
    """A project as it stands beside others.

    Attributes:
        stage: the name of its stage.
        approved: whether it has come so far that it counts as approved.
    """

    portrait: Portrait
    stage: str
    approved: bool


def side_of(project: Project, library: Library) -> Side | None:
    """A project that has been read, kept for the comparisons of others.

    Returns:
        None where ``project.yml`` cannot be read, and where there is no other project.
    """
    if PROJECT_FILE not in project.nodes or len(library.folders) < 2:
        return None
    portrait = make_portrait(library.similarity_plan, project.folder.root, project.nodes)
    side = Side(portrait, project.stage.name, is_approved(project, library))
    library.similar.sides[project.folder.root] = side
    return side


def read_side(folder: Path, library: Library) -> Side:
    """A project of the library, from its folder; what cannot be read is absent."""
    index = library.similar
    if known := index.sides.get(folder):
        return known
    portrait = read_portrait(index.plan, index.root, folder)
    plain = dict(present_files(folder, [RECORDS_FILE, *index.plan.files]))
    node = read_yaml(folder / RECORDS_FILE, RECORDS_FILE)[0] if RECORDS_FILE in plain else None
    records = bind(Records, node, Location(RECORDS_FILE))
    stage, reached = stages_reached(library.edition, records, portrait.build_mode, plain)
    side = Side(portrait, stage.name, _approved(reached.name, library.edition))
    index.sides[folder] = side
    return side


def is_approved(project: Project, library: Library) -> bool:
    """Whether a project has come so far that it counts as approved."""
    return _approved(project.reached.name, library.edition)


def _approved(stage: str, edition: Edition) -> bool:
    order = edition.stage_order(edition.similarity.approved)
    return 0 <= order <= edition.stage_order(stage)
