"""Describing a submission for its pull request: the states to compare, the check, the projects that are alike."""

from __future__ import annotations

import datetime

from lunzheng.check.open import Workspace
from lunzheng.check.run import check_projects
from lunzheng.model.changes.comparison import Comparison, compare
from lunzheng.model.library import Library, Project
from lunzheng.model.similar.alike import alike
from lunzheng.review.clock_rows import clock_rows
from lunzheng.review.history import project_at
from lunzheng.review.plumbing import Entry, Plumbing
from lunzheng.review.pull_request import Description, Submitted, submitted_in
from lunzheng.review.remote import tracking
from lunzheng.review.submit import Plan
from lunzheng.review.work_tree import WorkFolder

_ALIKE = 3


def describe(workspace: Workspace, git: Plumbing, plan: Plan, body: str, today: datetime.date) -> Description:
    """What the pull request is to say.

    Args:
        workspace: the opened library.
        git: its repository.
        plan: the submission, carried out.
        body: what the pull request says now; empty where there is none yet.
        today: the day on which the clocks are looked at.
    """
    library, read = workspace.library, plan.request.project
    submitted = _submitted(git, plan, body)
    with project_at(library, git.repository, submitted.commit, read.folder.name) as project:
        assert project is not None, "what was submitted holds the project"
        return Description(
            project=project,
            library=library,
            submitted=submitted,
            comparison=_comparison(library, WorkFolder(git, plan.folder), submitted.previous, project),
            report=check_projects([read], library, workspace.schemas),
            clocks=tuple(clock_rows(project, library, today)),
            alike=alike(read, library, most=_ALIKE),
        )


def _comparison(library: Library, work: WorkFolder, previous: str, project: Project) -> Comparison | None:
    if not previous:
        return None
    # A project that was moved to another year is found in its old folder; the library may lie below the top.
    inside = work.home_at(previous)[len(work.folder) - len(project.folder.name) :]
    with project_at(library, work.git.repository, previous, inside) as old:
        return compare(old, project, library) if old else None


def _submitted(git: Plumbing, plan: Plan, body: str) -> Submitted:
    """Which states the text is about: records that others have committed since are no submission."""
    work = WorkFolder(git, plan.folder)
    said = submitted_in(body)
    if said is None or git.commit(said.commit) is None:
        base = git.merge_base(plan.head, tracking(plan.remote, plan.default))
        return Submitted(plan.head, base if base and work.files_at(base) else "")

    def content(commit: str) -> dict[str, Entry]:
        return {path: entry for path, entry in work.files_at(commit).items() if not work.is_record(path)}

    if content(said.commit) == content(plan.head):
        return said
    return Submitted(plan.head, said.commit)
