"""Marks and personal data in plain text: what must be found, and what only looks like it."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.check.guard.marks import Role, find_marks
from lunzheng.check.guard.personal import find_personal, is_card, is_identity

HERE = Path(__file__).parent
HELD = ("工作秘密", "内部资料", "注意保存", "不得外传")
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", " ", "\u3000", "\u00a0", "\n")


def lines(name: str) -> list[str]:
    """The lines of a list; ``\\n``, ``\\t`` and ``\\u200b`` stand for what an editor does not show."""
    written = (HERE / name).read_text(encoding="utf-8").splitlines()
    names = {"\\n": "\n", "\\t": "\t"}
    return [
        re.sub(r"\\u([0-9a-f]{4})|\\[nt]", lambda m: chr(int(m[1], 16)) if m[1] else names[m[0]], line)
        for line in written
    ]


PLANTED, INNOCENT = lines("planted.txt"), lines("innocent.txt")
PERSONAL, OTHER_NUMBERS = lines("personal.txt"), lines("other_numbers.txt")


def test_the_lists_are_long_enough() -> None:
    assert len(set(PLANTED)) >= 60
    assert len(set(INNOCENT)) >= 40


@pytest.mark.parametrize("text", PLANTED)
def test_a_mark_is_found_within_a_text(text: str) -> None:
    around = f"第一行的正文。\n\n{text}\n后面的正文。"
    assert any(mark.is_secret for mark in find_marks(around, held=HELD))


@pytest.mark.parametrize("text", INNOCENT)
def test_an_ordinary_sentence_has_no_mark(text: str) -> None:
    assert find_marks(f"第一行的正文。\n\n{text}\n后面的正文。", held=HELD) == []


@pytest.mark.parametrize("text", PLANTED)
def test_what_is_said_of_a_mark_repeats_no_other_word(text: str) -> None:
    for mark in find_marks(text):
        assert re.fullmatch(r"(密级：)?(绝密|机密|秘密)(★|和保密期限)?|写明涉及国家秘密", mark.shown)


def test_a_level_alone_is_a_mark_only_where_a_mark_has_its_place() -> None:
    assert find_marks("机密\n\n某方案")
    assert find_marks("第一行\n机密\n第三行") == []
    assert find_marks("第一行\n机密", Role.MARGIN)


@pytest.mark.parametrize(
    "name", ["机密★.pdf", "方案（秘密）.docx", "秘密-方案.docx", "【绝密】方案.txt", "a/机密/b.txt", "绝密.zip"]
)
def test_a_mark_in_a_file_name_is_found(name: str) -> None:
    assert [mark.is_secret for mark in find_marks(name, Role.NAME)] == [True]


@pytest.mark.parametrize(
    "name", ["机要保密局意见.docx", "国家秘密管理制度.pdf", "密码应用方案.docx", "不涉及国家秘密的说明.pdf"]
)
def test_an_ordinary_file_name_has_no_mark(name: str) -> None:
    assert find_marks(name, Role.NAME, HELD) == []


@pytest.mark.parametrize(
    "text",
    [
        "内部资料",
        "【内部资料】某方案",
        "内部资料 注意保存",
        "（内部资料）",
        "工作秘密★1年",
        "密级：内部",
        "密级：工作秘密",
    ],
)
def test_marks_short_of_a_secret_are_held_for_a_person(text: str) -> None:
    found = find_marks(f"第一行的正文。\n{text}\n后面。", held=HELD)
    assert found and not any(mark.is_secret for mark in found)


def test_a_mark_that_is_only_spoken_of_is_held_for_a_person() -> None:
    found = find_marks("凡标有“秘密★”字样的文件不得录入。")
    assert [mark.is_secret for mark in found] == [False]


@given(
    st.sampled_from(["绝密", "机密", "秘密"]),
    st.lists(st.sampled_from(INVISIBLE), max_size=3),
    st.lists(st.sampled_from(INVISIBLE[:-1]), max_size=3),
    st.sampled_from(["★", "＊", "☆"]),
    st.sampled_from(["", "1年", "长期", "十年"]),
)
def test_nothing_invisible_hides_a_mark(level: str, inside: list[str], before: list[str], star: str, term: str) -> None:
    text = f"正文。\n{level[0]}{''.join(inside)}{level[1]}{''.join(before)}{star}{term}\n正文。"
    (mark,) = find_marks(text)
    assert mark.is_secret
    assert text[mark.offset] == level[0]


ORDINARY = st.text("政务系统数据共享平台建设机要保国家密码级局内部，。、：\n 0123456789", max_size=200)


@given(ORDINARY)
def test_ordinary_words_in_any_order_are_survived(text: str) -> None:
    for mark in find_marks(text, held=HELD):
        assert 0 <= mark.offset < len(text)
    for item in find_personal(text):
        assert 0 <= item.offset < item.offset + item.length <= len(text)


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    find_marks(text, held=HELD)
    find_personal(text)


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_numbers_are_found_and_masked(text: str) -> None:
    number, _, masked = text.rpartition(" ")
    assert [item.masked for item in find_personal(f"正文，{number}，正文。")] == [masked]


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_personal(f"正文，{text}，正文。") == []


@given(st.integers(0, 9_999_999_99), st.sampled_from(["", " ", "-"]))
def test_every_mobile_number_is_found_in_its_place(rest: int, between: str) -> None:
    digits = f"1{3 + rest % 7}{rest:09d}"
    written = between.join((digits[:3], digits[3:7], digits[7:]))
    (item,) = find_personal(f"电话{written}。")
    assert item.offset == 2
    assert item.length == len(written)
    assert item.masked == f"{digits[:3]}****{digits[7:]}"


@given(st.dates(), st.integers(0, 999))
def test_of_all_check_characters_one_is_right(day: object, serial: int) -> None:
    head = f"330203{str(day).replace('-', '')}{serial:03d}"
    assert sum(is_identity(head + last) for last in "0123456789X") == 1


@given(st.text("0123456789", min_size=15, max_size=18).filter(lambda text: len(set(text)) > 1))
def test_of_all_last_digits_of_a_card_one_is_right(head: str) -> None:
    assert sum(is_card(head + last) for last in "0123456789") == 1


@given(st.text("0123456789", min_size=11, max_size=19))
def test_a_masked_number_does_not_give_itself_away(digits: str) -> None:
    for item in find_personal(digits):
        assert "*" * 4 in item.masked
        assert unicodedata.normalize("NFKC", digits) not in item.masked


@pytest.mark.parametrize(
    "piece",
    ["密级：", "密级☑", "密级： ", "机密\n", "机密 ", "密级|\n", "【机密 ", "<机", "内部资料 ", " ", "1", "6222 "],
)
@pytest.mark.parametrize("head", ["", "密级：机密", "机密"])
def test_time_grows_no_faster_than_a_hostile_text(piece: str, head: str) -> None:
    def seconds(length: int) -> float:
        text = head + piece * (length // len(piece))
        start = time.process_time()
        find_marks(text, Role.MARGIN, HELD)
        find_personal(text)
        return time.process_time() - start

    assert seconds(80_000) < max(1.0, 6 * seconds(20_000))
