"""GitHub and GitHub Enterprise, by their REST interface."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import quote, urlsplit

from lunzheng.review.forge.fields import Fields
from lunzheng.review.forge.github_threads import Threads, viewer
from lunzheng.review.forge.http import Client, RefusedError
from lunzheng.review.forge.interface import (
    Comment,
    ForgeError,
    LineComment,
    PullRequest,
    Review,
    State,
    Verdict,
)
from lunzheng.review.forge.listing import whole_list
from lunzheng.review.forge.shared import add_comment, ask_new, read_comment

API_VERSION = "2022-11-28"
"""https://docs.github.com/rest/about-the-rest-api/api-versions; the servers of Enterprise know this one, too."""
PAGE = 100
_VERDICTS = {
    "APPROVED": Verdict.APPROVED,
    "CHANGES_REQUESTED": Verdict.CHANGES_REQUESTED,
    "DISMISSED": Verdict.DISMISSED,
}


class GitHub:
    """The :class:`~lunzheng.review.forge.interface.Forge` of one repository on GitHub.

    Args:
        address: of the REST interface: ``https://api.github.com``, or ``https://HOST/api/v3`` of an Enterprise server.
        repository: ``owner/name``.
        token: with the permissions “Pull requests: read and write” and, for teams, “Members: read”.
    """

    def __init__(self, address: str, repository: str, token: str) -> None:
        self._repository = repository
        self._owner = repository.partition("/")[0]
        self._client = Client(
            address,
            token,
            scheme="Bearer",
            headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": API_VERSION},
        )
        self._graphql = graphql_address(address)
        self._root = f"repos/{quote(repository)}"

    def account(self) -> str:
        return self._account

    @cached_property
    def _account(self) -> str:
        task = "查询令牌所属的账号"
        try:
            return Fields(self._client.get(task, "user").value).text("login")
        except RefusedError as refused:
            # A workflow's token belongs to no user; only GraphQL names its bot.
            if refused.status != 403:
                raise
            return viewer(self._client, self._graphql, task)

    def default_branch(self) -> str:
        return Fields(self._client.get("读取仓库信息", self._root).value).text("default_branch")

    def pull_request(self, number: int) -> PullRequest:
        return _pull_request(Fields(self._client.get(f"读取第 {number} 号合并请求", self._pull(number)).value))

    def pull_requests(self, branch: str) -> Sequence[PullRequest]:
        found = self._pulls(f"查找分支 {branch} 的合并请求", state="all", head=f"{self._owner}:{branch}")
        return [pull for pull in found if self._is_from(pull, branch)]

    def open_pull_requests(self) -> Sequence[PullRequest]:
        return self._pulls("读取合并请求列表", state="open")

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        task = f"为分支 {branch} 新建合并请求"
        wanted = {"head": branch, "base": base, "title": title, "body": body}
        try:
            return self._client.create(
                task,
                f"{self._root}/pulls",
                wanted,
                made=lambda answer: _pull_request(Fields(answer.value)),
                found=lambda: self._open_from(branch),
            )
        except RefusedError as refused:
            # Another run was first; a branch without anything new is refused with the same status.
            existing = self._open_from(branch) if refused.status == 422 else None
            if existing is None:
                raise
            return existing

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest:
        answer = self._client.send(
            f"修改第 {number} 号合并请求", "PATCH", self._pull(number), {"title": title, "body": body}
        )
        return _pull_request(Fields(answer.value))

    def request_reviews(self, number: int, accounts: Sequence[str], teams: Sequence[str]) -> None:
        def ask(accounts: Sequence[str], teams: Sequence[str]) -> None:
            wanted = {"reviewers": list(accounts), "team_reviewers": list(teams)}
            self._client.send(
                f"为第 {number} 号合并请求邀请审阅", "POST", f"{self._pull(number)}/requested_reviewers", wanted
            )

        ask_new(number, accounts, teams, self.requested_reviews(number), ask)

    def requested_reviews(self, number: int) -> tuple[Sequence[str], Sequence[str]]:
        task = f"读取第 {number} 号合并请求的审阅邀请"
        asked = Fields(self._client.get(task, f"{self._pull(number)}/requested_reviewers").value)
        accounts = [account.text("login") for account in asked.children("users")]
        return accounts, [team.text("slug") for team in asked.children("teams")]

    def reviews(self, number: int) -> Sequence[Review]:
        items = self._list(f"读取第 {number} 号合并请求的审阅", f"{self._pull(number)}/reviews")
        return [_review(item) for item in items if item.text("state") != "PENDING"]

    def line_comments(self, number: int) -> Sequence[LineComment]:
        items = self._list(f"读取第 {number} 号合并请求的逐行意见", f"{self._pull(number)}/comments")
        if not items:
            return []
        threads = Threads.read(self._client, self._graphql, self._repository, number)
        return [_line_comment(item, threads) for item in items]

    def comments(self, number: int) -> Sequence[Comment]:
        items = self._list(f"读取第 {number} 号合并请求的评论", f"{self._root}/issues/{number}/comments")
        return [read_comment(item) for item in items]

    def add_comment(self, number: int, body: str) -> Comment:
        path = f"{self._root}/issues/{number}/comments"
        return add_comment(self._client, number, path, body, lambda: self.comments(number))

    def edit_comment(self, number: int, comment: str, body: str) -> Comment:
        task = f"修改第 {number} 号合并请求里的评论"
        answer = self._client.send(task, "PATCH", f"{self._root}/issues/comments/{quote(comment)}", {"body": body})
        return read_comment(Fields(answer.value))

    def team_members(self, team: str) -> Sequence[str]:
        path = f"orgs/{quote(self._owner)}/teams/{quote(team, safe='')}/members"
        try:
            return [item.text("login") for item in self._list(f"读取团队 {team} 的成员", path, key="login")]
        except RefusedError as refused:
            if refused.status not in (403, 404):
                raise
            raise ForgeError(f"看不到团队 {team} 的成员：没有这个团队，或令牌没有“读取组织成员”的权限") from refused

    def _pull(self, number: int) -> str:
        return f"{self._root}/pulls/{number}"

    def _pulls(self, task: str, **query: str) -> list[PullRequest]:
        items = self._list(task, f"{self._root}/pulls", sort="created", direction="desc", **query)
        return [_pull_request(item) for item in items]

    def _list(self, task: str, path: str, *, key: str = "id", **query: str) -> list[Fields]:
        return whole_list(
            task,
            lambda: self._client.pages(task, path, per_page=PAGE, **query),
            lambda item: item.identifier(key) if key == "id" else item.text(key),
        )

    def _is_from(self, pull: PullRequest, branch: str) -> bool:
        # The owner may have a fork of the repository with a branch of that name.
        return pull.branch == branch and pull.repository.casefold() == self._repository.casefold()

    def _open_from(self, branch: str) -> PullRequest | None:
        return next((pull for pull in self.pull_requests(branch) if pull.state is State.OPEN), None)


def graphql_address(address: str) -> str:
    """Where GraphQL is answered: beside the REST interface, on an Enterprise server beside its ``v3``."""
    base = address.rstrip("/")
    return f"{base.removesuffix('/v3')}/graphql" if urlsplit(base).path == "/api/v3" else f"{base}/graphql"


def _pull_request(item: Fields) -> PullRequest:
    head = item.child("head")
    repository = head.optional_child("repo")
    state = State.CLOSED if item.text("state") == "closed" else State.OPEN
    return PullRequest(
        number=item.number("number"),
        title=item.text("title"),
        body=item.body(),
        state=State.MERGED if item.optional_text("merged_at") else state,
        author=item.login(),
        branch=head.text("ref"),
        repository=repository.text("full_name") if repository else "",
        commit=head.text("sha"),
        base=item.child("base").text("ref"),
        url=item.text("html_url"),
    )


def _review(item: Fields) -> Review:
    return Review(
        id=item.identifier(),
        author=item.login(),
        verdict=_VERDICTS.get(item.text("state"), Verdict.COMMENTED),
        body=item.body(),
        commit=item.optional_text("commit_id"),
        submitted=item.moment("submitted_at"),
        url=item.text("html_url"),
    )


def _line_comment(item: Fields, threads: Threads) -> LineComment:
    """``line``, ``position`` and ``commit_id`` move with each push, or are null; the original ones stay."""
    first = item.identifier("in_reply_to_id")
    on_file = item.optional_text("subject_type") == "file"
    return LineComment(
        id=item.identifier(),
        review=item.identifier("pull_request_review_id"),
        author=item.login(),
        path=item.text("path"),
        commit=item.text("original_commit_id"),
        line=None if on_file else item.optional_number("original_line"),
        on_old_side=item.optional_text("side") == "LEFT",
        body=item.body(),
        created=item.moment("created_at"),
        updated=item.moment("updated_at"),
        reply_to=first,
        resolved=threads.resolved(item.identifier(), first),
        url=item.text("html_url"),
    )
