"""A library in a real Git repository, and a forge in memory that people write on."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from git import Actor, Repo

from acceptance.support import EXAMPLES, copy_example, make_library
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.model.library import OPINIONS_FILE, Library, Project
from lunzheng.model.load import read_project
from lunzheng.model.opinion import Opinion, Opinions
from lunzheng.review.collect import Collected, Occasion, collect
from lunzheng.review.forge.interface import (
    Comment,
    ForgeError,
    LineComment,
    PullRequest,
    Review,
    State,
    Verdict,
)
from lunzheng.review.opinions_file import write_opinions

PROJECT = "slj-flood"
FOLDER = f"projects/2027/{PROJECT}"
START = datetime.datetime(2026, 11, 3, 1, 0, tzinfo=datetime.UTC)
"""09:00 in China."""

LIBRARY = """\
城市: 示例市
版本: ningbo-2021
网站: {名称: 示例市项目库, 地址: "https://example.org/"}
部门:
  - {代码: slj, 名称: 示例市水利局, 人员: [{账号: slj-clerk, 岗位: 信息中心工作人员}]}
  - {代码: dsj, 名称: 示例市大数据局, 人员: [{账号: dsj-gatherer, 岗位: 项目管理处工作人员}]}
意见单位:
  - 单位: 市委网信办
    人员: [{账号: wxb-reviewer, 岗位: 网络安全协调处工作人员}, {账号: wxb-second, 岗位: 应急处工作人员}]
  - {单位: 市委机要保密局, 团队: jbj}
  - {单位: 市发改委, 人员: [{账号: fgw-reviewer, 岗位: 投资处工作人员}]}
  - {单位: 市大数据局, 人员: [{账号: dsj-reviewer, 岗位: 数据资源处工作人员}]}
"""


@dataclass
class MemoryForge:
    """One pull request and what people have written on it; time passes a minute with each comment.

    Collecting only reads: whatever would write to the forge is an error here.
    """

    pull: PullRequest
    teams: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"jbj": ("jbj-reviewer",)})
    line: list[LineComment] = field(default_factory=list)
    given: list[Review] = field(default_factory=list)
    spoken: list[Comment] = field(default_factory=list)
    now: datetime.datetime = START
    counter: int = 100

    def account(self) -> str:
        return "lunzheng-runner"

    def default_branch(self) -> str:
        return "main"

    def pull_request(self, number: int) -> PullRequest:
        assert number == self.pull.number
        return self.pull

    def pull_requests(self, branch: str) -> Sequence[PullRequest]:
        return [self.pull] if self.pull.branch == branch else []

    def open_pull_requests(self) -> Sequence[PullRequest]:
        return [self.pull]

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        raise NotImplementedError

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest:
        raise NotImplementedError

    def request_reviews(self, number: int, accounts: Sequence[str], teams: Sequence[str]) -> None:
        raise NotImplementedError

    def requested_reviews(self, number: int) -> tuple[Sequence[str], Sequence[str]]:
        raise NotImplementedError

    def add_comment(self, number: int, body: str) -> Comment:
        raise NotImplementedError

    def edit_comment(self, number: int, comment: str, body: str) -> Comment:
        raise NotImplementedError

    def reviews(self, number: int) -> Sequence[Review]:
        assert number == self.pull.number
        return self.given

    def line_comments(self, number: int) -> Sequence[LineComment]:
        assert number == self.pull.number
        return self.line

    def comments(self, number: int) -> Sequence[Comment]:
        assert number == self.pull.number
        return self.spoken

    def team_members(self, team: str) -> Sequence[str]:
        if team not in self.teams:
            raise ForgeError("没有权限")
        return self.teams[team]

    def _next(self) -> tuple[str, datetime.datetime]:
        self.counter += 1
        self.now += datetime.timedelta(minutes=1)
        return str(self.counter), self.now

    def comment_on(
        self,
        author: str,
        path: str,
        line: int | None,
        body: str,
        *,
        old: bool = False,
        commit: str = "",
        review: str = "",
    ) -> LineComment:
        """A comment on a line of the project's file, as it is at the head unless another commit is given."""
        number, now = self._next()
        made = LineComment(
            id=number,
            review=review,
            author=author,
            path=f"{FOLDER}/{path}",
            commit=commit or self.pull.commit,
            line=line,
            on_old_side=old,
            body=body,
            created=now,
            updated=now,
            reply_to="",
            resolved=None,
            url=f"https://forge.example/pull/{self.pull.number}#r{number}",
        )
        self.line.append(made)
        return made

    def reply(self, author: str, to: LineComment, body: str) -> LineComment:
        number, now = self._next()
        made = replace(
            to,
            id=number,
            author=author,
            body=body,
            reply_to=to.id,
            created=now,
            updated=now,
            url=f"https://forge.example/pull/{self.pull.number}#r{number}",
        )
        self.line.append(made)
        return made

    def review(self, author: str, verdict: Verdict, body: str = "", *, commit: str = "") -> Review:
        number, now = self._next()
        url = f"https://forge.example/pull/{self.pull.number}#review{number}"
        made = Review(number, author, verdict, body, commit or self.pull.commit, now, url)
        self.given.append(made)
        return made

    def say(self, author: str, body: str) -> Comment:
        number, now = self._next()
        made = Comment(number, author, body, now, now, f"https://forge.example/pull/{self.pull.number}#c{number}")
        self.spoken.append(made)
        return made

    def edit(self, comment: LineComment, body: str) -> None:
        _, now = self._next()
        self._replace(comment, body=body, updated=now)

    def resolve(self, comment: LineComment) -> None:
        self._replace(comment, resolved=True)

    def delete(self, comment: LineComment) -> None:
        self.line = [item for item in self.line if item.id != comment.id]

    def dismiss(self, review: Review) -> None:
        self.given = [replace(r, verdict=Verdict.DISMISSED) if r.id == review.id else r for r in self.given]

    def _replace(self, comment: LineComment, **changes: object) -> None:
        self.line = [replace(item, **changes) if item.id == comment.id else item for item in self.line]  # type: ignore[arg-type]


@dataclass
class Room:
    """A project on its branch, and the pull request that it is in."""

    root: Path
    repository: Repo
    forge: MemoryForge

    @property
    def folder(self) -> Path:
        return self.root / FOLDER

    @cached_property
    def workspace(self) -> Workspace:
        """As it was opened first; :meth:`rewrite_library` opens it anew."""
        return open_workspace(self.root)

    def rewrite_library(self, old: str, new: str) -> None:
        path = self.root / "projects" / "library.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        del self.workspace

    @property
    def library(self) -> Library:
        return self.workspace.library

    @property
    def project(self) -> Project:
        return read_project(self.library, self.folder)

    @cached_property
    def read_once(self) -> Project:
        """The project as it was when first looked at."""
        return self.project

    @property
    def file(self) -> Path:
        return self.folder / OPINIONS_FILE

    def commit(self, message: str = "docs: a change") -> str:
        """Commit everything and move the pull request's head there."""
        return self.commit_quietly(message, move=True)

    def commit_quietly(self, message: str, *, move: bool = False) -> str:
        return _commit(self.repository, message, self.forge if move else None)

    def rewrite(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, file: str, words: str) -> int:
        """The line of a file of the project that holds some words."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        (found,) = (number for number, line in enumerate(lines, 1) if words in line)
        return found

    def records(self, **dates: str) -> None:
        """Write the records: an event's name and its date, in order."""
        path = self.folder / "review" / "records.yml"
        path.parent.mkdir(exist_ok=True)
        lines = "".join(f"  - {{事项: {event}, 日期: {date}}}\n" for event, date in dates.items())
        path.write_text(f"记录:\n{lines}", encoding="utf-8")

    def collect(self, today: str = "2026-11-05", due: str | None = None) -> Collected:
        """Collect and write, as the command does."""
        occasion = Occasion(datetime.date.fromisoformat(today), datetime.date.fromisoformat(due) if due else None)
        project = self.project
        collected = collect(project, self.workspace, self.repository, self.forge, self.forge.pull.number, occasion)
        write_opinions(project, collected.text)
        return collected

    @property
    def opinions(self) -> Opinions:
        """What is on record, read back from the file."""
        return self.project.opinions

    def opinion(self, number: int) -> Opinion:
        found = self.opinions.numbered(number)
        assert found is not None
        return found


def make_room(root: Path, example: str = "good/plan") -> Room:
    """A library with one project: the base branch without it, the project's branch with one commit."""
    make_library(root)
    (root / "projects" / "library.yml").write_text(LIBRARY, encoding="utf-8")
    shutil.rmtree(root / "site")
    repository = Repo.init(root, initial_branch="main")
    _commit(repository, "chore: the library")
    repository.git.checkout("-b", f"lunzheng/{PROJECT}")
    copy_example(EXAMPLES / example, root / FOLDER)
    commit = _commit(repository, "docs: the plan")
    pull = PullRequest(
        number=12,
        title="示例",
        body="",
        state=State.OPEN,
        author="slj-clerk",
        branch=f"lunzheng/{PROJECT}",
        repository="city/lunzheng",
        commit=commit,
        base="main",
        url="https://forge.example/pull/12",
    )
    return Room(root, repository, MemoryForge(pull))


def _commit(repository: Repo, message: str, forge: MemoryForge | None = None) -> str:
    repository.git.add("--all")
    author = Actor("clerk", "clerk@example.org")
    commit = repository.index.commit(message, author=author, committer=author).hexsha
    if forge:
        forge.pull = replace(forge.pull, commit=commit)
    return commit
