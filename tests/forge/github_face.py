"""The stand-in as GitHub: the requests of its REST interface that are used here, and two GraphQL queries."""

from __future__ import annotations

import re

from forge.exchange import Reply, Request, Routes, dispatch, linked_page
from forge.github_json import NAME, Shown
from forge.state import OWNER, Pull, RejectedError, State

GRAPHQL = "/graphql"


def answer(state: State, request: Request, web: str) -> Reply:
    """Args:
    web: the address that people know.
    """
    try:
        return dispatch(_routes(Shown(state, request.base, web)), state, request)
    except RejectedError as rejected:
        # GitHub gives the reason of a refused pull request or reviewer in a list beside “Validation Failed”.
        if rejected.status == 422:
            errors = [{"resource": "PullRequest", "code": "custom", "message": rejected.message}]
            return Reply(422, _problem("Validation Failed", 422) | {"errors": errors})
        return Reply(rejected.status, _problem(rejected.message, rejected.status))


def _problem(message: str, status: int) -> dict[str, object]:
    return {"message": message, "documentation_url": "https://docs.github.com/rest", "status": str(status)}


def _routes(shown: Shown) -> Routes:
    root = re.escape(f"/repos/{NAME}")
    pull = rf"{root}/pulls/(\d+)"

    def user(_: State, request: Request) -> Reply:
        if request.account.bot:
            raise RejectedError(403, "Resource not accessible by integration")
        counts = ("public_repos", "public_gists", "followers", "following")
        dates = {"created_at": "2020-01-01T00:00:00Z", "updated_at": "2020-01-01T00:00:00Z"}
        texts = ("name", "company", "blog", "location", "email", "hireable", "bio")
        more = {**dict.fromkeys(counts, 0), **dict.fromkeys(texts), **dates}
        return Reply(200, {**(shown.user(request.account) or {}), **more})

    def repository(_: State, __: Request) -> Reply:
        return Reply(200, shown.whole_repository())

    def pulls(state: State, request: Request) -> Reply:
        wanted, head = request.query.get("state", "open"), request.query.get("head", "")
        found = [state.pull(number) for number in state.pulls]
        if ":" in head:
            owner, _, branch = head.partition(":")
            found = [one for one in found if one.branch == branch and owner.casefold() == OWNER]
        found = [one for one in found if wanted in ("all", one.state)]
        if request.query.get("direction", "desc") == "desc":
            found.reverse()
        return _page(request, [shown.pull(one) for one in found])

    def new_pull(state: State, request: Request) -> Reply:
        texts = {name: request.text(name) or "" for name in ("head", "base", "title", "body")}
        branch = texts["head"].removeprefix(f"{OWNER}:")
        made = state.open_pull(request.account, branch, texts["base"], texts["title"], texts["body"])
        return Reply(201, shown.whole_pull(made))

    def one_pull(state: State, _: Request, number: int) -> Reply:
        return Reply(200, shown.whole_pull(state.pull(number)))

    def edit_pull(state: State, request: Request, number: int) -> Reply:
        edited = state.edit_pull(request.account, number, request.text("title"), request.text("body"))
        return Reply(200, shown.whole_pull(edited))

    def asked(state: State, _: Request, number: int) -> Reply:
        found = state.pull(number)
        users = [shown.user(state.account(login)) for login in found.asked]
        return Reply(200, {"users": users, "teams": [shown.team(state.teams[name]) for name in found.asked_teams]})

    def ask(state: State, request: Request, number: int) -> Reply:
        wanted = request.names("reviewers"), request.names("team_reviewers")
        return Reply(201, shown.pull(state.ask(request.account, number, *wanted)))

    def opinions(state: State, request: Request, number: int) -> Reply:
        found = state.pull(number)
        seen = [one for one in found.opinions if one.verdict != "PENDING" or one.author is request.account]
        return _page(request, [shown.opinion(found, one) for one in seen])

    def line_remarks(state: State, request: Request, number: int) -> Reply:
        found = state.pull(number)
        seen = [one for one in found.line_remarks if one.review.verdict != "PENDING"]
        return _page(request, [shown.line_remark(found, one) for one in seen])

    def remarks(state: State, request: Request, number: int) -> Reply:
        found = state.pull(number)
        return _page(request, [shown.remark(found, one) for one in found.remarks])

    def say(state: State, request: Request, number: int) -> Reply:
        made = state.say(request.account, number, request.text("body") or "")
        return Reply(201, shown.remark(state.pull(number), made))

    def edit_remark(state: State, request: Request, comment: int) -> Reply:
        found, remark = state.edit_remark(request.account, comment, request.text("body") or "")
        return Reply(200, shown.remark(found, remark))

    def members(state: State, request: Request, team: str) -> Reply:
        return _page(request, [shown.user(account) for account in state.members(request.account, team)])

    return [
        ("GET", "/user", user),
        ("GET", root, repository),
        ("GET", f"{root}/pulls", pulls),
        ("POST", f"{root}/pulls", new_pull),
        ("GET", pull, one_pull),
        ("PATCH", pull, edit_pull),
        ("GET", f"{pull}/requested_reviewers", asked),
        ("POST", f"{pull}/requested_reviewers", ask),
        ("GET", f"{pull}/reviews", opinions),
        ("GET", f"{pull}/comments", line_remarks),
        ("GET", rf"{root}/issues/(\d+)/comments", remarks),
        ("POST", rf"{root}/issues/(\d+)/comments", say),
        ("PATCH", rf"{root}/issues/comments/(\d+)", edit_remark),
        ("GET", rf"/orgs/{OWNER}/teams/([^/]+)/members", members),
        ("POST", GRAPHQL, _graphql),
    ]


def _page(request: Request, items: list[object]) -> Reply:
    return linked_page(request, items, "per_page", 30, 100)


def _graphql(state: State, request: Request) -> Reply:
    """Understands the two queries that are asked, and no others; their fields are held to GitHub's schema elsewhere."""
    query = request.text("query") or ""
    variables = request.body.get("variables")
    if not state.graphql:
        errors = [{"type": "FORBIDDEN", "message": "Resource not accessible by personal access token"}]
        return Reply(200, {"data": None, "errors": errors})
    if "viewer" in query:
        return Reply(200, {"data": {"viewer": {"login": request.account.login}}})
    assert isinstance(variables, dict)
    if f"{variables['owner']}/{variables['name']}" != NAME:
        errors = [{"type": "NOT_FOUND", "message": "Could not resolve to a Repository"}]
        return Reply(200, {"data": {"repository": None}, "errors": errors})
    nodes = _threads(state.pull(variables["number"]))
    size = int(re.search(r"reviewThreads\(first: (\d+)", query).group(1))
    start = int(variables["after"] or 0)
    end = start + min(size, state.thread_page)
    page = {"hasNextPage": end < len(nodes), "endCursor": str(end) if nodes else None}
    threads = {"pageInfo": page, "nodes": nodes[start:end]}
    return Reply(200, {"data": {"repository": {"pullRequest": {"reviewThreads": threads}}}})


def _threads(pull: Pull) -> list[object]:
    roots: dict[int, list[int]] = {}
    for remark in pull.line_remarks:
        if remark.review.verdict != "PENDING":
            roots.setdefault(remark.answers or remark.id, []).append(remark.id)
    return [
        {
            "isResolved": root in pull.resolved,
            "comments": {"nodes": [{"fullDatabaseId": str(number)} for number in numbers]},
        }
        for root, numbers in roots.items()
    ]
