"""What a project's own page says of its course: where it goes, and what is missing for its clocks."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary
from lunzheng.catalogue.pages import project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.open import open_workspace
from lunzheng.model.load import read_project

ID = "slj-flood"
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def folder(library: ScratchLibrary) -> Path:
    return library.without_likeness().add("good/plan", ID)


def page(library: ScratchLibrary, folder: Path, *events: str) -> str:
    """The project's page with records of these events, one a day."""
    (folder / "review").mkdir(exist_ok=True)
    records = [{"事项": event, "日期": f"2026-11-{day:02}"} for day, event in enumerate(events, 1)]
    (folder / "review" / "records.yml").write_text(json.dumps({"记录": records}, ensure_ascii=False), encoding="utf-8")
    workspace = open_workspace(library.root)
    project = read_project(workspace.library, folder)
    pages = Pages(library.root / "site" / "templates")
    return project_pages(pages, workspace.library, project, {}, TODAY)[f"projects/{ID}/index.md"]


def course(text: str) -> list[tuple[str, str]]:
    """The stages with what is said of each."""
    return re.findall(r"<strong>(\S+)</strong> <span>(\S+)</span></li>", text)


def test_a_stage_without_a_date_says_why_its_clocks_do_not_run(library: ScratchLibrary, folder: Path) -> None:
    text = page(library, folder, "谋划", "入库")
    assert ("方案", "未登记日期") in course(text)
    assert "“方案”没有登记日期，从它起算的时限算不出来" in text
    text = page(library, folder, "谋划", "入库", "方案")
    assert ("方案", "2026-11-03") in course(text)
    assert "没有登记日期" not in text


def test_the_course_ends_where_it_goes_or_where_it_went(library: ScratchLibrary, folder: Path) -> None:
    assert course(page(library, folder, "谋划"))[-2:] == [("前期论证函", "未到"), ("办结", "未到")]
    text = page(library, folder, "谋划", "入库", "方案", "撤回")
    assert course(text)[-1] == ("撤回", "2026-11-04")
    assert "办结" not in dict(course(text))
