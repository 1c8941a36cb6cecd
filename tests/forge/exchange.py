"""What the faces of the stand-in speak: requests, answers, routes and pages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from forge.state import Account, RejectedError, State


@dataclass(frozen=True)
class Request:
    """``path`` is below the interface's address; ``base`` is that address, as the asker wrote it."""

    method: str
    path: str
    query: dict[str, str]
    body: dict[str, object]
    account: Account
    base: str

    def text(self, name: str) -> str | None:
        value = self.body.get(name)
        if value is not None and not isinstance(value, str):
            raise RejectedError(422, f"Invalid request. For 'properties/{name}', {value!r} is not a string.")
        return value

    def names(self, name: str) -> list[str]:
        value = self.body.get(name)
        return [str(item) for item in value] if isinstance(value, list) else []

    def number(self, name: str, default: int) -> int:
        text = self.query.get(name, "")
        return int(text) if text.isdecimal() and int(text) > 0 else default


@dataclass
class Reply:
    status: int
    value: object
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[..., Reply]
Routes = list[tuple[str, str, Handler]]
"""Method, pattern of the path, and what answers; the pattern's groups are its further arguments."""


def dispatch(routes: Routes, state: State, request: Request) -> Reply:
    for method, pattern, handler in routes:
        match = re.fullmatch(pattern, request.path)
        if match and method == request.method:
            return handler(state, request, *(int(part) if part.isdecimal() else part for part in match.groups()))
    raise RejectedError(404, "Not Found")


def linked_page(request: Request, items: list[object], size: str, default: int, most: int) -> Reply:
    """A page of a list, with links to the others.

    Args:
        size: the parameter that says how many a page holds.
    """
    count = min(request.number(size, default), most)
    page = request.number("page", 1)
    last = max(1, -(-len(items) // count))
    links = []
    for relation, number in (("prev", page - 1), ("next", page + 1), ("first", 1), ("last", last)):
        if 1 <= number <= last and number != page:
            query = "&".join(f"{key}={value}" for key, value in {**request.query, "page": number}.items())
            links.append(f'<{request.base}{request.path}?{query}>; rel="{relation}"')
    headers = {"Link": ", ".join(links)} if links else {}
    return Reply(200, items[(page - 1) * count : page * count], headers)


def time_text(moment: datetime.datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
