"""``lunzheng submit`` in real repositories: what is pushed, what stays as it was, and what a clerk is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from review.repositories import BRANCH, DAY, FOLDER, ID, Clone, Origin, contents

RECORDS = "review/records.yml"


def bot(origin: Origin, files: dict[str, str], name: str = "bot", base: str = BRANCH) -> str:
    """Somebody else pushes to the project's branch; returns the commit."""
    folder = origin.root.parent / name
    clone = Clone(folder) if folder.exists() else origin.clone(name)
    clone.git("fetch", "-q")
    clone.git("checkout", "-q", "-B", BRANCH, f"origin/{base}")
    for path, text in files.items():
        (clone.root / FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (clone.root / FOLDER / path).write_text(text, encoding="utf-8")
    clone.git("add", "-A")
    clone.git("commit", "-q", "-m", "记录")
    clone.git("push", "-q", "origin", BRANCH)
    return clone.git("rev-parse", "HEAD")


def merge(origin: Origin, *, squash: bool, delete: bool = True) -> None:
    """A person presses the button on the forge."""
    clone = origin.clone(f"button-{len(list(origin.root.parent.iterdir()))}")
    clone.git("merge", "-q", *(["--squash"] if squash else ["--no-ff"]), f"origin/{BRANCH}")
    if squash:
        clone.git("commit", "-q", "-m", "合并")
    clone.git("push", "-q", "origin", "main")
    if delete:
        clone.git("push", "-q", "origin", "--delete", BRANCH)


def unfinished_work(clone: Clone) -> None:
    """Staged, changed, deleted and new files elsewhere, as people have them lying around."""
    (clone.root / "notes.md").write_text("说明\n另一行\n", encoding="utf-8")
    (clone.root / "staged.md").write_text("已暂存\n", encoding="utf-8")
    clone.git("add", "staged.md")
    (clone.root / "staged.md").write_text("已暂存，又改了\n", encoding="utf-8")
    (clone.root / "mkdocs.yml").unlink()
    other = clone.add("dsj-other", "good/suggestion")
    (other / "草稿.md").write_text("别的项目\n", encoding="utf-8")
    clone.git("mv", "projects/library.yml", "projects/library.yml.old")
    clone.git("mv", "projects/library.yml.old", "projects/library.yml")


def test_only_the_folder_is_sent_and_nothing_else_is_touched(origin: Origin, clerk: Clone) -> None:
    unfinished_work(clerk)
    before = clerk.state()
    done = clerk.submit("--message", "请审阅")
    assert done.code == 0, done.text
    assert clerk.state() == before
    message = origin.git("log", "-1", "--format=%B", BRANCH)
    assert ID in message
    assert "谋划" in message
    assert "请审阅" in message
    assert origin.git("log", "-1", "--format=%an", BRANCH) == "clerk"
    changed = origin.git("diff", "--name-only", f"main...{BRANCH}").split("\n")
    assert changed == [f"{FOLDER}/brief.md", f"{FOLDER}/project.yml"]
    assert origin.show(f"{FOLDER}/brief.md").encode() == clerk.path("brief.md").read_bytes().rstrip(b"\n")


def test_without_yes_it_only_says_what_it_would_do(origin: Origin, clerk: Clone) -> None:
    clerk.git("remote", "set-url", "origin", origin.root.as_uri().replace("file://", "file://name:secret@localhost"))
    clerk.git("config", f"url.{origin.root.as_uri()}.insteadOf", "file://nowhere")
    clerk.git("remote", "set-url", "origin", origin.root.as_uri())
    before = (clerk.state(), clerk.git("status", "--porcelain"), clerk.git("for-each-ref"))
    done = clerk.submit(yes=False)
    assert done.code == 1
    assert (clerk.state(), clerk.git("status", "--porcelain"), clerk.git("for-each-ref")) == before
    assert BRANCH in done.out
    assert f"{FOLDER}/project.yml" in done.out
    assert "--yes" in done.err
    assert origin.git("branch", "--list", BRANCH) == ""


def test_running_it_again_sends_nothing_twice(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    first = origin.git("rev-parse", BRANCH)
    done = clerk.submit()
    assert done.code == 0, done.text
    assert origin.git("rev-parse", BRANCH) == first
    clerk.edit("brief.md", "。", "，又改了一处。")
    clerk.path("attachments").mkdir(exist_ok=True)
    clerk.path("attachments/会议 纪要.md").write_text("纪要\n", encoding="utf-8")
    assert clerk.submit().code == 0
    assert origin.count() == 2
    assert "attachments/会议 纪要.md" in origin.files()
    assert origin.git("rev-parse", f"{BRANCH}^") == first


def test_errors_refuse(origin: Origin, clerk: Clone) -> None:
    clerk.edit("project.yml", "项目名称:", "项目名字:")
    done = clerk.submit()
    assert done.code == 1
    assert f"{FOLDER}/project.yml:" in done.out
    assert "没有报送" in done.err
    assert origin.git("branch", "--list", BRANCH) == ""


def test_a_mark_in_a_file_never_reaches_git(clerk: Clone) -> None:
    mark = "机" + "密★10年"
    clerk.edit("brief.md", "。", f"。{mark}")
    assert clerk.submit().code == 1
    assert mark not in clerk.git("log", "--all", "-p")
    objects = clerk.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)").split("\n")
    blobs = [line.split()[0] for line in objects if line.endswith("blob")]
    assert not any(mark in clerk.git("cat-file", "blob", sha, check=False) for sha in blobs if _is_text(clerk, sha))


def _is_text(clone: Clone, sha: str) -> bool:
    return int(clone.git("cat-file", "-s", sha)) < 100_000 and clone.git("ls-tree", "-r", "main").find(sha) == -1


def test_a_mark_in_the_message_refuses(origin: Origin, clerk: Clone) -> None:
    done = clerk.submit("--message", "机" + "密★10年 的材料")
    assert done.code == 1
    assert "提交说明" in done.out
    assert origin.git("branch", "--list", BRANCH) == ""


def test_a_mark_in_a_commit_made_by_hand_refuses(origin: Origin, clerk: Clone) -> None:
    clerk.git("checkout", "-q", "-b", BRANCH)
    clerk.git("add", FOLDER)
    clerk.git("commit", "-q", "-m", "秘" + "密★5年")
    assert clerk.submit().code == 1
    assert origin.git("branch", "--list", BRANCH) == ""


@pytest.mark.parametrize("squash", [False, True])
def test_pulling_after_the_merge_finds_everything_there(origin: Origin, clerk: Clone, squash: bool) -> None:
    """The clerk stays on the default branch all the time; somebody else's records come with the pull."""
    unfinished_work(clerk)
    assert clerk.submit().code == 0
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    clerk.edit("brief.md", "。", "，改了一处。")
    assert clerk.submit().code == 0
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n  - {{事项: 入库, 日期: "{DAY}", 说明: 更正}}\n'})
    merge(origin, squash=squash)
    clerk.git("pull", "-q")
    assert "更正" in clerk.path(RECORDS).read_text(encoding="utf-8")
    assert clerk.git("status", "--porcelain", "--", FOLDER) == ""
    done = clerk.submit()
    assert done.code == 0, done.text
    assert "没有新的改动" in done.out
    # A new round begins from what was merged.
    clerk.edit("brief.md", "。", "，第二轮。")
    assert clerk.submit().code == 0
    assert origin.count() == 1
    assert "更正" in origin.show(f"{FOLDER}/{RECORDS}")


@pytest.mark.parametrize("squash", [False, True])
def test_a_new_round_without_pulling_first(origin: Origin, clerk: Clone, squash: bool) -> None:
    assert clerk.submit().code == 0
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    merge(origin, squash=squash)
    clerk.edit("brief.md", "。", "，第二轮。")
    done = clerk.submit()
    assert done.code == 0, done.text
    assert origin.git("diff", "--name-only", f"main...{BRANCH}") == f"{FOLDER}/brief.md"
    assert "入库" in origin.show(f"{FOLDER}/{RECORDS}")


def test_records_of_others_are_kept_and_files_of_others_brought(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    records = f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'
    bot(origin, {RECORDS: records, "attachments/new.md": "别人放的\n"})
    clerk.edit("brief.md", "。", "，改了一处。")
    assert clerk.submit().code == 0
    assert origin.show(f"{FOLDER}/{RECORDS}") == records.rstrip("\n")
    assert origin.count() == 3
    assert clerk.path("attachments/new.md").read_text(encoding="utf-8") == "别人放的\n"
    # And what was brought can be taken out again.
    clerk.path("attachments/new.md").unlink()
    assert clerk.submit().code == 0
    assert "attachments/new.md" not in origin.files()
    assert RECORDS in origin.files()


def test_changes_in_other_lines_are_joined(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    text = clerk.path("brief.md").read_text(encoding="utf-8")
    bot(origin, {"brief.md": text + "\n审阅的人补了一句。\n"})
    clerk.edit("brief.md", "。", "，经办人改了一处。")
    done = clerk.submit()
    assert done.code == 0, done.text
    joined = origin.show(f"{FOLDER}/brief.md")
    assert "经办人改了一处" in joined
    assert "审阅的人补了一句" in joined
    assert clerk.path("brief.md").read_text(encoding="utf-8").rstrip("\n") == joined


def test_a_conflict_is_told_and_settled_by_the_person(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    text = clerk.path("brief.md").read_text(encoding="utf-8")
    bot(origin, {"brief.md": text.replace("。", "，对方改的。", 1)})
    clerk.edit("brief.md", "。", "，本方改的。")
    mine = clerk.path("brief.md").read_bytes()
    before = clerk.git("status", "--porcelain")
    done = clerk.submit()
    assert done.code == 1
    assert "brief.md" in done.err
    assert clerk.path("brief.md").read_bytes() == mine
    assert clerk.git("status", "--porcelain") == before
    assert origin.count() == 2
    again = clerk.submit("--keep", "brief.md")
    assert again.code == 0, again.text
    assert "本方改的" in origin.show(f"{FOLDER}/brief.md")
    assert origin.count() == 3


def test_the_other_version_can_be_taken_as_told(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    text = clerk.path("brief.md").read_text(encoding="utf-8")
    bot(origin, {"brief.md": text.replace("。", "，对方改的。", 1)})
    clerk.edit("brief.md", "。", "，本方改的。")
    told = clerk.submit().err
    (line,) = [line.partition("git ")[2] for line in told.split("\n") if "git restore" in line]
    clerk.git(*line.split())
    assert clerk.submit().code == 0
    assert origin.count() == 2


def test_a_push_that_loses_is_built_upon_the_other(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    helper = origin.clone("helper")
    helper.git("checkout", "-q", BRANCH)
    (helper.root / FOLDER / "review").mkdir()
    (helper.root / FOLDER / RECORDS).write_text(f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n', encoding="utf-8")
    helper.git("add", "-A")
    helper.git("commit", "-q", "-m", "记录")
    hook = clerk.root / ".git" / "hooks" / "pre-push"
    hook.write_text(f'#!/bin/sh\nrm "$0"\ngit -C "{helper.root}" push -q origin {BRANCH}\n', encoding="utf-8")
    hook.chmod(0o755)
    clerk.edit("brief.md", "。", "，改了一处。")
    done = clerk.submit()
    assert done.code == 0, done.text
    assert origin.count() == 3
    assert "入库" in origin.show(f"{FOLDER}/{RECORDS}")


def test_a_lost_network_changes_nothing(origin: Origin, clerk: Clone) -> None:
    away = origin.root.with_name("away.git")
    origin.root.rename(away)
    before = (clerk.state(), clerk.git("status", "--porcelain"), clerk.git("for-each-ref"))
    done = clerk.submit()
    assert done.code == 1
    assert "Traceback" not in done.text
    assert (clerk.state(), clerk.git("status", "--porcelain"), clerk.git("for-each-ref")) == before
    away.rename(origin.root)
    assert clerk.submit().code == 0
    assert origin.count() == 1


def test_a_refusing_server_is_quoted(origin: Origin, clerk: Clone) -> None:
    hook = origin.root / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    done = clerk.submit()
    assert done.code == 1
    assert "hook declined" in done.err
    hook.unlink()
    assert clerk.submit().code == 0
    assert origin.count() == 1


def test_nobody_known_to_git(clerk: Clone) -> None:
    clerk.git("config", "--unset", "user.name")
    clerk.git("config", "--unset", "user.email")
    done = clerk.submit()
    assert done.code == 1
    assert "git config --global user.name" in done.err
    assert "user.email" in done.err


def test_no_remote(clerk: Clone) -> None:
    clerk.git("remote", "remove", "origin")
    done = clerk.submit()
    assert done.code == 1
    assert "git remote add origin" in done.err


def test_a_broken_address_never_shows_the_password(clerk: Clone) -> None:
    clerk.git("remote", "set-url", "origin", "https://clerk:s3cret@127.0.0.1:9/example/lunzheng.git")
    done = clerk.submit()
    assert done.code == 1
    assert "s3cret" not in done.text
    assert "网络" in done.err


def test_on_a_detached_head(origin: Origin, clerk: Clone) -> None:
    clerk.git("checkout", "-q", "--detach")
    before = (clerk.state(), clerk.git("status", "--porcelain"))
    assert clerk.submit().code == 0
    assert (clerk.state(), clerk.git("status", "--porcelain")) == before
    clerk.edit("brief.md", "。", "，改了一处。")
    assert clerk.submit().code == 0
    assert origin.count() == 2


def test_before_the_first_commit(origin: Origin, clerk: Clone, tmp_path: Path) -> None:
    fresh = Clone(tmp_path / "fresh")
    shutil.copytree(clerk.root, fresh.root, ignore=shutil.ignore_patterns(".git"))
    fresh.git("init", "-q", "-b", "main")
    fresh.git("remote", "add", "origin", origin.root.as_uri())
    fresh.git("config", "user.name", "clerk")
    fresh.git("config", "user.email", "clerk@example.org")
    done = fresh.submit()
    assert done.code == 0, done.text
    assert origin.git("diff", "--name-only", f"main...{BRANCH}").split("\n") == [
        f"{FOLDER}/brief.md",
        f"{FOLDER}/project.yml",
    ]


def test_a_shallow_clone(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    # The default branch goes on, so that the clone does not know where the histories parted.
    helper = origin.clone("helper")
    (helper.root / "notes.md").write_text("新\n", encoding="utf-8")
    helper.git("commit", "-q", "-am", "别的")
    helper.git("push", "-q", "origin", "main")
    shallow = origin.clone("shallow", "--depth", "1")
    shutil.copytree(clerk.root / FOLDER, shallow.root / FOLDER)
    shallow.path("attachments").mkdir()
    shallow.path("attachments/new.md").write_text("浅克隆里放的\n", encoding="utf-8")
    done = shallow.submit()
    assert done.code == 0, done.text
    assert origin.files() == ["attachments/new.md", "brief.md", "project.yml", RECORDS]
    assert origin.git("diff", "--name-only", f"main...{BRANCH}", "--", "notes.md") == ""


def test_on_the_projects_own_branch(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    clerk.git("switch", "-q", BRANCH)
    unfinished_work(clerk)
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    clerk.edit("brief.md", "。", "，在分支上改的。")
    before = clerk.state()
    done = clerk.submit()
    assert done.code == 0, done.text
    after = clerk.state()
    assert clerk.git("status", "--porcelain", "--", FOLDER) == ""
    assert clerk.git("rev-parse", "HEAD") == origin.git("rev-parse", BRANCH)
    assert clerk.path(RECORDS).exists()
    assert {key: after[key] for key in ("branch", "status", "index")} == {
        key: before[key] for key in ("branch", "status", "index")
    }


def test_commits_made_by_hand_are_taken_along(origin: Origin, clerk: Clone) -> None:
    clerk.git("checkout", "-q", "-b", BRANCH)
    clerk.git("add", FOLDER)
    clerk.git("commit", "-q", "-m", "手工提交")
    assert clerk.submit().code == 0
    assert origin.git("rev-parse", BRANCH) == clerk.git("rev-parse", "HEAD")
    assert origin.count() == 1
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    clerk.edit("brief.md", "。", "，又提交一次。")
    clerk.git("commit", "-q", "-am", "手工第二次")
    clerk.edit("brief.md", "。", "，还没有提交。")
    assert clerk.submit().code == 0
    assert "还没有提交" in origin.show(f"{FOLDER}/brief.md")
    assert "入库" in origin.show(f"{FOLDER}/{RECORDS}")
    assert clerk.git("status", "--porcelain", "--", FOLDER) == ""


def test_a_branch_with_other_files_is_refused(origin: Origin, clerk: Clone) -> None:
    clerk.git("checkout", "-q", "-b", BRANCH)
    (clerk.root / "notes.md").write_text("改了别的\n", encoding="utf-8")
    clerk.git("commit", "-q", "-am", "别的")
    done = clerk.submit()
    assert done.code == 1
    assert "notes.md" in done.err
    assert origin.git("branch", "--list", BRANCH) == ""


def test_on_an_ordinary_branch_nothing_of_it_is_sent(origin: Origin, clerk: Clone) -> None:
    clerk.git("checkout", "-q", "-b", "my-branch")
    (clerk.root / "notes.md").write_text("改了别的\n", encoding="utf-8")
    clerk.git("commit", "-q", "-am", "别的")
    before = (clerk.state(), clerk.git("status", "--porcelain"))
    assert clerk.submit().code == 0
    assert (clerk.state(), clerk.git("status", "--porcelain")) == before
    assert "notes.md" not in origin.git("diff", "--name-only", f"main...{BRANCH}")


def test_ignored_files_are_named(origin: Origin, clerk: Clone) -> None:
    clerk.path("attachments").mkdir(exist_ok=True)
    clerk.path("attachments/scan.draft.md").write_text("x", encoding="utf-8")
    done = clerk.submit()
    assert "scan.draft.md" in done.err
    assert "attachments/scan.draft.md" not in origin.files()


def test_links_and_repositories_within_are_refused(origin: Origin, clerk: Clone) -> None:
    clerk.path("attachments").mkdir(exist_ok=True)
    inner = Clone(clerk.path("attachments/inner"))
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "--allow-empty", "-m", "x")
    done = clerk.submit()
    assert done.code == 1
    assert "attachments/inner" in done.text
    assert origin.git("branch", "--list", BRANCH) == ""
    shutil.rmtree(inner.root)
    clerk.path("attachments/link.md").symlink_to("../brief.md")
    assert clerk.submit().code == 1
    assert origin.git("branch", "--list", BRANCH) == ""


def test_line_ends_and_modes_stay(origin: Origin, clerk: Clone) -> None:
    clerk.git("config", "core.autocrlf", "true")
    text = clerk.path("brief.md").read_bytes()
    clerk.path("brief.md").write_bytes(text.replace(b"\n", b"\r\n"))
    windows = clerk.path("brief.md").read_bytes()
    assert clerk.submit().code == 0
    assert clerk.path("brief.md").read_bytes() == windows
    assert origin.git("cat-file", "-s", f"{BRANCH}:{FOLDER}/brief.md") == str(len(text))
    assert clerk.submit().code == 0
    assert origin.count() == 1


def test_conflicts_left_by_a_merge_are_refused(clerk: Clone) -> None:
    sha = clerk.git("hash-object", "-w", str(clerk.path("brief.md")))
    lines = "".join(f"100644 {sha} {stage}\t{FOLDER}/brief.md\n" for stage in (1, 2, 3))
    (clerk.root / "lines").write_text(lines, encoding="utf-8")
    clerk.git("-c", "alias.put=!git update-index --index-info < lines", "put")
    done = clerk.submit()
    assert done.code == 1
    assert "冲突" in done.err


def test_a_plan_is_recorded_once(origin: Origin) -> None:
    clerk = origin.clone("clerk")
    clerk.add()
    assert clerk.submit().code == 0
    assert origin.show(f"{FOLDER}/{RECORDS}").count("方案") >= 1
    first = origin.show(f"{FOLDER}/{RECORDS}")
    assert DAY in first
    clerk.edit("brief.md", "。", "，改了一处。")
    assert clerk.submit("--today", "2026-12-01").code == 0
    assert origin.show(f"{FOLDER}/{RECORDS}") == first
    # Handed back and handed in once more: a record of its own.
    bot(origin, {RECORDS: f'{first}\n  - {{事项: 退回, 日期: "2026-12-02"}}\n'})
    assert clerk.submit("--today", "2026-12-03").code == 0
    assert "2026-12-03" not in origin.show(f"{FOLDER}/{RECORDS}")
    clerk.edit("brief.md", "。", "，补正以后。")
    assert clerk.submit("--today", "2026-12-04").code == 0
    assert "2026-12-04" in origin.show(f"{FOLDER}/{RECORDS}")


def test_a_project_that_was_moved_to_another_year(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    bot(origin, {RECORDS: f'记录:\n  - {{事项: 入库, 日期: "{DAY}"}}\n'})
    (clerk.root / "projects" / "2028").mkdir()
    (clerk.root / FOLDER).rename(clerk.root / "projects" / "2028" / ID)
    path = clerk.root / "projects" / "2028" / ID / "project.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("年度: 2027", "年度: 2028").replace("2027-", "2028-"), encoding="utf-8")
    done = clerk.submit()
    assert done.code == 0, done.text
    assert origin.files() == []
    assert origin.files(folder=f"projects/2028/{ID}") == ["brief.md", "project.yml", RECORDS]


def test_a_project_that_is_gone(origin: Origin, clerk: Clone) -> None:
    assert clerk.submit().code == 0
    merge(origin, squash=False)
    clerk.git("pull", "-q")
    shutil.rmtree(clerk.root / FOLDER)
    done = clerk.submit()
    assert done.code == 2
    assert "撤回" in done.err
    assert f"git restore -- {FOLDER}" in done.err


def test_an_index_in_use_is_told_and_mended_by_the_next_run(origin: Origin, clerk: Clone) -> None:
    lock = clerk.root / ".git" / "index.lock"
    lock.touch()
    done = clerk.submit()
    assert done.code == 0, done.text
    assert "再运行一次" in done.err
    assert origin.count() == 1
    lock.unlink()
    assert clerk.submit().code == 0
    assert origin.count() == 1
    assert f"A  {FOLDER}/brief.md" in clerk.git("status", "--porcelain")


def test_a_library_below_the_top_of_the_repository(origin: Origin, clerk: Clone) -> None:
    del clerk
    admin = origin.clone("admin")
    (admin.root / "city").mkdir()
    for name in ("projects", "schemas", "templates"):
        admin.git("mv", name, f"city/{name}")
    admin.git("commit", "-q", "-am", "移动")
    admin.git("push", "-q", "origin", "main")
    below = Clone(origin.clone("below").root / "city")
    below.add(example="good/suggestion")
    done = below.submit()
    assert done.code == 0, done.text
    assert origin.files(folder=f"city/{FOLDER}") == ["brief.md", "project.yml"]
    below.edit("brief.md", "。", "，改了一处。")
    assert below.submit().code == 0
    assert origin.count() == 2


def test_two_projects_of_one_clerk(origin: Origin, clerk: Clone) -> None:
    other = clerk.add("slj-second", "good/suggestion")
    text = (other / "project.yml").read_text(encoding="utf-8")
    (other / "project.yml").write_text(text.replace("项目名称: ", "项目名称: 第二"), encoding="utf-8")
    assert clerk.submit().code == 0
    assert clerk.submit(project="slj-second").code == 0
    assert origin.files("lunzheng/slj-second") == []
    assert origin.files("lunzheng/slj-second", "projects/2027/slj-second") == ["brief.md", "project.yml"]
    merge(origin, squash=True)
    clerk.git("pull", "-q")
    assert clerk.submit(project="slj-second").code == 0
    assert contents(other) == contents(clerk.root / "projects" / "2027" / "slj-second")
