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
    again = run("review", "compare", NAME, "--from", "HEAD~", "--to", tmp_path / "again.docx", cwd=library.root)
    assert again.code == 0
    assert (tmp_path / "again.docx").read_bytes() == target.read_bytes()
    assert "没有 nowhere 这个提交" in run("review", "compare", NAME, "--from", "nowhere", cwd=library.root).err
