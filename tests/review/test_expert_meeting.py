"""The request, the conclusion, the replies, what is still missing, and the papers made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.support import run_here
from documents.letters.made import Word
from lunzheng.check.open import open_workspace
from lunzheng.model.load import read_project
from lunzheng.review.conclusion import open_matters

from .drawing import FOLDER, PROJECT, RETURNED, Office

OPINIONS = """\
意见:
  - {专家: 专家组, 章节: proposal:5.8, 内容: 写明共享数据的更新频率。}
  - {专家: NUMBER, 内容: 压缩文字。}
"""


@pytest.fixture
def drawn(office: Office, pool: Path) -> Office:
    """A project whose experts have been drawn."""
    office.done("request", PROJECT, "--date", "2027-03-01")
    office.done("pool", PROJECT, "--pool", pool, "--date", "2027-03-01")
    office.commit("固定")
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool, "--date", "2027-03-02")
    return office


@pytest.fixture
def opinions(drawn: Office, tmp_path: Path) -> Path:
    path = tmp_path / "opinions.yml"
    path.write_text(OPINIONS.replace("NUMBER", drawn.drawn()[0]), encoding="utf-8")
    return path


def matters(office: Office) -> list[str]:
    library = open_workspace(office.root).library
    return open_matters(read_project(library, office.root / FOLDER), library)


def records(office: Office) -> list[tuple[str, str]]:
    return [(entry["事项"], str(entry["日期"])) for entry in office.record("records")]


def text_of(office: Office, kind: str, tmp_path: Path) -> str:
    """The text of a paper."""
    path = tmp_path / f"{kind}.docx"
    done = run_here("letter", PROJECT, "--kind", kind, "--to", path, cwd=office.root)
    assert done.code == 0, done.text
    return Word(path.read_bytes()).text


def test_a_request_is_recorded_once_and_what_is_there_stays(office: Office) -> None:
    path = office.root / FOLDER / "review" / "records.yml"
    path.parent.mkdir(exist_ok=True)
    kept = f"# 手写的说明\n{RETURNED.rstrip()}  # 第一轮\n"
    path.write_text(kept, encoding="utf-8")
    for _ in range(2):
        office.done("request", PROJECT, "--date", "2027-03-01")
    assert path.read_text(encoding="utf-8") == kept + "  - {事项: 专家评审, 日期: 2027-03-01}\n"
    office.done("request", PROJECT, "--date", "2027-05-01")
    assert records(office)[2:] == [("专家评审", "2027-03-01"), ("专家评审", "2027-05-01")]


def test_records_in_another_notation_are_not_spoilt(office: Office) -> None:
    path = office.root / FOLDER / "review" / "records.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "记录: [{事项: 征求意见, 日期: 2027-02-01}, {事项: 意见反馈, 日期: 2027-02-10}]\n", encoding="utf-8"
    )
    assert "加不上新的一条" in office.refused("request", PROJECT, "--date", "2027-03-01")


def test_from_the_meeting_to_the_last_reply(drawn: Office, opinions: Path) -> None:
    first = drawn.drawn()[0]
    assert matters(drawn) == ["专家评审还没有结论（第十一条）"]
    meeting = ("conclude", PROJECT, "--result", "修改后通过", "--date", "2027-03-10", "--file", opinions)
    drawn.done(*meeting, "--place", "2号会议室")
    assert records(drawn)[-1] == ("修改完善", "2027-03-10")
    missing = "\n".join(matters(drawn))
    assert "原件存放在哪里" in missing
    assert "专家意见 1（五（八）数据共享方案：“写明共享数据的更新频率。”）还没有答复" in missing
    assert "专家意见 2（方案总体：“压缩文字。”）还没有答复" in missing
    assert "“采纳”要写明修改了哪个章节" in drawn.refused("answer", PROJECT, 1, "--result", "采纳")
    assert "“不采纳”要写明理由" in drawn.refused("answer", PROJECT, 2, "--result", "不采纳")
    assert "采纳、部分采纳、不采纳" in drawn.refused("answer", PROJECT, 2, "--result", "同意")
    assert "没有“proposal:5.99”这个章节" in drawn.refused(
        "answer", PROJECT, 1, "--result", "采纳", "--section", "proposal:5.99"
    )
    assert "有的编号：1、2" in drawn.refused("answer", PROJECT, 3, "--result", "采纳")
    for _ in range(2):
        drawn.done("answer", PROJECT, 1, "--result", "采纳", "--section", "五（八）", "--reason", "已写明。")
        drawn.done("answer", PROJECT, 2, "--result", "不采纳", "--reason", "已经精简。")
    # The conclusion is told again when the paper is signed; replies stay.
    drawn.done(*meeting, "--signed", "评审档案第3卷")
    before = drawn.state()
    drawn.done(*meeting)
    assert drawn.state() == before
    assert matters(drawn) == []
    (entry,) = drawn.record("conclusion")
    assert entry["到会专家"] == drawn.drawn()
    assert (entry["地点"], entry["签字"]["存放处"]) == ("2号会议室", "评审档案第3卷")
    assert [opinion["专家"] for opinion in entry["意见"]] == ["专家组", first]
    checked = run_here("check", PROJECT, cwd=drawn.root)
    assert "review/" not in checked.text


def test_a_reply_stays_with_its_opinion_and_not_with_its_number(drawn: Office, opinions: Path) -> None:
    meeting = ("conclude", PROJECT, "--result", "修改后通过", "--date", "2027-03-10", "--file", opinions)
    drawn.done(*meeting)
    drawn.done("answer", PROJECT, 2, "--result", "不采纳", "--reason", "已经精简。")
    text = opinions.read_text(encoding="utf-8").replace("意见:\n", "意见:\n  - {专家: 专家组, 内容: 新加的一条。}\n")
    opinions.write_text(text.replace("更新频率", "更新周期"), encoding="utf-8")
    drawn.done(*meeting)
    given = [(opinion["编号"], "答复" in opinion) for opinion in drawn.record("conclusion")[0]["意见"]]
    assert given == [(1, False), (2, False), (3, True)]


def test_a_blank_to_fill_lists_the_experts(drawn: Office, tmp_path: Path) -> None:
    path = tmp_path / "blank.yml"
    drawn.done("conclude", PROJECT, "--blank", path)
    text = path.read_text(encoding="utf-8")
    assert all(number in text for number in ("专家组", *drawn.drawn()))
    assert "已经有了" in drawn.refused("conclude", PROJECT, "--blank", path)
    said = drawn.refused("conclude", PROJECT, "--result", "通过", "--file", path)
    assert "「内容」（意见内容）还没有填写" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("proposal:5.8", "proposal:12.1", "2:19: E205: 没有“proposal:12.1”这个章节"),
        ("专家: 专家组", "专家: A777", "A777 没有到会"),
        ("压缩文字。", "", "「内容」（意见内容）还没有填写"),
        ("内容: 压缩文字。", "内容: 压缩文字。, 姓名: 张三", "没有「姓名」这个栏目"),
    ],
)
def test_opinions_are_checked_before_they_are_taken(drawn: Office, opinions: Path, old: str, new: str, said) -> None:
    opinions.write_text(opinions.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert said in drawn.refused("conclude", PROJECT, "--result", "修改后通过", "--file", opinions)


def test_a_conclusion_has_to_be_one_of_the_editions(drawn: Office) -> None:
    assert "通过、修改后通过、不通过" in drawn.refused("conclude", PROJECT, "--result", "原则同意")
    assert "要写专家意见" in drawn.refused("conclude", PROJECT, "--result", "修改后通过")
    assert "写明 --result" in drawn.refused("conclude", PROJECT)
    assert "不是这次的评审专家" in drawn.refused("conclude", PROJECT, "--result", "通过", "--absent", "A777")


def test_nobody_concludes_before_the_draw(office: Office) -> None:
    assert "先运行 lunzheng review draw" in office.refused("conclude", PROJECT, "--result", "通过")
    assert matters(office) == ["还没有申请专家评审（第十一条）"]
    office.done("request", PROJECT, "--date", "2027-03-01")
    assert matters(office) == ["还没有抽取评审专家（第十一条）"]


def test_who_stayed_away_is_not_present_and_too_few_are_noticed(drawn: Office) -> None:
    away = drawn.drawn()[:3]
    options = [text for number in away for text in ("--absent", number)]
    drawn.done("conclude", PROJECT, "--result", "通过", "--date", "2027-03-10", "--signed", "卷3", *options)
    assert drawn.record("conclusion")[0]["到会专家"] == drawn.drawn()[3:]
    assert matters(drawn) == ["到会专家 2 名，少于 3 名"]


def test_a_plan_that_failed_is_reviewed_again(drawn: Office, opinions: Path, pool: Path) -> None:
    drawn.done("conclude", PROJECT, "--result", "不通过", "--date", "2027-03-10", "--file", opinions, "--signed", "卷3")
    assert matters(drawn)[0] == "专家评审的结论是“不通过”，修改后要重新评审"
    drawn.commit("第一次评审")
    drawn.done("request", PROJECT, "--date", "2027-05-01")
    drawn.done("pool", PROJECT, "--pool", pool, "--reason", "第一次评审未通过")
    drawn.commit("再次固定")
    drawn.commit("再有别人的提交", who="other")
    drawn.done("draw", PROJECT, "--pool", pool)
    assert matters(drawn) == ["专家评审还没有结论（第十一条）"]
    drawn.done("conclude", PROJECT, "--result", "通过", "--date", "2027-05-10", "--signed", "卷4")
    assert matters(drawn) == []
    assert [(entry["次"], entry["结论"]) for entry in drawn.record("conclusion")] == [(1, "不通过"), (2, "通过")]


def test_the_papers_say_what_the_records_say(drawn: Office, opinions: Path, tmp_path: Path) -> None:
    drawn.done("substitute", PROJECT, "--declined", drawn.drawn()[1], "--reason", "出差", "--date", "2027-03-04")
    drawn.done(
        "conclude",
        PROJECT,
        "--result",
        "修改后通过",
        "--date",
        "2027-03-10",
        "--file",
        opinions,
        "--signed",
        "档案第3卷",
    )
    drawn.done("answer", PROJECT, 1, "--result", "采纳", "--section", "proposal:5.8", "--reason", "已写明。")
    (entry,) = drawn.record()
    record = text_of(drawn, "expert-draw", tmp_path)
    for part in ("固定提交", "种子提交", "种子"):
        assert entry["结果"][part] in record
    for part in (
        entry["固定"]["专家库指纹"],
        *drawn.drawn(),
        *drawn.substitutes(),
        "出差",
        "监督人签字",
        "2027年3月2日",
    ):
        assert part in record
    seed = f"sha256-1:{PROJECT}:1:{entry['固定']['专家库指纹']}:{entry['结果']['种子提交']}"
    assert seed in record
    assert "“种子:编号”" in record
    given = text_of(drawn, "expert-opinions", tmp_path)
    assert "写明共享数据的更新频率。" in given
    assert "修改后通过" in given
    assert drawn.drawn()[1] not in given
    assert entry["替换"][0]["替补"] in given
    replies = text_of(drawn, "expert-replies", tmp_path)
    assert "五（八）数据共享方案" in replies
    assert "已写明。" in replies
    assert "档案第3卷" in replies
    drawn.done("answer", PROJECT, 2, "--result", "不采纳", "--reason", "各节都要用到。")
    assert "于2027年3月10日组织召开专家评审会" in text_of(drawn, "appraisal", tmp_path)


def test_the_papers_are_blank_forms_before_there_is_anything(office: Office, tmp_path: Path) -> None:
    for kind in ("expert-draw", "expert-opinions", "expert-replies"):
        assert "示例市水利局" in text_of(office, kind, tmp_path)


def test_a_secret_project_is_not_touched(office: Office) -> None:
    path = office.root / FOLDER / "brief.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n机密★1年\n", encoding="utf-8")
    assert "E045" in office.refused("request", PROJECT, "--date", "2027-03-01")
