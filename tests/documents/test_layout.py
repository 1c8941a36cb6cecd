"""Page, page numbers, fonts and indents: the figures of GB/T 9704-2012."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from .samples import cases, docx, with_code
from .wordfile import NAMES, Section, q, style_of, text_of, value

EVERY = pytest.mark.parametrize(("project_id", "code"), cases())
WITH_COVER = pytest.mark.parametrize(("project_id", "code"), cases(lambda document: document.outline))

A4 = (11906, 16838)
MARGINS = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
TURNED = {"top": 1587, "bottom": 1474, "left": 1984, "right": 2098}
"""Across, the binding side lies at the top."""
TOLERANCE = 57
"""1 mm in twips: what the standard allows at the top and at the binding side."""


@EVERY
def test_paper_margins_and_grid(project_id: str, code: str) -> None:
    for section in docx(project_id, code).sections:
        assert section.size == (A4[::-1] if section.landscape else A4)
        wanted = TURNED if section.landscape else MARGINS
        assert {side: abs(section.margins[side] - wanted[side]) <= 1 for side in wanted} == dict.fromkeys(wanted, True)
        grid = section.properties.find("w:docGrid", NAMES)
        if not section.landscape:
            # 22 lines to a page; 28 characters of 16 points to a line.
            assert value(grid, "w:linePitch") == "579"
            assert abs(int(value(grid, "w:charSpace") or 0) + 848) <= 1


@EVERY
def test_type_area(project_id: str, code: str) -> None:
    """156 × 225 mm."""
    for section in docx(project_id, code).sections:
        margins = section.margins
        height = section.size[1] - margins["top"] - margins["bottom"]
        wide, high = (height, section.text_width) if section.landscape else (section.text_width, height)
        assert abs(wide - 156 * 1440 / 25.4) <= TOLERANCE
        assert abs(high - 225 * 1440 / 25.4) <= TOLERANCE


@EVERY
def test_each_section_begins_a_page(project_id: str, code: str) -> None:
    for section in docx(project_id, code).sections:
        kind = value(section.properties.find("w:type", NAMES))
        assert kind in (None, "nextPage")


@pytest.mark.parametrize(("project_id", "code"), with_code("application"))
def test_application_lies_across_the_page(project_id: str, code: str) -> None:
    assert [section.landscape for section in docx(project_id, code).sections] == [True]


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_wide_forms_lie_across_the_page(project_id: str, code: str) -> None:
    across = {title(section): section.landscape for section in docx(project_id, code).sections}
    assert across["附表4"]
    assert across["附表6"]
    assert across["附表8"]
    assert not across["附表2"]
    assert not any(landscape for name, landscape in across.items() if not name.startswith("附表"))


def title(section: Section) -> str:
    return text_of(section.paragraphs()[0])


@WITH_COVER
def test_front_pages_carry_no_page_number(project_id: str, code: str) -> None:
    sections = docx(project_id, code).sections
    cover = sections[0]
    assert style_of(cover.paragraphs()[0]) == "CoverTitle"
    assert cover.footers == {}
    first = next(index for index, section in enumerate(sections) if section.footers)
    # Word gives a section without footers those of the section before it: only the first ones may be without.
    assert all(set(section.footers) == {"default", "even"} for section in sections[first:])
    assert style_of(sections[first].paragraphs()[0]) == "Heading1"
    assert value(sections[first].properties.find("w:pgNumType", NAMES), "w:start") == "1"
    assert [section.properties.find("w:pgNumType", NAMES) for section in sections[first + 1 :]] == [None] * (
        len(sections) - first - 1
    )


@EVERY
def test_page_numbers_stand_outside(project_id: str, code: str) -> None:
    """Odd pages at the right, even pages at the left, one character in, 「— 1 —」 in 14 points."""
    document = docx(project_id, code)
    assert document.xml("word/settings.xml").find("w:evenAndOddHeaders", NAMES) is not None
    targets = document.relationships("word/document.xml")
    for section in document.sections:
        for kind, side in (("default", "right"), ("even", "left")):
            if identifier := section.footers.get(kind):
                check_footer(document.xml(f"word/{targets[identifier][0]}"), side)
    assert any(section.footers for section in document.sections)


def check_footer(footer: etree._Element, side: str) -> None:
    """Of an upright page, or of one that lies across: there a turned text box, and its VML twin, hold the number."""
    turned = [content.find("w:p", NAMES) for content in footer.iter(q("w:txbxContent"))]
    for paragraph in turned or [footer.find("w:p", NAMES)]:
        check_number(paragraph, side)


def check_number(paragraph: etree._Element | None, side: str) -> None:
    assert paragraph is not None
    assert value(paragraph.find("w:pPr/w:jc", NAMES)) == side
    assert value(paragraph.find("w:pPr/w:ind", NAMES), f"w:{side}Chars") == "100"
    assert text_of(paragraph) == "— 1 —"
    kinds = [value(mark, "w:fldCharType") for mark in paragraph.iter(q("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [item.text.strip() for item in paragraph.iter(q("w:instrText"))] == ["PAGE"]
    for run in paragraph.findall("w:r", NAMES):
        assert value(run.find("w:rPr/w:sz", NAMES)) == "28"
        assert value(run.find("w:rPr/w:rFonts", NAMES), "w:eastAsia") == "宋体"


FONTS = {
    "Normal": ("仿宋_GB2312", 32),
    "BodyText": ("仿宋_GB2312", 32),
    "FirstParagraph": ("仿宋_GB2312", 32),
    "ListText": ("仿宋_GB2312", 32),
    "CoverTitle": ("方正小标宋简体", 44),
    "FormTitle": ("方正小标宋简体", 44),
    "Heading1": ("黑体", 32),
    "Heading2": ("楷体_GB2312", 32),
    "Heading3": ("仿宋_GB2312", 32),
    "Heading4": ("仿宋_GB2312", 32),
    "AttachmentMark": ("黑体", 32),
    "Footer": ("宋体", 28),
}


@EVERY
def test_fonts_and_sizes_of_the_levels(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    found = {
        style: (
            document.inherited(style, "w:rPr/w:rFonts", "w:eastAsia"),
            int(document.inherited(style, "w:rPr/w:sz") or 0),
        )
        for style in FONTS
    }
    assert found == FONTS


@EVERY
def test_text_is_indented_by_characters(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    for style in ("BodyText", "FirstParagraph", "Heading1", "Heading2", "Heading3", "Heading4"):
        assert document.inherited(style, "w:pPr/w:ind", "w:firstLineChars") == "200", style
    for style in ("TableText", "TableHead", "CoverTitle", "FormTitle", "AttachmentMark", "Footer"):
        assert document.inherited(style, "w:pPr/w:ind", "w:firstLineChars") in (None, "0"), style


@EVERY
def test_titles_are_centred_and_marks_are_left(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    found = {style: document.inherited(style, "w:pPr/w:jc") for style in ("CoverTitle", "FormTitle", "AttachmentMark")}
    assert found == {"CoverTitle": "center", "FormTitle": "center", "AttachmentMark": "left"}


@EVERY
def test_headings_have_outline_levels_and_keep_with_text(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    for level in range(1, 5):
        style = document.style(f"Heading{level}")
        assert value(style.find("w:pPr/w:outlineLvl", NAMES)) == str(level - 1)
        assert style.find("w:pPr/w:keepNext", NAMES) is not None


@EVERY
def test_nothing_overrides_the_styles(project_id: str, code: str) -> None:
    """Fonts, sizes and indents come from styles alone: what one clerk's Word changes, all documents change."""
    document = docx(project_id, code)
    for run in document.document.iter(q("w:rPr")):
        assert run.find("w:sz", NAMES) is None
        fonts = run.find("w:rFonts", NAMES)
        assert fonts is None or set(fonts.attrib) <= {q("w:hint")}
    for paragraph in document.document.iter(q("w:p")):
        assert paragraph.find("w:pPr/w:ind", NAMES) is None


@EVERY
def test_fonts_are_named_and_not_bundled(project_id: str, code: str) -> None:
    assert not [name for name in docx(project_id, code).parts if re.search(r"\.(?:odttf|ttf|otf)$", name)]


@pytest.mark.parametrize(("project_id", "code"), with_code("proposal"))
def test_chapters_begin_pages(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    chapters = [item for item in document.document.iter(q("w:p")) if style_of(item) == "Heading1"]
    breaks = [chapter.find("w:pPr/w:pageBreakBefore", NAMES) is not None for chapter in chapters]
    # The first chapter begins its section.
    assert breaks == [False] + [True] * 9
