"""Any request of a submission, a solicitation and a collection fails; running the command again finishes it, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge.faults import FOR_EVER, Fault

from .life import BRANCH, FOLDER, ID, Life, Person, fill, living

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
