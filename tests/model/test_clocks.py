"""The clocks of art. 5, 7, 9 and 11, from the records of a project and the day on which somebody looks."""

from __future__ import annotations

import datetime
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.model.clocks import ProjectClock, State, clocks, urgent
from lunzheng.model.edition import Edition
from lunzheng.model.library import Records
from lunzheng.model.load_edition import build_edition, read_edition_files
from lunzheng.model.record import bind
from lunzheng.model.working_days import DAY, WorkingDays
from lunzheng.source.problem import Location

from .making import ROOT, node

STEADY = settings(derandomize=True, deadline=None, max_examples=200)
CALENDAR = WorkingDays()
SUBMITTED, SENT, RETURNED = "方案 2026-02-12", "征求意见 2026-02-13", "意见反馈 2026-03-02"
REQUESTED, REVIEWED, LETTER = "专家评审 2026-09-18", "修改完善 2026-10-09", "前期论证函 2026-10-20"


@cache
def edition() -> Edition:
    return build_edition(read_edition_files(ROOT / "templates", "ningbo-2021"))


def records(*entries: str) -> Records:
    lines = "".join(f"  - {{事项: {event}, 日期: {date}}}\n" for event, date in map(str.split, entries))
    return bind(Records, node(f"记录:\n{lines}") if entries else None, Location("records.yml"))


def at(today: str, *entries: str, all_in: str = "") -> dict[str, ProjectClock]:
    """The clocks by code, for records written as ``事项 日期``."""
    complete = datetime.date.fromisoformat(all_in) if all_in else None
    found = clocks(edition(), records(*entries), CALENDAR, datetime.date.fromisoformat(today), complete)
    return {clock.code: clock for clock in found}


def shown(clock: ProjectClock) -> tuple[str, str, str]:
    return str(clock.start), clock.due_text, clock.state_text


def test_the_whole_course_is_reckoned_from_the_submission() -> None:
    found = at("2026-02-12", SUBMITTED)
    assert shown(found["发送"]) == ("2026-02-12", "2026-02-13", "还有 1 个工作日")
    assert shown(found["反馈"]) == ("2026-02-13", "2026-02-27（预计）", "未开始")
    assert shown(found["汇总"]) == ("2026-02-27", "2026-03-02（预计）", "未开始")
    # Nothing before it leads to the request for the expert meeting: nobody knows its day.
    assert shown(found["评审"]) == ("None", "", "未开始")
    assert not found["反馈"].is_open


def test_the_parties_and_articles_are_those_of_the_rule() -> None:
    found = at("2026-02-12", SUBMITTED)
    assert [(clock.article, clock.length) for clock in found.values() if not clock.in_years] == [
        ("第九条", 1),
        ("第九条", 5),
        ("第九条", 2),
        ("第十一条", 10),
    ]
    assert found["反馈"].party == "有关部门"


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        ("2026-02-13", State.RUNNING, 5),
        ("2026-02-14", State.RUNNING, 4),
        ("2026-02-20", State.RUNNING, 4),
        ("2026-02-26", State.RUNNING, 1),
        ("2026-02-27", State.DUE_TODAY, 0),
        ("2026-02-28", State.OVERDUE, -1),
        ("2026-03-01", State.OVERDUE, -1),
        ("2026-03-04", State.OVERDUE, -4),
    ],
)
def test_a_clock_on_each_day(today: str, state: State, left: int) -> None:
    clock = at(today, SUBMITTED, SENT)["反馈"]
    assert (clock.state, clock.left, str(clock.due)) == (state, left, "2026-02-27")


def test_gathering_starts_when_the_time_to_answer_has_passed() -> None:
    assert at("2026-02-27", SUBMITTED, SENT)["汇总"].state is State.WAITING
    found = at("2026-02-28", SUBMITTED, SENT)
    assert shown(found["汇总"]) == ("2026-02-27", "2026-03-02", "还有 1 个工作日")
    assert found["反馈"].state_text == "逾期 1 个工作日"


def test_gathering_starts_when_all_opinions_are_in() -> None:
    found = at("2026-02-25", SUBMITTED, SENT, all_in="2026-02-25")
    assert shown(found["反馈"]) == ("2026-02-13", "2026-02-27", "2026-02-25 按时完成")
    assert shown(found["汇总"]) == ("2026-02-25", "2026-02-27", "还有 2 个工作日")
    # An answer that comes late does not lengthen the time to gather.
    found = at("2026-03-04", SUBMITTED, SENT, all_in="2026-03-04")
    assert found["反馈"].state is State.DONE_LATE
    assert str(found["汇总"].due) == "2026-03-02"


def test_what_is_known_later_is_not_known_before() -> None:
    assert at("2026-02-24", SUBMITTED, SENT, all_in="2026-02-25") == at("2026-02-24", SUBMITTED, SENT)
    assert at("2026-02-20", SUBMITTED, SENT, RETURNED) == at("2026-02-20", SUBMITTED, SENT)


def test_the_course_of_article_9_is_done() -> None:
    found = at("2026-04-01", SUBMITTED, SENT, RETURNED, all_in="2026-02-27")
    assert [found[code].state for code in ("发送", "反馈", "汇总")] == [State.DONE] * 3
    late = at("2026-04-01", SUBMITTED, "征求意见 2026-02-24", "意见反馈 2026-03-31", all_in="2026-03-04")
    assert [late[code].state for code in ("发送", "反馈", "汇总")] == [State.DONE_LATE] * 3
    assert [clock for clock in found.values() if clock.is_open] == []


def test_where_nobody_counts_answers_the_return_closes_the_clock() -> None:
    found = at("2026-04-01", SUBMITTED, SENT, RETURNED)
    assert (found["反馈"].state, found["反馈"].done) == (State.STOPPED, None)
    assert shown(found["汇总"]) == ("2026-02-27", "2026-03-02", "2026-03-02 按时完成")
    # Returned before the time to answer was over: everybody had answered by then.
    found = at("2026-04-01", SUBMITTED, SENT, "意见反馈 2026-02-25")
    assert shown(found["汇总"]) == ("2026-02-25", "2026-02-27", "2026-02-25 按时完成")


def test_the_expert_review() -> None:
    assert shown(at("2026-09-18", REQUESTED)["评审"]) == ("2026-09-18", "2026-10-09", "还有 10 个工作日")
    assert at("2026-10-20", REQUESTED, REVIEWED)["评审"].state is State.DONE
    # The letter shows that the review is over, not when it was held.
    assert at("2026-10-20", REQUESTED, LETTER)["评审"].state is State.STOPPED


@pytest.mark.parametrize(
    ("day", "start", "due"),
    [
        ("2026-02-15", "2026-02-24", "2026-02-25"),  # the first day of the holidays, a Sunday
        ("2026-03-07", "2026-03-09", "2026-03-10"),  # a Saturday
        ("2026-02-14", "2026-02-14", "2026-02-24"),  # a Saturday that is worked
    ],
)
def test_what_comes_on_a_day_off_counts_from_the_next_working_day(day: str, start: str, due: str) -> None:
    clock = at(day, f"方案 {day}")["发送"]
    assert (str(clock.start), str(clock.due)) == (start, due)


def test_what_is_done_on_a_day_off_after_the_deadline_is_late() -> None:
    assert at("2026-03-09", "方案 2026-03-05", "征求意见 2026-03-07")["发送"].state is State.DONE_LATE
    assert at("2026-03-07", "方案 2026-03-05")["发送"].state_text == "逾期"


@pytest.mark.parametrize("ending", ["退回", "撤回", "过期", "办结"])
def test_an_ended_course_runs_no_clock(ending: str) -> None:
    for before in ((SUBMITTED,), (SUBMITTED, SENT), (SUBMITTED, SENT, RETURNED, REQUESTED), ("入库 2026-01-05",)):
        found = at("2026-12-01", *before, f"{ending} 2026-11-02")
        assert urgent(list(found.values())) is None
        assert not any(clock.expected for clock in found.values())


def test_a_returned_plan_that_comes_again_starts_anew() -> None:
    found = at("2026-04-01", SUBMITTED, SENT, "退回 2026-02-26", "方案 2026-04-01")
    assert shown(found["发送"]) == ("2026-04-01", "2026-04-02", "还有 1 个工作日")
    assert shown(found["反馈"]) == ("2026-04-02", "2026-04-10（预计）", "未开始")
    assert found["汇总"].expected


def test_a_plan_submitted_again_is_answered_for_anew() -> None:
    found = at("2026-03-10", SUBMITTED, SENT, RETURNED, "方案 2026-03-09", all_in="2026-02-27")
    assert found["发送"].state is State.DUE_TODAY
    assert [found[code].state for code in ("反馈", "汇总", "评审")] == [State.WAITING] * 3
    again = at("2026-03-12", SUBMITTED, SENT, "征求意见 2026-03-11")
    assert again["发送"].state is State.DONE
    assert str(again["反馈"].start) == "2026-03-11"


def test_a_missing_record_leaves_no_clock_running_for_ever() -> None:
    found = at("2026-12-01", SUBMITTED, RETURNED, REQUESTED, REVIEWED, LETTER)
    assert urgent([clock for clock in found.values() if not clock.in_years]) is None
    assert found["反馈"].state is State.STOPPED
    assert found["发送"].state is State.STOPPED


def test_the_order_in_which_records_of_different_days_are_written_does_not_matter() -> None:
    entries = ("入库 2026-01-05", SUBMITTED, SENT, RETURNED, REQUESTED)
    expected = at("2026-10-01", *entries)
    for mixed in permutations(entries):
        assert at("2026-10-01", *mixed) == expected


def test_records_of_one_day_count_in_the_order_in_which_they_are_written() -> None:
    assert at("2026-02-12", SUBMITTED, "征求意见 2026-02-12")["发送"].state is State.DONE
    assert at("2026-02-12", "退回 2026-02-12", SUBMITTED)["发送"].is_open
    assert at("2026-02-12", SUBMITTED, "退回 2026-02-12")["发送"].state is State.STOPPED


def test_records_that_name_nothing_or_no_day_are_passed_over() -> None:
    assert at("2026-02-12", SUBMITTED, "没有这一步 2026-02-11", "征求意见 二月") == at("2026-02-12", SUBMITTED)


def test_the_limits_in_years() -> None:
    found = at("2026-03-05", "谋划 2024-02-29")
    assert (str(found["谋划期"].due), found["谋划期"].state_text) == ("2026-02-28", "逾期 5 天")
    found = at("2026-03-05", "谋划 2024-02-29", "入库 2025-06-18")
    assert found["谋划期"].state is State.STOPPED
    assert (str(found["储备期"].due), found["储备期"].left) == ("2027-06-18", 470)
    assert at("2026-03-05", "入库 2025-06-18", SUBMITTED)["储备期"].state is State.DONE
    assert str(at("2026-03-05", "入库 2023-06-18", "入库 2025-06-18")["储备期"].due) == "2027-06-18"
    assert at("2026-03-05", "入库 2023-06-18", SUBMITTED)["储备期"].state is State.DONE_LATE


def test_an_entry_in_the_reserve_library_does_not_stop_what_runs() -> None:
    """Urgent projects are entered while their plan is under way (art. 7)."""
    assert at("2026-02-20", SUBMITTED, SENT, "入库 2026-02-18")["反馈"].is_open


def test_dates_in_years_without_a_decree_are_provisional_where_they_are_looked_at() -> None:
    found = at("2040-05-28", "方案 2040-05-28")
    assert found["发送"].due_text.endswith("（暂定）")
    assert found["反馈"].due_text.endswith("（预计，暂定）")
    assert not at("2026-02-12", SUBMITTED)["发送"].provisional
    assert not at("2040-05-28", "入库 2040-05-28")["储备期"].provisional


def test_what_is_looked_at_first() -> None:
    found = list(at("2026-02-12", "入库 2026-01-05", SUBMITTED).values())
    assert getattr(urgent(found), "code", None) == "发送"
    found = list(at("2026-02-12", "入库 2020-01-05").values())
    assert getattr(urgent(found), "code", None) == "储备期"
    assert urgent(list(at("2026-02-12").values())) is None


EVENTS = st.lists(
    st.tuples(
        st.sampled_from([stage.name for stage in edition().head.stages]),
        st.dates(datetime.date(2025, 12, 1), datetime.date(2027, 2, 1)),
    ),
    max_size=12,
)


@STEADY
@given(EVENTS, st.dates(datetime.date(2025, 12, 1), datetime.date(2027, 2, 1)), st.none() | st.dates(
    datetime.date(2025, 12, 1), datetime.date(2027, 2, 1)))  # fmt: skip
def test_any_records_give_clocks_that_make_sense(
    events: list[tuple[str, datetime.date]], today: datetime.date, complete: datetime.date | None
) -> None:
    entries = records(*(f"{event} {date}" for event, date in events))
    found = clocks(edition(), entries, CALENDAR, today, complete)
    assert [clock.code for clock in found] == ["发送", "反馈", "汇总", "评审", "谋划期", "储备期"]
    for clock in found:
        assert (clock.left is not None) == clock.is_open
        assert (clock.done is not None) == (clock.state in {State.DONE, State.DONE_LATE})
        assert not (clock.expected and clock.state is not State.WAITING)
        if clock.start and clock.due:
            assert clock.start < clock.due
            if not clock.in_years:
                assert CALENDAR.is_working(clock.start)
                assert CALENDAR.between(clock.start, clock.due) == clock.length
        if clock.is_open:
            assert clock.due
            assert (clock.due < today) == (clock.state is State.OVERDUE)
        if clock.expected:
            assert clock.start
            assert clock.start >= today
        if clock.done:
            assert clock.done <= today
    # Nothing that happens later changes what was known.
    before = records(*(f"{event} {date}" for event, date in events if date <= today))
    assert clocks(edition(), before, CALENDAR, today, complete) == found
    if events and max(date for _, date in events) <= today:
        later = clocks(edition(), entries, CALENDAR, today + DAY, complete)
        for one, next_day in zip(found, later, strict=True):
            if one.is_open and next_day.is_open:
                assert (one.start, one.due) == (next_day.start, next_day.due)
