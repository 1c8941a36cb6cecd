"""Adding a record: what is there stays, and the order of the stages is kept."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lunzheng.review.records import RecordsError, append_record, record_event

from .made import Room

DAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("old", "line"),
    [
        (
            "# 头\n记录:\n  - {事项: 谋划, 日期: 2026-03-01} # 尾\n",
            '  - {事项: 征求意见, 日期: 2026-11-02, 说明: "发出"}\n',
        ),
        ("记录:\n- 事项: 谋划\n  日期: 2026-03-01\n", '- {事项: 征求意见, 日期: 2026-11-02, 说明: "发出"}\n'),
        (
            "记录:\n    - 事项: 谋划\n      日期: 2026-03-01\n\n\n",
            '    - {事项: 征求意见, 日期: 2026-11-02, 说明: "发出"}\n',
        ),
        ("记录: []\n", '  - {事项: 征求意见, 日期: 2026-11-02, 说明: "发出"}\n'),
        ("# 头\n记录:\n", '  - {事项: 征求意见, 日期: 2026-11-02, 说明: "发出"}\n'),
    ],
)
def test_what_is_there_stays_as_it_is_written(tmp_path: Path, old: str, line: str) -> None:
    path = tmp_path / "records.yml"
    path.write_text(old, encoding="utf-8")
    assert append_record(path, "征求意见", DAY, "发出")
    kept = old.replace(" []", "").rstrip()
    assert path.read_text(encoding="utf-8") == f"{kept}\n{line}"
    before = path.read_bytes()
    assert not append_record(path, "征求意见", DAY, "换个说法")
    assert path.read_bytes() == before


@pytest.mark.parametrize("note", ['有“引号”和"引号"', "冒号: 井号 # {花括号}", "两\n行", "后斜杠 \\"])
def test_any_note_is_text(tmp_path: Path, note: str) -> None:
    path = tmp_path / "review" / "records.yml"
    assert append_record(path, "方案", DAY, note)
    assert append_record(path, "征求意见", DAY, note)
    assert not append_record(path, "方案", DAY, note)


@pytest.mark.parametrize(
    "old",
    ["记录: [{事项: 谋划, 日期: 2026-03-01}]\n", "记录：\n", "", "记录:\n  - {事项: 谋划\n", "备注: 甲\n"],
)
def test_a_file_that_takes_no_line_is_left_alone(tmp_path: Path, old: str) -> None:
    path = tmp_path / "records.yml"
    path.write_text(old, encoding="utf-8")
    with pytest.raises(RecordsError):
        append_record(path, "征求意见", DAY)
    assert path.read_text(encoding="utf-8") == old


def add(room: Room, event: str, date: str) -> bool:
    return record_event(room.project, room.library, event, datetime.date.fromisoformat(date), "说明")


def test_a_regular_course(room: Room) -> None:
    course = {
        "方案": "2026-11-02",
        "征求意见": "2026-11-02",
        "意见反馈": "2026-11-10",
        "专家评审": "2026-11-12",
        "修改完善": "2026-11-20",
        "前期论证函": "2026-12-01",
        "办结": "2026-12-02",
    }
    for event, date in course.items():
        assert add(room, event, date)
        assert not add(room, event, date)
        assert room.project.stage.name == event


@pytest.mark.parametrize(
    ("course", "event", "date", "fault"),
    [
        ({"方案": "2026-11-02"}, "专家评审", "2026-11-03", "先要记“征求意见”、“意见反馈”"),
        ({"方案": "2026-11-02"}, "征求意见", "2026-11-01", "早于上一条记录"),
        ({"方案": "2026-11-02"}, "论证", "2026-11-03", "没有“论证”这个阶段"),
        ({"方案": "2026-11-02", "征求意见": "2026-11-02"}, "入库", "2026-11-03", "不能再记一次"),
        ({"方案": "2026-11-02", "办结": "2026-11-05"}, "征求意见", "2026-11-06", "项目已经“办结”"),
        ({"方案": "2026-11-02"}, "办结", "2026-11-06", "还没有办到“前期论证函”，不能记“办结”"),
        (
            {"征求意见": "2026-11-02", "意见反馈": "2026-11-03", "专家评审": "2026-11-04", "修改完善": "2026-11-05"}
            | {"前期论证函": "2026-11-06"},
            "征求意见",
            "2026-11-07",
            "已经记了“前期论证函”",
        ),
    ],
)
def test_what_contradicts_the_order_is_refused(
    room: Room, course: dict[str, str], event: str, date: str, fault: str
) -> None:
    room.records(**course)
    before = (room.folder / "review" / "records.yml").read_bytes()
    with pytest.raises(RecordsError, match=fault):
        add(room, event, date)
    assert (room.folder / "review" / "records.yml").read_bytes() == before


def test_a_revised_plan_goes_out_again_and_a_returned_one_comes_back(room: Room) -> None:
    room.records(方案="2026-11-02", 征求意见="2026-11-02", 意见反馈="2026-11-10")
    assert add(room, "征求意见", "2026-11-12")
    assert add(room, "意见反馈", "2026-11-20")
    assert add(room, "退回", "2026-11-21")
    assert add(room, "方案", "2026-12-01")
