"""Chapters, sections, lists and forms, held against the official titles to the letter."""

from __future__ import annotations

import re

import pytest

from .samples import OFFICIAL, cases, docx, due, projects, with_code, workspace
from .wordfile import Docx, q, style_of, text_of, value

ORDERS = OFFICIAL["附表3"]


def test_every_sample_is_due_the_application_the_brief_and_the_self_check() -> None:
    assert len(projects()) >= 7
    for project in projects().values():
        codes = [document.code for document in due(project)]
        assert codes[:2] == ["application", "brief"], project.id
        assert codes[-1] == "self-check", project.id


def test_plans_follow_the_way_of_building() -> None:
    plans = {"自建": "proposal", "购买服务": "service-plan"}
    found = dict.fromkeys(plans, 0)
    for project in projects().values():
        rest = [document.code for document in due(project)][2:-1]
        mode = project.profile.build_mode
        assert rest in ([], [plans[mode]]), project.id
        found[mode] += len(rest)
    assert found["自建"] >= 2
    assert found["购买服务"] >= 2


def test_the_official_titles_are_complete() -> None:
    counts = [len(chapter["节"]) for chapter in ORDERS["章"]]
    assert counts == [9, 2, 5, 3, 11, 3, 2, 2, 4, 2]
    assert sum(counts) == 43
    assert (len(OFFICIAL["附表2"]["章"]), len(OFFICIAL["附表4"]["章"])) == (5, 6)
    assert [len(ORDERS[name]) for name in ("附件", "附表", "附图")] == [4, 9, 4]


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_proposal_has_every_chapter_and_section(project_id: str, code: str) -> None:
    expected = [
        title
        for chapter in ORDERS["章"]
        for title in (("Heading1", chapter["标题"]), *(("Heading2", section) for section in chapter["节"]))
    ]
    found = [(style, text) for style, text in docx(project_id, code).styled() if style in ("Heading1", "Heading2")]
    assert found == expected


@pytest.mark.parametrize(
    ("project_id", "code", "form"),
    [(*case, "附表2") for case in with_code("brief")] + [(*case, "附表4") for case in with_code("service-plan")],
)
def test_brief_and_service_plan_have_every_part(project_id: str, code: str, form: str) -> None:
    assert docx(project_id, code).texts("Heading1") == OFFICIAL[form]["章"]


@pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.outline))
def test_headings_are_paragraphs_of_the_body(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    paragraphs = [paragraph for section in document.sections for paragraph in section.paragraphs()]
    assert [text_of(item) for item in paragraphs if style_of(item) == "Heading1"] == document.texts("Heading1")


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_proposal_ends_with_the_lists(project_id: str, code: str) -> None:
    for name in ("附件", "附表", "附图"):
        assert listed(docx(project_id, code), name) == ORDERS[name]


@pytest.mark.parametrize(("project_id", "code"), with_code("service-plan"))
def test_service_plan_lists_its_attachment(project_id: str, code: str) -> None:
    assert listed(docx(project_id, code), "附件") == OFFICIAL["附表4"]["附件"]


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_every_basis_stands_under_its_attachment(project_id: str, code: str) -> None:
    text = docx(project_id, code).text
    for basis in projects()[project_id].profile.bases:
        assert f"《{basis.title}》" in text


def listed(document: Docx, mark: str) -> list[str]:
    """The numbered entries below one of the marks 附件, 附表, 附图."""
    entries: list[str] = []
    reading = False
    for style, text in document.styled():
        if style == "AttachmentMark":
            reading = text == mark
        elif reading and (found := re.fullmatch(r"(\d+)\.(.+)", text)):
            assert int(found[1]) == len(entries) + 1
            entries.append(found[2])
    return entries


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_proposal_carries_every_form_and_figure(project_id: str, code: str) -> None:
    attached = [(f"{mark}{n}", title) for mark in ("附表", "附图") for n, title in enumerate(ORDERS[mark], 1)]
    assert forms(docx(project_id, code)) == attached


@pytest.mark.parametrize(("project_id", "code"), with_code("service-plan"))
def test_service_plan_carries_its_report(project_id: str, code: str) -> None:
    assert forms(docx(project_id, code)) == [("附件1", OFFICIAL["附表4"]["附件"][0])]


@pytest.mark.parametrize(("project_id", "code"), with_code("application"))
def test_application_names_its_form(project_id: str, code: str) -> None:
    assert forms(docx(project_id, code)) == [("附表1", OFFICIAL["附表1"]["名称"])]


def forms(document: Docx) -> list[tuple[str, str]]:
    """Mark and title of every form and attached figure, each at the start of a section."""
    found = []
    for section in document.sections:
        paragraphs = section.paragraphs()
        styles = [style_of(paragraph) for paragraph in paragraphs[:2]]
        if styles == ["AttachmentMark", "FormTitle"]:
            found.append((text_of(paragraphs[0]), text_of(paragraphs[1])))
    assert len(found) == len(document.texts("FormTitle"))
    return found


@pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.outline))
def test_cover_names_project_document_and_parties(project_id: str, code: str) -> None:
    document, project = docx(project_id, code), projects()[project_id]
    kind = workspace().library.edition.document(code)
    assert kind is not None
    # A long name is broken into lines.
    assert [text.replace("\n", "") for text in document.texts("CoverTitle")] == [project.name, kind.name]
    assert f"建设单位：{project.profile.owner.name}" in document.texts("CoverLine")


@pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.contents))
def test_contents_name_every_title_and_lead_to_it(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    entries = [text for style, text in document.styled() if style in ("TOC1", "TOC2")]
    headings = [text for style, text in document.styled() if style in ("Heading1", "Heading2")]
    titles = [f"{mark}\u3000{title}" for mark, title in forms(document)]
    official = OFFICIAL["附表4"]["章"] if code == "service-plan" else headings
    assert entries == [*official, *titles]
    anchors = [value(link, "w:anchor") for link in document.document.iter(q("w:hyperlink"))]
    bookmarks = {value(mark, "w:name") for mark in document.document.iter(q("w:bookmarkStart"))}
    assert set(filter(None, anchors)) <= bookmarks
    assert len([anchor for anchor in anchors if anchor]) >= len(entries)
