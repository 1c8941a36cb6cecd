"""A library on a stand-in forge, a clerk and the bureau in clones of their own, and the commands as they run them."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from git import Repo

from acceptance.support import EXAMPLES, Done, copy_example, make_library, run_here
from forge.fixtures import CLERK, furnish
from forge.standin import Actor, On, StandIn
from forge.worktree import Worktree

ID = "slj-flood"
FOLDER = f"projects/2027/{ID}"
BRANCH = f"lunzheng/{ID}"
OFFICE = "dsj-office"
LIBRARY = """\
城市: 示例市
版本: ningbo-2021
网站: {名称: 示例市项目库, 地址: "https://example.org/"}
部门:
  - {代码: slj, 名称: 示例市水利局, 人员: [{账号: slj-clerk, 岗位: 信息中心工作人员}]}
  - {代码: dsj, 名称: 市大数据局, 团队: dsj}
意见单位:
  - {单位: 市委网信办, 人员: [{账号: wxb-reviewer, 岗位: 网络安全协调处工作人员}]}
  - {单位: 市委机要保密局, 人员: [{账号: jbj-reviewer, 岗位: 工作人员}]}
  - {单位: 市发改委, 团队: fgw}
"""


@dataclass(frozen=True)
class Person:
    """Somebody with a clone and a token."""

    forge: StandIn
    login: str
    clone: Worktree

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.clone.folder / FOLDER

    @property
    def browser(self) -> Actor:
        return self.forge.as_user(self.login)

    def run(self, *arguments: object) -> Done:
        """A command, in this process."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LUNZHENG_TOKEN", self.forge.token(self.login))
            return run_here(*arguments, cwd=self.clone.folder)

    def done(self, *arguments: object) -> str:
        """What a command says that has to go well."""
        found = self.run(*arguments)
        assert found.code == 0, found.text
        return found.text

    def alone(self, *arguments: object) -> str:
        """What a command says that goes well without asking anything of the forge or its repository."""
        before = len(self.forge.seen)
        said = self.done(*arguments)
        assert len(self.forge.seen) == before
        return said

    def refused(self, *arguments: object) -> str:
        """What a command says that has to refuse, without leaving anything behind."""
        before = contents(self.folder), self.forge.head(BRANCH)
        found = self.run(*arguments)
        assert found.code != 0, found.text
        assert "Traceback" not in found.text
        assert (contents(self.folder), self.forge.head(BRANCH)) == before
        return found.text

    def submit(self, day: str, *arguments: str) -> str:
        return self.done("submit", ID, "--yes", "--today", day, *arguments)

    def missing(self, day: str) -> list[str]:
        """The steps that the letter of appraisal names when it refuses."""
        target = self.clone.folder.parent / "letter.docx"
        said = self.refused("letter", ID, "--kind", "appraisal", "--today", day, "--to", target)
        assert not target.exists()
        return [line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")]

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def follow(self) -> None:
        """Check out the project's branch as the forge has it."""
        self.clone.git("fetch", "--quiet", "origin")
        self.clone.git("switch", "--quiet", BRANCH)
        self.clone.git("reset", "--quiet", "--hard", f"origin/{BRANCH}")

    def push(self, message: str) -> None:
        """Commit everything by hand, in their own name, and push."""
        self.clone.git("add", "--all")
        Repo(self.clone.folder).git.commit("--quiet", "--message", message)
        self.clone.push()


@dataclass(frozen=True)
class Life:
    """The forge, and who acts on it."""

    forge: StandIn
    clerk: Person
    office: Person

    @property
    def comments(self) -> list[str]:
        """The conversation of the first pull request."""
        return [remark.body for remark in self.forge.pull(1).remarks]

    @contextmanager
    def rehearsal(self, folder: Path) -> Iterator[None]:
        """What happens within has not happened afterwards: on the forge, in its repository and in both clones.

        Args:
            folder: takes the copies, and is used up.
        """
        state, places = self.forge.state, [self.forge.git, self.clerk.clone.folder, self.office.clone.folder]
        kept = [shutil.copytree(place, folder / str(number), symlinks=True) for number, place in enumerate(places)]
        # The accounts stay who they are.
        same = {id(account): account for account in state.accounts.values()}
        pulls, now = copy.deepcopy(state.pulls, same), state.now
        yield
        state.pulls, state.now = pulls, now
        for place, saved in zip(places, kept, strict=True):
            shutil.rmtree(place)
            saved.rename(place)

    def read(self, name: str) -> dict[str, list[dict]]:
        """A YAML file of the project as its branch has it; empty where there is none."""
        history = self.clerk.clone
        history.git("fetch", "--quiet", "origin")
        listed = history.git("ls-tree", "-r", "--name-only", f"origin/{BRANCH}", "--", f"{FOLDER}/{name}")
        return yaml.safe_load(history.git("show", f"origin/{BRANCH}:{FOLDER}/{name}")) if listed else {}

    @property
    def records(self) -> list[tuple[str, str]]:
        return [(entry["事项"], str(entry["日期"])) for entry in self.read("review/records.yml").get("记录", [])]

    @property
    def opinions(self) -> list[dict]:
        return self.read("review/opinions.yml").get("意见", [])

    def on(self, name: str, words: str, body: str) -> On:
        """A comment on the line of a file that holds some words, as it stands in the clerk's folder."""
        lines = (self.clerk.folder / name).read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, 1) if words in text)
        return On(f"{FOLDER}/{name}", line, body)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@contextmanager
def living(folder: Path) -> Iterator[Life]:
    """A running forge whose repository holds a library without projects."""
    forge = StandIn(folder / "forge")
    furnish(forge)
    for login in ("jbj-reviewer", "passer-by"):
        forge.add_account(login)
    forge.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lunzheng.review.forge.http.sleep", lambda _seconds: None)
        try:
            first = Worktree(forge, folder / "first", OFFICE)
            make_library(first.folder).without_likeness()
            shutil.rmtree(first.folder / "site")
            (first.folder / "projects" / "library.yml").write_text(LIBRARY + forge.library_entry(), encoding="utf-8")
            (first.folder / ".gitignore").write_text("/build/\n", encoding="utf-8")
            first.commit({}, "项目库")
            first.push()
            yield Life(forge, _person(forge, folder, CLERK), _person(forge, folder, OFFICE))
        finally:
            forge.stop()


def _person(forge: StandIn, folder: Path, login: str) -> Person:
    clone = Worktree(forge, folder / login, login)
    clone.git("config", "user.name", login)
    clone.git("config", "user.email", f"{login}@example.org")
    return Person(forge, login, clone)


def fill(folder: Path) -> None:
    """Put the example's content into the files that ``lunzheng new`` has made."""
    copy_example(EXAMPLES / "good" / "plan", folder)
