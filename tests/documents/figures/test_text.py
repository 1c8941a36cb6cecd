"""Breaking Chinese text, and finding the font that measures it."""

from __future__ import annotations

import shutil

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.documents.errors import FontNotFoundError
from lunzheng.documents.figures.font import default_font, find_font, font_folders
from lunzheng.documents.figures.sheet import divide
from lunzheng.documents.figures.typeface import ELLIPSIS, MAX_LINES, clean
from lunzheng.documents.figures.words import split_units

from .geometry import typeface


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [
        ("市自然资源和规划局", 6, ("市自然资源", "和规划局")),
        ("市级会商人员", 5, ("市级会商", "人员")),
        ("浙政钉移动接入代理", 6, ("浙政钉移动", "接入代理")),
        ("市公共数据平台", 5, ("市公共数据", "平台")),
        ("符合GB/T22239-2019要求", 9, ("符合", "GB/T22239-2019", "要求")),
    ],
)
def test_lines_break_between_words(text, characters, lines):
    assert typeface().lines(text, 10, characters * 10) == lines


def test_lines_set_flush_left_are_full_or_end_at_a_mark():
    text = "密码应用改造、安全测评和第三方软件测评"
    assert typeface().lines(text, 10, 130, left=True) == ("密码应用改造、安全测评和", "第三方软件测评")


@given(
    text=st.text(st.sampled_from("市数据平台，。、（）《》“”ABC12 -%."), min_size=1, max_size=60),
    characters=st.integers(4, 20),
)
def test_lines_fit_and_lose_nothing(text, characters):
    text = clean(text)
    lines = typeface().lines(text, 10, characters * 10)
    assert all(typeface().width(line, 10) <= characters * 10 + 0.001 for line in lines)
    if len(lines) < MAX_LINES:
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_closing_mark():
    for characters in range(4, 12):
        lines = typeface().lines("数据（接口），每日、每周；实时（台风期）。", 10, characters * 10)
        assert not [line for line in lines if line[0] in "，。、；）" or line[-1] == "（"]


def test_a_text_without_end_is_cut():
    lines = typeface().lines("数据" * 500, 10, 100)
    assert len(lines) == MAX_LINES
    assert lines[-1].endswith(ELLIPSIS)


def test_bodies_are_divided_outside_brackets():
    assert split_units("培训机构、区（县、市）人社经办机构") == ["培训机构", "区（县、市）人社经办机构"]
    assert split_units("市水利局、市水利局；") == ["市水利局"]
    assert split_units("") == []


@given(heights=st.lists(st.floats(1, 150), min_size=1, max_size=40))
def test_sheets_hold_every_band_once_and_no_more_than_fits(heights):
    parts = divide(heights, 200)
    assert [index for first, end in parts for index in range(first, end)] == list(range(len(heights)))
    assert all(sum(heights[first:end]) <= 200.001 for first, end in parts)


def test_a_font_is_found_by_its_known_name(tmp_path):
    source = default_font().path
    (tmp_path / "deep" / "er").mkdir(parents=True)
    shutil.copy(source, tmp_path / "deep" / "er" / source.name)
    assert find_font("", [tmp_path]).path == tmp_path / "deep" / "er" / source.name
    assert find_font(str(tmp_path), []).family == default_font().family
    assert find_font(str(source), []).path == source


def test_the_simplified_face_of_a_collection_is_taken():
    if default_font().path.name == "NotoSansCJK-Regular.ttc":
        assert default_font().family == "Noto Sans CJK SC"


def test_without_a_font_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FontNotFoundError, match="apt install fonts-noto-cjk"):
        find_font("", [tmp_path])


def test_a_given_font_that_cannot_be_used_is_not_replaced(tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    for given_path in (broken, tmp_path / "absent.ttf", tmp_path):
        with pytest.raises(FontNotFoundError, match="LUNZHENG_FONT"):
            find_font(str(given_path), font_folders())


def test_a_font_without_chinese_is_passed_over(tmp_path):
    latin = tmp_path / "latin.ttf"
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({ord("A"): "A"})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", "A")})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "A"), (600, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Latin", "styleName": "Regular"})
    builder.save(latin)
    with pytest.raises(FontNotFoundError):
        find_font(str(latin), [tmp_path])
