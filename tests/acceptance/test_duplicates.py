"""Duplicate construction (W042): what ``check`` warns of, what ``similar`` shows, and when both keep silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary, run_here

COPY = "slj-second"


@pytest.fixture
def twins(library: ScratchLibrary) -> ScratchLibrary:
    """A plan and a copy of it under another name."""
    library.add("good/plan", "slj-first")
    change(library.add("good/plan", COPY), "项目名称: 示例市防汛会商", "项目名称: 示例市汛期研判")
    return library


def change(folder: Path, old: str, new: str, file: str = "project.yml") -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def record(folder: Path, *events: str) -> None:
    (folder / "review").mkdir(exist_ok=True)
    lines = "".join(f"  - {{事项: {event}, 日期: 2026-11-{day:02}}}\n" for day, event in enumerate(events, 10))
    (folder / "review" / "records.yml").write_text(f"记录:\n{lines}", encoding="utf-8")


def warned(library: ScratchLibrary, *arguments: str) -> list[str]:
    """The places at which ``check`` warns of a duplicate."""
    done = run_here("check", *arguments, cwd=library.root)
    assert "Traceback" not in done.text
    return re.findall(r"^projects/2027/(\S+): W042", done.out, re.MULTILINE)


def test_both_projects_are_told_at_their_names(twins: ScratchLibrary) -> None:
    done = run_here("check", cwd=twins.root)
    assert done.code == 0
    lines = [line for line in done.out.splitlines() if ": W042: " in line]
    assert [line.split(": ")[0] for line in lines] == [
        "projects/2027/slj-first/project.yml:2:7",
        f"projects/2027/{COPY}/project.yml:2:7",
    ]
    assert "示例市防汛会商应用系统" in lines[1]
    assert "projects/2027/slj-first/project.yml:2:7" in lines[1]
    assert "功能模块" in lines[1]
    assert f"lunzheng similar {COPY}" in done.out


def test_one_project_alone_is_compared_with_the_whole_library(twins: ScratchLibrary) -> None:
    assert warned(twins, COPY) == [f"{COPY}/project.yml:2:7"]


def test_a_project_alone_is_like_nobody(library: ScratchLibrary) -> None:
    library.add("good/plan", "slj-first")
    assert warned(library) == []


def test_what_will_not_be_built_is_not_compared(twins: ScratchLibrary) -> None:
    record(twins.folder("slj-first"), "入库", "撤回")
    assert warned(twins) == []
    assert run_here("similar", "slj-first", cwd=twins.root).out == "slj-first 在撤回阶段，不再和别的项目比较。\n"


def test_what_was_sent_back_is_still_compared(twins: ScratchLibrary) -> None:
    record(twins.folder("slj-first"), "入库", "退回")
    assert len(warned(twins)) == 2


def test_an_approved_project_is_not_warned_but_the_later_one_is(twins: ScratchLibrary) -> None:
    record(twins.folder("slj-first"), "入库", "征求意见", "意见反馈", "专家评审", "修改完善", "前期论证函", "办结")
    assert warned(twins) == [f"{COPY}/project.yml:2:7"]


@pytest.mark.parametrize("approved", [True, False])
def test_the_own_earlier_phase_is_no_duplicate_once_approved(approved: bool, twins: ScratchLibrary) -> None:
    if approved:
        record(twins.folder("slj-first"), "入库", "征求意见", "意见反馈", "专家评审", "修改完善", "前期论证函")
    earlier = "项目: [{名称: 示例市防汛会商应用系统（一期）, 状态: 运行中}]"
    change(twins.folder(COPY), "项目: []", earlier)
    assert warned(twins, COPY) == ([] if approved else [f"{COPY}/project.yml:2:7"])


def test_new_folders_are_not_alike_before_anything_is_written(library: ScratchLibrary) -> None:
    for name in ("slj-flood", "dsj-ledger"):
        run_here("new", name, "--year", 2027, "--plan", cwd=library.root)
    assert warned(library) == []


def test_the_phase_of_another_body_is_a_duplicate(twins: ScratchLibrary) -> None:
    record(twins.folder("slj-first"), "入库", "征求意见", "意见反馈", "专家评审", "修改完善", "前期论证函")
    change(twins.folder(COPY), "项目: []", "项目: [{名称: 示例市防汛会商应用系统, 状态: 运行中}]")
    change(twins.folder(COPY), "名称: 示例市水利局", "名称: 示例市应急管理局")
    assert warned(twins, COPY) == [f"{COPY}/project.yml:2:7"]


def test_the_same_bare_name_is_no_duplicate(library: ScratchLibrary) -> None:
    """When city, kind of system and the like are taken away, little may be left of two names."""
    library.add("good/suggestion", "slj-first")
    other = library.add("good/suggestion", "dsj-second")
    for folder, name in ((library.folder("slj-first"), "示例市数据应用系统"), (other, "示例市数据平台")):
        change(folder, "示例市防汛会商应用系统", name)
    for old, new in (
        ("汛期各部门在线会商。", "企业开办时一次提交全部材料。"),
        ("会商结论在十分钟内送达。", "开办时间压缩到半天以内。"),
        ("建设会商和预警两个模块。", "建设材料受理和证照发放功能。"),
        ("建成会商系统", "建成开办系统"),
    ):
        change(other, old, new)
    (other / "brief.md").write_text(
        "# 一、项目建设依据\n\n营商环境条例要求压缩企业开办时间。\n\n"
        "# 二、总体设计方案\n\n窗口和网上同步受理，证照寄送到家。\n",
        encoding="utf-8",
    )
    assert warned(library) == []


def test_a_project_that_cannot_be_read_is_no_trouble(twins: ScratchLibrary) -> None:
    (twins.folder("slj-first") / "project.yml").write_bytes(b"\xff\xfe\x00")
    (twins.folder("slj-first") / "brief.md").write_bytes(b"\xff")
    done = run_here("check", cwd=twins.root)
    assert "Traceback" not in done.text
    assert "slj-first/project.yml:1:1: E104" in done.out


def test_similar_shows_what_is_shared_side_by_side(twins: ScratchLibrary) -> None:
    done = run_here("similar", COPY, cwd=twins.root)
    assert done.code == 0, done.text
    assert done.err == ""
    assert "《示例市防汛会商应用系统》（slj-first" in done.out
    assert "本项目 projects/2027/slj-second/，对方 projects/2027/slj-first/" in done.out
    row = next(line for line in done.out.splitlines() if line.strip().startswith("功能模块"))
    own, other = re.findall(r"project\.yml:(\d+)", row)
    assert own == other
    written = (twins.folder(COPY) / "project.yml").read_text(encoding="utf-8").splitlines()[int(own) - 1]
    assert row.split()[1] in written


def test_similar_lists_no_more_than_asked_for(twins: ScratchLibrary) -> None:
    twins.add("good/plan", "slj-third")
    assert len(re.findall(r"^\d\. ", run_here("similar", COPY, cwd=twins.root).out, re.MULTILINE)) == 2
    assert len(re.findall(r"^\d\. ", run_here("similar", COPY, "--top", 1, cwd=twins.root).out, re.MULTILINE)) == 1


def test_similar_says_when_there_is_nothing(library: ScratchLibrary) -> None:
    library.add("good/plan", "slj-first")
    done = run_here("similar", "slj-first", cwd=library.root)
    assert (done.code, done.err) == (0, "")
    assert done.out == "没有发现与 slj-first 相似的项目；比较了项目库里的其他 0 个项目。\n"


@pytest.mark.parametrize("arguments", [(), ("nobody",), (COPY, "--top", "0"), (COPY, "--top", "x")])
def test_wrong_usage_of_similar_is_said_in_chinese(arguments: tuple[str, ...], twins: ScratchLibrary) -> None:
    done = run_here("similar", *arguments, cwd=twins.root)
    assert (done.code, done.out) == (2, "")
    assert re.match("错误：[^A-Za-z]", done.err)
