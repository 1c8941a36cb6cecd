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
from itertools import chain
from pathlib import Path

from lunzheng.check.open import Workspace, open_workspace
from lunzheng.check.run import Report, check_projects, joined
from lunzheng.model.load import read_projects
from lunzheng.model.similar.index import Read

CHUNK = 16
"""Projects that are held in memory at once; those whose Markdown needs pandoc share one run."""

FEW = 2 * CHUNK
"""Up to so many projects, other processes would take longer to start than they save."""

MOST_WORKERS = 32
"""Windows cannot wait for more than some sixty processes; each has a library open."""

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""What is read has no cycles, and looking for them again and again would take a fifth of the time."""


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
    inherits = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if inherits else "spawn")
    start = workspace if inherits else workspace.root

    def pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, context, initializer=_start, initargs=(start,))

    if inherits:
        # What every project is compared with is read once, by all, and inherited.
        with pool() as readers:
            workspace.library.similar.fill(
                lambda folders: chain.from_iterable(readers.map(_read_here, _parts(folders)))
            )
    with pool() as checkers:
        yield from checkers.map(_check_here, chunks)


def _parts(folders: Sequence[Path]) -> list[Sequence[Path]]:
    return [folders[start : start + CHUNK] for start in range(0, len(folders), CHUNK)]


class _Worker:
    """What a worker process keeps from one chunk to the next."""

    workspace: Workspace


def _start(workspace: Workspace | Path) -> None:
    _Worker.workspace = open_workspace(workspace) if isinstance(workspace, Path) else workspace
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def _read_here(folders: Sequence[Path]) -> list[Read]:
    return _Worker.workspace.library.similar.read(folders)


def _check_here(folders: Sequence[Path]) -> Report:
    return _check(_Worker.workspace, folders)
