"""Damages for good letters, forms of the review and yearly lists: each plants one fault, of one kind."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from documents.inspect.damages import DAMAGES, damage
from documents.inspect.support import (
    APPRAISAL,
    CONSULTATION,
    NOTICE,
    OPINIONS,
    RESERVE,
    REVIEW_FORM,
    SUGGESTIONS,
    Copy,
    add_run,
    drop,
    field,
    part,
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


def _column(copy: Copy, title: str) -> int:
    heads = copy.tables[0].find(qualified("w:tr")).findall(qualified("w:tc"))
    return [text(cell) for cell in heads].index(title)


# Paper and page numbers


@damage("E406", "应当是竖排", REVIEW_FORM)
def form_turned(copy: Copy) -> None:
    put(copy.section(), "pgSz", w=16838, h=11906, orient="landscape")
    put(copy.sections[-1], "pgMar", top=1587, right=2098, bottom=1474, left=1984)


@damage("E411", "没有页码", SUGGESTIONS)
def list_without_numbers_on_even_pages(copy: Copy) -> None:
    for reference in copy.sections[0].findall(qualified("w:footerReference")):
        if reference.get(qualified("w:type")) == "even":
            remove(reference)


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


# Tables of forms and lists


@damage("E464", "没有“采纳情况”列", OPINIONS)
def column_of_a_form_renamed(copy: Copy) -> None:
    head = next(cell for cell in copy.tables[1].iter(qualified("w:tc")) if text(cell) == "采纳情况")
    rewrite(head, "是否采纳")


@damage("E464", "没有“专家签名”一栏", REVIEW_FORM)
def field_of_a_form_renamed(copy: Copy) -> None:
    rewrite(next(p for p in copy.paragraphs("TableHead") if text(p) == "专家签名"), "签字")


@damage("E464", "没有“建设方式”列", RESERVE)
def column_of_a_list_left_out(copy: Copy) -> None:
    index = _column(copy, "建设方式")
    for row in copy.tables[0].findall(qualified("w:tr")):
        remove(row.findall(qualified("w:tc"))[index])


@damage("E464", "各列应当依次是", RESERVE)
def columns_of_a_list_exchanged(copy: Copy) -> None:
    index = _column(copy, "建设单位")
    for row in copy.tables[0].findall(qualified("w:tr")):
        cells = row.findall(qualified("w:tc"))
        cells[index].addnext(cells[index - 1])


@damage("E464", "没有“填报单位：宁波市大数据发展管理局”", SUGGESTIONS)
def list_without_its_author(copy: Copy) -> None:
    rewrite(copy.paragraph("FormSentence"), "填报单位：")


@damage("E465", "序号是“1”，应当是 2", SUGGESTIONS)
def serial_number_twice(copy: Copy) -> None:
    rows = copy.tables[0].findall(qualified("w:tr"))
    rewrite(rows[2].findall(qualified("w:tc"))[0], "1")


@damage("E466", "各行之和是", SUGGESTIONS)
def amount_changed_without_the_total(copy: Copy) -> None:
    rewrite(copy.cell("投资估算（万元）"), "1,234.50")


@damage("E428", "投资估算（万元）", SUGGESTIONS)
def amount_of_a_list_on_the_left(copy: Copy) -> None:
    put(copy.cell("投资估算（万元）"), "pPr", "jc", val="left")


@damage("E429", "金额的写法不对", RESERVE)
def amount_of_a_list_without_commas(copy: Copy) -> None:
    amount = copy.cell("投资估算（万元）")
    assert "," in text(amount)
    rewrite(amount, text(amount).replace(",", ""))


@damage("E425", "表头没有设置重复", RESERVE)
def header_of_a_list_not_repeated(copy: Copy) -> None:
    drop(copy.tables[0], "tr", "trPr", "tblHeader")


ENTERED = DAMAGES[_BEFORE:]
"""The damages of this module."""
