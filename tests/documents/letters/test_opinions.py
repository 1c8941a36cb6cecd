"""The table of opinions, filled from what is on record."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

from lunzheng.model.library import Project
from lunzheng.model.opinion import Opinion, Opinions, Reply, SilentParty, Statement
from lunzheng.model.record import bind
from lunzheng.source.problem import Location

from .made import BOUGHT, Word, letter, project, text

COLUMNS = ["序号", "意见单位", "意见方面", "所在章节", "意见和修改建议", "采纳情况", "办理说明"]
HERE = Location("")


def table(of: Project) -> list[list[str]]:
    """The rows of the table of opinions, its head first; lines of a cell are parted by a bar."""
    found = list(Word(letter("opinions", of).data).document.iter("{*}tbl"))[1]

    def shown(cell: object) -> str:
        lines = []
        for paragraph in cell.iter("{*}p"):  # type: ignore[attr-defined]
            for line_break in paragraph.iter("{*}br"):
                line_break.tag = line_break.tag.replace("}br", "}t")
                line_break.text = "|"
            lines.append(text(paragraph))
        return "|".join(lines).strip()

    return [[shown(cell) for cell in row.iter("{*}tc")] for row in found.iter("{*}tr")]


def with_opinions(*opinions: Opinion, silent: tuple[SilentParty, ...] = ()) -> Project:
    made = replace(bind(Opinions, None, HERE), opinions=opinions, silent=silent)
    return dataclasses.replace(project(BOUGHT), opinions=made)


def opinion(number: int, party: str, said: str = "甲", **more: object) -> Opinion:
    start = replace(bind(Opinion, None, HERE), number=number, party=party, kind="意见", text=said, written="2026-11-04")
    return replace(start, **more)  # type: ignore[arg-type]


def test_the_sample_has_a_row_for_each_opinion_by_party_and_section() -> None:
    head, *rows = table(project(BOUGHT))
    assert head == COLUMNS
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("1", "市委网信办", "二、服务内容"),
        ("2", "市委网信办", "项目情况 · 安全 · 定级对象"),
        ("3", "市委机要保密局", "总体"),
        ("4", "市发改委", "六、成本控制"),
        ("5", "市发改委", "概算 · 费用 13"),
        ("6", "市大数据局", "二、服务内容"),
        ("7", "市大数据局", "数据 · 共享 6"),
        ("8", "市大数据局", "资源 · 城市大脑 5"),
    ]
    on_record = project(BOUGHT).opinions.opinions
    assert {row[4] for row in rows} == {item.text for item in on_record}
    assert {(row[5], row[6]) for row in rows} == {(item.reply.result, item.reply.reason) for item in on_record}
    assert rows[0][2] == "网络安全情况"


def test_parties_without_opinion_and_silent_ones_have_rows_in_words() -> None:
    silent = replace(bind(SilentParty, None, HERE), party="市发改委", due=project(BOUGHT).opinions.solicitation.due)
    made = with_opinions(opinion(1, "市委机要保密局", "", kind="无意见", section_title="总体"), silent=(silent,))
    rows = table(made)[1:]
    assert [row[1] for row in rows] == ["市委机要保密局", "市发改委"]
    assert [row[4] for row in rows] == ["无意见", "逾期未反馈（截止日期2026年11月9日）"]
    assert [row[5:] for row in rows] == [["", ""], ["", ""]]


def test_what_is_marked_says_so() -> None:
    more = replace(bind(Statement, None, HERE), text="又一句", written="2026-11-05")
    reply = replace(bind(Reply, None, HERE), result="不采纳", reason="理由一\n理由二", written="2026-11-06")
    made = with_opinions(
        opinion(1, "市委网信办", "甲", grave="是", supplements=(more,), reply=reply),
        opinion(2, "市委网信办", "乙", late="是"),
        opinion(3, "市委网信办", "丙", withdrawn="是"),
        opinion(4, "市委网信办", "", asks_for_changes="是"),
        opinion(5, "市委网信办", "", withheld="没有录入。"),
        opinion(6, "", "路人的话"),
        opinion(7, "市委网信办", "", kind="无意见"),
    )
    rows = table(made)[1:]
    assert [row[4] for row in rows] == [
        "【重大问题】甲|补充：又一句",
        "乙（汇总反馈以后提出）",
        "丙（提出单位已撤回）",
        "要求修改方案，没有写明意见",
        "没有录入。",
    ]
    assert rows[0][5:] == ["不采纳", "理由一|理由二"]


def test_what_others_have_written_is_not_filled_in() -> None:
    made = with_opinions(opinion(1, "市委网信办", "“{{总投资}}”和 {序号} 2027-03", section_title="{{项目名称}}"))
    (row,) = table(made)[1:]
    assert (row[3], row[4]) == ("{{项目名称}}", "“{{总投资}}”和 {序号} 2027-03")
