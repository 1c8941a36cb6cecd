"""What reviewers saw before a forced push is still traced, as long as the forge has it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .life import ID, Life, fill, living

CHAPTER = "proposal/05-construction.md"
MODULES = "在线会商模块支持"


@pytest.fixture
def rewritten(tmp_path: Path) -> Iterator[Life]:
    """Somebody has commented on a line and another has approved; then the branch was pushed anew by force."""
    with living(tmp_path) as life:
        forge, clerk = life.forge, life.clerk
        forge.at("2026-02-12T09:00:00+08:00")
        fill(clerk.folder)
        clerk.submit("2026-02-12")
        life.office.done("review", "send", ID, "--today", "2026-02-13")
        clerk.follow()
        clerk.edit(CHAPTER, MODULES, f"第一稿。{MODULES}")
        clerk.push("第一稿")
        forge.at("2026-02-24T09:00:00+08:00")
        forge.as_user("wxb-reviewer").comment_on(1, life.on(CHAPTER, MODULES, "请写明日志留存时间。"))
        forge.as_user("fgw-reviewer").review(1, "APPROVED")
        clerk.clone.git("reset", "--quiet", "--hard", "HEAD~")
        clerk.edit("brief.md", "。", "，改了一处。")
        clerk.clone.git("commit", "--quiet", "--all", "--message", "另一稿")
        clerk.clone.push("--force")
        yield life


def seen(life: Life) -> list[str]:
    (review,) = life.read("review/opinions.yml")["评审"]
    return review.get("指纹", [])


def test_a_commit_that_no_branch_holds_is_fetched(rewritten: Life) -> None:
    life = rewritten
    said = life.office.done("review", "update", "--today", "2026-02-25")
    assert "强制推送" not in said
    (opinion, _) = life.opinions
    assert (opinion["章节"], opinion["文件"]) == ("proposal:5.6", CHAPTER)
    assert any(part.startswith("proposal:5.6 ") for part in seen(life))
    # The approval was of the first draft: what reads differently now is named, and nothing else.
    assert "市发改委：同意以后又改了：" in life.comments[0].replace("\\", "")
    assert "没有变化" in life.office.done("review", "update", "--today", "2026-02-25")


def test_a_commit_that_the_remote_does_not_give_is_told(rewritten: Life) -> None:
    life = rewritten
    refuse = ("config", "uploadpack.allowAnySHA1InWant", "false")
    subprocess.run(["git", "-C", str(life.forge.git), *refuse], check=True)
    # By the present protocol a remote gives whatever it has; by the first one it may refuse.
    life.office.clone.git("config", "protocol.version", "0")
    said = life.office.done("review", "update", "--today", "2026-02-25")
    assert "从代码平台也没有取到" in said
    (opinion, _) = life.opinions
    assert opinion["章节"] == CHAPTER
    assert seen(life) == []
    assert "看不出同意的是哪一版" in life.comments[0].replace("\\", "")


def test_a_remote_that_fails_once_is_asked_again(rewritten: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    life = rewritten
    with monkeypatch.context() as patch:
        patch.setattr("lunzheng.review.recovery.Recovery.fetch", lambda _self, _commit: False)
        assert "从代码平台也没有取到" in life.office.done("review", "update", "--today", "2026-02-25")
    assert life.opinions[0]["章节"] == CHAPTER
    life.office.done("review", "update", "--today", "2026-02-25")
    assert life.opinions[0]["章节"] == "proposal:5.6"
    assert seen(life)
