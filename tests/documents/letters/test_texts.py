"""What letters say, to whom, and what they leave to a person."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest

from lunzheng.documents.letters import LetterError, parse_values
from lunzheng.model.conclusion import Conclusion, ReviewMeeting, Signatures
from lunzheng.model.parties import opinion_parties

from .made import BOUGHT, BUILT, DATE, KINDS, LETTERS, NUMBER, Word, letter, project, with_records, workspace

EVERY_LETTER = pytest.mark.parametrize("code", LETTERS)
EVERY_KIND = pytest.mark.parametrize("code", KINDS)


@EVERY_LETTER
@pytest.mark.parametrize("project_id", [BUILT, BOUGHT])
def test_without_a_number_its_place_is_visibly_blank(code: str, project_id: str) -> None:
    made = letter(code, project(project_id))
    (place,) = Word(made.data).styled("LetterNumber")
    assert "".join(place.itertext()).strip() == "〔    〕    号"
    assert made.blanks[0] == "文号"


@EVERY_LETTER
def test_only_the_given_number_appears_as_the_letters_own(code: str) -> None:
    made = letter(code, number=NUMBER)
    (place,) = Word(made.data).styled("LetterNumber")
    assert "".join(place.itertext()).strip() == NUMBER
    assert "文号" not in made.blanks
    others = set(re.findall(r"\w+〔\d{4}〕\d+号", Word(made.data).text)) - {NUMBER}
    assert all(other.endswith("甬数管〔2021〕3号") for other in others)


@pytest.mark.parametrize(
    "number",
    [
        "甬数函[2027]3号",
        "甬数函〔2027〕03号",
        "甬数函〔27〕3号",
        "甬数函〔2027〕第3号",
        "甬数函〔2027〕3",
        "3号",
        "<b>",
    ],
)
def test_a_number_that_the_standard_does_not_allow_is_refused(number: str) -> None:
    with pytest.raises(LetterError, match="文号"):
        letter("appraisal", number=number)


def test_a_form_takes_no_number() -> None:
    with pytest.raises(LetterError, match="不编文号"):
        letter("review-form", number=NUMBER)


@pytest.mark.parametrize(("project_id", "addressee"), [(BUILT, "市发改委："), (BOUGHT, "市财政局：")])
def test_the_appraisal_goes_where_article_12_sends_it(project_id: str, addressee: str) -> None:
    (place,) = Word(letter("appraisal", project(project_id)).data).styled("LetterAddressee")
    assert "".join(place.itertext()).strip() == addressee


def test_every_party_but_the_authority_is_asked() -> None:
    names = [party.name for party in opinion_parties(workspace().library)]
    assert names == ["市委网信办", "市委机要保密局", "市发改委"]


def test_the_letter_to_one_party_names_its_aspects_alone() -> None:
    for party in opinion_parties(workspace().library):
        word = Word(letter("consultation", party=party.name).data)
        (place,) = word.styled("LetterAddressee")
        assert "".join(place.itertext()).strip() == f"{party.name}："
        for aspect in workspace().library.edition.head.aspects:
            assert (aspect.title in word.text) == (aspect in party.aspects)


def test_the_common_letter_names_every_party_with_its_aspects() -> None:
    word = Word(letter("consultation").data)
    for number, party in enumerate(opinion_parties(workspace().library), 1):
        line = f"{number}.{party.name}：{'、'.join(aspect.title for aspect in party.aspects)}。"
        assert line in word.lines


def test_a_party_that_is_not_asked_is_refused() -> None:
    with pytest.raises(LetterError, match="市财政局"):
        letter("consultation", party="市财政局")


def test_the_deadline_is_a_date_only_where_one_is_given() -> None:
    without = Word(letter("consultation").data).text
    assert "在5个工作日内反馈我局" in without
    assert not re.search(r"\d月\d+日前", without)
    given = letter("consultation", values={"截止日期": datetime.date(2027, 3, 8)})
    assert "在5个工作日内（2027年3月8日前）反馈我局" in Word(given.data).text


def test_dates_come_from_the_records_and_are_blank_where_there_are_none() -> None:
    assert {"征求意见日期", "意见反馈日期", "专家评审日期"} <= set(letter("appraisal").blanks)
    recorded = with_records(project(), 征求意见="2026-11-11", 意见反馈="2026-11-20", 专家评审="2026-11-23")
    # The record of that name is the request (art. 11); the meeting's day stands with its conclusion.
    meeting = ReviewMeeting(date=datetime.date(2026, 12, 1), present=(), opinions=(), signatures=Signatures())
    reviewed = dataclasses.replace(recorded, conclusion=Conclusion(meetings=(meeting,)))
    made = letter("appraisal", reviewed)
    assert not {"征求意见日期", "意见反馈日期", "专家评审日期"} & set(made.blanks)
    assert "我局于2026年11月11日将方案发送" in Word(made.data).text
    assert "于2026年12月1日组织召开专家评审会" in Word(made.data).text


def test_the_conclusion_is_given_by_a_person() -> None:
    made = letter("appraisal")
    assert "论证意见" in made.blanks
    assert "（此处填写经审议的论证意见）" in Word(made.data).lines
    given = Word(letter("appraisal", values={"论证意见": "经审议，同意。"}).data)
    assert "经审议，同意。" in given.lines


@EVERY_KIND
def test_no_token_and_nothing_unfilled_is_left(code: str) -> None:
    for project_id in (BUILT, BOUGHT):
        word = Word(letter(code, project(project_id)).data)
        assert "{" not in word.text
        assert "（未填写）" not in word.text


def test_the_note_appears_with_all_its_values_only() -> None:
    assert "联系人" not in Word(letter("consultation", values={"联系人": "某某"}).data).text
    both = Word(letter("consultation", values={"联系人": "某某", "联系电话": "（示例）"}).data)
    assert "（联系人：某某，联系电话：（示例））" in both.lines


def test_an_opinion_is_a_row() -> None:
    rows = [
        {"单位": "市委网信办", "方面": "网络安全情况", "章节": "五（十一）", "意见": "=补充备份频次"},
        {"单位": "市发改委", "方面": "基础平台", "章节": "九（二）", "意见": "核对人月数"},
    ]
    table = list(Word(letter("opinions", opinions=rows).data).document.iter("{*}tbl"))[1]
    shown = [["".join(cell.itertext()).strip() for cell in row.iter("{*}tc")] for row in table.iter("{*}tr")]
    assert shown[0] == ["序号", "意见单位", "意见方面", "所在章节", "意见和修改建议", "采纳情况", "办理说明"]
    assert [row[:5] for row in shown[1:]] == [
        ["1", "市委网信办", "网络安全情况", "五（十一）", "=补充备份频次"],
        ["2", "市发改委", "基础平台", "九（二）", "核对人月数"],
    ]


def test_without_opinions_the_table_is_an_empty_form() -> None:
    table = list(Word(letter("opinions").data).document.iter("{*}tbl"))[1]
    rows = [["".join(cell.itertext()).strip() for cell in row.iter("{*}tc")] for row in table.iter("{*}tr")]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert all(not any(row[1:]) for row in rows[1:])


def test_values_are_named_and_typed_by_the_edition() -> None:
    edition = workspace().library.edition
    assert parse_values(edition, {"截止日期": "2027-03-08", "会议地点": " 三楼 "}) == {
        "截止日期": datetime.date(2027, 3, 8),
        "会议地点": "三楼",
    }
    for wrong in ({"截止时间": "2027-03-08"}, {"截止日期": "3月8日"}, {"会议地点": ""}, {"会议地点": "三\x07楼"}):
        with pytest.raises(LetterError):
            parse_values(edition, wrong)


@EVERY_KIND
def test_the_same_input_gives_the_same_bytes(code: str) -> None:
    given = {"number": NUMBER, "date": DATE} if code in LETTERS else {}
    assert letter(code, **given).data == letter(code, **given).data
