"""A waiver sets aside one problem, stays with it when lines move, and is itself checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary

Run = Callable[..., Done]
PLACE = re.compile(r"^(\S+):(\d+):\d+: ([EW]\d{3}): ", re.MULTILINE)
ROLE = "市水利局分管副局长"


def waive(folder: Path, *waivers: str) -> None:
    """Append waivers, each given as the inside of a flow mapping."""
    lines = "".join(f"  - {{{waiver}}}\n" for waiver in waivers)
    with (folder / "project.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"豁免:\n{lines}")


def waiver(rule: str, file: str, text: str = "", reason: str = "合同价已定", role: str = ROLE) -> str:
    quoted = f", 内容: {text}" if text else ""
    return f"规则: {rule}, 文件: {file}{quoted}, 理由: {reason}, 同意人职务: {role}"


def counted(done: Done) -> list[tuple[str, str]]:
    """Code and file of every problem that counts."""
    return [(code, Path(file).name) for file, _, code in PLACE.findall(done.out)]


@pytest.fixture
def wrong(library: ScratchLibrary) -> Path:
    """A project with one amount that is wrong, in line 3 of its budget."""
    return library.add("bad/amount-mismatch", "slj-flood")


@pytest.mark.parametrize(
    "text",
    ["", "预警发布开发", "按工作量测算", "21.00万元", "金额: 21"],
    ids=["only one in the file", "name in its item", "another field", "the message", "the line"],
)
def test_the_place_is_named_by_words_from_it(run: Run, library: ScratchLibrary, wrong: Path, text: str) -> None:
    waive(wrong, waiver("E019", "budget.yml", f'"{text}"' if text else ""))
    done = run("check", cwd=library.root)
    assert (done.code, counted(done)) == (0, []), done.text
    assert "另有 1 处已豁免" in done.out
    assert "合同价已定" in done.out
    assert ROLE in done.out


def test_a_waiver_stays_with_its_place_when_lines_move(run: Run, library: ScratchLibrary, wrong: Path) -> None:
    waive(wrong, waiver("E019", "budget.yml", "预警发布"))
    budget = wrong / "budget.yml"
    budget.write_text("# 说明\n\n" + budget.read_text(encoding="utf-8"), encoding="utf-8")
    assert counted(run("check", cwd=library.root)) == []


def test_words_of_an_item_over_several_lines_name_it(run: Run, library: ScratchLibrary, wrong: Path) -> None:
    budget = wrong / "budget.yml"
    text = budget.read_text(encoding="utf-8")
    flow = next(line for line in text.splitlines() if "金额" in line)
    fields = flow.strip().removeprefix("- {").removesuffix("}").split(", ")
    budget.write_text(text.replace(flow, "  - " + "\n    ".join(fields)), encoding="utf-8")
    waive(wrong, waiver("E019", "budget.yml", "预警发布开发"))
    assert counted(run("check", cwd=library.root)) == []


def test_the_path_as_the_check_prints_it_will_do(run: Run, library: ScratchLibrary, wrong: Path) -> None:
    waive(wrong, waiver("E019", "projects/2027/slj-flood/budget.yml"))
    assert counted(run("check", cwd=library.root)) == []


def test_a_waiver_without_its_problem_is_told(run: Run, library: ScratchLibrary) -> None:
    folder = library.add("good/plan", "slj-flood")
    waive(folder, waiver("E019", "budget.yml", "预警发布"))
    done = run("check", cwd=library.root)
    assert (done.code, counted(done)) == (0, [("W065", "project.yml")])
    assert "预警发布" in done.out


def test_other_words_leave_the_problem_standing(run: Run, library: ScratchLibrary, wrong: Path) -> None:
    waive(wrong, waiver("E019", "budget.yml", "监理"))
    done = run("check", cwd=library.root)
    assert (done.code, counted(done)) == (1, [("E019", "budget.yml"), ("W065", "project.yml")])


def test_one_waiver_is_for_one_place(run: Run, library: ScratchLibrary, wrong: Path) -> None:
    budget = wrong / "budget.yml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("数量: 12", "数量: 12, 金额: 31"), encoding="utf-8")
    waive(wrong, waiver("E019", "budget.yml", "按工作量测算"))
    done = run("check", cwd=library.root)
    assert counted(done) == [("E019", "budget.yml"), ("E019", "budget.yml"), ("W065", "project.yml")]
    assert "2 处" in done.out


@pytest.mark.parametrize(
    ("rule", "what"),
    [("E203", "不能豁免"), ("E101", "不能豁免"), ("E050", "不能豁免"), ("W065", "不能豁免"), ("E999", "不能豁免")],
)
def test_some_rules_cannot_be_waived(run: Run, library: ScratchLibrary, wrong: Path, rule: str, what: str) -> None:
    waive(wrong, waiver(rule, "project.yml"))
    done = run("check", cwd=library.root)
    assert done.code == 1
    assert ("E064", "project.yml") in counted(done)
    assert what in done.out or f"没有代号为 {rule} 的规则" in done.out


@pytest.mark.parametrize("rule", ["E045", "E046"])
def test_secrecy_and_personal_data_cannot_be_waived(run: Run, library: ScratchLibrary, wrong: Path, rule: str) -> None:
    waive(wrong, waiver(rule, "project.yml"))
    assert ("E064", "project.yml") in counted(run("check", cwd=library.root))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("规则: E019, 文件: budget.yml, 同意人职务: 市水利局分管副局长", "E201"),
        ("规则: E019, 文件: budget.yml, 理由: 合同价已定", "E201"),
        ("规则: E019, 文件: budget.yml, 理由: 合同价已定, 同意人职务: ''", "E205"),
        ("规则: E019, 文件: budget.yml, 理由: ' ', 同意人职务: 市水利局分管副局长", "E201"),
        ("规则: E²²², 文件: budget.yml, 理由: 合同价已定, 同意人职务: 市水利局分管副局长", "E205"),
        ("规则: 总价, 文件: budget.yml, 理由: 合同价已定, 同意人职务: 市水利局分管副局长", "E205"),
        ("规则: E019, 文件: budget.yml, 理由: 合同价已定, 同意人职务: 张三丰", "E205"),
        ("规则: E019, 文件: budget.yml, 理由: 合同价已定, 同意人职务: 王局长", "E205"),
    ],
)
def test_reason_and_post_are_asked_for(run: Run, library: ScratchLibrary, wrong: Path, written: str, code: str) -> None:
    waive(wrong, written)
    done = run("check", cwd=library.root)
    assert (done.code, (code, "project.yml") in counted(done)) == (1, True), done.text


def test_an_incomplete_waiver_has_no_effect(run: Run, library: ScratchLibrary, wrong: Path) -> None:
    waive(wrong, "规则: E019, 文件: budget.yml, 理由: 合同价已定")
    assert ("E019", "budget.yml") in counted(run("check", cwd=library.root))


def test_words_of_markdown_name_their_line(run: Run, library: ScratchLibrary) -> None:
    folder = library.add("good/plan", "slj-flood")
    chapter = sorted((folder / "proposal").iterdir())[3]
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(f"{text}\n甲处待补充。\n\n乙处待补充。\n", encoding="utf-8")
    waive(folder, waiver("E003", f"proposal/{chapter.name}", "甲处"))
    done = run("check", cwd=library.root)
    assert counted(done) == [("E003", chapter.name)]
    assert "乙处" in PLACE.split(done.out)[-1]


def test_the_command_says_whether_a_rule_can_be_waived(run: Run) -> None:
    assert "不能豁免" in run("rules", "E201").out
    assert "可以在 project.yml 的“豁免”里" in run("rules", "E019").out
