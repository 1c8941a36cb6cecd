"""The stand-in as Gitea: the requests of its REST interface that are used here."""

from __future__ import annotations

import re

from forge.exchange import Reply, Request, Routes, dispatch, time_text
from forge.state import OWNER, REPOSITORY, Account, LineRemark, Opinion, Pull, RejectedError, Remark, State, Team

NAME = f"{OWNER}/{REPOSITORY}"
Json = dict[str, object]
_STATES = {"COMMENTED": "COMMENT", "CHANGES_REQUESTED": "REQUEST_CHANGES", "DISMISSED": "APPROVED"}
_NEVER = "0001-01-01T00:00:00Z"


def answer(state: State, request: Request, web: str) -> Reply:
    """Args:
    web: the address that people know.
    """
    try:
        return dispatch(_routes(_Shown(state, web)), state, request)
    except RejectedError as rejected:
        exists = "already exists" in rejected.message
        return Reply(409 if exists else rejected.status, {"message": rejected.message, "url": f"{web}/api/swagger"})


class _Shown:
    """How Gitea shows what the stand-in keeps."""

    def __init__(self, state: State, web: str) -> None:
        self._state = state
        self._web = web

    def user(self, account: Account | None) -> Json | None:
        """A deleted account is a ghost."""
        if account is None:
            return None
        if not self._state.exists(account):
            return {"id": -1, "login": "Ghost", "full_name": "", "email": ""}
        return {"id": account.id, "login": account.login, "full_name": "", "email": f"{account.login}@noreply.local"}

    def team(self, team: Team) -> Json:
        return {"id": team.id, "name": team.name, "description": "", "permission": "write"}

    def repository(self) -> Json:
        return {"id": 1, "name": REPOSITORY, "full_name": NAME, "default_branch": "main", "html_url": self._web}

    def pull(self, pull: Pull) -> Json:
        end = {"repo_id": 1, "repo": self.repository()}
        return {
            "id": pull.id,
            "number": pull.number,
            "url": f"{self._web}/{NAME}/pulls/{pull.number}",
            "html_url": f"{self._web}/{NAME}/pulls/{pull.number}",
            "user": self.user(pull.author),
            "title": pull.title,
            "body": pull.body,
            "state": pull.state,
            "merged": pull.merged is not None,
            "merged_at": time_text(pull.merged),
            # Gitea lists all who have anything to do with the review.
            "requested_reviewers": [self.user(one.author) for one in pull.opinions],
            "head": {"label": pull.branch, "ref": pull.branch, "sha": pull.head, **end},
            "base": {"label": pull.base, "ref": pull.base, "sha": pull.start, **end},
            "created_at": time_text(pull.created),
            "updated_at": time_text(pull.updated),
        }

    def opinion(self, pull: Pull, opinion: Opinion) -> Json:
        later = pull.opinions[pull.opinions.index(opinion) + 1 :]
        superseded = any(one.author is opinion.author and one.verdict not in ("COMMENTED", "PENDING") for one in later)
        dismissed = opinion.verdict == "DISMISSED" or (superseded and opinion.verdict != "COMMENTED")
        return self._review(
            pull,
            opinion.id,
            user=self.user(opinion.author),
            state=_STATES.get(opinion.verdict, opinion.verdict),
            body=opinion.body,
            commit_id=opinion.commit,
            dismissed=dismissed,
            comments_count=sum(remark.review is opinion for remark in self._told(pull)),
            submitted_at=time_text(opinion.submitted),
        )

    def asked(self, pull: Pull) -> list[Json]:
        """A request is a review, too; its number is that of whom it asks, so that it stays the same."""
        accounts = [self._state.account(login) for login in pull.asked]
        teams = [self._state.teams[name] for name in pull.asked_teams]
        return [
            *(self._review(pull, one.id, user=self.user(one), state="REQUEST_REVIEW") for one in accounts),
            *(self._review(pull, one.id, team=self.team(one), state="REQUEST_REVIEW") for one in teams),
        ]

    def line_remarks(self, pull: Pull, opinion: int) -> list[Json]:
        """A reply belongs to the review of the comment that it answers; only the first of a thread is resolved."""
        return [self._line_remark(pull, one) for one in self._told(pull) if self._home(pull, one).id == opinion]

    def remark(self, pull: Pull, remark: Remark) -> Json:
        return {
            "id": remark.id,
            "html_url": f"{self._web}/{NAME}/pulls/{pull.number}#issuecomment-{remark.id}",
            "pull_request_url": f"{self._web}/{NAME}/pulls/{pull.number}",
            "issue_url": "",
            "user": self.user(remark.author),
            "original_author": "",
            "original_author_id": 0,
            "body": remark.body,
            "assets": [],
            "created_at": time_text(remark.created),
            "updated_at": time_text(remark.updated),
        }

    def is_only_reply(self, pull: Pull, opinion: Opinion) -> bool:
        """The reviews that GitHub makes of replies do not exist here."""
        own = [remark for remark in pull.line_remarks if remark.review is opinion]
        return bool(own) and all(remark.answers for remark in own)

    def _told(self, pull: Pull) -> list[LineRemark]:
        return [remark for remark in pull.line_remarks if remark.review.verdict != "PENDING"]

    def _home(self, pull: Pull, remark: LineRemark) -> Opinion:
        first = next((one for one in pull.line_remarks if one.id == remark.answers), remark)
        return first.review

    def _review(self, pull: Pull, number: int, **members: object) -> Json:
        page = f"{self._web}/{NAME}/pulls/{pull.number}"
        return {
            "id": number,
            "user": None,
            "team": None,
            "body": "",
            "commit_id": "",
            "stale": False,
            "official": False,
            "dismissed": False,
            "comments_count": 0,
            "submitted_at": _NEVER,
            "updated_at": _NEVER,
            "html_url": f"{page}#issuecomment-{number}",
            "pull_request_url": page,
            **members,
        }

    def _line_remark(self, pull: Pull, remark: LineRemark) -> Json:
        page = f"{self._web}/{NAME}/pulls/{pull.number}"
        old = remark.side == "LEFT"
        line = remark.line or 0
        # Both keep the commit that last changed the line; Forgejo counts the line in that one, too.
        blamed = (remark.commit, line)
        if line and not old:
            blamed = self._state.history.last_change(remark.commit, remark.path, line)
        line = blamed[1] if self._state.forgejo else line
        return {
            "id": remark.id,
            "body": remark.body,
            "user": self.user(remark.author),
            "resolver": self.user(pull.resolved.get(remark.id)),
            "pull_request_review_id": self._home(pull, remark).id,
            "created_at": time_text(remark.created),
            "updated_at": time_text(remark.updated),
            "path": remark.path,
            "commit_id": blamed[0],
            "original_commit_id": "",
            "diff_hunk": "",
            "position": 0 if old else line,
            "original_position": line if old else 0,
            "html_url": f"{page}#issuecomment-{remark.id}",
            "pull_request_url": page,
        }


def _routes(shown: _Shown) -> Routes:
    root = re.escape(f"/repos/{NAME}")
    pull = rf"{root}/pulls/(\d+)"

    def user(_: State, request: Request) -> Reply:
        return Reply(200, shown.user(request.account))

    def version(state: State, _: Request) -> Reply:
        return Reply(200, {"version": "14.0.4+gitea-1.22.0" if state.forgejo else "1.24.6"})

    def repository(_: State, __: Request) -> Reply:
        return Reply(200, shown.repository())

    def pulls(state: State, request: Request) -> Reply:
        wanted = request.query.get("state", "open")
        found = [state.pull(number) for number in reversed(state.pulls)]
        return _page(request, [shown.pull(one) for one in found if wanted in ("all", one.state)])

    def new_pull(state: State, request: Request) -> Reply:
        texts = {name: request.text(name) or "" for name in ("head", "base", "title", "body")}
        made = state.open_pull(request.account, texts["head"], texts["base"], texts["title"], texts["body"])
        return Reply(201, shown.pull(made))

    def one_pull(state: State, _: Request, number: int) -> Reply:
        return Reply(200, shown.pull(state.pull(number)))

    def edit_pull(state: State, request: Request, number: int) -> Reply:
        edited = state.edit_pull(request.account, number, request.text("title"), request.text("body"))
        return Reply(201, shown.pull(edited))

    def ask(state: State, request: Request, number: int) -> Reply:
        found = state.ask(request.account, number, request.names("reviewers"), request.names("team_reviewers"))
        return Reply(201, shown.asked(found))

    def opinions(state: State, request: Request, number: int) -> Reply:
        found = state.pull(number)
        told = [one for one in found.opinions if not shown.is_only_reply(found, one)]
        # Pending ones of others are counted, but not shown.
        items = [
            shown.opinion(found, one) if one.verdict != "PENDING" or one.author is request.account else None
            for one in told
        ]
        return _page(request, items + shown.asked(found))

    def line_remarks(state: State, _: Request, number: int, opinion: int) -> Reply:
        return Reply(200, shown.line_remarks(state.pull(number), opinion))

    def remarks(state: State, _: Request, number: int) -> Reply:
        found = state.pull(number)
        return Reply(200, [shown.remark(found, one) for one in found.remarks])

    def say(state: State, request: Request, number: int) -> Reply:
        made = state.say(request.account, number, request.text("body") or "")
        return Reply(201, shown.remark(state.pull(number), made))

    def edit_remark(state: State, request: Request, comment: int) -> Reply:
        found, remark = state.edit_remark(request.account, comment, request.text("body") or "")
        return Reply(200, shown.remark(found, remark))

    def teams(state: State, request: Request) -> Reply:
        if not request.account.sees_teams:
            raise RejectedError(403, "token does not have at least one of required scope(s): [read:organization]")
        return _page(request, [shown.team(team) for team in state.teams.values()])

    def members(state: State, request: Request, number: int) -> Reply:
        name = next((team.name for team in state.teams.values() if team.id == number), "")
        return _page(request, [shown.user(account) for account in state.members(request.account, name)])

    return [
        ("GET", "/user", user),
        ("GET", "/version", version),
        ("GET", root, repository),
        ("GET", f"{root}/pulls", pulls),
        ("POST", f"{root}/pulls", new_pull),
        ("GET", pull, one_pull),
        ("PATCH", pull, edit_pull),
        ("POST", f"{pull}/requested_reviewers", ask),
        ("GET", f"{pull}/reviews", opinions),
        ("GET", rf"{pull}/reviews/(\d+)/comments", line_remarks),
        ("GET", rf"{root}/issues/(\d+)/comments", remarks),
        ("POST", rf"{root}/issues/(\d+)/comments", say),
        ("PATCH", rf"{root}/issues/comments/(\d+)", edit_remark),
        ("GET", f"/orgs/{OWNER}/teams", teams),
        ("GET", r"/teams/(\d+)/members", members),
    ]


def _page(request: Request, items: list[object]) -> Reply:
    """By number; the count is of all, the shown ones may be fewer."""
    size = min(request.number("limit", 30), 50)
    page = request.number("page", 1)
    part = [item for item in items[(page - 1) * size : page * size] if item is not None]
    return Reply(200, part, {"X-Total-Count": str(len(items))})
