"""Chinese numbers and the numbers of headings."""

from __future__ import annotations

import pytest

from lunzheng.model.numbering import chinese_number, heading_number

FORMATS = ("{chinese}、", "（{chinese}）", "{arabic}.", "（{arabic}）")


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (43, "四十三"),
        (99, "九十九"),
    ],
)
def test_chinese_numbers(number: int, chinese: str) -> None:
    assert chinese_number(number) == chinese


def test_chinese_numbers_are_distinct() -> None:
    assert len({chinese_number(number) for number in range(1, 100)}) == 99


@pytest.mark.parametrize("number", [0, -1, 100])
def test_numbers_outside_the_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


def test_each_level_has_its_format_and_deeper_ones_none() -> None:
    assert [heading_number(FORMATS, level, 12) for level in range(1, 7)] == [
        "十二、",
        "（十二）",
        "12.",
        "（12）",
        "",
        "",
    ]


def test_arabic_numbers_have_no_limit() -> None:
    assert heading_number(FORMATS, 3, 100) == "100."


def test_other_formats() -> None:
    assert heading_number(("第{chinese}章　",), 1, 3) == "第三章　"
