"""Any request may fail, once or for ever: nothing is lost or done twice, and running again finishes the job."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from forge.faults import FOR_EVER, Fault
from forge.fixtures import CLERK
from forge.opening import adapter
from forge.standin import On, StandIn
from forge.worktree import Worktree
from lunzheng.review.forge.interface import Forge, ForgeError

BRANCH = "lunzheng/slj-flood-control"
PLAN = "projects/2027/slj-flood-control/brief.md"
PASSING = [fault for fault in Fault if fault not in (Fault.LOGIN_PAGE, Fault.DRIPPING)]
"""An answer that drips takes long to be given up: test_http.py has it."""


@dataclass(frozen=True)
class Operation:
    """``before`` brings the forge to where it starts; ``run`` returns what it should be equal to without a fault."""

    name: str
    before: Callable[[StandIn], None]
    run: Callable[[Forge], object]
    after: Callable[[StandIn], object]


def _nothing(_: StandIn) -> None:
    return None


def _no_open_pull_request(forge: StandIn) -> None:
    for number, pull in forge.state.pulls.items():
        if number > 1 and pull.state == "open":
            forge.as_user("dsj-office").close(number)


def _open_pull_requests(forge: StandIn) -> object:
    return [(pull.branch, pull.title) for pull in forge.state.pulls.values() if pull.state == "open"]


def _nobody_asked(forge: StandIn) -> None:
    pull = forge.pull(1)
    pull.asked, pull.asked_teams = [], []


def _no_comments(forge: StandIn) -> None:
    forge.pull(1).remarks.clear()


def _comments(forge: StandIn) -> object:
    return [remark.body for remark in forge.pull(1).remarks]


def _one_comment(forge: StandIn) -> None:
    _no_comments(forge)
    forge.as_user(CLERK).say(1, "进度")


def _say(forge: Forge) -> object:
    """As whoever wants to say a thing once: an earlier run may have said it, and not have learnt so."""
    said = [comment.body for comment in forge.comments(1)]
    return said[0] if said else forge.add_comment(1, "进度").body


OPERATIONS = [
    Operation("account", _nothing, lambda forge: forge.account(), _nothing),
    Operation("default branch", _nothing, lambda forge: forge.default_branch(), _nothing),
    Operation("pull request", _nothing, lambda forge: forge.pull_request(1).title, _nothing),
    Operation("open", _nothing, lambda forge: [pull.branch for pull in forge.open_pull_requests()], _nothing),
    Operation(
        "create",
        _no_open_pull_request,
        lambda forge: forge.create_pull_request("second", "main", "第二个", "").title,
        _open_pull_requests,
    ),
    Operation("edit", _nothing, lambda forge: forge.edit_pull_request(1, "方案", "新的").body, _open_pull_requests),
    Operation(
        "ask",
        _nobody_asked,
        lambda forge: forge.request_reviews(1, ["wxb-reviewer", "fgw-reviewer"], ["wxb"]),
        lambda forge: (forge.pull(1).asked, forge.pull(1).asked_teams),
    ),
    Operation("asked", _nothing, lambda forge: forge.requested_reviews(1), _nothing),
    Operation("reviews", _nothing, lambda forge: [review.body for review in forge.reviews(1)], _nothing),
    Operation(
        "line comments",
        _nothing,
        lambda forge: [(comment.body, comment.resolved) for comment in forge.line_comments(1)],
        _nothing,
    ),
    Operation("comment", _no_comments, _say, _comments),
    Operation(
        "edit comment",
        _one_comment,
        lambda forge: forge.edit_comment(1, forge.comments(1)[0].id, "进度：完成").body,
        _comments,
    ),
    Operation("members", _nothing, lambda forge: sorted(forge.team_members("wxb")), _nothing),
]


@pytest.fixture
def ready(either: StandIn, tmp_path: Path, quick: list[float]) -> StandIn:
    """A pull request with two reviews and two comments on lines, and another branch."""
    assert quick == []
    work = Worktree(either, tmp_path / "clerk", CLERK)
    work.switch(BRANCH)
    work.commit({PLAN: "一\n二\n三\n"})
    work.push()
    work.switch("second")
    work.commit({PLAN: "一\n二\n三\n四\n"})
    work.push()
    clerk, reviewer = either.as_user(CLERK), either.as_user("wxb-reviewer")
    clerk.open_pull_request(BRANCH)
    reviewer.review(1, "COMMENTED", "总的意见", [On(PLAN, 2, "甲"), On(PLAN, 3, "乙")])
    reviewer.resolve(1, either.pull(1).line_remarks[0].id)
    return either


def _expected(forge: StandIn, operation: Operation) -> tuple[object, object]:
    forge.faults.clear()
    operation.before(forge)
    return operation.run(adapter(forge, CLERK)), operation.after(forge)


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.value)
def test_a_fault_that_passes_is_not_noticed(ready: StandIn, fault: Fault):
    for operation in OPERATIONS:
        expected = _expected(ready, operation)
        for at in itertools.count(1):
            ready.faults.clear()
            operation.before(ready)
            ready.faults.plan(fault, at=at)
            result = operation.run(adapter(ready, CLERK))
            if not ready.faults.fired:
                break
            assert (result, operation.after(ready)) == expected, (operation.name, at)


@pytest.mark.parametrize("fault", [*PASSING, Fault.LOGIN_PAGE], ids=lambda fault: fault.value)
def test_a_fault_that_stays_is_said_and_running_again_finishes_the_job(ready: StandIn, fault: Fault):
    for operation in OPERATIONS:
        expected = _expected(ready, operation)
        for at in itertools.count(1):
            ready.faults.clear()
            operation.before(ready)
            ready.faults.plan(fault, at=at, times=FOR_EVER)
            try:
                operation.run(adapter(ready, CLERK))
            except ForgeError as error:
                assert error.retry is (fault is not Fault.LOGIN_PAGE), (operation.name, at, str(error))
                assert "没有成功" in str(error) or "没有得到" in str(error)
            if not ready.faults.fired:
                break
            assert ready.faults.fired <= 20
            ready.faults.clear()
            assert (operation.run(adapter(ready, CLERK)), operation.after(ready)) == expected, (operation.name, at)


@pytest.mark.parametrize("fault", [Fault.HOURLY_LIMIT, Fault.SECONDARY_LIMIT, Fault.TOO_MANY])
def test_a_limit_is_waited_out_as_long_as_the_forge_asks(ready: StandIn, quick: list[float], fault: Fault):
    ready.server.retry_after = 7
    ready.faults.plan(fault, method="POST")
    adapter(ready, CLERK).add_comment(1, "进度")
    assert len(quick) == 1
    assert 7 <= quick[0] <= 9


@pytest.mark.parametrize("fault", [Fault.HOURLY_LIMIT, Fault.SECONDARY_LIMIT, Fault.TOO_MANY])
def test_a_long_limit_is_said_with_the_time_to_come_back(ready: StandIn, quick: list[float], fault: Fault):
    ready.server.retry_after = 3000
    ready.faults.plan(fault, times=FOR_EVER)
    with pytest.raises(
        ForgeError, match=r"限制了访问次数；请在北京时间 20\d\d-\d\d-\d\d \d\d:\d\d 以后再运行"
    ) as caught:
        adapter(ready, CLERK).reviews(1)
    assert caught.value.retry
    assert quick == []
    assert ready.faults.fired == 1


def test_two_who_open_a_pull_request_at_once_get_the_same_one(ready: StandIn):
    numbers: list[int] = []
    start = threading.Barrier(2)

    def run(login: str) -> None:
        start.wait()
        numbers.append(adapter(ready, login).create_pull_request("second", "main", "第二个", "").number)

    threads = [threading.Thread(target=run, args=(login,)) for login in (CLERK, "dsj-office")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 2
    assert len(set(numbers)) == 1


def test_a_list_that_shrinks_while_it_is_read_misses_nothing(ready: StandIn, monkeypatch: pytest.MonkeyPatch):
    reviewer = ready.as_user("wxb-reviewer")
    said = [reviewer.review(1, "COMMENTED", f"意见 {count}") for count in range(150)]
    pages = ready.state.pull
    opinions = ready.pull(1).opinions
    reads = itertools.count(1)

    def pull(number: int) -> object:
        # One review goes between the first page and the second.
        if next(reads) == 2:
            opinions[:] = [one for one in opinions if one.id != said[0]]
        return pages(number)

    monkeypatch.setattr(ready.state, "pull", pull)
    found = [review.body for review in adapter(ready, CLERK).reviews(1)]
    assert found == ["总的意见", *(f"意见 {count}" for count in range(1, 150))]
