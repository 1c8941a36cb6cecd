"""A pattern tried only where it can begin finds what it finds in the whole text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guard.test_detectors import HELD, INNOCENT, PLANTED
from lunzheng.check.guard import marks
from lunzheng.check.guard.marks import Role, find_marks
from lunzheng.check.guard.places import found_at, line_starts, starts

SIGNS = [
    "\n",
    " ",
    "\u3000",
    "\t",
    "|",
    "：",
    "。",
    "，",
    "*",
    "★",
    "【",
    "】",
    "〔",
    "<b>",
    "“",
    "”",
    "☑",
    "□",
    "#",
    "级",
    "国家",
]
WORDS = [
    "机密",
    "秘密",
    "绝密",
    "机 密",
    "机*\n密",
    "密级",
    "秘密等级",
    "密",
    "本项目为",
    "10年",
    "保密期限",
    "内部",
    *HELD,
]
TEXTS = st.lists(st.sampled_from([*SIGNS, *WORDS, *SIGNS, *WORDS, *PLANTED, *INNOCENT]), max_size=12).map("".join)

PATTERNS = [re.compile(one, re.MULTILINE) for one in ("ab?a", "^ ?a", "(?<=b)a+", "a.?$", "a\nb", "aba|ab", "a(?=b)")]


@given(TEXTS, st.sampled_from([Role.BODY, Role.MARGIN]))
@example("甲\n 【 \n机密】", Role.BODY)
@example("〔\n机密〕", Role.BODY)
@example("【 内部资料】某方案", Role.BODY)
@example("密级：内部", Role.BODY)
@example("密级：机密，涉密等级：秘密", Role.BODY)
def test_the_marks_are_those_of_the_patterns_over_the_whole_text(text: str, role: Role) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "found_at", lambda _places, pattern, whole: pattern.finditer(whole))
        everywhere = find_marks(text, role, HELD)
    assert find_marks(text, role, HELD) == everywhere


@given(TEXTS, st.text("政务系统数据平台，。\n", max_size=300), st.text("政务系统数据平台，。\n", max_size=300))
def test_a_mark_is_found_wherever_it_stands(text: str, before: str, after: str) -> None:
    head = "第一行的正文。\n"
    found = find_marks(f"{head}\n{text}\n", held=HELD)
    moved = find_marks(f"{head}{before}\n\n{text}\n\n{after}", held=HELD)
    assert [(mark.shown, mark.offset + len(before) + 1, mark.is_secret) for mark in found] == [
        (mark.shown, mark.offset, mark.is_secret) for mark in moved
    ]


@given(st.text("ab \n", max_size=30), st.sampled_from(PATTERNS))
def test_what_is_found_at_its_starts_is_all_there_is(text: str, pattern: re.Pattern[str]) -> None:
    assert list(starts(pattern, text)) == [place for place in range(len(text)) if pattern.match(text, place)]
    found = [one.span() for one in found_at(starts(pattern, text), pattern, text)]
    assert found == [one.span() for one in pattern.finditer(text)]
    assert found == [one.span() for one in found_at(range(len(text)), pattern, text)]


@given(st.text("a\n", max_size=30), st.data())
def test_a_line_begins_once_for_all_places_on_it(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    lines = [sum(len(line) + 1 for line in text.split("\n")[:count]) for count in range(text.count("\n") + 1)]
    assert list(line_starts(text, places)) == sorted({max(start for start in lines if start <= p) for p in places})
