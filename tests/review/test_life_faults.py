"""Any request of any command fails, once or for ever; running the command again finishes it, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge.faults import FOR_EVER, Fault

from .life import BRANCH, FOLDER, ID, Life, Person, contents, fill, living

LIMIT = 60
"""More requests than any of the commands sends."""


def again_and_again(life: Life, person: Person, fault: Fault, method: str, *command: object) -> None:
    """Run a command that breaks off one request later each time, until it comes through untouched."""
    for first in range(1, LIMIT):
        life.forge.faults.clear()
        life.forge.faults.plan(fault, at=first, times=FOR_EVER, method=method)
        done = person.run(*command)
        assert "Traceback" not in done.text
        assert life.forge.token(person.login) not in done.text
        if not life.forge.faults.fired:
            assert done.code == 0, done.text
            assert first > 1 or method == "POST", "nothing was asked of the forge"
            life.forge.faults.clear()
            return
    pytest.fail("it never comes to an end")


@pytest.mark.parametrize(("fault", "method"), [
    (Fault.BAD_GATEWAY, ""), (Fault.RESET_AFTER, "POST"), (Fault.BAD_GATEWAY, "GIT"), (Fault.RESET_AFTER, "GIT"),
])  # fmt: skip
def test_nothing_is_lost_or_sent_twice(tmp_path: Path, fault: Fault, method: str) -> None:
    with living(tmp_path) as life:
        forge, clerk, office = life.forge, life.clerk, life.office
        forge.at("2026-02-12T09:00:00+08:00")
        fill(clerk.folder)
        submit = ("submit", ID, "--yes", "--today", "2026-02-12")
        again_and_again(life, clerk, fault, method, *submit)
        assert len(forge.state.pulls) == 1
        again_and_again(life, office, fault, method, "review", "send", ID, "--today", "2026-02-13")
        assert life.records == [("方案", "2026-02-12"), ("征求意见", "2026-02-13")]
        assert (forge.pull(1).asked, forge.pull(1).asked_teams) == (["wxb-reviewer", "jbj-reviewer"], ["fgw"])
        forge.at("2026-02-24T09:00:00+08:00")
        wxb = forge.as_user("wxb-reviewer")
        wxb.review(1, "COMMENTED", "总体可行，请补充应急预案。")
        forge.as_user("fgw-reviewer").review(1, "APPROVED")
        again_and_again(life, office, fault, method, "review", "update", "--today", "2026-03-02")
        assert [(one["编号"], one["单位"]) for one in life.opinions] == [(1, "市委网信办"), (2, "市发改委")]
        assert len(life.comments) == 1
        assert life.comments[0].replace("\\", "").count("2026-03-02 提醒") == 1
        clerk.edit("brief.md", "。", "，改了一处。")
        again_and_again(life, clerk, fault, method, *submit)
        assert len(forge.state.pulls) == 1
        assert len(life.opinions) == 2
        counted = clerk.clone.git("rev-list", "--count", f"origin/main..origin/{BRANCH}")
        assert counted == "4", "one commit each: the plan, the request, the opinions, the revision"
        assert "改了一处" in clerk.clone.git("show", f"origin/{BRANCH}:{FOLDER}/brief.md")


FAULTS = [
    (Fault.BAD_GATEWAY, ""),
    (Fault.RESET_AFTER, ""),
    (Fault.BAD_GATEWAY, "GIT"),
    (Fault.RESET_AFTER, "GIT"),
]


def outcome(life: Life, person: Person) -> dict[str, object]:
    """Everything that a command may bring about, but for the hashes of commits."""
    pulls = life.forge.state.pulls.values()
    kept = person.folder / "review" / "opinions.yml"
    life.clerk.clone.git("fetch", "--quiet", "origin")
    return {
        "records": life.records,
        "opinions": life.read("review/opinions.yml"),
        "asked": [(pull.asked, pull.asked_teams) for pull in pulls],
        "remarks": [len(pull.remarks) for pull in pulls],
        "titles": [pull.title for pull in pulls],
        "commits": life.clerk.clone.git("rev-list", "--count", f"origin/main..origin/{BRANCH}"),
        "own": kept.read_text("utf-8") if kept.exists() else "",
    }


def at_every_request(life: Life, person: Person, folder: Path, times: int, *command: object) -> None:
    """Let each request of a command fail in turn, each time from the same beginning, and mend it."""
    with life.rehearsal(folder / "clean"):
        person.done(*command)
        expected = outcome(life, person)
    played = 0
    for fault, method in FAULTS:
        for at in range(1, LIMIT):
            with life.rehearsal(folder / f"{fault.name}-{method}-{at}"):
                life.forge.faults.clear()
                life.forge.faults.plan(fault, at=at, times=times, method=method)
                before = contents(person.folder)
                done = person.run(*command)
                fired = life.forge.faults.fired
                life.forge.faults.clear()
                assert "Traceback" not in done.text
                assert life.forge.token(person.login) not in done.text
                assert done.code == 0 or contents(person.folder) == before or method == "GIT"
                if done.code:
                    person.done(*command)
                assert outcome(life, person) == expected, (fault, method, at)
            played += fired > 0
            if not fired:
                break
        else:
            pytest.fail("it never comes to an end")
    assert played, "nothing was asked of the forge"


@pytest.mark.parametrize("times", [1, FOR_EVER])
def test_collecting_loses_and_doubles_nothing(asked: Life, tmp_path: Path, times: int) -> None:
    asked.clerk.clone.git("fetch", "--quiet", "origin")
    asked.clerk.clone.git("merge", "--quiet", "--ff-only", f"origin/{BRANCH}")
    at_every_request(asked, asked.clerk, tmp_path / "saved", times, "review", "collect", ID, "--today", "2026-02-25")


@pytest.mark.parametrize("times", [1, FOR_EVER])
def test_returning_is_recorded_once(asked: Life, tmp_path: Path, times: int) -> None:
    asked.office.done("review", "update", "--today", "2026-02-25")
    at_every_request(asked, asked.office, tmp_path / "saved", times, "review", "return", ID, "--today", "2026-03-02")
    asked.office.done("review", "return", ID, "--today", "2026-03-02")
    assert asked.records[-1] == ("意见反馈", "2026-03-02")


def test_one_request_of_an_update_fails(asked: Life, tmp_path: Path) -> None:
    at_every_request(asked, asked.office, tmp_path / "saved", 1, "review", "update", "--today", "2026-03-02")


def test_one_request_of_a_repeated_request_fails(asked: Life, tmp_path: Path) -> None:
    """A party is new, and asked by sending it out again."""
    library = asked.office.clone.folder / "projects" / "library.yml"
    party = "意见单位:\n  - {单位: 市公安局, 人员: [{账号: wxb-deputy, 岗位: 工作人员}]}\n"
    library.write_text(library.read_text("utf-8").replace("意见单位:\n", party), encoding="utf-8")
    at_every_request(asked, asked.office, tmp_path / "saved", 1, "review", "send", ID, "--today", "2026-02-25")


def test_one_request_of_a_revision_fails(asked: Life, tmp_path: Path) -> None:
    asked.office.done("review", "update", "--today", "2026-02-25")
    asked.clerk.edit("brief.md", "。", "，改了一处。")
    at_every_request(asked, asked.clerk, tmp_path / "saved", 1, "submit", ID, "--yes", "--today", "2026-02-26")
