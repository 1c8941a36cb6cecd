"""The expert review by an edition that nobody's Python knows: other numbers, results and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary
from lunzheng.check.errors import LibraryError
from lunzheng.check.open import open_workspace
from lunzheng.check.run import check_project
from lunzheng.model.load import read_project
from lunzheng.review.conclusion import open_matters
from review.drawing import Office, write_pool

from .test_second_edition import PROJECT, city

__all__ = ["city"]

ID = "tc-parking"


@pytest.fixture
def office(city: Path) -> Office:
    made = Office(ScratchLibrary(city))
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit("项目库")
    return made


def matters(root: Path) -> list[str]:
    library = open_workspace(root).library
    return open_matters(read_project(library, root / PROJECT), library)


def test_a_review_by_its_own_numbers_and_words(office: Office, tmp_path: Path) -> None:
    root = office.root
    same = [(f"P{n}", ["停车"], "试验市大学") for n in range(4)]
    kin = [("P9", ["停车"], "试验市停车局")]
    pool = write_pool(tmp_path / "pool.yml", [*same, *kin])
    assert "2 到 4 名之间" in office.run("pool", ID, "--pool", pool, "--count", "5").text
    # An even number, and several experts of one body: this edition does not mind.
    office.done("pool", ID, "--pool", pool)
    office.commit("固定")
    office.commit("别人的提交", who="other")
    office.done("draw", ID, "--pool", pool)
    assert "W1" in office.done("invite", ID, "--level", "外市", "--field", "停车", "--body", "邻市", "--reason", "懂行")
    assert "能办、别办" in office.run("conclude", ID, "--result", "通过").text
    opinions = tmp_path / "opinions.yml"
    opinions.write_text("意见:\n  - {专家: 大家, 章节: report:1, 内容: 再想想。}\n", encoding="utf-8")
    assert matters(root) == ["还没有申请专家评审（第四条）"]
    office.done("request", ID, "--date", "2030-05-01")
    office.done("conclude", ID, "--result", "能办", "--date", "2030-05-06", "--file", opinions, "--signed", "柜子里")
    workspace = open_workspace(root)
    assert read_project(workspace.library, root / PROJECT).stage.name == "审定"
    assert "照办、不办" in office.run("answer", ID, 1, "--result", "采纳").text
    office.done("answer", ID, 1, "--result", "照办")
    assert matters(root) == []


def test_an_edition_without_expert_review_says_so(office: Office, tmp_path: Path) -> None:
    (office.root / "templates" / "testcity-2030" / "review.yml").unlink()
    pool = write_pool(tmp_path / "pool.yml", [("P1", ["停车"], "试验市大学")])
    assert "没有专家评审" in office.run("pool", ID, "--pool", pool).text
    assert matters(office.root) == []


def test_a_stage_that_does_not_exist_is_named(office: Office) -> None:
    path = office.root / "templates" / "testcity-2030" / "review.yml"
    before, found, after = path.read_text(encoding="utf-8").partition("事项: 审定")
    assert found
    path.write_text(f"{before}事项: 拍板{after.replace(found, '事项: 拍板')}", encoding="utf-8")
    said = office.run("request", ID, "--date", "2030-05-01").text
    line = before.count("\n") + 1
    assert f"review.yml:{line}:" in said
    assert "没有「拍板」这个阶段" in said


CONCLUSION = """\
评审:
  - 次: 1
    日期: 2030-05-06
    到会专家: [P1, P2]
    结论: {result}
    意见:
      - {{编号: 1, 专家: 大家, 内容: 再想想。, 答复: {{采纳情况: {reply}}}}}
"""


@pytest.mark.parametrize(
    ("result", "reply", "place", "choices"),
    [("通过", "照办", "5:9", "能办、别办"), ("能办", "采纳", "7:46", "照办、不办"), ("能办", "照办", "", "")],
)
def test_the_choices_of_a_file_are_those_of_the_edition(
    city: Path, result: str, reply: str, place: str, choices: str
) -> None:
    path = city / PROJECT / "review" / "conclusion.yml"
    path.parent.mkdir()
    path.write_text(CONCLUSION.format(result=result, reply=reply), encoding="utf-8")
    workspace = open_workspace(city)
    found = check_project(read_project(workspace.library, city / PROJECT), workspace.library, workspace.schemas)
    said = [f"{problem.code} {problem.location}: {problem.message}" for problem in found]
    assert len(said) == bool(place)
    for line in said:
        assert line.startswith(f"E204 {PROJECT}/review/conclusion.yml:{place}:")
        assert f"只能填：{choices}；" in line


def test_a_list_that_the_edition_does_not_have_is_named(city: Path) -> None:
    path = city / "schemas" / "testcity-2030" / "conclusion.schema.json"
    path.write_text(path.read_text("utf-8").replace('"x-choices": "答复"', '"x-choices": "回复"'), "utf-8")
    with pytest.raises(LibraryError) as caught:
        open_workspace(city)
    (problem,) = caught.value.problems
    assert (problem.location.file, "「回复」" in problem.message) == (str(path.relative_to(city)), True)
