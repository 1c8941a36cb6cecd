"""Telling of overdue clocks in the pull requests that are open, each clock once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.check.open import Workspace
from lunzheng.review.branch import project_of
from lunzheng.review.comment import Status, reminded, write_status
from lunzheng.review.describe import ClocksOf
from lunzheng.review.forge.interface import Forge, PullRequest
from lunzheng.review.history import project_at
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.record_commit import find_folder
from lunzheng.review.remote import Remote, look


@dataclass(frozen=True)
class Reminded:
    """Attributes:
    overdue: the clocks that are overdue.
    new: those of them that nobody has been reminded of before.
    """

    project_id: str
    pull_request: PullRequest
    overdue: tuple[str, ...]
    new: tuple[str, ...]


def remind(
    forge: Forge, workspace: Workspace, git: Plumbing, remote: Remote, clocks_of: ClocksOf, today: datetime.date
) -> Iterator[Reminded]:
    """Write how the clocks stand into the one comment of each open pull request.

    Args:
        clocks_of: gives the clocks of a project as they stand on ``today``.

    Raises:
        ForgeError: the forge cannot be asked; running it again goes on.
        RepositoryError: the remote cannot be reached.
    """
    library = workspace.library
    prefix = workspace.root.resolve().relative_to(git.top).as_posix()
    for request in forge.open_pull_requests():
        project_id = project_of(request.branch)
        # In somebody's own copy of the repository a branch may bear any name.
        if not project_id or request.repository.casefold() != library.profile.repository.name.casefold():
            continue
        tip = look(git, remote, request.branch).tip
        folder = find_folder(git, tip, prefix, project_id) if tip else None
        if tip is None or folder is None:
            continue
        inside = folder if prefix == "." else folder.removeprefix(f"{prefix}/")
        with project_at(library, git.repository, tip, inside) as project:
            clocks = tuple(clocks_of(project)) if project else ()
        if not clocks:
            continue
        overdue = [clock for clock in clocks if clock.is_overdue]
        known = {(reminder.code, reminder.due) for reminder in reminded(forge, request.number)}
        write_status(forge, request.number, Status(tip, today, clocks))
        new = tuple(clock.title for clock in overdue if (clock.code, clock.due) not in known)
        yield Reminded(project_id, request, tuple(clock.title for clock in overdue), new)
