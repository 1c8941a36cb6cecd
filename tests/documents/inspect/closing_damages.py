"""Damages for good letters: what closes them, from the note of attachments to who gets a copy."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from documents.inspect.damages import DAMAGES, damage
from documents.inspect.support import (
    APPRAISAL,
    CONSULTATION,
    NOTICE,
    Copy,
    add_run,
    drop,
    part,
    put,
    remove,
    rewrite,
)
from lunzheng.documents.ooxml import qualified, w

_BEFORE = len(DAMAGES)


def _above(node: etree._Element) -> etree._Element:
    above = node.getprevious()
    assert above is not None
    return above


# Attachments, signature, copies


@damage("E460", "开头应当是“附件：1.”", CONSULTATION)
def other_sign_behind_the_number(copy: Copy) -> None:
    next(copy.paragraphs("LetterAttachments")[0].iter(qualified("w:t"))).text = "附件：1、"


@damage("E460", "名称后面不加标点", CONSULTATION)
def full_stop_behind_an_attachment(copy: Copy) -> None:
    add_run(copy.paragraphs("LetterAttachments")[0], "。")


@damage("E460", "左空 0 字，应当左空 2 字", APPRAISAL)
def note_at_the_edge(copy: Copy) -> None:
    put(copy.paragraphs("LetterAttachments")[0], "pPr", "ind", hangingChars=600, hanging=1920)


@damage("E460", "与名称的首字对齐", NOTICE)
def name_runs_on_below_the_label(copy: Copy) -> None:
    note = copy.paragraphs("LetterAttachments")[0]
    put(note, "pPr", "ind", leftChars=200, left=640, hangingChars=0, hanging=0)


@damage("E460", "附件说明前空 0 行", APPRAISAL)
def note_right_below_the_text(copy: Copy) -> None:
    remove(_above(copy.paragraphs("LetterAttachments")[0]))


@damage("E460", "缺少附件“…专家评审意见”", APPRAISAL)
def attachment_renamed(copy: Copy) -> None:
    list(copy.paragraphs("LetterAttachments")[1].iter(qualified("w:t")))[-1].text = "会议纪要"


@damage("E461", "附件说明里没有这个附件", CONSULTATION)
def mark_with_another_number(copy: Copy) -> None:
    rewrite(copy.paragraph("AttachmentMark"), "附件3")


@damage("E461", "应当在第三行", CONSULTATION)
def title_in_the_second_line(copy: Copy) -> None:
    remove(_above(copy.paragraph("FormTitle")))


@damage("E461", "附件说明里的名称是“征求意见反馈表”", CONSULTATION)
def form_renamed(copy: Copy) -> None:
    rewrite(copy.paragraph("FormTitle"), "反馈意见表")


@damage("E461", "没有另起一页", NOTICE)
def form_below_the_letter(copy: Copy) -> None:
    put(copy.sections[-1], "type", val="continuous")


@damage("E462", "2027年3月1日 的样子", CONSULTATION)
def padded_date(copy: Copy) -> None:
    rewrite(copy.paragraphs("LetterSignature")[-1], "2027年03月01日")


@damage("E462", "2027年3月1日 的样子", NOTICE)
def day_that_does_not_exist(copy: Copy) -> None:
    rewrite(copy.paragraphs("LetterSignature")[-1], "2027年2月30日")


@damage("E462", "2027年3月1日 的样子", APPRAISAL)
def date_in_chinese_numerals(copy: Copy) -> None:
    rewrite(copy.paragraphs("LetterSignature")[-1], "二〇二七年三月一日")


@damage("E462", "成文日期右空 0 字", CONSULTATION)
def date_at_the_edge(copy: Copy) -> None:
    drop(copy.paragraphs("LetterSignature")[-1], "pPr", "ind")


@damage("E462", "以成文日期为准居中", NOTICE)
def issuer_not_above_the_date(copy: Copy) -> None:
    put(copy.paragraphs("LetterSignature")[0], "pPr", "ind", rightChars=600, right=1920)


@damage("E462", "署名应当是", APPRAISAL)
def signed_by_another(copy: Copy) -> None:
    rewrite(copy.paragraphs("LetterSignature")[0], "宁波市数据局")


@damage("E462", "没有署名", APPRAISAL)
def not_signed(copy: Copy) -> None:
    remove(copy.paragraphs("LetterSignature")[0])


@damage("E462", "没有成文日期", APPRAISAL)
def not_dated(copy: Copy) -> None:
    remove(copy.paragraphs("LetterSignature")[-1])


@damage("E462", "署名前空 0 行", CONSULTATION)
def no_room_for_the_seal(copy: Copy) -> None:
    issuer = copy.paragraphs("LetterSignature")[0]
    remove(_above(issuer))
    remove(_above(issuer))


@damage("E463", "没有固定在版心最下方", APPRAISAL)
def copies_below_the_date(copy: Copy) -> None:
    drop(copy.paragraph("LetterCopies"), "pPr", "framePr")


@damage("E463", "信函不加分隔线", NOTICE)
def rule_above_the_copies(copy: Copy) -> None:
    line = w("top", {"val": "single", "sz": 8, "space": 1, "color": "000000"})
    part(copy.paragraph("LetterCopies"), "pPr", "pBdr").append(line)


@damage("E463", "左空 0 字、右空 1 字", APPRAISAL)
def copies_at_the_edge(copy: Copy) -> None:
    put(copy.paragraph("LetterCopies"), "pPr", "ind", hangingChars=400, hanging=1120)


@damage("E463", "以“。”结尾", NOTICE)
def copies_without_a_full_stop(copy: Copy) -> None:
    rewrite(copy.paragraph("LetterCopies"), "抄送：市财政局")


@damage("E463", "不加印发机关和印发日期", APPRAISAL)
def printing_line(copy: Copy) -> None:
    added = deepcopy(copy.paragraph("BodyText", "特此函告"))
    rewrite(added, "宁波市大数据发展管理局 2027年3月1日印发")
    copy.paragraphs("LetterSignature")[-1].addnext(added)


@damage("E463", "应当在最后一页", NOTICE)
def copies_above_a_table(copy: Copy) -> None:
    copies = copy.paragraph("LetterCopies")
    copy.paragraph("FormTitle").addnext(copies)


ENTERED = DAMAGES[_BEFORE:]
"""The damages of this module."""
