"""Every figure can be read: nothing overlaps, nothing is cut off, no text is small, pale or struck through."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acceptance.support import ROOT
from lunzheng.check.open import open_workspace
from lunzheng.documents.figures import draw
from lunzheng.documents.figures.sheet import Page
from lunzheng.documents.figures.theme import KINDS, TONES
from lunzheng.model.facts import Facts

from .extremes import EXTREMES, LONG, RANDOM, draw_collaboration, draw_framework, draw_schedule, draw_sharing
from .geometry import contrast, faults, texts

WORKSPACE = open_workspace(ROOT)
HEAD = WORKSPACE.library.edition.head
ENTRIES = {entry.file: entry for entry in (*HEAD.figures, *HEAD.charts)}
PROJECTS = {project.id: project for project in WORKSPACE.projects()}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("project", PROJECTS)
def test_figures_of_the_sample_projects_are_readable(project, name):
    for figure in draw(ENTRIES[name], Facts(PROJECTS[project], WORKSPACE.library)):
        assert not faults(figure)
        assert figure.width_mm == pytest.approx(156)


@pytest.mark.parametrize("case", EXTREMES)
def test_extremes_are_readable(case):
    figures = EXTREMES[case]()
    assert figures
    for figure in figures:
        assert not faults(figure)


@pytest.mark.parametrize("name", RANDOM)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_anything_is_readable(name, data):
    for figure in data.draw(RANDOM[name]):
        assert not faults(figure)


def test_the_flood_project_shows_every_fact_of_its_figures():
    facts = Facts(PROJECTS["slj-flood-control"], WORKSPACE.library)
    expected = {
        "framework": [name for row in facts.rows("架构.总体框架") for name in row["组件"]],
        "network": [name for row in facts.rows("架构.网络分区") for name in (*row["部署"], row["边界"], row["链路"])],
        "collaboration": [row[key] for row in facts.rows("架构.协同流程") for key in ("环节", "输入", "输出", "系统")],
        "data-sharing": [row["对方"] for row in facts.rows("数据.共享")],
    }
    for name, wanted in expected.items():
        shown = [text for figure in draw(ENTRIES[name], facts) for text in texts(figure)]
        assert [text for text in wanted if text not in shown] == []


def test_thirty_departments_and_sixty_modules_are_all_there():
    shown = "".join(text for figure in EXTREMES["sharing-30-departments"]() for text in texts(figure))
    assert all(f"市第{number}综合管理服务局" in shown for number in range(30))
    shown = "".join(text for figure in EXTREMES["collaboration-30-units-in-one-step"]() for text in texts(figure))
    assert all(f"市第{number}综合管理服务局" in shown for number in range(30))
    shown = "".join(text for figure in EXTREMES["framework-60-components"]() for text in texts(figure))
    assert all(f"第{number}业务模块" in shown for number in range(60))


def test_a_name_of_forty_characters_is_whole():
    assert len(LONG) == 40
    assert LONG in [text for figure in EXTREMES["framework-60-long-names"]() for text in texts(figure)]


def test_without_data_there_is_no_figure():
    assert draw_framework([]) == draw_collaboration([]) == draw_sharing([]) == draw_schedule([]) == ()


def test_few_bodies_have_lanes_and_many_are_named_in_a_column():
    lanes = texts(EXTREMES["collaboration-60-steps-5-units"]()[0])
    column = texts(EXTREMES["collaboration-30-units"]()[0])
    assert "参与" in lanes
    assert "单位" not in lanes
    assert "单位" in column


def test_a_smaller_page_takes_more_sheets():
    facts = Facts(PROJECTS["slj-flood-control"], WORKSPACE.library)
    page = Page(156, 90)
    sheets = draw(ENTRIES["framework"], facts, page)
    assert len(sheets) > 1
    assert not [fault for sheet in sheets for fault in faults(sheet, page)]
    assert "第1张，共" in sheets[0].alt


def test_neighbours_differ_in_grey_too():
    assert all(contrast(one, other) > 1.7 for one, other in pairwise(TONES))
    assert len({(look.dash, look.weight) for look in KINDS}) == len(KINDS)
