"""What the sample library shows: one project that has come to its end, nothing left open, and open to the public."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from acceptance.support import ROOT
from lunzheng.catalogue.audience import show_public
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.model.disclosure import Disclosure
from lunzheng.model.library import Project
from lunzheng.review.draw import sha256
from lunzheng.review.readiness import missing_steps

TODAY = datetime.date(2026, 11, 30)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT)


@pytest.fixture(scope="module")
def concluded(workspace: Workspace) -> Project:
    letter = workspace.library.edition.stage_order("前期论证函")
    (found,) = (
        project
        for project in workspace.projects()
        if workspace.library.edition.stage_order(project.reached.name) >= letter
    )
    return found


def test_nothing_was_left_open(workspace: Workspace, concluded: Project) -> None:
    issued = next(entry.date for entry in concluded.records.entries if entry.event == "前期论证函")
    assert issued is not None
    assert missing_steps(concluded, workspace, None, issued) == []


def test_the_seed_of_the_draw_is_what_its_record_gives(concluded: Project) -> None:
    draw = concluded.experts.current
    assert draw is not None
    assert sha256(draw.seed_text(concluded.id, draw.outcome.seed_commit)) == draw.outcome.seed
    assert set(concluded.conclusion.meetings[-1].present) <= set(draw.attending)


def test_the_public_reads_its_plan_its_opinions_and_what_the_experts_said(
    workspace: Workspace, concluded: Project, tmp_path: Path
) -> None:
    view = show_public(workspace, TODAY, tmp_path)(concluded)
    assert view is not None
    assert view.disclosure is Disclosure.FULL
    assert view.narratives
    released = [opinion.number for opinion in concluded.opinions.opinions if opinion.is_released]
    assert [opinion.number for opinion in view.opinions.opinions] == released != []
    assert len(view.conclusion.meetings[-1].opinions) == len(concluded.conclusion.meetings[-1].opinions) > 0
    assert {opinion.source for opinion in view.conclusion.meetings[-1].opinions} == {""}


def test_what_is_said_to_have_been_changed_stands_in_the_plan(concluded: Project) -> None:
    """Figures that a reply says are written stand in the text of the plan."""
    text = "".join(path.read_text(encoding="utf-8") for path in concluded.folder.root.rglob("proposal/*.md"))
    for told in ("500条", "10人", "5%", "320个班次", "26次", "0.5%", "一成"):
        assert told in text
