"""What the adapters have in common: comments that look alike, reviewers to ask, and things to make only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lunzheng.review.forge.fields import Fields
from lunzheng.review.forge.http import Client, RefusedError
from lunzheng.review.forge.interface import Comment, ForgeError

Ask = Callable[[Sequence[str], Sequence[str]], object]
"""Asks accounts and teams for a review."""


def read_comment(item: Fields) -> Comment:
    return Comment(
        id=item.identifier(),
        author=item.login(),
        body=item.body(),
        created=item.moment("created_at"),
        updated=item.moment("updated_at"),
        url=item.text("html_url"),
    )


def add_comment(client: Client, number: int, path: str, body: str, listed: Callable[[], Sequence[Comment]]) -> Comment:
    """Write a comment once: one that is new and says the same is the one whose answer was lost.

    Args:
        path: where comments are made.
        listed: reads those that there are.
    """
    before = {comment.id for comment in listed()}

    def found() -> Comment | None:
        new = (comment for comment in listed() if comment.id not in before)
        return next((comment for comment in new if comment.body == body), None)

    return client.create(
        f"在第 {number} 号合并请求里发表评论",
        path,
        {"body": body},
        made=lambda answer: read_comment(Fields(answer.value)),
        found=found,
    )


def ask_new(
    number: int, accounts: Sequence[str], teams: Sequence[str], asked: tuple[Sequence[str], Sequence[str]], ask: Ask
) -> None:
    """Ask those who are not asked yet; where a forge refuses all because of one, ask one by one.

    Args:
        asked: the accounts and teams that have been asked.
        ask: sends the request; asking again has no effect, so that it may be repeated.

    Raises:
        ForgeError: some cannot be asked; it names them, and the others have been asked.
    """
    accounts, teams = _not_among(accounts, asked[0]), _not_among(teams, asked[1])
    if not accounts and not teams:
        return
    try:
        ask(accounts, teams)
    except RefusedError as refused:
        if refused.status not in (404, 422):
            raise
    else:
        return
    names = [*_refused(accounts, lambda name: ask([name], [])), *_refused(teams, lambda name: ask([], [name]))]
    if names:
        raise ForgeError(
            f"第 {number} 号合并请求请不到这些账号或团队审阅：{'、'.join(names)}；"
            "确认名称没有写错、有这个仓库的权限，也不是合并请求的发起人"
        )


def _refused(names: Iterable[str], ask: Callable[[str], object]) -> list[str]:
    refused = []
    for name in names:
        try:
            ask(name)
        except RefusedError as refusal:
            if refusal.status not in (404, 422):
                raise
            refused.append(name)
    return refused


def _not_among(names: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Each name once, whatever its case, that is not asked already."""
    known = {name.casefold() for name in asked}
    return list({name.casefold(): name for name in names if name.casefold() not in known}.values())
