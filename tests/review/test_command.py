"""``lunzheng review`` as a person runs it."""

from __future__ import annotations

import importlib
import json
import pkgutil

import click
import pytest
from click.testing import CliRunner, Result

import lunzheng.review
from lunzheng.cli import lunzheng as command
from lunzheng.repository import RepositoryError
from lunzheng.review.forge.interface import ForgeError, Verdict
from lunzheng.review.problems import ReviewError

from .made import PROJECT, Room

CHAPTER = "proposal/05-construction.md"


@pytest.fixture
def online(room: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr("lunzheng.cli.review_opinions.require_forge", lambda _library: room.forge)
    return room


def run(room: Room, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--root", str(room.root), "review", *arguments], standalone_mode=False)


def test_collecting_answering_and_looking(online: Room) -> None:
    online.records(方案="2026-10-30", 征求意见="2026-11-02")
    forge = online.forge
    forge.comment_on("wxb-reviewer", CHAPTER, 3, "请写明日志留存时间。")
    forge.review("jbj-reviewer", Verdict.APPROVED)
    done = run(online, "collect", PROJECT, "--today", "2026-11-10")
    assert done.exception is None
    assert "新收 2 条，共 2 条，待答复 1 条。" in done.output
    assert "市发改委逾期未反馈（不视为同意）" in done.output
    assert "没有变化" in run(online, "collect", PROJECT, "--today", "2026-11-10").output
    done = run(online, "reply", PROJECT, "1", "--result", "采纳", "--reason", "已补。", "--today", "2026-11-11")
    assert "意见 1：采纳。还有 0 条待答复。" in done.output
    run(online, "flag", PROJECT, "1")
    shown = run(online, "opinions", PROJECT).output
    assert "五（一）总体思路" in shown
    assert "采纳（重大）" in shown
    assert "市发改委：逾期未反馈（截止 2026-11-09）" in shown
    data = json.loads(run(online, "opinions", PROJECT, "--format", "json").output)
    assert [item["编号"] for item in data["意见"]] == [1, 2]
    assert "还没有收到意见" not in shown


def test_nothing_yet(online: Room) -> None:
    assert "还没有收到意见。" in run(online, "opinions", PROJECT).output


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply", PROJECT, "7", "--result", "采纳"),
        ("reply", PROJECT, "1", "--result", "好的"),
        ("flag", PROJECT, "7"),
    ],
)
def test_a_refusal_is_a_problem_not_a_traceback(online: Room, arguments: tuple[str, ...]) -> None:
    online.forge.comment_on("wxb-reviewer", CHAPTER, 3, "甲")
    online.collect()
    before = online.file.read_bytes()
    done = run(online, *arguments)
    assert (done.return_value, done.exception) == (1, None)
    assert "错误：" in done.output
    assert online.file.read_bytes() == before


def test_a_branch_without_a_pull_request(online: Room) -> None:
    online.forge.pull_requests = lambda _branch: []  # type: ignore[method-assign]
    done = run(online, "collect", PROJECT)
    assert done.return_value == 1
    assert "没有合并请求" in done.output


def test_a_forge_that_cannot_be_reached(online: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_number: int) -> list[object]:
        raise ForgeError("连不上代码仓库", retry=True)

    monkeypatch.setattr(online.forge, "line_comments", fail)
    done = run(online, "collect", PROJECT)
    assert done.return_value == 1
    assert "连不上代码仓库" in done.output
    assert not online.file.exists()


@pytest.mark.parametrize("arguments", [("collect", "没有的项目"), ("collect", PROJECT, "--today", "11月9日")])
def test_wrong_usage(online: Room, arguments: tuple[str, ...]) -> None:
    assert isinstance(run(online, *arguments).exception, click.UsageError)


def test_every_reason_that_the_review_gives_is_one_that_commands_catch() -> None:
    found = {
        thing
        for info in pkgutil.walk_packages(lunzheng.review.__path__, "lunzheng.review.")
        for thing in vars(importlib.import_module(info.name)).values()
        if isinstance(thing, type)
        and issubclass(thing, Exception)
        and thing.__module__.startswith("lunzheng.")
        and not thing.__name__.startswith("_")
    }
    assert len(found) > 10
    others = [thing for thing in found if not issubclass(thing, ForgeError | RepositoryError | ReviewError)]
    assert others == []
