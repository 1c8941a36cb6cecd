"""What a figure is outside this program: SVG for the site, PNG for DOCX, words for those who do not see it."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from acceptance.support import ROOT
from lunzheng.check.open import open_workspace
from lunzheng.documents.figures import DRAWINGS, draw
from lunzheng.documents.figures.sheet import MAX_ALT
from lunzheng.documents.figures.svg import to_svg
from lunzheng.documents.figures.typeface import clean
from lunzheng.model.facts import Facts

from .extremes import EXTREMES, HOSTILE, Layer, draw_framework, draw_schedule, task

WORKSPACE = open_workspace(ROOT)
PROJECTS = {project.id: project for project in WORKSPACE.projects()}
HEAD = WORKSPACE.library.edition.head
ENTRIES = {entry.file: entry for entry in (*HEAD.figures, *HEAD.charts)}
FLOOD = Facts(PROJECTS["slj-flood-control"], WORKSPACE.library)
SVG = "{http://www.w3.org/2000/svg}"

PROGRAM = """
import hashlib, sys
from pathlib import Path
from lunzheng.check.open import open_workspace
from lunzheng.documents.figures import draw
from lunzheng.model.facts import Facts

workspace = open_workspace(Path(sys.argv[1]))
project = next(item for item in workspace.projects() if item.id == "slj-flood-control")
made = hashlib.sha256()
head = workspace.library.edition.head
for entry in (*head.figures, *head.charts):
    for figure in draw(entry, Facts(project, workspace.library)):
        made.update(figure.svg.encode() + figure.png + figure.alt.encode())
print(made.hexdigest())
"""


def test_same_input_same_bytes_in_every_process():
    here = hashlib.sha256()
    for entry in ENTRIES.values():
        for figure in draw(entry, FLOOD):
            here.update(figure.svg.encode() + figure.png + figure.alt.encode())
    for seed, zone in (("1", "Asia/Shanghai"), ("77", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(ROOT)], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stdout.strip() == here.hexdigest()


def test_png_has_print_resolution_and_says_so():
    figure = draw(ENTRIES["framework"], FLOOD)[0]
    chunks = dict(_chunks(figure.png))
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    across, down, unit = struct.unpack(">IIB", chunks[b"pHYs"])
    assert unit == 1
    assert across == down
    assert across * 0.0254 >= 220
    assert width / across * 1000 == pytest.approx(figure.width_mm, abs=0.2)
    assert height / down * 1000 == pytest.approx(figure.height_mm, abs=0.2)


def test_png_carries_no_text_and_no_date():
    assert {name for name, _ in _chunks(draw(ENTRIES["network"], FLOOD)[0].png)} <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


def test_svg_has_the_size_of_print_and_a_family_of_fonts():
    figure = draw(ENTRIES["network"], FLOOD)[0]
    root = etree.fromstring(figure.svg)
    assert root.get("width") == "156mm"
    assert "Noto Sans CJK SC" in root.get("font-family")
    assert root.get("font-family").endswith("sans-serif")
    assert root.get("aria-label") == figure.alt


def test_every_way_of_drawing_is_one_that_an_edition_may_name():
    schema = json.loads((ROOT / "schemas" / "edition" / "edition.schema.json").read_bytes())
    assert schema["$defs"]["画图"]["properties"]["画法"]["enum"] == list(DRAWINGS)


def test_text_stays_text():
    written = [
        element.text for element in etree.fromstring(draw(ENTRIES["framework"], FLOOD)[0].svg).iter(f"{SVG}text")
    ]
    assert "汛情一张图" in written


@pytest.mark.parametrize("case", [case for case in EXTREMES if case.endswith("hostile")])
def test_hostile_text_is_text(case):
    for figure in EXTREMES[case]():
        root = etree.fromstring(figure.svg)
        assert {element.tag for element in root.iter()} <= {
            f"{SVG}{name}" for name in ("svg", "rect", "polyline", "polygon", "text")
        }
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "id"]
        assert figure.png


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=30))
def test_whatever_is_written_can_be_read_back(text):
    figure = draw_framework([Layer("层", (clean(text) or "无",))])[0]
    root = etree.fromstring(figure.svg)
    written = "".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert written.replace(" ", "") == f"层{(clean(text) or '无').replace(' ', '')}"


def test_nothing_invisible_is_left_of_a_text():
    assert clean("甲\u202e乙\x00\n丙\ud800\ufffe") == "甲乙 丙"
    assert "{{总投资}}" in clean(HOSTILE)


def test_alternative_text_says_what_the_picture_shows():
    alt = draw(ENTRIES["framework"], FLOOD)[0].alt
    assert alt.startswith("系统总体框架图。用户层（利旧）：市级会商人员、")
    assert "第11步跟踪销号与复盘，由市水利局承担" in draw(ENTRIES["collaboration"], FLOOD)[0].alt
    sharing = "".join(figure.alt for figure in draw(ENTRIES["data-sharing"], FLOOD))
    assert "市气象局经市公共数据平台提供给本项目台风路径和强度预报" in sharing
    assert "向市应急管理局经市公共数据平台提供洪水预报成果、会商结论、调度令（接口，实时）" in sharing
    assert "初步验收，2028年4月" in draw(ENTRIES["schedule"], FLOOD)[0].alt
    assert "万元" in draw(ENTRIES["investment-by-year"], FLOOD)[0].alt


def test_alternative_text_has_a_limit():
    figures = [figure for case in EXTREMES.values() for figure in case()]
    assert all(0 < len(figure.alt) <= MAX_ALT for figure in figures)


def test_quarters_and_months_are_named_as_in_the_text():
    assert draw_schedule([task("开发", "2027Q1", "2027-05")])[0].alt == "进度图。开发，2027年第1季度至2027年5月。"


def test_markup_in_the_alternative_text_is_escaped():
    svg = to_svg(draw_framework([Layer("层", ("甲",))])[0].scene, '"><script>')
    assert etree.fromstring(svg).get("aria-label") == '"><script>'


def _chunks(png):
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
