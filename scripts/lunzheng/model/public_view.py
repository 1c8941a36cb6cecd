"""A project as the public may see it: a project again, so that every output works on what may be seen only.

What is in progress is left out (政府信息公开条例 article 16): a project shows what the last stage that is concluded
makes public. Of that, every field that the schemas do not mark as public is left out, and every section, figure and
opinion that the edition withholds.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lunzheng.model.disclosure import ALL, STAGE, Disclosure
from lunzheng.model.edition import NO, Edition, Stage
from lunzheng.model.library import OPINIONS_FILE, PROJECT_FILE, RECORDS_FILE, Entry, Library, Project
from lunzheng.model.load import bind_files
from lunzheng.model.narrative import Narrative
from lunzheng.model.released import released_nodes
from lunzheng.model.withheld import without_withheld
from lunzheng.source.folder import Folder
from lunzheng.source.node import Node
from lunzheng.source.node import Path as NodePath
from lunzheng.source.picture import own_picture
from lunzheng.source.picture_metadata import DamagedPictureError, without_metadata
from lunzheng.source.problem import Location
from lunzheng.source.write import write_bytes

IsPublished = Callable[[str, NodePath], bool]
"""Whether a field is marked as public: the file's path within the project folder, the field's path within the file."""

_RECORDS, _EVENT, _DATE, _NAME, _ESTIMATE = "记录", "事项", "日期", "项目名称", "投资估算"


def public_view(
    project: Project, library: Library, is_published: IsPublished, today: datetime.date, scratch: Path
) -> Project | None:
    """What the public may see of a project on a day.

    Its pictures are copies without metadata; its attachments and its records of stages in progress are not there.

    Args:
        project: as read from its folder.
        library: its edition says what is concluded and what that makes public.
        is_published: tells it of a field.
        today: what is later has not happened.
        scratch: an empty folder of the caller's, for the pictures; to be kept as long as the view is used.

    Returns:
        None where nothing of it is concluded.

    Raises:
        DamagedPictureError: a picture cannot be told from its metadata; the text is its path.
    """
    stages = {stage.name: stage for stage in library.edition.head.stages}
    happened = [entry for entry in project.records.entries if entry.date and entry.date <= today]
    happened = sorted((entry for entry in happened if entry.event in stages), key=lambda entry: str(entry.date))
    concluded = _concluded(happened, stages)
    if not concluded:
        return None
    # A plan that is concluded and then taken up again is in progress again.
    last = stages[concluded[-1].event]
    if last.disclosed == ALL and concluded[-1] is happened[-1]:
        return _plan(project, library, concluded, last, is_published, scratch)
    return _listing(project, library, concluded, last, is_published, scratch)


def _concluded(happened: Sequence[Entry], stages: Mapping[str, Stage]) -> list[Entry]:
    """The records of concluded stages that still hold, by date; the last one is how the project stands.

    That a listed project was sent back, withdrawn or has lapsed holds as long as nothing follows. What takes up the
    course after the list again does away with it: the entry of the list stands as before. What begins again before the
    list does not: the project has to be listed anew (art. 7).
    """
    order = {name: place for place, name in enumerate(stages)}
    concluded: list[Entry] = []
    closed: Entry | None = None
    for entry in happened:
        disclosed = stages[entry.event].disclosed
        if disclosed == STAGE:
            closed = entry if concluded else None
        elif closed is not None and order[entry.event] > order[concluded[-1].event]:
            closed = None
        if disclosed not in ("", STAGE):
            concluded.append(entry)
            closed = None
    return [*concluded, closed] if closed is not None else concluded


def _plan(
    project: Project,
    library: Library,
    concluded: list[Entry],
    last: Stage,
    is_published: IsPublished,
    scratch: Path,
) -> Project:
    """Every public field and text."""
    nodes = {
        file: kept
        for file, node in {**project.nodes, **released_nodes(project)}.items()
        if (kept := pruned(node, lambda path, file=file: is_published(file, path)))  # type: ignore[misc]
    }
    if opinions := nodes.get(OPINIONS_FILE):
        nodes[OPINIONS_FILE] = without_withheld(opinions, library.edition, is_published)
    narratives = {name: _told(narrative) for name, narrative in project.narratives.items()}
    project = replace(project, narratives=narratives)
    texts = [name for name in library.edition.outlines if name in project.narratives]
    files = {file: project.folder.files[file] for file in nodes}
    for name in texts:
        for file in library.edition.outlines[name].files:
            if file in project.folder.files:
                files[file] = project.folder.files[file]
    for picture in _shown(project, library.edition):
        files[picture] = scratch / picture
        try:
            cleaned = without_metadata(project.folder.files[picture].read_bytes())
        except DamagedPictureError as error:
            raise DamagedPictureError(picture) from error
        write_bytes(files[picture], cleaned)
    view = _of(project, library.edition, nodes, files, concluded, is_published, scratch)
    return replace(view, stage=last, reached=project.reached, disclosure=Disclosure.FULL)


def _listing(
    project: Project,
    library: Library,
    concluded: list[Entry],
    last: Stage,
    is_published: IsPublished,
    scratch: Path,
) -> Project:
    """What the list says: the name and the estimate of that day, and the edition's fields."""
    paths = {tuple(path.split(".")) for path in (*library.edition.head.listed_fields, _NAME)}
    node = pruned(
        project.nodes[PROJECT_FILE],
        lambda path: is_published(PROJECT_FILE, path) and any(_meet(path, wanted) for wanted in paths),
    )
    fields = dict(node.value) if node and isinstance(node.value, dict) else {}
    for name in (_NAME, _ESTIMATE):
        recorded = [found for entry in concluded if entry.node and (found := entry.node.get(name))]
        current = project.nodes[PROJECT_FILE].get(name)
        if recorded and is_published(RECORDS_FILE, (_RECORDS, 0, name)):
            fields[name] = recorded[-1]
        elif current and is_published(PROJECT_FILE, (name,)):
            # A record without them stands by those of the project (records.schema.json).
            fields[name] = current
    home = project.nodes[PROJECT_FILE]
    nodes = {PROJECT_FILE: Node(fields, home.location, home.key_location)}
    files = {PROJECT_FILE: project.folder.files[PROJECT_FILE]}
    view = _of(project, library.edition, nodes, files, concluded, is_published, scratch)
    stages = {stage.name: stage for stage in library.edition.head.stages}
    reached = [stage for entry in concluded if (stage := stages[entry.event]).disclosed != STAGE][-1]
    return replace(view, narratives={}, stage=last, reached=reached, disclosure=Disclosure.LISTED)


def _of(
    project: Project,
    edition: Edition,
    nodes: dict[str, Node],
    files: dict[str, Path],
    concluded: list[Entry],
    is_published: IsPublished,
    scratch: Path,
) -> Project:
    """The project with other files; of the records only those of concluded stages."""
    nodes, files = dict(nodes), dict(files)
    records = project.nodes.get(RECORDS_FILE)
    if records:
        files[RECORDS_FILE] = project.folder.files[RECORDS_FILE]
        bare = {stage.name for stage in edition.head.stages if stage.disclosed == STAGE}
        entries = [_bare(entry.node) if entry.event in bare else entry.node for entry in concluded if entry.node]
        only = Node({_RECORDS: Node(list(entries), records.location, records.location)}, *_places(records))
        nodes.pop(RECORDS_FILE, None)
        if kept := pruned(only, lambda path: is_published(RECORDS_FILE, path)):
            nodes[RECORDS_FILE] = kept
    folder = Folder(project.folder.name, scratch, files)
    bound = bind_files(folder, nodes)
    return replace(
        project,
        folder=folder,
        texts={},
        nodes=nodes,
        profile=bound.profile,
        budget=bound.budget,
        data=bound.data,
        resources=bound.resources,
        performance=bound.performance,
        records=bound.records,
        opinions=bound.opinions,
        experts=bound.experts,
        conclusion=bound.conclusion,
        problems=(),
    )


def _bare(entry: Node) -> Node:
    """A record that says what happened and when, and nothing else."""
    fields = {key: child for key in (_EVENT, _DATE) if (child := entry.get(key))}
    return Node(fields, *_places(entry))


def pruned(node: Node, keep: Callable[[NodePath], bool], path: NodePath = ()) -> Node | None:
    """A tree without the fields that are not kept; None where nothing of it is left.

    Args:
        node: the tree.
        keep: tells it of the path of a field; what lies below a field that is not kept goes with it.
        path: where the tree begins.
    """
    match node.value:
        case dict():
            fields = {
                key: left
                for key, child in node.value.items()
                if keep((*path, key)) and (left := pruned(child, keep, (*path, key)))
            }
            return Node(fields, *_places(node)) if fields else None
        case list():
            items = [left for index, child in enumerate(node.value) if (left := pruned(child, keep, (*path, index)))]
            return Node(list(items), *_places(node))
        case _:
            return node


def _places(node: Node) -> tuple[Location, Location]:
    return node.location, node.key_location


def _meet(path: NodePath, wanted: NodePath) -> bool:
    """Whether a field is wanted, lies in one that is, or has one in it."""
    return all(one == other for one, other in zip(path, wanted, strict=False))


def _told(narrative: Narrative) -> Narrative:
    """What an author wrote, without the texts of the sections that are withheld."""
    sections = {
        key: replace(text, blocks=()) if text.section.is_withheld else text for key, text in narrative.sections.items()
    }
    return replace(narrative, sections=sections, stray=[])


def _shown(project: Project, edition: Edition) -> Iterator[str]:
    """The pictures that the public texts show, and those that stand for a drawn figure."""
    entries = [entry for entry in (*edition.head.figures, *edition.head.charts) if entry.public != NO]
    named = [own_picture(project.folder, entry.file) for entry in entries]
    told: Iterable[str] = (
        picture.path
        for narrative in project.narratives.values()
        for block in narrative.blocks
        for picture in block.pictures
    )
    yield from dict.fromkeys(name for name in (*named, *told) if name and name in project.folder.files)
