"""The letter format in figures: GB/T 9704-2012, 10.1 and 7.3."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from lunzheng.documents.letter_text import title_lines, width

from .made import DATE, LETTERS, NUMBER, W, Word, attribute, letter, style_of

MM = 1440 / 25.4
EVERY_LETTER = pytest.mark.parametrize("code", LETTERS)


def word(code: str = "consultation", date: datetime.date | None = DATE) -> Word:
    return Word(letter(code, number=NUMBER, date=date).data)


@EVERY_LETTER
def test_the_first_page_has_the_letterhead_and_no_page_number(code: str) -> None:
    made = word(code)
    section = next(made.document.iter(f"{W}sectPr"))
    assert section.find(f"{W}titlePg") is not None
    kinds = {node.get(f"{W}type"): node.tag for node in section if node.tag.endswith("Reference")}
    assert set(kinds) == {"first", "default", "even"}
    assert b"PAGE" not in made.parts["word/footer-letter.xml"]


def test_the_mark_is_red_and_30_mm_below_the_edge() -> None:
    made = word()
    header = made.xml("word/header-letter.xml")
    mark, rule = header.findall(f"{W}p")
    assert "".join(mark.itertext()).strip() == "宁波市大数据发展管理局"
    assert attribute(mark, "r/rPr/color", "val") == "FF0000"
    assert attribute(mark, "r/rPr/rFonts", "eastAsia") == "方正小标宋简体"
    assert attribute(mark, "pPr/jc", "val") == "center"
    section = next(made.document.iter(f"{W}sectPr"))
    assert int(attribute(section, "pgMar", "header")) == pytest.approx(30 * MM, abs=1)
    assert int(attribute(rule, "pPr/spacing", "before")) == pytest.approx(4 * MM, abs=1)


@pytest.mark.parametrize(("part", "above"), [("header-letter", "thick"), ("footer-letter", "thin")])
def test_the_double_rules_are_170_mm_long_and_centred(part: str, above: str) -> None:
    rule = word().xml(f"word/{part}.xml").findall(f"{W}p")[-1]
    left, right = (int(attribute(rule, "pPr/ind", side)) for side in ("left", "right"))
    assert (28 * MM + left) == pytest.approx(20 * MM, abs=2)
    assert (26 * MM + right) == pytest.approx(20 * MM, abs=2)
    top, bottom = (int(attribute(rule, f"pPr/pBdr/{side}", "sz")) for side in ("top", "bottom"))
    assert (top > bottom) == (above == "thick")


def test_the_lower_rule_is_20_mm_above_the_edge() -> None:
    made = word()
    section = next(made.document.iter(f"{W}sectPr"))
    rule = made.xml("word/footer-letter.xml").findall(f"{W}p")[-1]
    height = int(attribute(section, "pgMar", "footer")) + int(attribute(rule, "pPr/spacing", "after"))
    assert height == pytest.approx(20 * MM, abs=2)


@EVERY_LETTER
def test_page_numbers_stand_as_high_in_attached_forms_as_in_the_letter(code: str) -> None:
    """The sections share the footers; with other distances from the edge the same number stands elsewhere."""
    sections = list(word(code).document.iter(f"{W}sectPr"))
    assert len({attribute(section, "pgMar", "footer") for section in sections}) == 1


@EVERY_LETTER
def test_the_elements_stand_in_their_order(code: str) -> None:
    styles = [style_of(paragraph) for paragraph in word(code).paragraphs]
    wanted = ["LetterNumber", "LetterTitle", "LetterAddressee", "BodyText", "LetterAttachments", "LetterSignature"]
    places = [styles.index(style) for style in wanted]
    assert places == sorted(places)
    # Two empty lines above the title (10.1), one above the attachments (7.3.4).
    assert styles[places[1] - 2 : places[1]] == ["Normal", "Normal"]
    assert styles[places[4] - 1] == "Normal"


def test_attachments_are_numbered_and_end_without_punctuation() -> None:
    first, second = Word(letter("consultation").data).styled("LetterAttachments")
    assert "".join(first.itertext()).startswith("附件：1.")
    assert "".join(second.itertext()).strip() == "2.征求意见反馈表"
    for paragraph in (first, second):
        assert "".join(paragraph.itertext()).strip()[-1] not in "。；，、"
        # Names start six characters in: 2 of indent, 附件： and the number.
        assert attribute(paragraph, "pPr/ind", "leftChars") == "600"


def test_the_attached_form_is_marked_and_titled_in_the_third_line() -> None:
    made = Word(letter("consultation").data)
    mark = next(index for index, line in enumerate(made.lines) if line == "附件2")
    assert style_of(made.paragraphs[mark]) == "AttachmentMark"
    assert not made.lines[mark + 1].strip()
    assert made.lines[mark + 2] == "征求意见反馈表"


@pytest.mark.parametrize(
    ("date", "printed", "above"),
    [
        (datetime.date(2027, 3, 1), "2027年3月1日", 150),
        (datetime.date(2027, 12, 28), "2027年12月28日", 200),
    ],
)
def test_the_date_is_four_characters_in_and_the_issuer_centred_above(
    date: datetime.date, printed: str, above: int
) -> None:
    issuer, day = word(date=date).styled("LetterSignature")
    assert "".join(day.itertext()).strip() == printed
    assert attribute(day, "pPr/ind", "rightChars") == "400"
    assert attribute(issuer, "pPr/ind", "rightChars") == str(above)


def test_the_last_paragraph_stays_with_the_signature() -> None:
    made = word()
    styles = [style_of(paragraph) for paragraph in made.paragraphs]
    end = max(index for index, style in enumerate(styles) if style == "LetterSignature")
    start = styles.index("LetterAttachments") - 2
    assert made.lines[start] == "特此致函，请予支持。"
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in made.paragraphs[start:end])


def test_a_title_breaks_between_words_in_lines_of_like_length() -> None:
    name = "宁波城市大脑●防汛会商协同应用系统（示例）"
    lines = title_lines(["宁波市大数据发展管理局关于征求", name, "方案意见的函"], 20)
    assert lines == ["宁波市大数据发展管理局关于征求", "宁波城市大脑●防汛会商协同应用系统", "（示例）方案意见的函"]
    assert title_lines(["关于", "甲", "的函"], 20) == ["关于甲的函"]
    for long in ("很长的名称" * 20, "a" * 300, "（" * 50):
        assert "".join(title_lines(["关于", long, "的函"], 20)) == f"关于{long}的函"


def test_latin_letters_are_half_as_wide() -> None:
    assert width("2027年3月1日") == Decimal(6)
