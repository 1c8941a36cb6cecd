"""``check --changed-since`` on real repositories: what a branch touches, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary, run_here

Run = Callable[..., Done]


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, message: str = "改动") -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)


def append(path: Path, text: str = "\n待补充。\n") -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def checked(root: Path, *arguments: str, reference: str = "main") -> Done:
    return run_here("check", "--changed-since", reference, *arguments, cwd=root)


def found(done: Done) -> set[tuple[str, str]]:
    """Project folder and code of every problem."""
    return {
        (line.split(":", 1)[0].split("/")[2], line.split(": ")[1])
        for line in done.out.splitlines()
        if line.startswith("projects/")
    }


@pytest.fixture
def repository(library: ScratchLibrary) -> ScratchLibrary:
    """Three suggestions with a fault each on main, and a branch that has left it."""
    for name in ("slj-a", "slj-b", "dsj-c"):
        append(library.add("good/suggestion", name) / "brief.md")
    git(library.root, "init", "--quiet")
    commit(library.root)
    git(library.root, "checkout", "--quiet", "-b", "branch")
    return library


def test_a_branch_without_changes(repository: ScratchLibrary) -> None:
    done = checked(repository.root)
    assert (done.code, done.out) == (0, "检查了 0 个项目，没有发现问题。\n")
    assert "没有改过项目" in done.err


@pytest.mark.parametrize("state", ["committed", "staged", "unstaged", "untracked"])
def test_every_state_of_a_change_counts(repository: ScratchLibrary, state: str) -> None:
    folder = repository.folder("slj-a")
    if state == "untracked":
        (folder / "说明 一.txt").write_text("新", encoding="utf-8")
    else:
        append(folder / "brief.md", "\n又一段。\n")
    if state in ("committed", "staged"):
        git(repository.root, "add", "--all")
    if state == "committed":
        commit(repository.root)
    done = checked(repository.root)
    assert {project for project, _ in found(done)} == {"slj-a"}
    assert "检查了 1 个项目" in done.out
    assert done.code == 1


def test_what_main_has_changed_meanwhile_does_not_count(repository: ScratchLibrary) -> None:
    append(repository.folder("slj-b") / "brief.md", "\n分支。\n")
    commit(repository.root)
    git(repository.root, "checkout", "--quiet", "main")
    append(repository.folder("dsj-c") / "brief.md", "\n主干。\n")
    commit(repository.root)
    git(repository.root, "checkout", "--quiet", "branch")
    assert {project for project, _ in found(checked(repository.root))} == {"slj-b"}


def test_a_project_that_was_moved_is_checked_where_it_is(repository: ScratchLibrary) -> None:
    git(repository.root, "mv", "projects/2027/slj-a", "projects/2027/slj-moved")
    commit(repository.root)
    done = checked(repository.root)
    assert {project for project, _ in found(done)} == {"slj-moved"}
    assert "检查了 1 个项目" in done.out


def test_a_project_that_was_deleted_leaves_nothing_to_check(repository: ScratchLibrary) -> None:
    shutil.rmtree(repository.folder("slj-a"))
    commit(repository.root)
    done = checked(repository.root)
    assert (done.code, done.out) == (0, "检查了 0 个项目，没有发现问题。\n")


def test_an_id_that_is_used_again_breaks_the_old_project_too(repository: ScratchLibrary) -> None:
    shutil.copytree(repository.folder("slj-a"), repository.folder("slj-a", 2028))
    commit(repository.root)
    done = checked(repository.root)
    lines = [line for line in done.out.splitlines() if ": E049: " in line and "不止一次" in line]
    assert {line.split(":")[0] for line in lines} == {"projects/2027/slj-a", "projects/2028/slj-a"}
    # The old project's own faults are not the branch's.
    assert not [line for line in done.out.splitlines() if line.startswith("projects/2027/slj-a/")]
    assert "检查了 1 个项目" in done.out


@pytest.mark.parametrize(
    "file", ["templates/ningbo-2021/rules.yml", "schemas/ningbo-2021/project.schema.json", "projects/library.yml"]
)
def test_what_concerns_everybody_has_everything_checked(repository: ScratchLibrary, file: str) -> None:
    append(repository.root / file, "\n")
    done = checked(repository.root)
    assert {project for project, _ in found(done)} == {"slj-a", "slj-b", "dsj-c"}
    assert file in done.err


def test_other_files_concern_nobody(repository: ScratchLibrary) -> None:
    append(repository.root / "mkdocs.yml", "\n")
    append(repository.root / "projects" / "README.md")
    assert "检查了 0 个项目" in checked(repository.root).out


def test_the_library_may_lie_below_the_repository(tmp_path: Path, repository: ScratchLibrary) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    shutil.move(repository.root, outer / "库")
    shutil.rmtree(outer / "库" / ".git")
    git(outer, "init", "--quiet")
    commit(outer)
    append(outer / "库" / "projects" / "2027" / "slj-b" / "brief.md")
    append(outer / "projects.txt")
    assert {project for project, _ in found(checked(outer / "库"))} == {"slj-b"}


def test_it_goes_with_a_format(repository: ScratchLibrary) -> None:
    append(repository.folder("slj-a") / "brief.md")
    done = checked(repository.root, "--format", "github")
    assert done.out.startswith("::error file=projects/2027/slj-a/")


class TestRefusals:
    @pytest.mark.parametrize("reference", ["nosuch", "--all", "", "main..branch", "HEAD~99", "-h"])
    def test_an_unknown_reference(self, repository: ScratchLibrary, reference: str) -> None:
        done = run_here("check", f"--changed-since={reference}", cwd=repository.root)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"错误：没有“{reference}”这个分支、标签或提交")

    def test_no_repository(self, library: ScratchLibrary) -> None:
        done = run_here(
            "check", "--changed-since", "main", cwd=library.root,
            environment={"GIT_CEILING_DIRECTORIES": str(library.root.parent)},
        )  # fmt: skip
        assert (done.code, done.out) == (2, "")
        assert "不在 Git 仓库里" in done.err

    def test_a_repository_without_a_commit(self, library: ScratchLibrary) -> None:
        git(library.root, "init", "--quiet")
        assert checked(library.root).code == 2

    def test_a_shallow_clone(self, tmp_path: Path, repository: ScratchLibrary) -> None:
        append(repository.folder("slj-a") / "brief.md")
        commit(repository.root)
        git(repository.root, "checkout", "--quiet", "main")
        commit(repository.root)
        source = repository.root.as_uri()
        git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=branch", source, "clone")
        done = checked(tmp_path / "clone", reference="origin/main")
        assert (done.code, done.out) == (2, "")
        assert "fetch-depth" in done.err

    def test_histories_that_never_met(self, repository: ScratchLibrary) -> None:
        git(repository.root, "checkout", "--quiet", "--orphan", "other")
        commit(repository.root, "另起一段历史")
        done = checked(repository.root)
        assert (done.code, done.out) == (2, "")
        assert "没有共同的起点" in done.err

    def test_projects_beside_it(self, repository: ScratchLibrary) -> None:
        done = run_here("check", "slj-a", "--changed-since", "main", cwd=repository.root)
        assert (done.code, done.out) == (2, "")
