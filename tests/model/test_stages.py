"""Stages are read from records and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunzheng.model.edition import Edition
from lunzheng.model.library import Records
from lunzheng.model.load_edition import build_edition, read_edition_files
from lunzheng.model.record import bind
from lunzheng.model.stage import stages_reached
from lunzheng.source.problem import Location

from .making import ROOT, node

PLAN = "proposal/01-overview.md"
SERVICE = "service-plan.md"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return build_edition(read_edition_files(ROOT / "templates", "ningbo-2021"))


def records(*events: str) -> Records:
    lines = "\n".join(f"  - {{事项: {event}, 日期: 2027-01-{day:02}}}" for day, event in enumerate(events, 1))
    return bind(Records, node(f"记录:\n{lines}") if events else None, Location("records.yml"))


@pytest.mark.parametrize(
    ("events", "mode", "files", "stage", "reached"),
    [
        ((), "自建", (), "谋划", "谋划"),
        (("谋划",), "自建", ("project.yml", "brief.md"), "谋划", "谋划"),
        (("谋划", "入库"), "自建", (), "入库", "入库"),
        ((), "自建", (PLAN,), "方案", "方案"),
        (("入库",), "自建", (PLAN,), "方案", "方案"),
        ((), "自建", (SERVICE,), "谋划", "谋划"),
        ((), "购买服务", (SERVICE,), "方案", "方案"),
        ((), "购买服务", (PLAN,), "谋划", "谋划"),
        ((), "", (PLAN, SERVICE), "谋划", "谋划"),
        (("专家评审",), "自建", (), "专家评审", "专家评审"),
        (("前期论证函", "办结"), "自建", (PLAN,), "办结", "前期论证函"),
        (("入库", "退回"), "自建", (), "退回", "入库"),
        (("方案", "退回", "征求意见"), "自建", (), "征求意见", "征求意见"),
        (("入库", "过期"), "自建", (PLAN,), "过期", "方案"),
        (("撤回",), "自建", (), "撤回", "谋划"),
        (("没有这个阶段",), "自建", (), "谋划", "谋划"),
    ],
)
def test_stage(
    edition: Edition, events: tuple[str, ...], mode: str, files: tuple[str, ...], stage: str, reached: str
) -> None:
    found, furthest = stages_reached(edition, records(*events), mode, files)
    assert (found.name, furthest.name) == (stage, reached)


def test_the_order_of_the_records_does_not_take_a_project_back(edition: Edition) -> None:
    _, furthest = stages_reached(edition, records("征求意见", "谋划"), "自建", ())
    assert furthest.name == "征求意见"


def test_any_file_of_the_plan_shows_the_stage(edition: Edition) -> None:
    for file in edition.outlines["proposal"].files:
        assert stages_reached(edition, records(), "自建", (file,))[0].name == "方案"
    assert not Path(PLAN).is_absolute()
