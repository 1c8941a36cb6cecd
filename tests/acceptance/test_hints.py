"""How to mend it: one slip gives one problem, and its hint names the very thing to write or to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary, make_library, run_here

PROJECT, BUDGET, BRIEF, TARGETS = "project.yml", "budget.yml", "brief.md", "performance.yml"

SLIPS: dict[str, tuple[str, str, str, str, str]] = {
    "year-in-quotes": ("suggestion", PROJECT, "年度: 2027\n编", '年度: "2027"\n编', "去掉引号，写成 2027"),
    "per-cent-sign": ("suggestion", PROJECT, "比例: 100", "比例: 100%", "去掉百分号，只写数字：100"),
    "number-with-unit": ("plan", PROJECT, "人数: 20", "人数: 20人", "去掉“人”，只写数字：20"),
    "thousands": ("plan", BUDGET, "数量: 12,", '数量: "1,200",', "只写数字：1200"),
    "none-for-a-list": ("suggestion", PROJECT, "项目: []", "项目: 没有", "没有的写 []"),
    "none-for-a-needed-list": ("plan", PROJECT, "招标:\n  -", "招标: 无\n#", "至少写一项"),
    "text-for-a-list": ("plan", "architecture.yml", "[会商平台]", "会商平台", "用方括号括起来：[会商平台]"),
    "sign-less-or-equal": ("plan", TARGETS, "三级: 送达时间, 符号: ≤", "三级: 送达时间, 符号: <=", "写成 ≤"),
    "sign-in-words": ("plan", TARGETS, "三级: 送达时间, 符号: ≤", "三级: 送达时间, 符号: 不低于", "写成 ≥"),
    "choice-misspelt": ("plan", PROJECT, "方式: 公开招标", "方式: 公开招投标", "是不是“公开招标”？"),
    "picture-chinese": ("suggestion", BRIEF, "规划要求", "![框架](figures/框架.png)\n\n规划要求", "如 figure-1.png"),
    "picture-space": ("suggestion", BRIEF, "规划要求", "![框架](<figures/a b.png>)\n\n规划要求", "只用英文字母"),
    "picture-svg": ("suggestion", BRIEF, "规划要求", "![框架](figures/a.svg)\n\n规划要求", "这里写 figures/a.png"),
    "number-two-digit-year": ("plan", PROJECT, "〔2021〕", "〔21〕", "写成“示政发〔2021〕30号”"),
    "number-spaces": ("plan", PROJECT, "示政发〔", "示政发 〔", "写成“示政发〔2021〕30号”"),
    "number-no-brackets": ("plan", PROJECT, "发〔2021〕30", "发2021-30", "写成“机关代字〔年份〕序号号”"),
    "number-fullwidth": ("plan", PROJECT, "〔2021〕30", "〔２０２１〕３０", "写成“示政发〔2021〕30号”"),
    "module-misspelt": ("plan", BUDGET, "模块: 预警发布", "模块: 预警发步", "是不是「预警发布」？"),
    "system-misspelt-throughout": (
        "plan",
        BUDGET,
        "系统: 会商平台, 模块: 预警",
        "系统: 会商平合, 模块: 预警",
        "是不是「会商平台」？",
    ),
    "amount-w": ("plan", BRIEF, "总投资{{总投资}}", "总投资60W", "写成“60万元”"),
    "amount-yi": ("plan", BRIEF, "总投资{{总投资}}", "项目总投资0.006亿元", "写成“60万元”"),
    "brand-mark": (
        "suggestion",
        PROJECT,
        "示例市防汛会商应用",
        "宁波城市大脑·防汛会商",
        "写成“宁波城市大脑●防汛会商系统”",
    ),
    "attachment-misspelt": ("plan", PROJECT, "basis-01.md", "basis-1.md", "是不是 attachments/basis-01.md？"),
    "first-chapter-last": (
        "suggestion",
        BRIEF,
        "# 一、项目建设依据\n\n规划要求建设防汛会商系统。\n",
        "# 五、总体投资估算\n\n# 一、项目建设依据\n\n规划要求建设防汛会商系统。\n",
        "移到“四、项目实施计划”之后",
    ),
}
"""Base, file, what stands there, what is written instead, and what the hint must say."""


def slip(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    if new.startswith("# 五"):
        text = text.removesuffix("# 五、总体投资估算\n")
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one run of ``check`` says of all slips: case → its lines, problems and hints by turns."""
    library = make_library(tmp_path_factory.mktemp("slips") / "library").without_likeness()
    for case, (base, file, old, new, _) in SLIPS.items():
        slip(library.add(f"good/{base}", f"slj-{case}") / file, old, new)
    *lines, summary = run_here("check", cwd=library.root).out.splitlines()
    assert summary.startswith(f"检查了 {len(SLIPS)} 个项目：")
    found: dict[str, list[str]] = {case: [] for case in SLIPS}
    for problem, hint in zip(lines[::2], lines[1::2], strict=True):
        found[problem.split("/")[2].removeprefix("slj-")] += [problem, hint]
    return found


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_gives_one_problem_and_the_way_to_mend_it(case: str, said: dict[str, list[str]]) -> None:
    _, file, _, _, expected = SLIPS[case]
    problem, hint = said[case]
    assert problem.startswith(f"projects/2027/slj-{case}/{file}:")
    assert expected in hint


def test_a_missing_data_file_names_the_command_that_makes_it(library: ScratchLibrary) -> None:
    (library.add("good/plan", "slj-flood") / BUDGET).unlink()
    done = run_here("check", cwd=library.root)
    assert "lunzheng new slj-flood --plan" in done.out
    assert run_here("new", "slj-flood", "--plan", cwd=library.root).code == 0
    assert (library.folder("slj-flood") / BUDGET).exists()


ORDERS = {
    "一三二四五": ["“二、总体设计方案”应当在“三、项目绩效分析”之前"],
    "二三四五一": ["“一、项目建设依据”应当在“二、总体设计方案”之前"],
    "五一二三四": ["“五、总体投资估算”应当在“四、项目实施计划”之后"],
    "一二三五四": ["“四、项目实施计划”应当在“五、总体投资估算”之前"],
    "二一四三五": ["“一、项目建设依据”应当在“二、总体设计方案”之前", "“三、项目绩效分析”应当在“四、项目实施计划”之前"],
    "一二三四五": [],
}


@pytest.mark.parametrize("order", ORDERS)
def test_parts_out_of_order_are_told_by_the_fewest_moves(order: str, library: ScratchLibrary) -> None:
    path = library.add("good/suggestion", "slj-flood") / BRIEF
    parts = dict(zip("一二三四五", path.read_text(encoding="utf-8").removeprefix("# ").split("\n# "), strict=True))
    path.write_text("".join(f"# {parts[number].strip()}\n\n" for number in order), encoding="utf-8")
    out = run_here("check", cwd=library.root).out
    assert [line.partition("E001: ")[2] for line in out.splitlines() if "E001" in line] == ORDERS[order]
