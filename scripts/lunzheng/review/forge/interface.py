"""What the review needs of a forge, and nothing more; an adapter for one kind of forge fills it in.

All times are in UTC. A forge's own identifiers are kept as text, because forges differ in what they number.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

BOT = "[bot]"
"""Closes the name of an account under which a program writes."""


class ForgeError(Exception):
    """The forge could not do what was asked; the text says so in Chinese and never holds a token.

    Attributes:
        retry: whether the same request may succeed later (network, 5xx, rate limit).
    """

    def __init__(self, message: str, *, retry: bool = False) -> None:
        super().__init__(message)
        self.retry = retry


class State(enum.Enum):
    """Of a pull request."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


class Verdict(enum.Enum):
    """What a reviewer concludes."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes requested"
    COMMENTED = "commented"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class PullRequest:
    """Attributes:
    number: as people and addresses name it.
    branch: the head branch; ``repository`` is the head's ``owner/name`` (another one for a fork, empty if deleted).
    commit: the head commit.
    base: the branch that it is to go into.
    """

    number: int
    title: str
    body: str
    state: State
    author: str
    branch: str
    repository: str
    commit: str
    base: str
    url: str


@dataclass(frozen=True)
class Review:
    """A submitted review; pending ones are not seen.

    Attributes:
        author: the account, empty where it has been deleted.
        commit: the commit that the reviewer looked at; empty where the forge no longer knows.
    """

    id: str
    author: str
    verdict: Verdict
    body: str
    commit: str
    submitted: datetime.datetime
    url: str


@dataclass(frozen=True)
class LineComment:
    """A comment on a line, or a reply to one.

    Attributes:
        review: the review that it came with; empty for a single comment.
        path: the file's path at ``commit``, relative to the repository.
        line: the last line it speaks of, counted in the file at ``commit`` (the commit it was made on); None for a
            comment on the whole file.
        on_old_side: whether the line is one of the base's version (a deleted line).
        reply_to: the comment that it answers; empty for the first of a thread. It may have been deleted since.
        resolved: whether its thread is resolved; None where the forge does not tell.
    """

    id: str
    review: str
    author: str
    path: str
    commit: str
    line: int | None
    on_old_side: bool
    body: str
    created: datetime.datetime
    updated: datetime.datetime
    reply_to: str
    resolved: bool | None
    url: str


@dataclass(frozen=True)
class Comment:
    """A comment in the conversation of a pull request."""

    id: str
    author: str
    body: str
    created: datetime.datetime
    updated: datetime.datetime
    url: str


class Forge(Protocol):
    """One repository on one forge. Every method raises :class:`ForgeError`; lists are complete (all pages)."""

    def account(self) -> str:
        """The account that the token belongs to; a workflow's token may belong to a bot account."""

    def default_branch(self) -> str: ...

    def pull_request(self, number: int) -> PullRequest: ...

    def pull_requests(self, branch: str) -> Sequence[PullRequest]:
        """Those from a branch of this repository, newest first, closed ones too."""

    def open_pull_requests(self) -> Sequence[PullRequest]: ...

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Open one; if an open one for the same branch exists already (a lost answer, a race), that one is returned."""

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest: ...

    def request_reviews(self, number: int, accounts: Sequence[str], teams: Sequence[str]) -> None:
        """Ask accounts and teams for a review; those who have been asked and not answered yet are not asked again.

        Where some cannot be asked, the others are, and the :class:`ForgeError` names them.
        """

    def requested_reviews(self, number: int) -> tuple[Sequence[str], Sequence[str]]:
        """The accounts and teams that have been asked and have not answered yet."""

    def reviews(self, number: int) -> Sequence[Review]: ...

    def line_comments(self, number: int) -> Sequence[LineComment]: ...

    def comments(self, number: int) -> Sequence[Comment]: ...

    def add_comment(self, number: int, body: str) -> Comment:
        """Write one, and only one though an answer be lost; called again, it writes again."""

    def edit_comment(self, number: int, comment: str, body: str) -> Comment: ...

    def team_members(self, team: str) -> Sequence[str]:
        """The accounts of a team; a :class:`ForgeError` where the token may not see them."""
