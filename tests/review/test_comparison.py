"""What changed between two states of a project: in the words of outline and forms, nothing missed, nothing more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.model.changes.change import Change, Kind
from lunzheng.model.changes.comparison import Comparison, compare
from lunzheng.model.library import Project
from lunzheng.model.load import read_project
from lunzheng.review.comparison_markdown import comparison_blocks
from review.repositories import git

NAME = "slj-flood"


class Pair:
    """A project before and after some edits."""

    def __init__(self, library: ScratchLibrary) -> None:
        self.library = library
        self.folder = library.add("good/plan", NAME)
        self.workspace: Workspace = open_workspace(library.root)
        self.old: Project = read_project(self.workspace.library, self.folder)
        # Files of the earlier state are looked at while they are compared.
        self.kept = {name: path.read_bytes() for name, path in self.old.folder.files.items()}

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def compare(self, tmp_path: Path) -> Comparison:
        before = tmp_path / "before" / "projects" / "2027" / NAME
        for name, data in self.kept.items():
            (before / name).parent.mkdir(parents=True, exist_ok=True)
            (before / name).write_bytes(data)
        earlier = ScratchLibrary(tmp_path / "before")
        library = self.workspace.library.__class__(**{**vars(self.workspace.library), "root": earlier.root})
        return compare(read_project(library, before), read_project(self.workspace.library, self.folder), library)


@pytest.fixture
def pair(library: ScratchLibrary) -> Pair:
    return Pair(library.without_likeness())


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def test_nothing_changed(pair: Pair, tmp_path: Path) -> None:
    assert pair.compare(tmp_path).changes == ()


def test_line_ends_and_wrapping_are_no_change(pair: Pair, tmp_path: Path) -> None:
    path = pair.folder / "proposal" / "03-necessity.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert pair.compare(tmp_path).changes == ()


def test_a_sentence_is_told_with_its_section(pair: Pair, tmp_path: Path) -> None:
    path = pair.folder / "proposal" / "03-necessity.md"
    text = path.read_text(encoding="utf-8")
    heading = text.index("\n## ")
    place = text.index("。", heading)
    path.write_text(f"{text[:place]}，又补了一句{text[place:]}", encoding="utf-8")
    change = only(pair.compare(tmp_path))
    assert change.part == "方案"
    assert change.section == "proposal:3.1"
    assert change.place.startswith("三（一）")
    assert change.kind is Kind.CHANGED
    assert change.after.replace("，又补了一句", "") == change.before
    assert change.after.endswith("，又补了一句。")


def test_a_sentence_that_came_and_one_that_went(pair: Pair, tmp_path: Path) -> None:
    with (pair.folder / "proposal" / "10-benefit-risk.md").open("a", encoding="utf-8") as stream:
        stream.write("\n最后补上的一句话。\n")
    change = only(pair.compare(tmp_path))
    assert (change.kind, change.before, change.after) == (Kind.ADDED, "", "最后补上的一句话。")


def test_only_the_markup_differs(pair: Pair, tmp_path: Path) -> None:
    path = pair.folder / "proposal" / "10-benefit-risk.md"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n要强调的话。\n")
    pair.kept["proposal/10-benefit-risk.md"] = path.read_bytes()
    pair.edit("proposal/10-benefit-risk.md", "要强调的话。", "**要强调的话。**")
    assert only(pair.compare(tmp_path)).kind is Kind.MARKUP


def test_a_number_that_is_now_taken_from_the_data_reads_as_before(pair: Pair, tmp_path: Path) -> None:
    path = pair.folder / "proposal" / "10-benefit-risk.md"
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n本项目建设单位是{pair.old.profile.owner.name}。\n")
    pair.kept["proposal/10-benefit-risk.md"] = path.read_bytes()
    pair.edit("proposal/10-benefit-risk.md", f"是{pair.old.profile.owner.name}。", "是{{建设单位}}。")
    change = only(pair.compare(tmp_path))
    assert change.kind is Kind.MARKUP
    assert change.before == change.after


def test_paragraphs_items_and_cells_are_told_apart(pair: Pair, tmp_path: Path) -> None:
    with (pair.folder / "proposal" / "10-benefit-risk.md").open("a", encoding="utf-8") as stream:
        stream.write("\n前一段。\n\n- 甲**乙**\n- 丙\n\n表：新的表\n\n| 名称 | 数量 |\n|---|---|\n| 丁 | 戊 |\n")
    assert only(pair.compare(tmp_path)).after == "前一段。\n甲乙\n丙\n表：新的表\n名称 数量 丁 戊"


def test_costs_are_told_with_old_and_new_numbers(pair: Pair, tmp_path: Path) -> None:
    line = pair.old.budget.lines[0]
    assert line.quantity is not None
    assert line.unit_price is not None
    text = (pair.folder / "budget.yml").read_text(encoding="utf-8")
    place = text.index("数量:")
    after = text[place:].replace(f"数量: {line.quantity}", f"数量: {line.quantity + 1}", 1)
    (pair.folder / "budget.yml").write_text(text[:place] + after, encoding="utf-8")
    total, system, changed = pair.compare(tmp_path).changes
    new = read_project(pair.workspace.library, pair.folder)
    assert (total.before, total.after.partition("（")[0]) == (str(pair.old.budget.sum()), str(new.budget.sum()))
    assert f"+{line.unit_price}" in total.after
    assert line.system in system.place
    assert line.name in changed.place
    assert str(line.amount) in changed.before
    assert str(new.budget.lines[0].amount) in changed.after


def test_lines_that_change_places_are_the_same_lines(pair: Pair, tmp_path: Path) -> None:
    path = pair.folder / "budget.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    items = [index for index, line in enumerate(lines) if line.startswith("  - ")]
    if items[1] != items[0] + 1:
        pytest.skip("the example writes an item on several lines")
    lines[items[0]], lines[items[1]] = lines[items[1]], lines[items[0]]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert pair.compare(tmp_path).changes == ()


def test_a_field_is_told_by_its_label(pair: Pair, tmp_path: Path) -> None:
    pair.edit("project.yml", "项目名称: ", "项目名称: 新")
    change = only(pair.compare(tmp_path))
    assert change.place == "项目名称"
    assert change.section == "project.yml"
    assert change.after == f"新{change.before}"


def test_figures_and_attachments_by_name(pair: Pair, tmp_path: Path) -> None:
    (pair.folder / "attachments" / "补充 材料.md").write_text("新的\n", encoding="utf-8")
    gone = next(name for name in pair.old.folder.files if name.startswith("attachments/"))
    (pair.folder / gone).unlink()
    kinds = {change.place: change.kind for change in pair.compare(tmp_path).changes}
    assert kinds == {"attachments/补充 材料.md": Kind.ADDED, gone: Kind.REMOVED}


def test_an_attachment_of_the_same_size_with_another_content_is_changed(pair: Pair, tmp_path: Path) -> None:
    name = next(name for name in pair.old.folder.files if name.startswith("attachments/") and name.endswith(".md"))
    content = bytearray((pair.folder / name).read_bytes())
    content[-2:] = bytes(reversed(content[-2:]))
    (pair.folder / name).write_bytes(content)
    assert only(pair.compare(tmp_path)).kind is Kind.CHANGED


def test_a_form_that_came_or_cannot_be_read(pair: Pair, tmp_path: Path) -> None:
    del pair.kept["data.yml"]
    (pair.folder / "performance.yml").write_text("指标: [", encoding="utf-8")
    changes = {change.section: change for change in pair.compare(tmp_path).changes}
    assert changes["data.yml"].kind is Kind.ADDED
    assert changes["performance.yml"].kind is Kind.CHANGED
    assert len(changes) == 2


def test_records_are_not_compared(pair: Pair, tmp_path: Path) -> None:
    (pair.folder / "review").mkdir()
    (pair.folder / "review" / "records.yml").write_text("记录:\n  - {事项: 入库, 日期: 2026-11-23}\n", encoding="utf-8")
    assert pair.compare(tmp_path).changes == ()


def test_markdown_folds_what_is_long(pair: Pair, tmp_path: Path) -> None:
    for path in (pair.folder / "proposal").glob("*.md"):
        with path.open("a", encoding="utf-8") as stream:
            stream.write("\n补充。\n")
    comparison = pair.compare(tmp_path)
    blocks = list(comparison_blocks(comparison, pair.workspace.library.edition.review.comparison))
    assert len(comparison.changes) == 10
    assert "<details>" in "".join(blocks)
    assert "增加 10 处" in "".join(blocks)


def test_the_command_writes_the_document(library: ScratchLibrary, run: Callable[..., Done], tmp_path: Path) -> None:
    pair = Pair(library.without_likeness())
    git(library.root, "init", "-q", "-b", "main")
    with_opinions(pair)
    (pair.folder / "review" / "opinions.yml").write_text(
        "意见:\n" + _ground(1, "project.yml:项目名称", "名称太短。") + _ground(2, "project.yml:项目简称", "另一处。"),
        encoding="utf-8",
    )
    for _ in range(2):
        git(library.root, "add", "-A")
        git(library.root, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x")
        pair.edit("project.yml", "项目名称: ", "项目名称: 新")
    target = tmp_path / "对照.docx"
    done = run("review", "compare", NAME, "--from", "HEAD~", "--to", target, cwd=library.root)
    assert done.code == 0, done.text
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as package:
        text = package.read("word/document.xml").decode("utf-8")
    assert "修改对照表" in text
    assert pair.old.profile.name in text
    assert f"新{pair.old.profile.name}" in text
    assert "市委网信办意见1：名称太短。" in text
    assert "另一处" not in text
    again = run("review", "compare", NAME, "--from", "HEAD~", "--to", tmp_path / "again.docx", cwd=library.root)
    assert again.code == 0
    assert (tmp_path / "again.docx").read_bytes() == target.read_bytes()
    assert "没有 nowhere 这个提交" in run("review", "compare", NAME, "--from", "nowhere", cwd=library.root).err


def _ground(number: int, place: str, text: str, more: str = "答复: {结果: 采纳, 时间: 2026-11-02}") -> str:
    party = "市委网信办" if number == 1 else "市发改委"
    head = f'编号: {number}, 种类: 意见, 单位: {party}, 章节: "{place}"'
    return f"  - {{{head}, 内容: {text}, 时间: 2026-11-01, {more}}}\n"


PARTLY, NOT = (f"答复: {{结果: {word}, 理由: 甲, 时间: 2026-11-02}}" for word in ("部分采纳", "不采纳"))
GROUNDS = "意见:\n" + "".join(
    [
        _ground(1, "proposal:10.1", "请写明风险。"),
        _ground(2, "proposal:10", "请补充效益。", PARTLY),
        _ground(3, "proposal:10.1", "删去风险。", NOT),
        _ground(4, "proposal:10.1", "还没有答复。", "重大问题: 否"),
        _ground(5, "proposal:10.1", "收回的。", "已撤回: 是, 答复: {结果: 采纳, 时间: 2026-11-02}"),
        _ground(6, "proposal:1.1", "另一节。"),
        _ground(7, "budget.yml:费用/0", "数量偏多。"),
        _ground(8, "budget.yml:费用/1", "另一项。"),
        _ground(9, "budget.yml", "总的偏多。"),
    ]
)
EXPERT_GROUNDS = """\
评审:
  - 次: 1
    日期: 2026-11-03
    到会专家: [A001]
    结论: 修改后通过
    意见:
      - {编号: 1, 专家: A001, 章节: "proposal:5.8", 内容: 甲, 答复: {采纳情况: 采纳, 修改章节: "proposal:10.1"}}
      - {编号: 2, 专家: 专家组, 内容: 乙, 答复: {采纳情况: 采纳, 修改章节: "proposal:9.1"}}
      - {编号: 3, 专家: 专家组, 章节: "proposal:10.1", 内容: 丙, 答复: {采纳情况: 不采纳, 说明: 丁}}
"""


def with_opinions(pair: Pair) -> None:
    review = pair.folder / "review"
    review.mkdir()
    (review / "opinions.yml").write_text(GROUNDS, encoding="utf-8")
    (review / "conclusion.yml").write_text(EXPERT_GROUNDS, encoding="utf-8")


SAID = ("市委网信办意见1：请写明风险。", "市发改委意见2：请补充效益。", "专家意见1（A001）：甲")


def test_a_change_names_the_opinions_that_it_was_made_on(pair: Pair, tmp_path: Path) -> None:
    with_opinions(pair)
    chapter = pair.folder / "proposal" / "10-benefit-risk.md"
    text = chapter.read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("## "))
    chapter.write_text(text.replace(heading, f"{heading}\n\n新添的一句话。", 1), encoding="utf-8")
    comparison = pair.compare(tmp_path)
    assert only(comparison).section == "proposal:10.1"
    assert only(comparison).grounds == SAID
    sheet = pair.workspace.library.edition.review.comparison
    written = "".join(comparison_blocks(comparison, sheet)).replace("\\", "")
    assert "| 依据的意见 |" in written
    assert "；".join(SAID) in written


def test_an_entry_of_a_form_names_the_opinions_on_it_and_on_the_form(pair: Pair, tmp_path: Path) -> None:
    with_opinions(pair)
    line = pair.old.budget.lines[0]
    pair.edit("budget.yml", f"数量: {line.quantity}", f"数量: {(line.quantity or 0) + 1}")
    *sums, changed = pair.compare(tmp_path).changes
    assert changed.grounds == ("市发改委意见7：数量偏多。", "市发改委意见9：总的偏多。")
    assert {change.grounds for change in sums} == {("市发改委意见9：总的偏多。",)}


def test_a_new_entry_is_not_taken_for_the_one_that_stood_there(pair: Pair, tmp_path: Path) -> None:
    with_opinions(pair)
    pair.edit(
        "budget.yml",
        "费用:\n",
        "费用:\n  - {系统: 新系统, 模块: 新添的模块, 类别: 软件开发, 名称: 新的, 单位: 项, 数量: 1, 单价: 3}\n",
    )
    added = [change for change in pair.compare(tmp_path).changes if "新添的模块" in change.place]
    assert [change.grounds for change in added] == [("市发改委意见9：总的偏多。",)]


def test_without_opinions_there_is_no_empty_column(pair: Pair, tmp_path: Path) -> None:
    pair.edit("project.yml", "项目名称: ", "项目名称: 新")
    sheet = pair.workspace.library.edition.review.comparison
    assert "依据的意见" not in "".join(comparison_blocks(pair.compare(tmp_path), sheet))


def test_without_a_commit_the_first_submission_is_compared(library: ScratchLibrary, run: Callable[..., Done]) -> None:
    def commit() -> None:
        git(library.root, "add", "-A")
        git(library.root, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x")

    library.without_likeness()
    git(library.root, "init", "-q", "-b", "main")
    commit()
    git(library.root, "switch", "-q", "-c", f"lunzheng/{NAME}")
    pair = Pair(library)
    commit()
    for word in ("新", "更"):
        pair.edit("project.yml", "项目名称: ", f"项目名称: {word}")
        commit()
    first = run("review", "compare", NAME, cwd=library.root)
    assert first.code == 0, first.text
    assert f"+ 更新{pair.old.profile.name}" in first.out
    assert first.out == run("review", "compare", NAME, "--from", "HEAD~2", cwd=library.root).out
    assert "用 --from 写明" in run("review", "compare", NAME, "--until", "main", cwd=library.root).err
