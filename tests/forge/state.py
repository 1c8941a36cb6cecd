"""What a forge keeps: accounts, teams, and the pull requests of one repository, with the rules that GitHub has."""

from __future__ import annotations

import datetime
import itertools
import threading
from dataclasses import dataclass, field
from pathlib import Path

from forge.history import History

OWNER = "ningbo"
REPOSITORY = "lunzheng"
START = datetime.datetime(2027, 3, 1, 1, 0, tzinfo=datetime.UTC)


class RejectedError(Exception):
    """The forge will not do it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}")
        self.status = status
        self.message = message


@dataclass
class Account:
    """``permission`` is one of read, write, admin; a bot's token is a workflow's."""

    login: str
    id: int
    token: str = field(repr=False)
    permission: str = "read"
    bot: bool = False
    sees_teams: bool = True


@dataclass
class Team:
    name: str
    id: int
    members: list[str]


@dataclass
class Remark:
    """A comment in the conversation."""

    id: int
    author: Account
    body: str
    created: datetime.datetime
    updated: datetime.datetime


@dataclass
class LineRemark(Remark):
    """A comment on a line; ``line`` is counted in ``commit``, None for the whole file."""

    review: Opinion
    path: str
    commit: str
    line: int | None
    start_line: int | None
    side: str
    answers: int | None


@dataclass
class Opinion:
    """A review; ``verdict`` as GitHub names it: PENDING, COMMENTED, APPROVED, CHANGES_REQUESTED, DISMISSED."""

    id: int
    author: Account
    verdict: str
    body: str
    commit: str
    submitted: datetime.datetime


@dataclass
class Pull:
    number: int
    id: int
    author: Account
    branch: str
    base: str
    title: str
    body: str
    created: datetime.datetime
    updated: datetime.datetime
    head: str
    start: str
    state: str = "open"
    closed: datetime.datetime | None = None
    merged: datetime.datetime | None = None
    asked: list[str] = field(default_factory=list)
    asked_teams: list[str] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    line_remarks: list[LineRemark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    resolved: dict[int, Account] = field(default_factory=dict)


class State:
    """One repository on a forge. Its clock stands still but for a second at each event; tests set it."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder / f"{OWNER}/{REPOSITORY}.git")
        self.lock = threading.RLock()
        self.now = START
        self.accounts: dict[str, Account] = {}
        self.teams: dict[str, Team] = {}
        self.pulls: dict[int, Pull] = {}
        self.graphql = True
        self.forgejo = False
        self.thread_page = 100
        # As large as GitHub's own by now: beyond 32 bits.
        self._ids = itertools.count(3_000_000_001)

    def new_id(self) -> int:
        return next(self._ids)

    def tick(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now

    def account(self, login: str) -> Account:
        found = next((one for name, one in self.accounts.items() if name.casefold() == login.casefold()), None)
        if found is None:
            raise RejectedError(422, f"Could not resolve to a node with the login of '{login}'.")
        return found

    def exists(self, account: Account) -> bool:
        return account.login in self.accounts

    def holder(self, token: str) -> Account | None:
        return next((account for account in self.accounts.values() if account.token == token), None)

    def pull(self, number: int) -> Pull:
        if number not in self.pulls:
            raise RejectedError(404, "Not Found")
        pull = self.pulls[number]
        head = self.history.head(pull.branch)
        if pull.state == "open" and head:
            pull.head = head
        return pull

    def open_pull(self, author: Account, branch: str, base: str, title: str, body: str) -> Pull:
        head, start = self.history.head(branch), self.history.head(base)
        if not start:
            raise RejectedError(422, "base: invalid")
        if not head:
            raise RejectedError(422, "head: invalid")
        if any(pull.branch == branch and pull.base == base and pull.state == "open" for pull in self.pulls.values()):
            raise RejectedError(422, f"A pull request already exists for {OWNER}:{branch}.")
        if self.history.is_ancestor(head, start):
            raise RejectedError(422, f"No commits between {base} and {branch}")
        number = len(self.pulls) + 1
        now = self.tick()
        pull = Pull(number, self.new_id(), author, branch, base, title, body, now, now, head, start)
        self.pulls[number] = pull
        self.history.set_reference(f"refs/pull/{number}/head", head)
        return pull

    def after_push(self) -> None:
        """What a forge does once it has received commits."""
        for number in self.pulls:
            pull = self.pull(number)
            self.history.set_reference(f"refs/pull/{number}/head", pull.head)

    def edit_pull(self, actor: Account, number: int, title: str | None, body: str | None) -> Pull:
        pull = self.pull(number)
        self._require(actor, "write", owner=pull.author)
        if title is not None:
            if not title.strip():
                raise RejectedError(422, "title can't be blank")
            pull.title = title
        pull.body = pull.body if body is None else body
        pull.updated = self.tick()
        return pull

    def close(self, number: int, *, merge: bool = False) -> None:
        pull = self.pull(number)
        pull.closed = pull.updated = self.tick()
        pull.state = "closed"
        if merge:
            pull.merged = pull.closed
            self.history.set_reference(f"refs/heads/{pull.base}", pull.head)

    def ask(self, actor: Account, number: int, accounts: list[str], teams: list[str]) -> Pull:
        """All or none are asked."""
        pull = self.pull(number)
        self._require(actor, "write")
        found = [self._reviewer(pull, login) for login in accounts]
        for name in teams:
            if name not in self.teams:
                raise RejectedError(
                    422,
                    "Reviews may only be requested from collaborators. "
                    "One or more of the teams you specified is not a collaborator of the repository.",
                )
        pull.asked += [login for login in found if login not in pull.asked]
        pull.asked_teams += [name for name in teams if name not in pull.asked_teams]
        pull.updated = self.tick()
        return pull

    def review(self, author: Account, number: int, verdict: str, body: str) -> Opinion:
        pull = self.pull(number)
        if author is pull.author and verdict in ("APPROVED", "CHANGES_REQUESTED"):
            raise RejectedError(422, "Review Can not approve your own pull request")
        opinion = Opinion(self.new_id(), author, verdict, body, pull.head, self.tick())
        pull.opinions.append(opinion)
        if verdict != "PENDING":
            self._answered(pull, author)
        return opinion

    def comment_on(
        self, number: int, opinion: Opinion, path: str, line: int | None, body: str, side: str, start_line: int | None
    ) -> LineRemark:
        pull = self.pull(number)
        if line is not None and not self.history.shows(pull.start, opinion.commit, path, line, side):
            raise RejectedError(422, f"pull_request_review_thread.line must be part of the diff ({path}:{line})")
        now = self.tick()
        remark = LineRemark(
            self.new_id(), opinion.author, body, now, now, opinion, path, opinion.commit, line, start_line, side, None
        )
        pull.line_remarks.append(remark)
        return remark

    def reply(self, author: Account, number: int, comment: int, body: str) -> LineRemark:
        """A reply stands where the first of its thread does; each reply is a review of its own."""
        pull = self.pull(number)
        first = self.line_remark(comment)
        root = first.answers or first.id
        opinion = Opinion(self.new_id(), author, "COMMENTED", "", pull.head, self.tick())
        pull.opinions.append(opinion)
        reply = LineRemark(
            self.new_id(),
            author,
            body,
            self.now,
            self.now,
            opinion,
            first.path,
            first.commit,
            first.line,
            first.start_line,
            first.side,
            root,
        )
        pull.line_remarks.append(reply)
        return reply

    def line_remark(self, comment: int) -> LineRemark:
        found = (remark for pull in self.pulls.values() for remark in pull.line_remarks if remark.id == comment)
        return next(found)

    def current_line(self, pull: Pull, remark: LineRemark) -> int | None:
        """Where the line stands now; None once the comment is outdated."""
        if remark.line is None or not pull.head:
            return None
        line: int | None = remark.line
        if remark.side == "RIGHT":
            line = self.history.moved(remark.path, remark.line, remark.commit, pull.head)
        if line is None or not self.history.shows(pull.start, pull.head, remark.path, line, remark.side):
            return None
        return line

    def say(self, author: Account, number: int, body: str) -> Remark:
        if not body:
            raise RejectedError(422, "Body can't be blank")
        pull = self.pull(number)
        now = self.tick()
        remark = Remark(self.new_id(), author, body, now, now)
        pull.remarks.append(remark)
        return remark

    def edit_remark(self, actor: Account, comment: int, body: str) -> tuple[Pull, Remark]:
        for pull in self.pulls.values():
            for remark in pull.remarks:
                if remark.id == comment:
                    self._require(actor, "write", owner=remark.author)
                    remark.body, remark.updated = body, self.tick()
                    return pull, remark
        raise RejectedError(404, "Not Found")

    def members(self, actor: Account, team: str) -> list[Account]:
        """Those who are not in the organization do not even learn that there is such a team."""
        if actor.bot or not actor.sees_teams:
            raise RejectedError(
                403 if actor.bot else 404, "Resource not accessible by integration" if actor.bot else ""
            )
        if team not in self.teams:
            raise RejectedError(404, "Not Found")
        return [self.accounts[login] for login in self.teams[team].members if login in self.accounts]

    def _reviewer(self, pull: Pull, login: str) -> str:
        account = next((one for one in self.accounts.values() if one.login.casefold() == login.casefold()), None)
        if account is None or account.bot:
            raise RejectedError(
                422,
                "Reviews may only be requested from collaborators. "
                "One or more of the users you specified is not a collaborator of the repository.",
            )
        if account is pull.author:
            raise RejectedError(422, "Review cannot be requested from pull request author.")
        return account.login

    def _answered(self, pull: Pull, author: Account) -> None:
        pull.asked = [login for login in pull.asked if login != author.login]
        pull.asked_teams = [name for name in pull.asked_teams if author.login not in self.teams[name].members]

    def _require(self, actor: Account, permission: str, owner: Account | None = None) -> None:
        order = ["read", "write", "admin"]
        if actor is not owner and order.index(actor.permission) < order.index(permission):
            raise RejectedError(403, "Resource not accessible by personal access token")
