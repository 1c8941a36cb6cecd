"""A fact is written once: one changed unit price reaches every document and page, and nothing else has to be edited."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from acceptance.support import TODAY
from lunzheng.catalogue.facets import FACET_FILE, facet_file, listed
from lunzheng.catalogue.pages import Pages, library_pages, project_pages
from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project
from lunzheng.documents.build import document_file, draft_documents
from lunzheng.model.library import Project
from lunzheng.model.totals import total_investment

from .samples import cases, copy_library, documents, projects, reopened, with_code, workspace
from .wordfile import Docx

PLANNED = [project_id for code in ("proposal", "service-plan") for project_id, _ in with_code(code)]


@pytest.fixture(params=PLANNED)
def changed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Workspace, Project]:
    """A copy of a sample in which one unit price is a little higher."""
    root = copy_library(tmp_path / "library")
    project = projects()[request.param]
    path = root / project.folder.name / "budget.yml"
    text = path.read_text(encoding="utf-8")
    found = re.search(r"单价: (\d+)元", text)
    assert found
    dearer = text[: found.start(1)] + str(int(found[1]) + 100) + text[found.end(1) :]
    path.write_text(dearer, encoding="utf-8")
    return reopened(root, project.id)


def totals(changed: tuple[Workspace, Project]) -> tuple[str, str]:
    old, new = total_investment(projects()[changed[1].id]), total_investment(changed[1])
    assert old is not None
    assert new is not None
    assert old < new
    assert str(old) != str(new)
    return str(old), str(new)


def test_the_samples_are_clean() -> None:
    opened = workspace()
    for project in projects().values():
        assert check_project(project, opened.library, opened.schemas) == []


def test_nothing_else_has_to_be_edited(changed: tuple[Workspace, Project]) -> None:
    opened, project = changed
    assert check_project(project, opened.library, opened.schemas) == []


def test_every_document_tells_the_new_total(changed: tuple[Workspace, Project]) -> None:
    opened, project = changed
    old, new = totals(changed)
    made = draft_documents(project, opened.library)
    for document in opened.library.documents_for(project):
        text = Docx(made[document_file(project, document)].data).text
        assert new in text or document.self_check, document.code
        assert old not in text, document.code


def test_every_page_tells_the_new_total(changed: tuple[Workspace, Project]) -> None:
    opened, project = changed
    old, new = totals(changed)
    renderer = Pages(opened.root / "site" / "templates")
    pages = project_pages(renderer, opened.library, project, {}, TODAY)
    assert new in pages[f"projects/{project.id}/index.md"]
    lists = library_pages(renderer, opened.library, opened.schemas, [project], TODAY)
    department = project.id.split("-", 1)[0]
    for name in ("index.md", "projects/index.md", "departments/index.md", f"departments/{department}.md"):
        assert new in lists[name], name
    columns = facet_file(opened.library, [listed(project, opened.library)])
    made = {**pages, **lists, FACET_FILE: gzip.decompress(columns).decode("utf-8")}
    told = [name for name, text in made.items() if old in text]
    assert told == []


def test_the_old_total_was_in_all_of_them() -> None:
    """The tests above would prove nothing if the total stood nowhere."""
    for project_id, code in cases(lambda document: not document.self_check):
        investment = total_investment(projects()[project_id])
        if investment is not None:
            assert str(investment) in Docx(documents(project_id)[code]).text, (project_id, code)
