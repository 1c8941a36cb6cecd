"""Damages for good letters: the first page, and the elements from the number to the text."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from documents.inspect.damages import DAMAGES, damage
from documents.inspect.support import (
    APPRAISAL,
    CONSULTATION,
    NOTICE,
    Copy,
    drop,
    field,
    put,
    remove,
    rewrite,
    run_of,
    text,
)
from lunzheng.documents.ooxml import qualified, w

_BEFORE = len(DAMAGES)


def _mark(copy: Copy) -> etree._Element:
    """The paragraph of the issuing body mark."""
    return copy.first_page("header")[0]


def _rule(copy: Copy, kind: str) -> etree._Element:
    """The paragraph of a double rule."""
    return copy.first_page(kind)[-1]


def _above(node: etree._Element) -> etree._Element:
    above = node.getprevious()
    assert above is not None
    return above


# The first page


@damage("E453", "应当是“宁波市大数据发展管理局”", CONSULTATION)
def other_issuer_in_the_mark(copy: Copy) -> None:
    rewrite(_mark(copy), "宁波市大数据局")


@damage("E453", "没有发文机关标志", APPRAISAL)
def mark_deleted(copy: Copy) -> None:
    rewrite(_mark(copy), "")


@damage("E453", "颜色是 000000", CONSULTATION)
def black_mark(copy: Copy) -> None:
    put(run_of(_mark(copy)), "rPr", "color", val="000000")


@damage("E453", "字体是黑体", CONSULTATION)
def mark_in_another_font(copy: Copy) -> None:
    put(run_of(_mark(copy)), "rPr", "rFonts", eastAsia="黑体")


@damage("E453", "字号是 48 磅", NOTICE)
def huge_mark(copy: Copy) -> None:
    put(run_of(_mark(copy)), "rPr", "sz", val=96)


@damage("E453", "没有居中", NOTICE)
def mark_on_the_left(copy: Copy) -> None:
    put(_mark(copy), "pPr", "jc", val="left")


@damage("E453", "距页边 20 毫米", APPRAISAL)
def mark_too_high(copy: Copy) -> None:
    put(copy.sections[0], "pgMar", header=1134)


@damage("E454", "首页页脚：没有双线", CONSULTATION)
def lower_rule_deleted(copy: Copy) -> None:
    drop(_rule(copy, "footer"), "pPr", "pBdr")


@damage("E454", "应当是 2.25 磅、0.75 磅", CONSULTATION)
def upper_rule_upside_down(copy: Copy) -> None:
    put(_rule(copy, "header"), "pPr", "pBdr", "top", sz=6)
    put(_rule(copy, "header"), "pPr", "pBdr", "bottom", sz=18)


@damage("E454", "双线长 156 毫米", NOTICE)
def rule_as_wide_as_the_text(copy: Copy) -> None:
    put(_rule(copy, "header"), "pPr", "ind", left=0, right=0)


@damage("E454", "没有居中", NOTICE)
def rule_moved_to_the_left(copy: Copy) -> None:
    put(_rule(copy, "footer"), "pPr", "ind", left=-1000, right=206)


@damage("E454", "颜色是 000000", APPRAISAL)
def black_rules(copy: Copy) -> None:
    for kind in ("header", "footer"):
        for side in ("top", "bottom"):
            put(_rule(copy, kind), "pPr", "pBdr", side, color="000000")


@damage("E454", "标志到双线 10 毫米", APPRAISAL)
def rule_far_below_the_mark(copy: Copy) -> None:
    put(_rule(copy, "header"), "pPr", "spacing", before=567)


@damage("E454", "双线到发文字号", CONSULTATION)
def number_close_to_the_rule(copy: Copy) -> None:
    put(_rule(copy, "header"), "pPr", "spacing", after=0)


@damage("E454", "应当是 20 毫米", CONSULTATION)
def lower_rule_too_high(copy: Copy) -> None:
    put(_rule(copy, "footer"), "pPr", "spacing", after=567)


@damage("E455", "首页不同", CONSULTATION)
def first_page_like_the_others(copy: Copy) -> None:
    drop(copy.sections[0], "titlePg")


@damage("E455", "首页显示了页码", APPRAISAL)
def number_on_the_first_page(copy: Copy) -> None:
    number = w("p", None, *field("PAGE", "1"))
    copy.first_page("footer").insert(0, number)


# Elements


@damage("E456", "没有发文字号", CONSULTATION)
def number_deleted(copy: Copy) -> None:
    remove(copy.paragraph("LetterNumber"))


@damage("E456", "没有主送机关", NOTICE)
def addressee_deleted(copy: Copy) -> None:
    remove(copy.paragraph("LetterAddressee"))


@damage("E456", "没有附件说明", APPRAISAL)
def note_of_attachments_deleted(copy: Copy) -> None:
    notes = copy.paragraphs("LetterAttachments")
    remove(_above(notes[0]))
    for note in notes:
        remove(note)


@damage("E456", "标题不止一个", CONSULTATION)
def title_twice(copy: Copy) -> None:
    title = copy.paragraph("LetterTitle")
    title.addnext(deepcopy(title))


@damage("E456", "主送机关的位置不对", APPRAISAL)
def addressee_below_the_text(copy: Copy) -> None:
    addressee = copy.paragraph("LetterAddressee")
    copy.paragraphs("BodyText")[1].addnext(addressee)


@damage("E456", "正文的位置不对", APPRAISAL)
def text_below_the_date(copy: Copy) -> None:
    added = deepcopy(copy.paragraph("BodyText", "特此函告"))
    copy.paragraphs("LetterSignature")[-1].addnext(added)


@damage("E457", "“甬数函[2027]3号”：写法不对", CONSULTATION)
def square_brackets(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterNumber"), "甬数函[2027]3号")


@damage("E457", "不补零", NOTICE)
def padded_number(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterNumber"), "甬数函〔2027〕03号")


@damage("E457", "不加“第”", APPRAISAL)
def number_with_an_ordinal(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterNumber"), "甬数函〔2027〕第3号")


@damage("E457", "离版心右边缘 1 字", APPRAISAL)
def number_off_the_edge(copy: Copy) -> None:
    put(copy.paragraph("LetterNumber"), "pPr", "ind", rightChars=100, right=320)


@damage("E458", "关于征求…意见的函", CONSULTATION)
def title_in_other_words(copy: Copy) -> None:
    for piece in copy.paragraph("LetterTitle").iter(qualified("w:t")):
        piece.text = (piece.text or "").replace("征求", "商请提出")


@damage("E458", "标题应当是“宁波市大数据发展管理局关于", APPRAISAL)
def other_issuer_in_the_title(copy: Copy) -> None:
    for piece in copy.paragraph("LetterTitle").iter(qualified("w:t")):
        piece.text = (piece.text or "").replace("发展管理", "")


@damage("E458", "标题前空 1 行，应当空 2 行", NOTICE)
def title_too_high(copy: Copy) -> None:
    remove(_above(copy.paragraph("LetterTitle")))


@damage("E458", "标题后空 2 行，应当空 1 行", NOTICE)
def addressee_too_low(copy: Copy) -> None:
    title = copy.paragraph("LetterTitle")
    title.addnext(deepcopy(_above(title)))


@damage("E416", "应当是方正小标宋简体", NOTICE)
def letter_title_in_another_font(copy: Copy) -> None:
    put(run_of(copy.paragraph("LetterTitle")), "rPr", "rFonts", eastAsia="宋体")


@damage("E421", "左对齐，应当是居中", NOTICE)
def letter_title_on_the_left(copy: Copy) -> None:
    put(copy.paragraph("LetterTitle"), "pPr", "jc", val="left")


@damage("E433", "认不出", CONSULTATION)
def letter_without_its_title(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterTitle"), "工作联系单")


@damage("E459", "全角的“：”", APPRAISAL)
def half_width_colon(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterAddressee"), "市发改委:")


@damage("E459", "主送机关应当是“市发改委：” 或 “市财政局：”", APPRAISAL)
def sent_elsewhere(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterAddressee"), "市审计局：")


@damage("E436", "编号应当是“二、”", NOTICE)
def heading_number_left_out(copy: Copy) -> None:
    for heading, number in zip(copy.paragraphs("Heading1")[1:], "三四五六", strict=True):
        rewrite(heading, number + text(heading)[1:])


ENTERED = DAMAGES[_BEFORE:]
"""The damages of this module."""
