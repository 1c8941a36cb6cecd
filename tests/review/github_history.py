"""What people have written on a pull request, in the words of GitHub's own interface, and a server that tells it.

The members are those of the published description (https://docs.github.com/rest/pulls): a comment that is outdated has
no line any more, an account that was deleted is null or ``ghost``, a pending review has no date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from forge.scripted import Asked, Told, in_json, scripted
from lunzheng.review.forge.github import GitHub

from .made import FOLDER, PROJECT

NUMBER = 12
NAME = "city/lunzheng"
Json = dict[str, object]
GHOST = {"login": "ghost", "id": 10137, "type": "User", "html_url": "https://github.com/ghost"}


def user(login: str, kind: str = "User") -> Json:
    return {"login": login, "id": sum(map(ord, login)), "type": kind, "html_url": f"https://github.com/{login}"}


@dataclass
class History:
    """Attributes:
    head: the pull request's present commit.
    resolved: the first comments of resolved threads.
    teams: team → accounts.
    """

    head: str
    reviews: list[Json] = field(default_factory=list)
    lines: list[Json] = field(default_factory=list)
    remarks: list[Json] = field(default_factory=list)
    resolved: set[int] = field(default_factory=set)
    teams: dict[str, list[str]] = field(default_factory=lambda: {"jbj": ["jbj-reviewer"]})
    _minutes: int = 0

    def review(self, number: int, who: object, state: str, body: str | None = "", commit: str = "") -> None:
        """A review; ``who`` is a login or an account as GitHub gives it."""
        date = {} if state == "PENDING" else {"submitted_at": self._now()}
        self.reviews.append(
            {
                "id": number,
                "node_id": f"PRR_{number}",
                "user": user(who) if isinstance(who, str) else who,
                "body": body,
                "state": state,
                "html_url": f"https://github.com/{NAME}/pull/{NUMBER}#pullrequestreview-{number}",
                "pull_request_url": f"https://api.github.com/repos/{NAME}/pulls/{NUMBER}",
                "_links": {},
                "author_association": "MEMBER",
                "commit_id": commit or self.head,
                **date,
            }
        )

    def line(self, number: int, who: object, path: str, line: int | None, body: str, /, **more: object) -> None:
        """A comment on a line of the head's file; ``more`` replaces members."""
        now = self._now()
        self.lines.append(
            {
                "id": number,
                "node_id": f"PRRC_{number}",
                "url": f"https://api.github.com/repos/{NAME}/pulls/comments/{number}",
                "pull_request_review_id": number + 5000,
                "diff_hunk": "@@ -0,0 +1,9 @@",
                "path": f"{FOLDER}/{path}",
                "position": line,
                "original_position": line,
                "commit_id": self.head,
                "original_commit_id": self.head,
                "user": user(who) if isinstance(who, str) else who,
                "body": body,
                "created_at": now,
                "updated_at": now,
                "html_url": f"https://github.com/{NAME}/pull/{NUMBER}#discussion_r{number}",
                "pull_request_url": f"https://api.github.com/repos/{NAME}/pulls/{NUMBER}",
                "author_association": "MEMBER",
                "_links": {},
                "reactions": {"total_count": 0},
                "start_line": None,
                "original_start_line": None,
                "start_side": None,
                "line": line,
                "original_line": line,
                "side": "RIGHT",
                "subject_type": "line",
                **more,
            }
        )

    def say(self, number: int, who: object, body: str) -> None:
        now = self._now()
        self.remarks.append(
            {
                "id": number,
                "user": user(who) if isinstance(who, str) else who,
                "body": body,
                "created_at": now,
                "updated_at": now,
                "html_url": f"https://github.com/{NAME}/pull/{NUMBER}#issuecomment-{number}",
            }
        )

    def _now(self) -> str:
        self._minutes += 1
        return f"2026-11-03T{1 + self._minutes // 60:02}:{self._minutes % 60:02}:00Z"


@contextmanager
def told(history: History) -> Iterator[GitHub]:
    """A GitHub that has this history."""
    with scripted(lambda asked: _answer(history, asked)) as (address, _):
        yield GitHub(address, NAME, "token")


def _answer(history: History, asked: Asked) -> Told:
    path = urlsplit(asked.target).path
    pull = f"/repos/{NAME}/pulls/{NUMBER}"
    answers: dict[str, object] = {
        "/user": user("lunzheng-runner"),
        pull: _pull(history),
        f"{pull}/reviews": history.reviews,
        f"{pull}/comments": history.lines,
        f"/repos/{NAME}/issues/{NUMBER}/comments": history.remarks,
        "/graphql": _threads(history),
        **{f"/orgs/city/teams/{team}/members": [user(one) for one in who] for team, who in history.teams.items()},
    }
    return in_json(answers[path]) if path in answers else in_json({"message": "Not Found"}, status=404)


def _pull(history: History) -> Json:
    end = {"repo": {"full_name": NAME}}
    return {
        "number": NUMBER,
        "title": "方案",
        "body": None,
        "state": "open",
        "merged_at": None,
        "user": user("slj-clerk"),
        "head": {"ref": f"lunzheng/{PROJECT}", "sha": history.head, **end},
        "base": {"ref": "main", "sha": history.head, **end},
        "html_url": f"https://github.com/{NAME}/pull/{NUMBER}",
    }


def _threads(history: History) -> Json:
    roots: dict[object, list[object]] = {}
    for comment in history.lines:
        roots.setdefault(comment.get("in_reply_to_id") or comment["id"], []).append(comment["id"])
    nodes: Sequence[Json] = [
        {"isResolved": root in history.resolved, "comments": {"nodes": [{"fullDatabaseId": str(one)} for one in them]}}
        for root, them in roots.items()
    ]
    page = {"hasNextPage": False, "endCursor": None}
    return {"data": {"repository": {"pullRequest": {"reviewThreads": {"pageInfo": page, "nodes": nodes}}}}}
