"""Every method of the interface, against the stand-in's two faces."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from forge.fixtures import CLERK
from forge.opening import adapter
from forge.standin import NAME, On, StandIn
from forge.worktree import Worktree
from lunzheng.review.forge.interface import ForgeError, State, Verdict

BRANCH = "lunzheng/slj-flood-control"
PLAN = "projects/2027/slj-flood-control/proposal/03-needs.md"
TEXT = "".join(f"第 {number} 行\n" for number in range(1, 31))


@pytest.fixture
def clerk(either: StandIn, tmp_path: Path) -> Worktree:
    """The clerk's clone, on a branch that has been pushed."""
    work = Worktree(either, tmp_path / "clerk", CLERK)
    work.switch(BRANCH)
    work.commit({PLAN: TEXT}, "方案")
    work.push()
    return work


@pytest.fixture
def number(either: StandIn, clerk: Worktree) -> int:
    """A pull request from the clerk's branch."""
    assert clerk.folder.is_dir()
    return either.as_user(CLERK).open_pull_request(BRANCH, "防汛方案", "正文")


def test_the_account_and_the_default_branch(either: StandIn):
    forge = adapter(either, CLERK)
    assert forge.account() == CLERK
    assert forge.default_branch() == "main"


def test_a_pull_request_is_made_read_and_edited(either: StandIn, clerk: Worktree):
    forge = adapter(either, CLERK)
    made = forge.create_pull_request(BRANCH, "main", "防汛方案", "第一稿\n\n- 一\n")
    assert (made.title, made.body, made.state) == ("防汛方案", "第一稿\n\n- 一\n", State.OPEN)
    assert (made.branch, made.repository, made.base, made.author) == (BRANCH, NAME, "main", CLERK)
    assert made.commit == clerk.git("rev-parse", "HEAD")
    edited = forge.edit_pull_request(made.number, "防汛方案（修改）", "第二稿")
    assert (edited.title, edited.body) == ("防汛方案（修改）", "第二稿")
    assert forge.pull_request(made.number) == edited


def test_the_head_is_the_commit_that_was_really_pushed(either: StandIn, clerk: Worktree, number: int):
    forge = adapter(either, CLERK)
    commit = clerk.commit({PLAN: TEXT + "又一行\n"})
    clerk.push()
    assert forge.pull_request(number).commit == commit


def test_a_second_pull_request_for_a_branch_is_the_first_one(either: StandIn, number: int):
    forge = adapter(either, "dsj-office")
    assert forge.create_pull_request(BRANCH, "main", "另一个", "").number == number
    assert len(either.state.pulls) == 1


def test_a_branch_without_anything_new_is_refused_with_the_reason(either: StandIn, clerk: Worktree):
    clerk.git("push", "--quiet", "origin", "origin/main:refs/heads/empty")
    with pytest.raises(ForgeError, match=r"为分支 empty 新建合并请求没有成功.*No commits between") as caught:
        adapter(either, CLERK).create_pull_request("empty", "main", "空", "")
    assert not caught.value.retry


def test_pull_requests_of_a_branch_come_newest_first_closed_ones_too(either: StandIn, clerk: Worktree, number: int):
    office = either.as_user("dsj-office")
    office.close(number)
    second = either.as_user(CLERK).open_pull_request(BRANCH)
    clerk.switch("other")
    clerk.push()
    either.as_user(CLERK).open_pull_request("other")
    forge = adapter(either, CLERK)
    assert [(pull.number, pull.state) for pull in forge.pull_requests(BRANCH)] == [
        (second, State.OPEN),
        (number, State.CLOSED),
    ]
    assert [pull.branch for pull in forge.open_pull_requests()] == ["other", BRANCH]
    office.merge(second)
    assert forge.pull_request(second).state is State.MERGED


def test_reviews_are_asked_for_once(either: StandIn, number: int):
    forge = adapter(either, CLERK)
    forge.request_reviews(number, ["wxb-reviewer"], ["fgw"])
    forge.request_reviews(number, ["WXB-reviewer", "wxb-deputy"], ["fgw"])
    assert forge.requested_reviews(number) == (["wxb-reviewer", "wxb-deputy"], ["fgw"])
    before = len(either.seen)
    forge.request_reviews(number, ["wxb-deputy"], ["fgw"])
    assert all(seen.method == "GET" for seen in either.seen[before:])


def test_whoever_has_answered_is_no_longer_asked_and_may_be_asked_again(either: StandIn, number: int):
    forge = adapter(either, CLERK)
    forge.request_reviews(number, ["wxb-reviewer"], ["fgw"])
    either.as_user("wxb-reviewer").review(number, "APPROVED")
    either.as_user("fgw-reviewer").review(number, "CHANGES_REQUESTED", "概算偏高")
    assert forge.requested_reviews(number) == ([], [])
    forge.request_reviews(number, ["wxb-reviewer"], [])
    assert forge.requested_reviews(number) == (["wxb-reviewer"], [])


def test_those_who_cannot_be_asked_are_named_and_the_others_are_asked(either: StandIn, number: int):
    forge = adapter(either, "dsj-office")
    with pytest.raises(ForgeError, match=f"请不到这些账号或团队审阅：nobody、{CLERK}、no-team；"):
        forge.request_reviews(number, ["nobody", "wxb-reviewer", CLERK], ["no-team", "fgw"])
    assert forge.requested_reviews(number) == (["wxb-reviewer"], ["fgw"])


def test_reviews_with_their_verdicts(either: StandIn, number: int):
    office, deputy = either.as_user("dsj-office"), either.as_user("wxb-deputy")
    either.at("2027-03-02T09:00:00+08:00")
    either.as_user("wxb-reviewer").review(number, "APPROVED", "同意\r\n")
    changes = either.as_user("fgw-reviewer").review(number, "CHANGES_REQUESTED", "概算偏高")
    deputy.review(number, "COMMENTED", "请说明")
    deputy.review(number, "PENDING", "还没有写完")
    dismissed = office.review(number, "APPROVED")
    office.dismiss(number, dismissed)
    reviews = adapter(either, "wxb-deputy").reviews(number)
    assert [(review.author, review.verdict, review.body) for review in reviews] == [
        ("wxb-reviewer", Verdict.APPROVED, "同意\n"),
        ("fgw-reviewer", Verdict.CHANGES_REQUESTED, "概算偏高"),
        ("wxb-deputy", Verdict.COMMENTED, "请说明"),
        ("dsj-office", Verdict.DISMISSED, ""),
    ]
    assert reviews[1].id == str(changes)
    assert reviews[0].submitted == datetime.datetime(2027, 3, 2, 1, 0, 1, tzinfo=datetime.UTC)
    assert {review.commit for review in reviews} == {either.head(BRANCH)}


def test_a_verdict_stays_though_its_author_gives_another_one_later(either: StandIn, number: int):
    reviewer = either.as_user("wxb-reviewer")
    reviewer.review(number, "CHANGES_REQUESTED", "先改")
    reviewer.review(number, "APPROVED")
    verdicts = [review.verdict for review in adapter(either, CLERK).reviews(number)]
    assert verdicts == [Verdict.CHANGES_REQUESTED, Verdict.APPROVED]


def test_a_line_comment_keeps_its_line_and_commit_after_further_pushes(either: StandIn, clerk: Worktree, number: int):
    first = either.head(BRANCH)
    reviewer = either.as_user("wxb-reviewer")
    review = reviewer.review(number, "COMMENTED", "", [On(PLAN, 12, "依据\r\n是什么", start_line=10)])
    clerk.commit({PLAN: "新的开头\n" * 5 + TEXT.replace("第 12 行", "第十二行")})
    clerk.push()
    (comment,) = adapter(either, CLERK).line_comments(number)
    assert (comment.path, comment.line, comment.commit, comment.on_old_side) == (PLAN, 12, first, False)
    assert (comment.author, comment.body, comment.review) == ("wxb-reviewer", "依据\n是什么", str(review))
    assert (comment.reply_to, comment.resolved) == ("", False)


def test_a_line_comment_survives_a_force_push_and_a_renamed_file(either: StandIn, clerk: Worktree, number: int):
    first = either.head(BRANCH)
    either.as_user("fgw-reviewer").comment_on(number, On(PLAN, 7, "这里"))
    clerk.git("reset", "--quiet", "--hard", "origin/main")
    clerk.commit({PLAN.replace("03-needs", "03-analysis"): TEXT}, "重来")
    clerk.push("--force")
    (comment,) = adapter(either, CLERK).line_comments(number)
    assert (comment.path, comment.line, comment.commit) == (PLAN, 7, first)
    # What it spoke of can still be fetched and read.
    clerk.git("fetch", "--quiet", "origin", first)
    assert clerk.git("show", f"{first}:{PLAN}").splitlines()[6] == "第 7 行"


def test_a_comment_on_a_deleted_line_is_on_the_old_side(either: StandIn, clerk: Worktree, number: int):
    either.as_user("dsj-office").merge(number)
    clerk.git("fetch", "--quiet")
    clerk.switch("lunzheng/second", "origin/main")
    clerk.commit({PLAN: TEXT.replace("第 20 行\n", "")})
    clerk.push()
    second = either.as_user(CLERK).open_pull_request("lunzheng/second")
    either.as_user("wxb-reviewer").comment_on(second, On(PLAN, 20, "为什么删去", side="LEFT"))
    (comment,) = adapter(either, CLERK).line_comments(second)
    assert (comment.line, comment.on_old_side) == (20, True)


def test_replies_name_the_first_of_their_thread_and_share_its_resolution(either: StandIn, number: int):
    reviewer, clerk = either.as_user("wxb-reviewer"), either.as_user(CLERK)
    first = reviewer.comment_on(number, On(PLAN, 3, "甲"))
    second = reviewer.comment_on(number, On(PLAN, 5, "乙"))
    reply = clerk.reply(number, first, "采纳")
    reviewer.reply(number, reply, "好")
    reviewer.resolve(number, first)
    found = {comment.id: comment for comment in adapter(either, CLERK).line_comments(number)}
    assert [found[str(number)].reply_to for number in (first, second, reply)] == ["", "", str(first)]
    assert {comment.body: comment.resolved for comment in found.values()} == {
        "甲": True,
        "采纳": True,
        "好": True,
        "乙": False,
    }
    reviewer.unresolve(number, first)
    assert not any(comment.resolved for comment in adapter(either, CLERK).line_comments(number))


def test_edited_and_deleted_line_comments(either: StandIn, number: int):
    reviewer = either.as_user("wxb-reviewer")
    one = reviewer.comment_on(number, On(PLAN, 3, "甲"))
    two = reviewer.comment_on(number, On(PLAN, 5, "乙"))
    either.at("2027-03-05T09:00:00+08:00")
    reviewer.edit_line_comment(one, "甲（改）")
    reviewer.delete_line_comment(two)
    (comment,) = adapter(either, CLERK).line_comments(number)
    assert comment.body == "甲（改）"
    assert comment.updated > comment.created


def test_comments_of_a_review_that_is_not_sent_yet_are_not_seen(either: StandIn, number: int):
    either.as_user("wxb-reviewer").review(number, "PENDING", "", [On(PLAN, 3, "草稿")])
    assert adapter(either, "wxb-reviewer").line_comments(number) == []


def test_what_a_deleted_account_has_written_stays(either: StandIn, number: int):
    reviewer = either.as_user("wxb-reviewer")
    reviewer.review(number, "APPROVED", "同意", [On(PLAN, 3, "甲")])
    reviewer.say(number, "说一句")
    either.delete_account("wxb-reviewer")
    forge = adapter(either, CLERK)
    assert [review.author for review in forge.reviews(number)] == [""]
    assert [comment.author for comment in forge.line_comments(number)] == [""]
    assert [comment.author for comment in forge.comments(number)] == [""]


def test_comments_of_the_conversation(either: StandIn, number: int):
    forge = adapter(either, "dsj-office")
    made = forge.add_comment(number, "进度：已送达")
    either.as_user("wxb-reviewer").say(number, "收到")
    assert [(comment.author, comment.body) for comment in forge.comments(number)] == [
        ("dsj-office", "进度：已送达"),
        ("wxb-reviewer", "收到"),
    ]
    edited = forge.edit_comment(number, made.id, "进度：已汇总")
    assert (edited.id, edited.body) == (made.id, "进度：已汇总")
    assert edited.updated > edited.created
    assert forge.comments(number)[0] == edited


def test_the_same_words_may_be_said_twice(either: StandIn, number: int):
    forge = adapter(either, CLERK)
    assert forge.add_comment(number, "催办").id != forge.add_comment(number, "催办").id


def test_members_of_a_team(either: StandIn):
    assert sorted(adapter(either, CLERK).team_members("wxb")) == ["wxb-deputy", "wxb-reviewer"]


def test_a_token_that_may_not_see_teams_is_told_so(either: StandIn):
    either.add_account("outsider", sees_teams=False)
    with pytest.raises(ForgeError, match="看不到团队 wxb 的成员"):
        adapter(either, "outsider").team_members("wxb")
    with pytest.raises(ForgeError, match="看不到团队 none 的成员"):
        adapter(either, CLERK).team_members("none")


def test_a_token_without_a_permission_is_told_which(either: StandIn, number: int):
    with pytest.raises(
        ForgeError, match=r"修改第 1 号合并请求没有成功：令牌没有这项权限.*Resource not accessible"
    ) as caught:
        adapter(either, "wxb-reviewer").edit_pull_request(number, "改", "")
    assert not caught.value.retry


def test_what_does_not_exist_is_named(either: StandIn):
    with pytest.raises(ForgeError, match="读取第 99 号合并请求没有成功：平台上找不到"):
        adapter(either, CLERK).pull_request(99)


def test_lists_are_complete_over_all_pages(either: StandIn, number: int):
    reviewer = either.as_user("wxb-reviewer")
    for count in range(230):
        reviewer.review(number, "COMMENTED", f"意见 {count}")
    for count in range(120):
        reviewer.say(number, f"评论 {count}")
    forge = adapter(either, CLERK)
    assert [review.body for review in forge.reviews(number)] == [f"意见 {count}" for count in range(230)]
    assert [comment.body for comment in forge.comments(number)] == [f"评论 {count}" for count in range(120)]
