"""The earlier versions of projects, read from real repositories."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from acceptance.support import EXAMPLES, ScratchLibrary, copy_example, run_command
from lunzheng.check.open import open_workspace
from lunzheng.model.changes.version import Happened, Version, Versions
from lunzheng.review import past
from lunzheng.review.past import past_versions
from lunzheng.review.plumbing import Plumbing

ID = "slj-flood"
FOLDER = f"projects/2027/{ID}"
CHAPTER = f"{FOLDER}/proposal/03-necessity.md"


class Shelf:
    """A library in a repository, with one project that was committed on 1 November."""

    def __init__(self, library: ScratchLibrary) -> None:
        self.root = library.without_likeness().root
        self.folder = library.add("good/plan", ID)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("2026-11-01")

    def git(self, *arguments: str, day: str = "2026-11-01") -> str:
        time = f"{day}T20:30:00+00:00"  # the next day in China
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_COMMITTER_DATE": time}
        who = ("-c", "user.name=甲", "-c", "user.email=a@example.cn", "-c", "commit.gpgSign=false")
        done = subprocess.run(
            ["git", *who, *arguments],
            cwd=self.root,
            env={**kept, **own},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout.rstrip("\n")

    def commit(self, day: str, message: str = "改") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, day=day)
        return self.git("rev-parse", "HEAD")

    def say(self, words: str, file: str = CHAPTER) -> None:
        path = self.root / file
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n{words}\n", encoding="utf-8")

    def record(self, *events: str) -> None:
        lines = "".join(f"  - {{事项: {event}, 日期: 2026-11-{day:02}}}\n" for day, event in enumerate(events, 5))
        (self.folder / "review").mkdir(exist_ok=True)
        (self.folder / "review" / "records.yml").write_text(f"记录:\n{lines}", encoding="utf-8")

    def versions(self, root: Path | None = None, folder: str = FOLDER) -> Versions:
        return past_versions(open_workspace(root or self.root))(folder)


@pytest.fixture
def shelf(library: ScratchLibrary) -> Shelf:
    return Shelf(library)


def changed(version: Version) -> list[tuple[str, str]]:
    assert version.comparison is not None
    return [(change.section, change.after) for change in version.comparison.changes]


def test_each_version_says_what_it_changed(shelf: Shelf) -> None:
    shelf.say("补上的话。")
    second = shelf.commit("2026-11-03")
    shelf.git("tag", "送审稿")
    shelf.record("谋划", "入库")
    third = shelf.commit("2026-11-07")
    newest, middle, first = shelf.versions()
    assert (newest.commit, newest.records, newest.comparison) == (
        third,
        (Happened("谋划", datetime.date(2026, 11, 5)), Happened("入库", datetime.date(2026, 11, 6))),
        None,
    )
    assert (middle.commit, middle.date, middle.tags) == (second, datetime.date(2026, 11, 4), ("送审稿",))
    assert [(section.split(".")[0], after) for section, after in changed(middle)] == [("proposal:3", "补上的话。")]
    assert (first.is_first, first.comparison) == (True, None)


def test_a_day_that_was_put_right_is_told_as_such(shelf: Shelf) -> None:
    shelf.record("谋划", "入库")
    shelf.commit("2026-11-07")
    shelf.record("入库", "方案")
    shelf.commit("2026-11-08")
    newest = shelf.versions()[0]
    fifth, sixth = datetime.date(2026, 11, 5), datetime.date(2026, 11, 6)
    assert newest.records == (Happened("入库", fifth, sixth), Happened("方案", sixth))


def test_what_was_not_committed_is_no_version(shelf: Shelf) -> None:
    shelf.say("还没有提交的话。")
    assert [version.is_first for version in shelf.versions()] == [True]


def test_a_merged_branch_is_one_version(shelf: Shelf) -> None:
    shelf.git("checkout", "--quiet", "-b", "branch")
    for words in ("第一句。", "第二句。"):
        shelf.say(words)
        shelf.commit("2026-11-03")
    shelf.git("checkout", "--quiet", "main")
    shelf.git("merge", "--quiet", "--no-ff", "-m", "合并", "branch", day="2026-11-09")
    newest, first = shelf.versions()
    assert newest.date == datetime.date(2026, 11, 10)
    assert [after for _, after in changed(newest)] == ["第一句。\n第二句。"]
    assert first.is_first


def test_other_projects_and_collected_opinions_are_no_versions(shelf: Shelf) -> None:
    copy_example(EXAMPLES / "good" / "plan", shelf.root / "projects" / "2027" / "slj-other")
    (shelf.folder / "review").mkdir()
    (shelf.folder / "review" / "opinions.yml").write_text("意见: []\n", encoding="utf-8")
    shelf.commit("2026-11-03")
    assert len(shelf.versions()) == 1
    (other,) = shelf.versions(folder="projects/2027/slj-other")
    assert other.is_first


def test_the_newest_versions_are_compared_and_older_ones_listed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "COMPARED", 2)
    monkeypatch.setattr(past, "LISTED", 4)
    for day in range(3, 8):
        shelf.say(f"第{day}句。", f"{FOLDER}/brief.md")
        shelf.commit(f"2026-11-{day:02}")
    found = shelf.versions()
    assert [version.comparison is not None for version in found] == [True, True, False, False]


def test_a_version_that_must_not_be_shown_is_not(shelf: Shelf) -> None:
    """Somebody had put a mark of secrecy into the text and taken it out again."""
    shelf.say("机密★10年")
    shelf.commit("2026-11-03")
    path = shelf.root / CHAPTER
    path.write_text(path.read_text(encoding="utf-8").replace("机密★10年", "平常的话。"), encoding="utf-8")
    shelf.commit("2026-11-04")
    newest, older, _ = shelf.versions()
    assert (newest.is_withheld, newest.comparison) == (older.is_withheld, older.comparison) == (True, None)


def test_a_clone_of_the_last_commit_has_no_versions(shelf: Shelf, tmp_path: Path) -> None:
    shelf.say("补上的话。")
    shelf.commit("2026-11-03")
    shelf.git("clone", "--quiet", "--depth=1", shelf.root.as_uri(), str(tmp_path / "shallow"))
    assert list(shelf.versions(tmp_path / "shallow")) == []


def test_there_are_none_outside_of_a_repository(library: ScratchLibrary) -> None:
    library.add("good/plan", ID)
    assert list(past_versions(open_workspace(library.root))(FOLDER)) == []


def test_a_library_below_the_top_of_the_repository(shelf: Shelf, tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    shelf.root.rename(top / "库")
    (top / "库" / ".git").rename(top / ".git")
    shelf.root = top
    shelf.commit("2026-11-03")
    (found,) = past_versions(open_workspace(top / "库"))(FOLDER)
    assert found.is_first


def test_one_walk_serves_all_projects(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"projects/2027/slj-{number}" for number in range(30)]
    for name in names:
        (shelf.root / name).mkdir()
        (shelf.root / name / "project.yml").write_text("项目名称: 甲\n", encoding="utf-8")
    shelf.commit("2026-11-03")
    asked: list[str] = []
    run = Plumbing.run

    def counted(self: Plumbing, *arguments: str, given: bytes | None = None) -> str:
        asked.append(arguments[0])
        return run(self, *arguments, given=given)

    monkeypatch.setattr(Plumbing, "run", counted)
    versions = past_versions(open_workspace(shelf.root))
    assert [versions(name)[0].is_first for name in names] == [True] * len(names)
    assert asked.count("log") == 1
    assert len(asked) < 8


@pytest.mark.parametrize(
    "settings", [("log.showSignature", "true"), ("core.quotePath", "true"), ("diff.renames", "copies")]
)
def test_a_persons_settings_change_nothing(shelf: Shelf, settings: tuple[str, str]) -> None:
    (shelf.root / CHAPTER).rename(shelf.root / FOLDER / "proposal" / "另存.md")
    shelf.commit("2026-11-03")
    before = shelf.versions()
    shelf.git("config", *settings)
    assert shelf.versions() == before
    assert len(before) == 2


def test_the_site_shows_them_to_the_house_only(shelf: Shelf) -> None:
    shelf.record("谋划", "入库", "方案", "征求意见", "意见反馈", "专家评审", "修改完善", "前期论证函")
    shelf.say("后来补上的话。")
    commit = shelf.commit("2026-11-15")
    for arguments in ((), ("--public",)):
        run_command("build", "--today", "2026-12-01", *arguments, cwd=shelf.root)
    house = shelf.root / "build" / "site" / "projects" / ID
    page = (house / "versions.html").read_text(encoding="utf-8")
    assert commit[:12] in page
    assert "后来补上的话。" in page
    assert 'href="versions.html"' in (house / "index.html").read_text(encoding="utf-8")
    public = shelf.root / "build" / "public" / "site" / "projects" / ID
    assert (public / "index.html").is_file()
    assert not (public / "versions.html").exists()
    assert commit[:12] not in "".join(path.read_text(encoding="utf-8") for path in public.glob("*.html"))
