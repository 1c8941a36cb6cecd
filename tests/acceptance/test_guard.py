"""The guard as people meet it: the command, the hooks in real repositories, what check, build and export refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary, make_library, run_command, run_here
from guard.made import archive, docx, paragraph
from lunzheng.hooks import install_hooks

MARK = "<!-- 机密★1年 某行动 -->\n"
BRIEF = "projects/2027/slj-flood/brief.md"


class Work:
    """A library in a Git repository of its own."""

    def __init__(self, library: ScratchLibrary, folder: Path | None = None) -> None:
        self.library = library
        self.root = library.root
        self.top = folder or self.root

    def git(self, *arguments: str, cwd: Path | None = None, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=cwd or self.top,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
            env=git_environment(),
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def add_to_brief(self, text: str) -> None:
        path = self.root / BRIEF
        path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")

    def guard(self, *arguments: str) -> Done:
        return run_here("guard", *arguments, cwd=self.root)

    def commits(self) -> int:
        return int(self.git("rev-list", "--count", "HEAD"))


def git_environment() -> dict[str, str]:
    """Who commits; the program as these tests see it."""
    return {
        **os.environ,
        "GIT_AUTHOR_NAME": "甲",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "甲",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.fixture
def work(library: ScratchLibrary) -> Work:
    """A repository with one project committed and the hooks installed."""
    library.add("good/suggestion", "slj-flood")
    made = Work(library)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message=first")
    install_hooks(made.root)
    return made


def test_the_samples_of_the_repository_have_nothing_to_find() -> None:
    done = run_here("guard")
    assert done.code == 0, done.text


def test_an_ordinary_commit_passes(work: Work) -> None:
    work.add_to_brief("不涉及国家秘密，经市委机要保密局同意。\n")
    work.git("commit", "--all", "--message=补充保密说明")
    assert work.commits() == 2


def test_a_mark_stops_the_commit_and_its_surroundings_are_not_printed(work: Work) -> None:
    work.add_to_brief(MARK)
    said = work.git("commit", "--all", "--message=x", fails=True)
    assert f"{BRIEF}:17:6: E045" in said
    assert "第五条、第十一条" in said
    assert "某行动" not in said
    assert "保密机构" in said
    assert work.commits() == 1


def test_what_is_staged_counts_not_what_lies_in_the_folder(work: Work) -> None:
    clean = (work.root / BRIEF).read_bytes()
    work.add_to_brief(MARK)
    work.git("add", BRIEF)
    work.write(BRIEF, clean)
    assert "E045" in work.git("commit", "--message=x", fails=True)
    work.git("add", BRIEF)
    work.add_to_brief(MARK)
    work.write("projects/2027/slj-flood/attachments/a.txt", "会议纪要")
    work.git("add", "projects/2027/slj-flood/attachments")
    work.git("commit", "--message=only what is staged")


def test_a_commit_of_one_file_is_looked_at(work: Work) -> None:
    """``git commit FILE`` makes an index of its own for the purpose."""
    work.add_to_brief(MARK)
    assert "E045" in work.git("commit", "--message=x", "--", BRIEF, fails=True)


def test_the_first_commit_of_a_repository_is_looked_at(library: ScratchLibrary) -> None:
    library.add("good/suggestion", "slj-flood")
    made = Work(library)
    made.git("init", "--quiet")
    assert made.guard("--install").code == 0
    made.add_to_brief(MARK)
    made.git("add", "--all")
    assert "E045" in made.git("commit", "--message=first", fails=True)


def test_an_attachment_stops_the_commit(work: Work) -> None:
    work.write("projects/2027/slj-flood/attachments/a.docx", docx(paragraph("机", "密★")))
    work.git("add", "--all")
    assert "attachments/a.docx:1:1: E045: 正文：" in work.git("commit", "--message=x", fails=True)


def test_a_marked_file_anywhere_in_the_work_tree_stops_the_commit(work: Work) -> None:
    work.write("桌面文件/秘密★方案.txt", "x")
    work.git("add", "--all")
    assert "E045" in work.git("commit", "--message=x", fails=True)


def test_programs_beside_the_projects_are_no_matter_for_the_guard(work: Work) -> None:
    work.write("tools/run.sh", "echo 13812345678")
    work.write("tests/marks.txt", "机密★1年")
    work.git("add", "--all")
    work.git("commit", "--message=x")


def test_a_mark_in_the_commit_message_stops_the_commit(work: Work) -> None:
    said = work.git("commit", "--allow-empty", "--message=绝密★长期", fails=True)
    assert "提交说明:1:1: E045" in said
    work.git("commit", "--allow-empty", "--message=经市委机要保密局审查，不涉及国家秘密")
    assert work.commits() == 2


def test_a_link_is_not_committed(work: Work) -> None:
    (work.root / "projects/2027/slj-flood/attachments").mkdir()
    (work.root / "projects/2027/slj-flood/attachments/a.txt").symlink_to("/etc/passwd")
    work.git("add", "--all")
    assert "E102" in work.git("commit", "--message=x", fails=True)


def test_a_warning_is_shown_and_the_commit_passes(work: Work) -> None:
    work.add_to_brief("【内部资料】\n")
    assert "W045" in work.git("commit", "--all", "--message=x")
    assert work.commits() == 2


def test_a_broken_library_does_not_open_the_gate(work: Work) -> None:
    work.write("projects/library.yml", "版本: 没有这一版\n")
    work.add_to_brief(MARK)
    assert "E045" in work.git("commit", "--all", "--message=x", fails=True)


def test_a_commit_in_a_linked_work_tree_is_looked_at(work: Work, tmp_path: Path) -> None:
    tree = tmp_path / "另一份"
    work.git("worktree", "add", "--quiet", str(tree), "-b", "other")
    path = tree / BRIEF
    path.write_text(path.read_text(encoding="utf-8") + MARK, encoding="utf-8")
    assert "E045" in work.git("commit", "--all", "--message=x", cwd=tree, fails=True)


def test_the_hooks_can_be_installed_from_a_linked_work_tree(library: ScratchLibrary, tmp_path: Path) -> None:
    library.add("good/suggestion", "slj-flood")
    made = Work(library)
    made.git("init", "--quiet")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message=first")
    tree = tmp_path / "tree"
    made.git("worktree", "add", "--quiet", str(tree))
    assert run_command("guard", "--install", cwd=tree).code == 0
    made.add_to_brief(MARK)
    assert "E045" in made.git("commit", "--all", "--message=x", fails=True)


@pytest.mark.parametrize("place", [".githooks", "/outside"])
def test_the_folder_that_git_is_told_to_use_gets_the_hooks(work: Work, tmp_path: Path, place: str) -> None:
    shutil.rmtree(work.root / ".git" / "hooks")
    folder = tmp_path / "outside" if place.startswith("/") else work.root / place
    work.git("config", "core.hooksPath", str(folder) if place.startswith("/") else place)
    assert work.guard("--install").code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["commit-msg", "pre-commit"]
    work.add_to_brief(MARK)
    assert "E045" in work.git("commit", "--all", "--message=x", fails=True)


def test_a_library_below_the_top_of_the_repository_is_guarded(tmp_path: Path) -> None:
    library = make_library(tmp_path / "top" / "论证 库")
    library.add("good/suggestion", "slj-flood")
    made = Work(library, tmp_path / "top")
    made.git("init", "--quiet")
    assert made.guard("--install").code == 0
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message=first")
    made.add_to_brief(MARK)
    assert f"{BRIEF}:17:6: E045" in made.git("commit", "--all", "--message=x", fails=True)


def hook(work: Work, text: str) -> Path:
    path = work.root / ".git" / "hooks" / "pre-commit"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_hook_of_others_goes_on_running_first(work: Work) -> None:
    path = hook(work, "#!/bin/sh\necho 别人的钩子\n[ ! -e stop ]\n")
    done = work.guard("--install")
    assert done.code == 0
    assert "pre-commit.before-lunzheng" in done.err
    said = work.git("commit", "--allow-empty", "--message=x")
    assert "别人的钩子" in said
    work.write("stop", "")
    work.git("commit", "--allow-empty", "--message=x", fails=True)
    (work.root / "stop").unlink()
    work.add_to_brief(MARK)
    said = work.git("commit", "--all", "--message=x", fails=True)
    assert "别人的钩子" in said and "E045" in said
    assert path.with_name("pre-commit.before-lunzheng").read_text(encoding="utf-8").startswith("#!/bin/sh\necho 别人")


def test_installing_twice_changes_nothing(work: Work) -> None:
    hooks = work.root / ".git" / "hooks"
    before = {path.name: path.read_bytes() for path in hooks.iterdir()}
    assert work.guard("--install").code == 0
    assert {path.name: path.read_bytes() for path in hooks.iterdir()} == before


def test_two_hooks_of_others_are_refused_and_left_as_they_are(work: Work) -> None:
    path = hook(work, "#!/bin/sh\necho 一\n")
    assert work.guard("--install").code == 0
    hook(work, "#!/bin/sh\necho 二\n")
    done = work.guard("--install")
    assert done.code == 2
    assert "lunzheng guard --staged" in done.err
    assert path.read_text(encoding="utf-8") == "#!/bin/sh\necho 二\n"


def test_without_the_program_nothing_is_committed(work: Work) -> None:
    path = work.root / ".git" / "hooks" / "pre-commit"
    path.write_text(path.read_text(encoding="utf-8").replace(sys.executable, "/nowhere/python"), encoding="utf-8")
    bare = {**git_environment(), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["git", "commit", "--allow-empty", "--message=x"], cwd=work.root, env=bare, capture_output=True, check=False
    )
    if shutil.which("lunzheng", path="/usr/bin:/bin") is None:
        assert done.returncode != 0
        assert "找不到 lunzheng" in done.stderr.decode("utf-8")


def test_a_range_shows_what_a_later_commit_has_taken_out(work: Work) -> None:
    clean = (work.root / BRIEF).read_bytes()
    work.add_to_brief(MARK)
    work.git("commit", "--no-verify", "--all", "--message=slip")
    slip = work.git("rev-parse", "HEAD").strip()[:10]
    work.write(BRIEF, clean)
    work.git("commit", "--no-verify", "--all", "--message=removed")
    assert work.guard().code == 0
    done = work.guard("--range", "HEAD~2..HEAD")
    assert done.code == 1
    assert f"（提交 {slip}）" in done.out
    assert "保密机构" in done.text
    assert work.guard("--range", "HEAD~1..HEAD").code == 0


def test_a_range_shows_file_names_and_messages(work: Work) -> None:
    work.git("commit", "--no-verify", "--allow-empty", "--message=机密★某事")
    work.write("projects/2027/slj-flood/attachments/a.txt", "x")
    work.git("add", "--all")
    work.git("commit", "--no-verify", "--message=ok")
    work.git("mv", "projects/2027/slj-flood/attachments/a.txt", "projects/2027/slj-flood/attachments/秘密★.txt")
    work.git("commit", "--no-verify", "--message=renamed")
    done = work.guard("--range", "HEAD~3..HEAD")
    assert done.out.count("E045") == 2
    assert "提交说明" in done.out
    assert "某事" not in done.text


@pytest.mark.parametrize("wrong", ["nothing..HEAD", "--all", "x"])
def test_a_range_that_git_does_not_know_is_wrong_usage(work: Work, wrong: str) -> None:
    done = work.guard(f"--range={wrong}")
    assert done.code == 2
    assert "Traceback" not in done.text


def test_a_file_can_be_looked_at_before_it_is_put_in(work: Work, tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(docx(paragraph("密级：机密")))
    assert "E045" in work.guard(str(path)).out
    path.write_bytes(docx(paragraph("普通内容")))
    assert work.guard(str(path)).code == 0


def test_without_a_repository_files_are_looked_at_and_the_index_is_wrong_usage(library: ScratchLibrary) -> None:
    library.add("good/suggestion", "slj-flood")
    assert run_here("guard", cwd=library.root).code == 0
    for option in ("--staged", "--install"):
        done = run_here("guard", option, cwd=library.root)
        assert done.code == 2
        assert "不在 Git 仓库里" in done.err


def test_check_and_guard_find_the_same_in_a_project(work: Work) -> None:
    work.add_to_brief(f"{MARK}\n联系人手机13812345678。\n")
    work.write("projects/2027/slj-flood/attachments/a.docx", docx(paragraph("机密★")))
    found = [
        {line for line in done.out.splitlines() if any(code in line for code in ("E045", "E046"))}
        for done in (work.guard(), run_here("check", cwd=work.root))
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 3
    assert "138****5678" in "".join(found[0])


REFUSED = {
    "mark": ("brief.md", MARK.encode()),
    "mark-in-attachment": ("attachments/a.docx", docx(paragraph("机密★"))),
    "macro": ("attachments/a.docx", docx(more={"word/vbaProject.bin": b"x"})),
    "bomb": ("attachments/a.zip", archive({"a.txt": b"0" * 20_000_000})),
}


@pytest.mark.parametrize("case", REFUSED)
def test_nothing_is_made_of_a_refused_project(case: str, library: ScratchLibrary, tmp_path: Path) -> None:
    folder = library.add("good/suggestion", "slj-flood")
    name, data = REFUSED[case]
    (folder / name).parent.mkdir(exist_ok=True)
    with (folder / name).open("ab") as stream:
        stream.write(data)
    for arguments in (
        ("export", "slj-flood", "--document", "brief", "--to", tmp_path / "out" / "a.docx"),
        ("export", "slj-flood", "--bundle", tmp_path / "out" / "a.zip"),
    ):
        done = run_here(*arguments, cwd=library.root)
        assert done.code == 1, done.text
        assert "没有生成" in done.err
    done = run_here("list", "--year", "2027", "--kind", "suggestions", "--to", tmp_path / "list.xlsx", cwd=library.root)
    assert "没有列入" in done.err and "slj-flood" in done.err
    assert not (tmp_path / "out").exists()
    assert not (library.root / "build").exists()


def test_personal_data_does_not_stop_a_draft(library: ScratchLibrary, tmp_path: Path) -> None:
    folder = library.add("good/suggestion", "slj-flood")
    with (folder / "brief.md").open("a", encoding="utf-8") as stream:
        stream.write("\n手机13812345678。\n")
    done = run_here("export", "slj-flood", "--document", "brief", "--to", tmp_path / "a.docx", cwd=library.root)
    assert done.code == 0
    assert "E046" in run_here("check", cwd=library.root).out


def test_a_project_of_a_marked_name_is_not_made(library: ScratchLibrary) -> None:
    done = run_here("new", "slj-a", "--year", "2027", "--name", "机密★系统", cwd=library.root)
    assert done.code == 2
    assert "纸质" in done.err
    assert not (library.root / "projects" / "2027").exists()


def test_internal_fields_keep_their_telephone_numbers_and_public_ones_do_not(library: ScratchLibrary) -> None:
    folder = library.add("good/suggestion", "slj-flood")
    path = folder / "project.yml"
    text = path.read_text(encoding="utf-8").replace("联系方式: （示例）办公电话", '联系方式: "13812345678"')
    assert "13812345678" in text
    path.write_text(text, encoding="utf-8")
    assert run_here("check", cwd=library.root).code == 0
    path.write_text(text.replace("汛期各部门", "联系13987654321，汛期各部门"), encoding="utf-8")
    done = run_here("check", cwd=library.root)
    assert "E046: 有手机号 139****4321" in done.out
    assert "138" not in done.out
