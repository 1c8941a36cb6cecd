"""Punctuation of Chinese print from what a keyboard gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.model.typography import chinese_punctuation


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('把"会商材料靠人拼"列入', "把“会商材料靠人拼”列入"),
        ('使用"GIS"平台', "使用“GIS”平台"),
        ("所谓'一张图'", "所谓‘一张图’"),
        ("两件事--归集和共享--都", "两件事——归集和共享——都"),
        ("水位--雨量---流量", "水位——雨量——流量"),
        ("等等...", "等等……"),
        ('"甲"和"乙"', "“甲”和“乙”"),
    ],
)
def test_chinese_words_get_chinese_marks(typed: str, printed: str) -> None:
    assert chinese_punctuation(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        'a "quoted" word',
        "it's 5'6\"",
        "2026--2027",
        "lunzheng export --pdf",
        "版本 1.2...1.4 a...b",
        "“已经”是——对的……",
        '只有一个"的句子',
        "编号A--B",
        "",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert chinese_punctuation(text) == text


@given(st.text(st.sampled_from("中文，\"'-. aB1“”—…\n"), max_size=40))
def test_only_marks_change_and_twice_is_once(text: str) -> None:
    printed = chinese_punctuation(text)
    marks = "\"'-. “”‘’—…"
    assert [c for c in printed if c not in marks] == [c for c in text if c not in marks]
    assert chinese_punctuation(printed) == printed
