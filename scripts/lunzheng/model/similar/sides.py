"""Projects as they stand beside others, of what has been read or from their folders."""

from __future__ import annotations

from pathlib import Path

from lunzheng.model.edition import Edition
from lunzheng.model.library import PROJECT_FILE, RECORDS_FILE, Library, Project, Records
from lunzheng.model.record import bind
from lunzheng.model.similar.files import present_files
from lunzheng.model.similar.portrait import make_portrait, read_portrait
from lunzheng.model.similar.side import Side
from lunzheng.model.stage import stages_reached
from lunzheng.source.problem import Location
from lunzheng.source.yaml import read_yaml


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
