"""A forge in memory that looks at a real bare repository for its branches, and fails where it is told to."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

from lunzheng.review.forge.interface import (
    Comment,
    ForgeError,
    LineComment,
    PullRequest,
    Review,
    State,
    Verdict,
)
from review.repositories import Origin

START = datetime.datetime(2026, 11, 23, 1, 0, tzinfo=datetime.UTC)


class Killed(BaseException):
    """The process ends here, as by a power cut."""


class MemoryForge:
    """Attributes:
    before, after: called with the name of each request, before and after it takes effect; they may raise.
    sent: the requests that changed something.
    """

    def __init__(self, origin: Origin, account: str = "lunzheng-bot") -> None:
        self.origin = origin
        self.name = account
        self.requests: list[PullRequest] = []
        self.notes: dict[int, list[Comment]] = {}
        self.asked: dict[int, tuple[list[str], list[str]]] = {}
        self.sent: list[str] = []
        self.given: list[Review] = []
        self.teams: dict[str, tuple[str, ...]] = {}
        self.before: Callable[[str], None] = lambda _name: None
        self.after: Callable[[str], None] = lambda _name: None

    def account(self) -> str:
        self.before("account")
        return self.name

    def default_branch(self) -> str:
        return "main"

    def pull_request(self, number: int) -> PullRequest:
        self.before("pull_request")
        return self._fresh(self.requests[number - 1])

    def pull_requests(self, branch: str) -> Sequence[PullRequest]:
        self.before("pull_requests")
        return [self._fresh(one) for one in reversed(self.requests) if one.branch == branch]

    def open_pull_requests(self) -> Sequence[PullRequest]:
        self.before("open_pull_requests")
        return [self._fresh(one) for one in self.requests if one.state is State.OPEN]

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        self.before("create_pull_request")
        for one in self.requests:
            if one.branch == branch and one.state is State.OPEN:
                return self._fresh(one)
        assert self._tip(branch), "a forge knows no pull request without a branch"
        number = len(self.requests) + 1
        url = f"https://forge.example/example/lunzheng/pull/{number}"
        self.requests.append(
            PullRequest(number, title, body, State.OPEN, "clerk", branch, "example/lunzheng", "", base, url)
        )
        self._changed("create_pull_request")
        return self._fresh(self.requests[-1])

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest:
        self.before("edit_pull_request")
        self.requests[number - 1] = replace(self.requests[number - 1], title=title, body=body)
        self._changed("edit_pull_request")
        return self._fresh(self.requests[number - 1])

    def request_reviews(self, number: int, accounts: Sequence[str], teams: Sequence[str]) -> None:
        self.before("request_reviews")
        known = self.asked.setdefault(number, ([], []))
        for have, wanted in zip(known, (accounts, teams), strict=True):
            have += [name for name in wanted if name not in have]
        self._changed("request_reviews")

    def requested_reviews(self, number: int) -> tuple[Sequence[str], Sequence[str]]:
        return self.asked.get(number, ([], []))

    def reviews(self, number: int) -> Sequence[Review]:
        del number
        return self.given

    def line_comments(self, number: int) -> Sequence[LineComment]:
        del number
        return []

    def comments(self, number: int) -> Sequence[Comment]:
        self.before("comments")
        return list(self.notes.get(number, []))

    def add_comment(self, number: int, body: str) -> Comment:
        self.before("add_comment")
        return self.post(number, self.name, body)

    def post(self, number: int, author: str, body: str) -> Comment:
        """Anybody writes a comment."""
        listed = self.notes.setdefault(number, [])
        moment = START + datetime.timedelta(minutes=len(listed))
        comment = Comment(
            str(100 + len(listed)), author, body, moment, moment, f"https://forge.example/c/{len(listed)}"
        )
        listed.append(comment)
        self._changed("add_comment")
        return comment

    def edit_comment(self, number: int, comment: str, body: str) -> Comment:
        self.before("edit_comment")
        listed = self.notes[number]
        index = next(index for index, one in enumerate(listed) if one.id == comment)
        listed[index] = replace(listed[index], body=body)
        self._changed("edit_comment")
        return listed[index]

    def team_members(self, team: str) -> Sequence[str]:
        if team not in self.teams:
            raise ForgeError(f"看不到团队 {team} 的成员")
        return self.teams[team]

    def review(self, author: str, team: str, day: str, commit: str) -> None:
        """Somebody of a team approves; the team is asked no more."""
        moment = datetime.datetime.fromisoformat(f"{day}T10:00:00+08:00").astimezone(datetime.UTC)
        number = str(900 + len(self.given))
        url = f"https://forge.example/review/{number}"
        self.given.append(Review(number, author, Verdict.APPROVED, "", commit, moment, url))
        for _, teams in self.asked.values():
            teams[:] = [name for name in teams if name != team]

    def end(self, number: int, state: State) -> None:
        """A person closes or merges it; its head stays what it was."""
        self.requests[number - 1] = replace(self._fresh(self.requests[number - 1]), state=state)

    def _changed(self, name: str) -> None:
        self.sent.append(name)
        self.after(name)

    def _fresh(self, request: PullRequest) -> PullRequest:
        if request.state is not State.OPEN:
            return request
        return replace(request, commit=self._tip(request.branch) or request.commit)

    def _tip(self, branch: str) -> str:
        return self.origin.git("rev-parse", "--verify", "-q", f"refs/heads/{branch}", check=False)
