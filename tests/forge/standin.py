"""The stand-in as tests use it: a forge in a box, and people who act on it."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forge.faults import Faults
from forge.server import GITEA, GITHUB, Seen, Server
from forge.state import OWNER, REPOSITORY, Account, LineRemark, Opinion, Pull, State, Team

NAME = f"{OWNER}/{REPOSITORY}"
PREFIX = {"github": GITHUB, "gitea": GITEA}


@dataclass(frozen=True)
class On:
    """A comment to make: on a line, on several (from ``start_line``), or on the whole file (``line`` None).

    ``side`` is LEFT for a line of the old version.
    """

    path: str
    line: int | None
    body: str
    side: str = "RIGHT"
    start_line: int | None = None


class StandIn:
    """A forge with one repository, ``ningbo/lunzheng``, that is empty at first; push to :attr:`clone_url`.

    Args:
        folder: where its repository is kept.
        kind: ``github`` or ``gitea``, the face that :attr:`address` and :meth:`library_entry` name.
    """

    def __init__(self, folder: Path, kind: str = "github") -> None:
        self.kind = kind
        self.state = State(folder)
        self._server = Server(self.state)

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    @property
    def address(self) -> str:
        """Of the interface."""
        return self._server.web + PREFIX[self.kind]

    @property
    def web(self) -> str:
        return self._server.web

    @property
    def git(self) -> Path:
        """The bare repository."""
        return self.state.history.path

    @property
    def faults(self) -> Faults:
        return self._server.faults

    @property
    def seen(self) -> list[Seen]:
        """All requests so far."""
        return self._server.seen

    @property
    def server(self) -> Server:
        return self._server

    def clone_url(self, login: str = "") -> str:
        """Where Git clones from and pushes to; with a login, its token is in the address, as only tests may do."""
        scheme, _, rest = self._server.web.partition("://")
        user = f"{login}:{self.token(login)}@" if login else ""
        return f"{scheme}://{user}{rest}/{NAME}.git"

    def library_entry(self) -> str:
        """The line of ``projects/library.yml`` that names this forge."""
        return f'仓库: {{类型: {self.kind}, 名称: {NAME}, 接口地址: "{self.address}"}}\n'

    def add_account(self, login: str, permission: str = "read", *, bot: bool = False, sees_teams: bool = True) -> Actor:
        """Args:
        permission: read (comments and reviews), write (also pushes, asks for reviews, edits) or admin.
        bot: whether its token is a workflow's, which belongs to no user.
        sees_teams: whether its token may read the organization's teams.
        """
        token = "ghp_" + secrets.token_hex(18)
        account = Account(login, self.state.new_id(), token, permission, bot, sees_teams)
        self.state.accounts[login] = account
        return Actor(self, account)

    def add_team(self, name: str, members: Sequence[str]) -> None:
        self.state.teams[name] = Team(name, self.state.new_id(), list(members))

    def delete_account(self, login: str) -> None:
        """What the account has written stays, without its name."""
        del self.state.accounts[login]

    def as_user(self, login: str) -> Actor:
        return Actor(self, self.state.accounts[login])

    def token(self, login: str) -> str:
        return self.state.accounts[login].token

    def at(self, moment: str) -> None:
        """Set the forge's clock, e.g. ``2027-03-02T09:00:00+08:00``; each event adds a second."""
        self.state.now = datetime.datetime.fromisoformat(moment).astimezone(datetime.UTC)

    def pull(self, number: int) -> Pull:
        return self.state.pull(number)

    def head(self, branch: str) -> str:
        return self.state.history.head(branch)


@dataclass(frozen=True)
class Actor:
    """Somebody who does things in the browser, as no adapter does. Numbers of things are the forge's own."""

    forge: StandIn
    account: Account

    @property
    def login(self) -> str:
        return self.account.login

    @property
    def token(self) -> str:
        return self.account.token

    def open_pull_request(self, branch: str, title: str = "方案", body: str = "", base: str = "main") -> int:
        with self._state.lock:
            return self._state.open_pull(self.account, branch, base, title, body).number

    def review(self, number: int, verdict: str = "COMMENTED", body: str = "", comments: Sequence[On] = ()) -> int:
        """Args:
        verdict: COMMENTED, APPROVED, CHANGES_REQUESTED, or PENDING for one that is not sent yet.
        """
        with self._state.lock:
            opinion = self._state.review(self.account, number, verdict, body)
            for on in comments:
                self._comment(number, opinion, on)
            return opinion.id

    def comment_on(self, number: int, on: On) -> int:
        """A single comment on a line; the forge makes a review of it."""
        with self._state.lock:
            return self._comment(number, self._state.review(self.account, number, "COMMENTED", ""), on).id

    def reply(self, number: int, comment: int, body: str) -> int:
        with self._state.lock:
            return self._state.reply(self.account, number, comment, body).id

    def resolve(self, number: int, comment: int) -> None:
        with self._state.lock:
            self._state.pull(number).resolved[self._root(comment)] = self.account

    def unresolve(self, number: int, comment: int) -> None:
        with self._state.lock:
            del self._state.pull(number).resolved[self._root(comment)]

    def edit_line_comment(self, comment: int, body: str) -> None:
        with self._state.lock:
            remark = self._state.line_remark(comment)
            remark.body, remark.updated = body, self._state.tick()

    def delete_line_comment(self, comment: int) -> None:
        with self._state.lock:
            for pull in self._state.pulls.values():
                pull.line_remarks = [remark for remark in pull.line_remarks if remark.id != comment]

    def edit_review(self, number: int, review: int, body: str) -> None:
        with self._state.lock:
            self._opinion(number, review).body = body

    def dismiss(self, number: int, review: int) -> None:
        with self._state.lock:
            self._opinion(number, review).verdict = "DISMISSED"

    def say(self, number: int, body: str) -> int:
        with self._state.lock:
            return self._state.say(self.account, number, body).id

    def edit_comment(self, comment: int, body: str) -> None:
        with self._state.lock:
            self._state.edit_remark(self.account, comment, body)

    def delete_comment(self, comment: int) -> None:
        with self._state.lock:
            for pull in self._state.pulls.values():
                pull.remarks = [remark for remark in pull.remarks if remark.id != comment]

    def close(self, number: int) -> None:
        with self._state.lock:
            self._state.close(number)

    def merge(self, number: int) -> None:
        with self._state.lock:
            self._state.close(number, merge=True)

    @property
    def _state(self) -> State:
        return self.forge.state

    def _comment(self, number: int, opinion: Opinion, on: On) -> LineRemark:
        return self._state.comment_on(number, opinion, on.path, on.line, on.body, on.side, on.start_line)

    def _root(self, comment: int) -> int:
        remark = self._state.line_remark(comment)
        return remark.answers or remark.id

    def _opinion(self, number: int, review: int) -> Opinion:
        return next(opinion for opinion in self._state.pull(number).opinions if opinion.id == review)
