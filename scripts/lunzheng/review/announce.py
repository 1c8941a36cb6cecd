"""Opening a project's pull request, or bringing the open one up to date."""

from __future__ import annotations

import datetime

from lunzheng.check.open import Workspace
from lunzheng.review.describe import describe
from lunzheng.review.forge.interface import Forge, PullRequest
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.pull_request import body, title
from lunzheng.review.submit import Plan


def announce(forge: Forge, workspace: Workspace, git: Plumbing, plan: Plan, today: datetime.date) -> PullRequest:
    """Make the pull request say what was submitted; running it again changes nothing.

    Args:
        forge: where it is.
        workspace: the opened library.
        git: its repository.
        plan: the submission, carried out.
        today: the day on which the clocks are looked at.

    Raises:
        ForgeError: the forge cannot be asked; running it again finishes.
    """
    known = plan.standing.pull_request
    # Somebody may have written into it since it was first looked at.
    current = forge.pull_request(known.number) if known else None
    description = describe(workspace, git, plan, current.body if current else "", today)
    name = title(workspace.library, description.project, description.project.stage.name)
    if current is None:
        current = forge.create_pull_request(plan.branch, plan.default, name, body("", description))
    text = body(current.body, description)
    if (current.title, current.body.strip()) == (name, text.strip()):
        return current
    return forge.edit_pull_request(current.number, name, text)
