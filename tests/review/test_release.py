"""What the public may read of a review is decided for each opinion, and decided anew when the opinion changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lunzheng.cli import lunzheng
from lunzheng.model.load import read_project

from .made import PROJECT, Room

CHAPTER = "proposal/05-construction.md"
CONCLUSION = """\
评审:
  - 次: 1
    日期: 2027-03-10
    到会专家: [A001, A002, A003]
    结论: 修改后通过
    意见:
      - 编号: 1
        专家: 专家组
        章节: proposal:5.8
        内容: 写明更新频率。
        答复: {采纳情况: 采纳, 修改章节: "proposal:5.8"}
      - {编号: 2, 专家: A001, 内容: 压缩文字。}
"""


def run(room: Room, *arguments: str) -> Result:
    return CliRunner().invoke(lunzheng, ["--root", str(room.root), "review", *arguments], standalone_mode=False)


def released(room: Room) -> list[int | None]:
    return [opinion.number for opinion in room.opinions.opinions if opinion.is_released]


@pytest.fixture
def told(room: Room) -> Room:
    """Two opinions, of which the first is answered."""
    first = room.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    room.forge.comment_on("fgw-reviewer", CHAPTER, 3, "乙")
    room.forge.reply("slj-clerk", first, "采纳：已改。")
    room.collect()
    return room


@pytest.fixture
def concluded(room: Room) -> Path:
    path = room.folder / "review" / "conclusion.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(CONCLUSION, encoding="utf-8")
    return path


def test_nothing_is_released_until_somebody_says_so(told: Room) -> None:
    assert released(told) == []
    assert "已写入" in run(told, "release", PROJECT, "--opinion", "1").output
    assert released(told) == [1]
    told.collect()
    assert released(told) == [1]
    run(told, "release", PROJECT, "--opinion", "1", "--off")
    assert released(told) == []


def test_everything_is_what_can_be_released(told: Room) -> None:
    run(told, "release", PROJECT, "--all")
    assert released(told) == [1]
    run(told, "release", PROJECT, "--all", "--off")
    assert released(told) == []


@pytest.mark.parametrize("change", ["text", "supplement", "reply", "deleted"])
def test_what_has_changed_has_to_be_released_anew(told: Room, change: str) -> None:
    run(told, "release", PROJECT, "--opinion", "1")
    comment = told.forge.line[0]
    match change:
        case "text":
            told.forge.edit(comment, "丙")
        case "supplement":
            told.forge.reply("wxb-reviewer", comment, "还有一点。")
        case "reply":
            told.forge.reply("slj-clerk", comment, "不采纳：没有必要。")
        case _:
            told.forge.delete(comment)
    done = told.collect()
    assert released(told) == []
    assert [message for message in done.messages if "不再公开" in message] != []
    before = told.file.read_bytes()
    assert [message for message in told.collect().messages if "不再公开" in message] == []
    assert told.file.read_bytes() == before


def test_another_answer_by_the_command_has_to_be_released_anew(told: Room) -> None:
    run(told, "release", PROJECT, "--opinion", "1")
    run(told, "reply", PROJECT, "1", "--result", "不采纳", "--reason", "没有必要。", "--today", "2026-11-20")
    assert released(told) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--opinion", "2"), "还没有答复"),
        (("--opinion", "7"), "有的编号：1、2"),
        (("--conclusion",), "还没有结论"),
    ],
)
def test_what_cannot_be_released_stays_internal(
    told: Room, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    before = told.file.read_bytes()
    done = run(told, "release", PROJECT, *arguments)
    assert said in done.output + "".join(capsys.readouterr())
    assert told.file.read_bytes() == before


def test_an_expert_opinion_is_released_with_the_conclusion(room: Room, concluded: Path) -> None:
    assert "--conclusion" in run(room, "release", PROJECT, "--expert", "1").output
    assert concluded.read_text(encoding="utf-8") == CONCLUSION
    run(room, "release", PROJECT, "--conclusion", "--expert", "1")
    (meeting,) = read_project(room.library, room.folder).conclusion.meetings
    assert meeting.is_released
    assert [(one.number, one.is_released, one.reply.result) for one in meeting.opinions] == [
        (1, True, "采纳"),
        (2, False, ""),
    ]
    run(room, "answer", PROJECT, "1", "--result", "不采纳", "--reason", "没有必要。")
    (meeting,) = read_project(room.library, room.folder).conclusion.meetings
    assert meeting.is_released
    assert [one.is_released for one in meeting.opinions] == [False, False]


def test_nothing_chosen_is_wrong_usage(room: Room) -> None:
    assert "--all" in str(run(room, "release", PROJECT).exception)
