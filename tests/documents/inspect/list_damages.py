"""Damages for good forms of the review and yearly lists."""

from __future__ import annotations

from documents.inspect.damages import DAMAGES, damage
from documents.inspect.support import (
    OPINIONS,
    RESERVE,
    REVIEW_FORM,
    SUGGESTIONS,
    Copy,
    drop,
    put,
    remove,
    rewrite,
    text,
)
from lunzheng.documents.ooxml import qualified

_BEFORE = len(DAMAGES)


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
