"""What the two audiences are shown of one project: how it stands, what its cost is called, and what a page says of
nothing."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary
from lunzheng.catalogue.audience import show_public
from lunzheng.catalogue.pages import library_pages, project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.model.disclosure import Disclosure
from lunzheng.model.library import Project
from lunzheng.model.load import read_project

ID = "slj-flood"
TODAY = datetime.date(2026, 12, 31)


def record(folder: Path, *events: str) -> None:
    """The events in order, one a day."""
    lines = [
        f'  - {{事项: {event}, 日期: "2026-11-{day:02}", 说明: 为什么{day:02}}}' for day, event in enumerate(events, 1)
    ]
    (folder / "review").mkdir(exist_ok=True)
    (folder / "review" / "records.yml").write_text("\n".join(["记录:", *lines, ""]), encoding="utf-8")


@pytest.fixture
def folder(library: ScratchLibrary) -> Path:
    return library.without_likeness().add("good/plan", ID)


def shown(workspace: Workspace, folder: Path, scratch: Path) -> Project | None:
    return show_public(workspace, TODAY, scratch)(read_project(workspace.library, folder))


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        (("谋划", "入库"), "入库"),
        (("谋划", "入库", "方案", "征求意见"), "入库"),
        (("谋划", "入库", "退回"), "退回"),
        (("谋划", "入库", "方案", "撤回"), "撤回"),
        # The entry in the reserve list stands as before when the plan is filed again.
        (("谋划", "入库", "方案", "退回", "方案"), "入库"),
        # One that has lapsed or was withdrawn does not come back by being suggested again, only by being listed anew.
        (("谋划", "入库", "过期"), "过期"),
        (("谋划", "入库", "过期", "谋划"), "过期"),
        (("谋划", "入库", "过期", "谋划", "入库"), "入库"),
        (("谋划", "入库", "方案", "前期论证函", "撤回"), "撤回"),
        # What was never listed is not public because it was sent back.
        (("谋划", "退回"), None),
        (("谋划", "退回", "谋划", "入库"), "入库"),
    ],
)
def test_the_stage_that_the_public_sees(
    library: ScratchLibrary, folder: Path, tmp_path: Path, events: tuple[str, ...], stage: str | None
) -> None:
    record(folder, *events)
    view = shown(open_workspace(library.root), folder, tmp_path / "scratch")
    assert (view.stage.name if view else None) == stage
    assert view is None or view.disclosure is Disclosure.LISTED


def test_why_a_project_was_sent_back_is_not_public(library: ScratchLibrary, folder: Path, tmp_path: Path) -> None:
    record(folder, "谋划", "入库", "方案", "退回")
    workspace = open_workspace(library.root)
    view = shown(workspace, folder, tmp_path / "scratch")
    assert view is not None
    assert [(entry.event, entry.note) for entry in view.records.entries] == [("入库", "为什么02"), ("退回", "")]
    page = project_pages(Pages(library.root / "site" / "templates"), workspace.library, view, {}, TODAY)
    text = page[f"projects/{ID}/index.md"]
    assert "2026-11-04" in text
    assert "为什么04" not in text
    assert "全文在这里公开" not in text


def test_an_estimate_is_called_an_estimate(library: ScratchLibrary, folder: Path, tmp_path: Path) -> None:
    record(folder, "谋划", "入库")
    workspace = open_workspace(library.root)
    renderer = Pages(library.root / "site" / "templates")

    def page(project: Project) -> str:
        return project_pages(renderer, workspace.library, project, {}, TODAY)[f"projects/{project.id}/index.md"]

    view = shown(workspace, folder, tmp_path / "scratch")
    assert view is not None
    assert "投资估算" in page(view)
    assert "总投资" not in page(view)
    full = page(read_project(workspace.library, folder))
    assert "</strong>万元总投资</p>" in full
    assert '<th scope="row">总投资</th>' in full


def test_a_department_without_a_public_project_does_not_say_that_it_has_none(library: ScratchLibrary) -> None:
    workspace = open_workspace(library.root)
    renderer = Pages(library.root / "site" / "templates")
    public_words, house_words = "还没有公开的项目", "还没有报送项目"
    for public, said, unsaid in ((True, public_words, house_words), (False, house_words, public_words)):
        made = library_pages(renderer, workspace.library, workspace.schemas, [], TODAY, public=public)
        for path in ("departments/slj.md", "index.md", "projects/index.md", "projects/board.md"):
            assert said in made[path], path
            assert unsaid not in made[path], path


def test_the_public_is_not_told_of_stages_and_clocks_that_it_does_not_see(
    library: ScratchLibrary, folder: Path, tmp_path: Path
) -> None:
    record(folder, "谋划", "入库", "方案")
    workspace = open_workspace(library.root)
    renderer = Pages(library.root / "site" / "templates")
    project = shown(workspace, folder, tmp_path / "scratch")
    assert project is not None
    of_the_house = read_project(workspace.library, folder)
    for public, one, headings in (
        (True, project, ["入库", "前期论证函"]),
        (False, of_the_house, ["谋划", "入库", "方案", "征求意见", "意见反馈", "专家评审", "修改完善", "前期论证函"]),
    ):
        made = library_pages(renderer, workspace.library, workspace.schemas, [one], TODAY, public=public)
        board = made["projects/board.md"]
        assert re.findall(r'<h2 id="stage-\d+">(\S+) ', board) == headings
        assert ("正在计时" in board) != public
        assert ("下一个时限" in made["departments/slj.md"]) != public
