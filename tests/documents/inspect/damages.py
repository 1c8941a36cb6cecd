"""Damages for a good document: each plants one fault, of one kind.

A damage is a function whose name says what it does; ``damage`` enters it into the table with the kind that has to be
found, the sample it is planted in, and words that the problem has to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from documents.inspect.support import (
    BRIEF,
    DOCUMENT,
    DRAWING,
    PROPOSAL,
    RELATIONS,
    SETTINGS,
    STYLES,
    Copy,
    add_run,
    attribute,
    drop,
    field,
    part,
    put,
    rewrite,
    run_of,
    style_of,
    text,
)
from lunzheng.documents.ooxml import find, qualified, w


@dataclass(frozen=True)
class Damage:
    code: str
    plant: Callable[[Copy], None]
    sample: str
    says: str

    @property
    def name(self) -> str:
        return self.plant.__name__


DAMAGES: list[Damage] = []
Plant = Callable[[Copy], None]


def damage(code: str, says: str = "", sample: str = BRIEF) -> Callable[[Plant], Plant]:
    def enter(plant: Plant) -> Plant:
        DAMAGES.append(Damage(code, plant, sample, says))
        return plant

    return enter


# Paper, margins, grid


@damage("E405", "215.9×279.4")
def letter_paper(copy: Copy) -> None:
    put(copy.section(), "pgSz", w=12240, h=15840)


@damage("E405", "没有写明")
def no_paper_size(copy: Copy) -> None:
    drop(copy.section(), "pgSz")


@damage("E406", "写明的方向是竖排", PROPOSAL)
def wide_page_without_its_direction(copy: Copy) -> None:
    del part(copy.section(across=True), "pgSz").attrib[qualified("w:orient")]


@damage("E406", "没有宽表，却是横排", PROPOSAL)
def upright_form_turned(copy: Copy) -> None:
    put(copy.section(), "pgSz", w=16838, h=11906, orient="landscape")
    put(copy.section(across=True), "pgMar", top=1587, right=2098, bottom=1474, left=1984)


@damage("E407", "上页边是 30 毫米")
def low_head(copy: Copy) -> None:
    put(copy.section(), "pgMar", top=1701)


@damage("E407", "左页边是 20 毫米")
def narrow_binding_side(copy: Copy) -> None:
    put(copy.section(), "pgMar", left=1134)


@damage("E407", "左页边是 38 毫米")
def gutter(copy: Copy) -> None:
    put(copy.section(), "pgMar", gutter=567)


@damage("E407", "下页边")
def high_foot(copy: Copy) -> None:
    put(copy.section(), "pgMar", bottom=1440)


@damage("E407", "上页边", PROPOSAL)
def wide_page_with_upright_margins(copy: Copy) -> None:
    put(copy.section(across=True), "pgMar", top=2098, right=1474, bottom=1984, left=1587)


@damage("E408", "每页 40 行")
def office_grid(copy: Copy) -> None:
    put(copy.section(), "docGrid", linePitch=312)


@damage("E408", "没有设定行网格")
def no_grid(copy: Copy) -> None:
    drop(copy.section(), "docGrid")


@damage("E409", "每行 27 字")
def body_not_condensed(copy: Copy) -> None:
    put(copy.style("Normal"), "rPr", "spacing", val=0)


@damage("E409", "应当是 28 字")
def wide_characters(copy: Copy) -> None:
    put(copy.section(), "docGrid", type="linesAndChars", charSpace=4096)


# Page numbers


@damage("E410", "奇偶页不同")
def odd_and_even_alike(copy: Copy) -> None:
    drop(copy.tree(SETTINGS), "evenAndOddHeaders")


@damage("E411", "首页")
def first_page_apart(copy: Copy) -> None:
    copy.section().append(w("titlePg"))


@damage("E411", "奇数页", PROPOSAL)
def wide_page_with_empty_footer(copy: Copy) -> None:
    footer_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    copy.describe("word/footer9.xml", footer_type, etree.tostring(w("ftr", None, w("p"))))
    copy.relate("rIdEmpty", "footer", "footer9.xml")
    reference = next(r for r in copy.section(across=True) if attribute(r, "type") == "default")
    reference.set(qualified("r:id"), "rIdEmpty")


@damage("E412", "封面上有页码")
def numbered_cover(copy: Copy) -> None:
    reference = next(copy.tree().iter(qualified("w:footerReference")))
    copy.sections[0].insert(0, etree.fromstring(etree.tostring(reference)))


@damage("E413", "“- 1 -”")
def hyphens_round_the_number(copy: Copy) -> None:
    for piece in copy.footer("default").iter(qualified("w:t")):
        piece.text = (piece.text or "").replace("—", "-")


@damage("E413", "Times New Roman")
def number_in_another_font(copy: Copy) -> None:
    for fonts in copy.footer("even").iter(qualified("w:rFonts")):
        fonts.set(qualified("w:ascii"), "Times New Roman")


@damage("E413", "10.5 磅")
def small_number(copy: Copy) -> None:
    for size in copy.footer("default").iter(qualified("w:sz")):
        size.set(qualified("w:val"), "21")


@damage("E413", "upperRoman")
def roman_numbers(copy: Copy) -> None:
    put(copy.section(), "pgNumType", fmt="upperRoman")


@damage("E414", "居中")
def number_in_the_middle(copy: Copy) -> None:
    put(copy.footer("default"), "pPr", "jc", val="center")


@damage("E414", "应当居左")
def even_number_on_the_right(copy: Copy) -> None:
    put(copy.footer("even"), "pPr", "jc", val="right")


@damage("E414", "0 字")
def number_at_the_edge(copy: Copy) -> None:
    drop(copy.footer("default"), "pPr", "ind")


@damage("E414", "应当是 7 毫米")
def number_near_the_edge_of_the_paper(copy: Copy) -> None:
    put(copy.section(), "pgMar", footer=850)


@damage("E415", "重新从 1 起", PROPOSAL)
def numbers_start_again(copy: Copy) -> None:
    put(copy.section(), "pgNumType", start=1)


@damage("E415", "没有从 1 起")
def numbers_count_the_cover(copy: Copy) -> None:
    drop(next(s for s in copy.sections if find(s, "w:pgNumType") is not None), "pgNumType")


# Fonts, sizes, colours


@damage("E416", "宋体")
def one_run_in_another_font(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "rFonts", eastAsia="宋体")


@damage("E416", "样式“Body Text”")
def body_style_in_another_font(copy: Copy) -> None:
    put(copy.style("BodyText"), "rPr", "rFonts", eastAsia="微软雅黑")


@damage("E416", "样式“heading 1”")
def heading_style_in_another_font(copy: Copy) -> None:
    put(copy.style("Heading1"), "rPr", "rFonts", eastAsia="仿宋_GB2312")


@damage("E416", "样式“Cover Title”")
def title_in_bold_type(copy: Copy) -> None:
    put(copy.style("Title"), "rPr", "rFonts", eastAsia="黑体")


@damage("E416", "应当是仿宋_GB2312")
def theme_font(copy: Copy) -> None:
    put(copy.style("Normal"), "rPr", "rFonts", eastAsiaTheme="minorEastAsia")


@damage("E416", "楷体")
def character_style_with_a_font(copy: Copy) -> None:
    style = w("style", {"type": "character", "styleId": "Emphatic"}, w("name", {"val": "Emphatic"}))
    copy.tree(STYLES).append(style)
    put(style, "rPr", "rFonts", eastAsia="楷体_GB2312")
    put(run_of(copy.paragraph()), "rPr", "rStyle", val="Emphatic")


@damage("E416", "黑体")
def table_caption_in_another_font(copy: Copy) -> None:
    put(run_of(copy.paragraph("TableCaption")), "rPr", "rFonts", eastAsia="宋体")


@damage("E417", "Arial")
def digits_in_another_font(copy: Copy) -> None:
    paragraph = copy.paragraph()
    put(add_run(paragraph, "2027"), "rPr", "rFonts", ascii="Arial", hAnsi="Arial")


@damage("E417", "Calibri")
def normal_style_in_another_latin_font(copy: Copy) -> None:
    put(copy.style("TableText"), "rPr", "rFonts", ascii="Calibri")


@damage("E418", "10.5 磅，应当是 16 磅")
def one_run_too_small(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "sz", val=21)


@damage("E418", "18 磅，应当是 22 磅")
def small_title(copy: Copy) -> None:
    put(copy.style("Title"), "rPr", "sz", val=36)


@damage("E418", "12 磅，应当是 10.5 磅")
def large_table_text(copy: Copy) -> None:
    put(copy.style("TableText"), "rPr", "sz", val=24)


@damage("E422", "间距")
def stretched_words(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "spacing", val=40)


@damage("E422", "缩放")
def squeezed_words(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "w", val=80)


@damage("E423", "FF0000")
def red_words(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "color", val="FF0000")


@damage("E423", "突出显示")
def highlighted_words(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "highlight", val="yellow")


@damage("E424", "ja-JP")
def words_marked_as_japanese(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "lang", eastAsia="ja-JP")


@damage("E424", "en-US")
def english_document(copy: Copy) -> None:
    put(copy.tree(STYLES), "docDefaults", "rPrDefault", "rPr", "lang", eastAsia="en-US")


# Indents, spacing, alignment


@damage("E419", "没有首行缩进")
def no_indent(copy: Copy) -> None:
    put(copy.paragraph(), "pPr", "ind", firstLineChars=0, firstLine=0)


@damage("E419", "固定长度 11.3 毫米")
def indent_by_length(copy: Copy) -> None:
    del part(copy.style("BodyText"), "pPr", "ind").attrib[qualified("w:firstLineChars")]


@damage("E419", "4 字符")
def indent_of_four(copy: Copy) -> None:
    put(copy.paragraph(), "pPr", "ind", firstLineChars=400)


@damage("E419", "空格")
def typed_indent(copy: Copy) -> None:
    paragraph = copy.paragraph()
    rewrite(paragraph, f"\u3000\u3000{text(paragraph)}")


@damage("E419", "样式“Normal”")
def pasted_without_style(copy: Copy) -> None:
    drop(copy.paragraph(), "pPr", "pStyle")


@damage("E420", "1.5 倍")
def one_and_a_half_lines(copy: Copy) -> None:
    put(copy.paragraph(), "pPr", "spacing", line=360, lineRule="auto")


@damage("E420", "固定值 28 磅")
def all_lines_closer(copy: Copy) -> None:
    put(copy.style("Normal"), "pPr", "spacing", line=560)


@damage("E421", "左对齐，应当是两端对齐")
def ragged_paragraph(copy: Copy) -> None:
    put(copy.paragraph(), "pPr", "jc", val="left")


@damage("E421", "应当是居中")
def title_on_the_left(copy: Copy) -> None:
    put(copy.style("Title"), "pPr", "jc", val="left")


# Tables


@damage("E425")
def header_not_repeated(copy: Copy) -> None:
    drop(copy.tables[0], "tr", "trPr", "tblHeader")


@damage("E425")
def header_switched_off(copy: Copy) -> None:
    put(copy.tables[1], "tr", "trPr", "tblHeader", val="0")


@damage("E426", "第 2 行")
def row_may_break(copy: Copy) -> None:
    row = copy.tables[0].findall(qualified("w:tr"))[1]
    drop(row, "trPr", "cantSplit")


@damage("E427", "版心宽 156 毫米")
def table_too_wide(copy: Copy) -> None:
    table = copy.tables[0]
    for column in table.iter(qualified("w:gridCol")):
        column.set(qualified("w:w"), str(int(attribute(column, "w")) * 13 // 10))
    put(table, "tblPr", "tblW", w=int(attribute(part(table, "tblPr", "tblW"), "w")) * 13 // 10)


@damage("E427", "左边伸出 20 毫米")
def table_outside_on_the_left(copy: Copy) -> None:
    put(copy.tables[0], "tblPr", "jc", val="left")
    put(copy.tables[0], "tblPr", "tblInd", w=-1134, type="dxa")


@damage("E427", "版心宽")
def table_of_more_than_all(copy: Copy) -> None:
    put(copy.tables[0], "tblPr", "tblW", w=6000, type="pct")


@damage("E428", "金额（万元）")
def amount_on_the_left(copy: Copy) -> None:
    put(copy.cell("金额（万元）"), "pPr", "jc", val="left")


@damage("E428", "年度")
def number_in_the_centre(copy: Copy) -> None:
    put(copy.cell("年度"), "pPr", "jc", val="center")


@damage("E429", "金额的写法不对")
def amount_with_three_decimals(copy: Copy) -> None:
    amount = copy.cell("金额（万元）")
    rewrite(amount, f"{text(amount)}0")


# Captions and pictures


_CAPTION = re.compile(r"^(?P<before>\D+\d+-)(?P<number>\d+)\u3000(?P<title>.+)$")


def _renumber(caption: etree._Element, difference: int) -> None:
    read = _CAPTION.match(text(caption))
    assert read is not None
    rewrite(caption, f"{read['before']}{int(read['number']) + difference}\u3000{read['title']}")


@damage("E430", "编号应当是 表")
def caption_number_repeated(copy: Copy) -> None:
    captions = [p for p in copy.paragraphs("TableCaption") if text(p).startswith("表2-")]
    for caption in captions[1:]:
        _renumber(caption, -1)


@damage("E430", "编号应当是 表")
def caption_number_left_out(copy: Copy) -> None:
    _renumber(copy.paragraph("TableCaption"), 1)


@damage("E430", "编号缺少")
def caption_without_number(copy: Copy) -> None:
    last = copy.paragraph("TableCaption")
    rewrite(last, text(last).partition("\u3000")[2])


@damage("E431", "下面没有表")
def caption_without_table(copy: Copy) -> None:
    copy.paragraph("TableCaption").addnext(etree.fromstring(etree.tostring(copy.paragraph())))


@damage("E431", "上面没有图", PROPOSAL)
def caption_without_picture(copy: Copy) -> None:
    copy.paragraph("ImageCaption").addprevious(etree.fromstring(etree.tostring(copy.paragraphs("BodyText")[0])))


@damage("E432", "没有替代文字", PROPOSAL)
def picture_without_words(copy: Copy) -> None:
    del next(copy.tree().iter(f"{DRAWING}docPr")).attrib["descr"]


# Structure


@damage("E433", "认不出")
def nameless_document(copy: Copy) -> None:
    rewrite(copy.paragraphs("CoverTitle")[-1], "汇报材料")


@damage("E434", "题目应当是")
def section_renamed(copy: Copy) -> None:
    heading = copy.paragraphs("Heading1")[1]
    rewrite(heading, f"{text(heading)}情况")


@damage("E434", "缺少", PROPOSAL)
def section_left_out(copy: Copy) -> None:
    heading = copy.paragraphs("Heading2")[3]
    for node in (heading, _entry(copy, text(heading))):
        owner = node.getparent()
        assert owner is not None
        owner.remove(node)


@damage("E434", "位置不对", PROPOSAL)
def sections_exchanged(copy: Copy) -> None:
    first, second = copy.paragraphs("Heading2")[:2]
    words, others = text(first), text(second)
    for node in (first, next(_entry(copy, words).iter(qualified("w:t")))):
        rewrite(node, others)
    # The entry with the other words that stands second.
    last = [entry for entry in copy.entries if others in text(entry)][-1]
    rewrite(second, words)
    rewrite(next(last.iter(qualified("w:t"))), words)


def _entry(copy: Copy, words: str) -> etree._Element:
    return next(entry for entry in copy.entries if words in text(entry))


@damage("E434", "大纲里没有")
def chapter_added(copy: Copy) -> None:
    added = etree.fromstring(etree.tostring(copy.paragraphs("Heading1")[-1]))
    for mark in list(added.iter(qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))):
        added.remove(mark)
    rewrite(added, "六、结束语")
    copy.paragraph().addnext(added)


@damage("E435", "用的是 2 级标题")
def chapter_as_a_section(copy: Copy) -> None:
    put(copy.paragraphs("Heading1")[2], "pPr", "pStyle", val="Heading2")


@damage("E435", "没有用 1 级标题的样式")
def chapter_as_text(copy: Copy) -> None:
    put(copy.paragraphs("Heading1")[2], "pPr", "pStyle", val="BodyText")


@damage("E436", "编号应当是“（二）”")
def own_number_left_out(copy: Copy) -> None:
    heading = copy.paragraph("Heading2", "（二）")
    rewrite(heading, text(heading).replace("（二）", "（三）"))
    for later in heading.itersiblings(qualified("w:p")):
        if style_of(later) == "Heading1":
            break
        for old, new in reversed(list(zip("三四五六七八九", "四五六七八九十", strict=True))):
            if style_of(later) == "Heading2" and text(later).startswith(f"（{old}）"):
                rewrite(later, text(later).replace(f"（{old}）", f"（{new}）"))
                break


@damage("E436", "编号应当是", PROPOSAL)
def own_heading_without_number(copy: Copy) -> None:
    heading = copy.paragraph("Heading3", "2.")
    rewrite(heading, text(heading).replace("2.", ""))


@damage("E437", "没有另起一页", PROPOSAL)
def chapter_on_the_same_page(copy: Copy) -> None:
    drop(copy.paragraphs("Heading1")[4], "pPr", "pageBreakBefore")


@damage("E452", "没有签署页", PROPOSAL)
def sign_off_page_renamed(copy: Copy) -> None:
    rewrite(copy.paragraph("FrontTitle", "签署页"), "说明")


# Contents


@damage("E438", "正文里的标题是", PROPOSAL)
def stale_entry(copy: Copy) -> None:
    entry = copy.entries[2]
    next(entry.iter(qualified("w:t"))).text = "（一）旧的题目"


@damage("E438", "目录里没有这个标题", PROPOSAL)
def entry_left_out(copy: Copy) -> None:
    entry = copy.entries[3]
    owner = entry.getparent()
    assert owner is not None
    owner.remove(entry)


@damage("E438", "比上一条", PROPOSAL)
def page_numbers_backwards(copy: Copy) -> None:
    list(copy.entries[-1].iter(qualified("w:t")))[-1].text = "1"


@damage("E438", "没有可以更新的目录", PROPOSAL)
def contents_without_field(copy: Copy) -> None:
    for node in list(copy.entries[0].iter(qualified("w:instrText"))):
        node.text = (node.text or "").replace("TOC", "QUOTE")


@damage("E439", "{{总投资}}")
def token_left(copy: Copy) -> None:
    paragraph = copy.paragraph()
    add_run(paragraph, "共{{总")
    add_run(paragraph, "投资}}。")


@damage("E439", "替代文字", PROPOSAL)
def token_behind_a_picture(copy: Copy) -> None:
    next(copy.tree().iter(f"{DRAWING}docPr")).set("descr", "{{项目名称}}框架图")


# References


@damage("E440", "书签名用了 2 次")
def bookmark_name_twice(copy: Copy) -> None:
    first, second = list(copy.tree().iter(qualified("w:bookmarkStart")))[:2]
    second.set(qualified("w:name"), attribute(first, "name"))


@damage("E441", "同一编号用了 2 次")
def bookmark_id_twice(copy: Copy) -> None:
    first, second = list(copy.tree().iter(qualified("w:bookmarkStart")))[:2]
    old, new = attribute(second, "id"), attribute(first, "id")
    for node in copy.tree().iter(qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")):
        if attribute(node, "id") == old:
            node.set(qualified("w:id"), new)


@damage("E441", "没有结尾")
def bookmark_without_end(copy: Copy) -> None:
    end = next(copy.tree().iter(qualified("w:bookmarkEnd")))
    owner = end.getparent()
    assert owner is not None
    owner.remove(end)


@damage("E442", "没有书签“nowhere”")
def link_to_nowhere(copy: Copy) -> None:
    paragraph = copy.paragraph()
    link = w("hyperlink", {"anchor": "nowhere"})
    paragraph.append(link)
    add_run(link, "见前文")


@damage("E442", "没有书签“_Ref1”")
def reference_to_nowhere(copy: Copy) -> None:
    copy.paragraph().extend(field("REF _Ref1 \\h", "表1"))


@damage("E442", "已经断了")
def broken_reference(copy: Copy) -> None:
    add_run(copy.paragraph(), "详见错误！未找到引用源。")


@damage("E443", "没有关系 rId999", PROPOSAL)
def picture_without_relationship(copy: Copy) -> None:
    blip = next(copy.tree().iter("{*}blip"))
    blip.set(qualified("r:embed"), "rId999")


@damage("E443", "不在文件里", PROPOSAL)
def picture_left_out(copy: Copy) -> None:
    picture = next(name for name in copy.parts if name.startswith("word/media/"))
    del copy.parts[picture]


@damage("E444", "脚注")
def note_without_text(copy: Copy) -> None:
    add_run(copy.paragraph(), "", w("footnoteReference", {"id": 77}))


@damage("E444", "批注")
def remark_without_text(copy: Copy) -> None:
    add_run(copy.paragraph(), "", w("commentReference", {"id": 5}))


@damage("E445", "字符样式“Ghost”")
def style_without_definition(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "rStyle", val="Ghost")


@damage("E445", "编号 4242", PROPOSAL)
def list_without_definition(copy: Copy) -> None:
    put(next(copy.tree().iter(qualified("w:numPr"))), "numId", val=4242)


@damage("E446", "用了 2 次", PROPOSAL)
def drawing_number_twice(copy: Copy) -> None:
    first, second = list(copy.tree().iter(f"{DRAWING}docPr"))[:2]
    second.set("id", first.get("id", ""))


# What must not travel along


@damage("E447", "宏")
def macros(copy: Copy) -> None:
    copy.describe("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", b"\xd0\xcf\x11\xe0")
    copy.relate("rIdMacro", "vbaProject", "vbaProject.bin")


@damage("E447", "启用宏的文档")
def macro_enabled(copy: Copy) -> None:
    override = next(n for n in copy.tree("[Content_Types].xml") if n.get("PartName") == f"/{DOCUMENT}")
    override.set("ContentType", "application/vnd.ms-word.document.macroEnabled.main+xml")


@damage("E447", "嵌入对象")
def embedded_workbook(copy: Copy) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    copy.describe("word/embeddings/sheet1.xlsx", kind, b"PK")
    copy.relate("rIdSheet", "package", "embeddings/sheet1.xlsx")


@damage("E448", "模板")
def template_elsewhere(copy: Copy) -> None:
    copy.relate("rIdTemplate", "attachedTemplate", "file:///C:/Users/zhang/Normal.dotm", external=True)


@damage("E448", "图片", PROPOSAL)
def picture_elsewhere(copy: Copy) -> None:
    link = next(r for r in copy.tree(RELATIONS) if r.get("Type", "").endswith("/image"))
    link.set("Target", "http://example.org/logo.png")
    link.set("TargetMode", "External")


@damage("E448", "链接")
def link_to_a_file(copy: Copy) -> None:
    copy.relate("rIdLink", "hyperlink", "file:///D:/%E6%96%B9%E6%A1%88.docx", external=True)
    paragraph = copy.paragraph()
    link = w("hyperlink", {"r:id": "rIdLink"})
    paragraph.append(link)
    add_run(link, "见附件")


@damage("E449", "插入")
def tracked_insertion(copy: Copy) -> None:
    inserted = w("ins", {"id": 900, "author": "甲", "date": "2026-01-01T00:00:00Z"})
    copy.paragraph().append(inserted)
    add_run(inserted, "新加的话。")


@damage("E449", "删除")
def tracked_deletion(copy: Copy) -> None:
    words = w("delText")
    words.text = "删掉的话。"
    copy.paragraph().append(w("del", {"id": 901, "author": "甲"}, w("r", None, words)))


@damage("E449", "格式修改")
def tracked_format(copy: Copy) -> None:
    part(run_of(copy.paragraph()), "rPr").append(w("rPrChange", {"id": 902, "author": "甲"}, w("rPr")))


@damage("E449", "还开着")
def tracking_on(copy: Copy) -> None:
    copy.tree(SETTINGS).append(w("trackRevisions"))


@damage("E450", "隐藏文字")
def hidden_words(copy: Copy) -> None:
    part(add_run(copy.paragraph(), "内部意见"), "rPr").append(w("vanish"))


@damage("E450", "隐藏文字")
def hidden_by_style(copy: Copy) -> None:
    style = w("style", {"type": "character", "styleId": "Secret"}, w("name", {"val": "Secret"}))
    copy.tree(STYLES).append(style)
    part(style, "rPr").append(w("vanish"))
    put(add_run(copy.paragraph(), "内部意见"), "rPr", "rStyle", val="Secret")


@damage("E451", "请核实")
def comment_left(copy: Copy) -> None:
    comment = w("comment", {"id": 3, "author": "乙"}, w("p"))
    add_run(comment[0], "请核实这个数字")
    copy.tree("word/comments.xml").append(comment)
    add_run(copy.paragraph(), "", w("commentReference", {"id": 3}))
