"""Checking many projects: chunk by chunk, on every core."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lunzheng.check.open import Workspace, open_workspace
from lunzheng.check.run import Report, Single, check_projects, examine_beside, examine_single, joined
from lunzheng.model.load import read_projects
from lunzheng.model.similar.side import Side
from lunzheng.model.similar.sides import side_of
from lunzheng.source.memory import uncollected

if TYPE_CHECKING:
    from lunzheng.model.similar.cache import Known

CHUNK = 16
"""Projects that are held in memory at once; those whose Markdown needs pandoc share one run."""

FEW = 2 * CHUNK
"""Up to so many projects, other processes would take longer to start than they save."""

MOST_WORKERS = 32
"""Windows cannot wait for more than some sixty processes; each has a library open."""


def check_folders(workspace: Workspace, folders: Sequence[Path]) -> Report:
    """Read and check projects.

    Args:
        workspace: the opened library.
        folders: the project folders; the report does not depend on how they are shared out.
    """
    chunks = _parts(folders)
    workers = min(_cores(), len(chunks), MOST_WORKERS)
    if len(folders) > FEW and workers > 1:
        try:
            with uncollected():
                return joined(_in_processes(workspace, chunks, workers))
        except BrokenProcessPool:
            pass  # the system has stopped one of them, perhaps for want of memory: one after another, then
    return joined(_check(workspace, chunk) for chunk in chunks)


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _check(workspace: Workspace, folders: Sequence[Path]) -> Report:
    return check_projects(read_projects(workspace.library, folders), workspace.library, workspace.schemas)


def _in_processes(workspace: Workspace, chunks: Sequence[Sequence[Path]], workers: int) -> Iterator[Report]:
    # A copy of this process has everything loaded; it is safe on Linux, and while no other thread runs.
    if sys.platform == "linux" and threading.active_count() == 1:
        yield from _in_copies(workspace, chunks, workers)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, initializer=_open, initargs=(workspace.root,)) as pool:
        yield from pool.map(_check_here, chunks)


def _in_copies(workspace: Workspace, chunks: Sequence[Sequence[Path]], workers: int) -> Iterator[Report]:
    """In two rounds: each project is read once, and what it is compared with is inherited in the second."""
    context = multiprocessing.get_context("fork")
    index = workspace.library.similar
    unread = frozenset(index.unread())
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(workspace, (), unread)) as pool:
        others = sorted(unread.difference(*chunks))
        read = dict(chain.from_iterable(pool.map(_read_here, _parts(others))))
        seen = list(chain.from_iterable(pool.map(_see_here, chunks)))
    read.update((one.folder, one.read) for one in seen if one.read)
    index.fill(read)
    index.sides.update((one.folder, one.side) for one in seen if one.side)
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(workspace, seen, unread)) as pool:
        yield from pool.map(_finish_here, _parts(range(len(seen))))


T = TypeVar("T")


def _parts(whole: Sequence[T]) -> list[Sequence[T]]:
    """Parts of some :data:`CHUNK` each, dealt out like cards: neighbours are alike, also in what they cost."""
    count = -(-len(whole) // CHUNK)
    return [whole[start::count] for start in range(count)]


@dataclass(frozen=True)
class _Seen:
    """A project after the first round.

    Attributes:
        folder: where it lies.
        name: what it is called.
        single: what is wrong with it by itself; None where it has waivers, which need all of it at once.
        side: as it is compared.
        read: what the index remembers of it; None where it had known.
    """

    folder: Path
    name: str
    single: Single | None
    side: Side | None
    read: Known | None


class _Worker:
    """What a worker process keeps from one task to the next."""

    workspace: Workspace
    seen: Sequence[_Seen]
    unread: frozenset[Path]


def _start(workspace: Workspace, seen: Sequence[_Seen], unread: frozenset[Path]) -> None:
    _Worker.workspace, _Worker.seen, _Worker.unread = workspace, seen, unread
    gc.freeze()
    gc.disable()


def _open(root: Path) -> None:
    _start(open_workspace(root), (), frozenset())


def _check_here(folders: Sequence[Path]) -> Report:
    return _check(_Worker.workspace, folders)


def _read_here(folders: Sequence[Path]) -> list[tuple[Path, Known]]:
    return [(folder, _Worker.workspace.library.similar.read(folder)) for folder in folders]


def _see_here(folders: Sequence[Path]) -> list[_Seen]:
    library, schemas = _Worker.workspace.library, _Worker.workspace.schemas
    result = []
    for project in read_projects(library, folders):
        single = None if project.profile.waivers else examine_single(project, library, schemas)
        folder = project.folder.root
        read = library.similar.read(folder, project.texts) if folder in _Worker.unread else None
        result.append(_Seen(folder, project.name, single, side_of(project, library), read))
    return result


def _finish_here(numbers: Sequence[int]) -> Report:
    return joined(_finish(_Worker.seen[number]) for number in numbers)


def _finish(seen: _Seen) -> Report:
    library = _Worker.workspace.library
    if seen.single is None:
        return _check(_Worker.workspace, [seen.folder])
    found = seen.single.problems | examine_beside(seen.single, seen.side, library)
    return Report(tuple(sorted(found)), 1, (), {seen.folder.relative_to(library.root).as_posix(): seen.name})
