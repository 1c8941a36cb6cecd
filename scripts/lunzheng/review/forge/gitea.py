"""Gitea and Forgejo, by their REST interface (the description that a server gives under ``/swagger.v1.json``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from urllib.parse import quote

from lunzheng.review.forge.fields import Fields, objects
from lunzheng.review.forge.http import Client, RefusedError
from lunzheng.review.forge.interface import Comment, ForgeError, LineComment, PullRequest, Review, State, Verdict
from lunzheng.review.forge.listing import whole_list
from lunzheng.review.forge.shared import add_comment, ask_new, read_comment
from lunzheng.review.forge.transport import Answer

PAGE = 50
"""The most that a server gives at once, unless its keeper has set less."""
_VERDICTS = {"APPROVED": Verdict.APPROVED, "REQUEST_CHANGES": Verdict.CHANGES_REQUESTED}
_ASKED = "REQUEST_REVIEW"
"""A request for a review is kept as a review of this state until it is answered."""


class Gitea:
    """The :class:`~lunzheng.review.forge.interface.Forge` of one repository on Gitea or Forgejo.

    Args:
        address: of the interface: ``https://HOST/api/v1``.
        repository: ``owner/name``.
        token: with the permissions ``repository`` and ``issue`` to write, ``organization`` and ``user`` to read.
    """

    def __init__(self, address: str, repository: str, token: str) -> None:
        self._repository = repository
        self._owner = repository.partition("/")[0]
        self._client = Client(address, token, scheme="token", headers={"Accept": "application/json"})
        self._root = f"repos/{quote(repository)}"

    def account(self) -> str:
        return self._account

    @cached_property
    def _account(self) -> str:
        return Fields(self._client.get("查询令牌所属的账号", "user").value).text("login")

    @cached_property
    def _is_forgejo(self) -> bool:
        """Forgejo's version ends in that of the Gitea that it resembles."""
        return "+gitea-" in Fields(self._client.get("查询平台的版本", "version").value).text("version")

    def default_branch(self) -> str:
        return Fields(self._client.get("读取仓库信息", self._root).value).text("default_branch")

    def pull_request(self, number: int) -> PullRequest:
        return _pull_request(Fields(self._client.get(f"读取第 {number} 号合并请求", self._pull(number)).value))

    def pull_requests(self, branch: str) -> Sequence[PullRequest]:
        found = self._pulls(f"查找分支 {branch} 的合并请求", "all")
        return [pull for pull in found if self._is_from(pull, branch)]

    def open_pull_requests(self) -> Sequence[PullRequest]:
        return self._pulls("读取合并请求列表", "open")

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        try:
            return self._client.create(
                f"为分支 {branch} 新建合并请求",
                f"{self._root}/pulls",
                {"head": branch, "base": base, "title": title, "body": body},
                made=lambda answer: _pull_request(Fields(answer.value)),
                found=lambda: self._open_from(branch),
            )
        except RefusedError as refused:
            existing = self._open_from(branch) if refused.status == 409 else None
            if existing is None:
                raise
            return existing

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest:
        wanted = {"title": title, "body": body}
        answer = self._client.send(f"修改第 {number} 号合并请求", "PATCH", self._pull(number), wanted)
        return _pull_request(Fields(answer.value))

    def request_reviews(self, number: int, accounts: Sequence[str], teams: Sequence[str]) -> None:
        def ask(accounts: Sequence[str], teams: Sequence[str]) -> None:
            wanted = {"reviewers": list(accounts), "team_reviewers": list(teams)}
            self._client.send(
                f"为第 {number} 号合并请求邀请审阅", "POST", f"{self._pull(number)}/requested_reviewers", wanted
            )

        ask_new(number, accounts, teams, self.requested_reviews(number), ask)

    def requested_reviews(self, number: int) -> tuple[Sequence[str], Sequence[str]]:
        # The pull request's own list also holds those who have answered.
        asked = [item for item in self._reviews(number) if item.text("state") == _ASKED]
        teams = [team.text("name") for item in asked if (team := item.optional_child("team"))]
        return [login for item in asked if (login := item.login())], teams

    def reviews(self, number: int) -> Sequence[Review]:
        items = self._submitted(number)
        last = {item.login(): item.identifier() for item in items if item.text("state") in _VERDICTS}
        return [_review(item, superseded=last.get(item.login()) != item.identifier()) for item in items]

    def line_comments(self, number: int) -> Sequence[LineComment]:
        result = []
        for review in self._submitted(number):
            task = f"读取第 {number} 号合并请求的逐行意见"
            path = f"{self._pull(number)}/reviews/{review.identifier()}/comments"
            items = objects(self._client.get(task, path).value) if review.optional_number("comments_count") != 0 else []
            result += self._line_comments(review, items)
        return result

    def comments(self, number: int) -> Sequence[Comment]:
        # This list has no pages.
        answer = self._client.get(f"读取第 {number} 号合并请求的评论", f"{self._root}/issues/{number}/comments")
        return [read_comment(item) for item in objects(answer.value)]

    def add_comment(self, number: int, body: str) -> Comment:
        path = f"{self._root}/issues/{number}/comments"
        return add_comment(self._client, number, path, body, lambda: self.comments(number))

    def edit_comment(self, number: int, comment: str, body: str) -> Comment:
        task = f"修改第 {number} 号合并请求里的评论"
        answer = self._client.send(task, "PATCH", f"{self._root}/issues/comments/{quote(comment)}", {"body": body})
        return read_comment(Fields(answer.value))

    def team_members(self, team: str) -> Sequence[str]:
        task = f"读取团队 {team} 的成员"
        try:
            teams = self._list(task, f"orgs/{quote(self._owner)}/teams")
            number = next((one.identifier() for one in teams if one.text("name").casefold() == team.casefold()), None)
            members = self._list(task, f"teams/{number}/members") if number else None
        except RefusedError as refused:
            if refused.status not in (403, 404):
                raise
            members = None
        if members is None:
            raise ForgeError(f"看不到团队 {team} 的成员：没有这个团队，或令牌没有“读取组织”的权限")
        return [item.text("login") for item in members]

    def _pull(self, number: int) -> str:
        return f"{self._root}/pulls/{number}"

    def _pulls(self, task: str, state: str) -> list[PullRequest]:
        pulls = [_pull_request(item) for item in self._list(task, f"{self._root}/pulls", state=state)]
        return sorted(pulls, key=lambda pull: pull.number, reverse=True)

    def _reviews(self, number: int) -> list[Fields]:
        return self._list(f"读取第 {number} 号合并请求的审阅", f"{self._pull(number)}/reviews")

    def _submitted(self, number: int) -> list[Fields]:
        return [item for item in self._reviews(number) if item.text("state") not in ("PENDING", _ASKED)]

    def _list(self, task: str, path: str, **query: str) -> list[Fields]:
        return whole_list(task, lambda: self._pages(task, path, **query), Fields.identifier)

    def _pages(self, task: str, path: str, **query: str) -> Iterator[Answer]:
        """A list's pages, by their numbers: not every list has links, and a page may be shorter than was asked for."""
        seen = 0
        page = 1
        while True:
            answer = self._client.get(task, path, page=page, limit=PAGE, **query)
            yield answer
            count = len(objects(answer.value))
            seen += count
            total = answer.headers.get("x-total-count", "")
            if count == 0 or (total.isdecimal() and seen >= int(total)):
                return
            page += 1

    def _is_from(self, pull: PullRequest, branch: str) -> bool:
        return pull.branch == branch and pull.repository.casefold() == self._repository.casefold()

    def _open_from(self, branch: str) -> PullRequest | None:
        return next((pull for pull in self.open_pull_requests() if self._is_from(pull, branch)), None)

    def _line_comments(self, review: Fields, items: Sequence[Fields]) -> list[LineComment]:
        """The comments of one review; those on one line of it are a thread, of which the first bears the resolution."""
        threads: dict[tuple[str, int, int], Fields] = {}
        resolved = set()
        for item in sorted(items, key=lambda item: item.number("id")):
            first = threads.setdefault(_line_of(item), item)
            if item.has("resolver"):
                resolved.add(first.identifier())
        return [
            self._line_comment(review, item, threads[_line_of(item)].identifier(), resolved)
            for item in sorted(items, key=lambda item: item.number("id"))
        ]

    def _line_comment(self, review: Fields, item: Fields, first: str, resolved: set[str]) -> LineComment:
        _, new, old = _line_of(item)
        # A comment's own commit is the one that last changed the line. Forgejo counts the line in that one, Gitea in
        # the one that was reviewed.
        seen = review.optional_text("commit_id")
        commit = item.optional_text("commit_id") if self._is_forgejo or not seen else seen
        return LineComment(
            id=item.identifier(),
            review=review.identifier(),
            author=item.login(),
            path=item.text("path"),
            commit=commit,
            line=new or old or None,
            on_old_side=not new and old > 0,
            body=item.body(),
            created=item.moment("created_at"),
            updated=item.moment("updated_at"),
            reply_to="" if item.identifier() == first else first,
            resolved=first in resolved,
            url=item.text("html_url"),
        )


def _line_of(item: Fields) -> tuple[str, int, int]:
    """Path and line: the new version's as ``position``, or the old version's as ``original_position``."""
    return item.text("path"), item.optional_number("position") or 0, item.optional_number("original_position") or 0


def _pull_request(item: Fields) -> PullRequest:
    head = item.child("head")
    repository = head.optional_child("repo")
    state = State.CLOSED if item.text("state") == "closed" else State.OPEN
    return PullRequest(
        number=item.number("number"),
        title=item.text("title"),
        body=item.body(),
        state=State.MERGED if item.flag("merged") else state,
        author=item.login(),
        branch=head.text("ref"),
        repository=repository.text("full_name") if repository else "",
        commit=head.text("sha"),
        base=item.child("base").text("ref"),
        url=item.text("html_url"),
    )


def _review(item: Fields, *, superseded: bool) -> Review:
    """A later verdict of the same account dismisses the earlier ones, though nobody has taken them back."""
    verdict = _VERDICTS.get(item.text("state"), Verdict.COMMENTED)
    return Review(
        id=item.identifier(),
        author=item.login(),
        verdict=Verdict.DISMISSED if item.flag("dismissed") and not superseded else verdict,
        body=item.body(),
        commit=item.optional_text("commit_id"),
        submitted=item.moment("submitted_at"),
        url=item.text("html_url"),
    )
