"""What only GitHub's GraphQL interface tells: which threads are resolved, and the account of a workflow's token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lunzheng.review.forge.fields import Fields
from lunzheng.review.forge.http import Client, RefusedError
from lunzheng.review.forge.interface import ForgeError

VIEWER_QUERY = "query { viewer { login } }"
THREADS_QUERY = """
query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { isResolved comments(first: 100) { nodes { fullDatabaseId } } }
      }
    }
  }
}
"""


class _NotToldError(ForgeError):
    """GraphQL refuses, or does not know what is asked; asking again is of no use."""


@dataclass(frozen=True)
class Threads:
    """Attributes:
    states: comment → whether its thread is resolved; None where GitHub does not tell.
    """

    states: Mapping[str, bool] | None

    def resolved(self, comment: str, first: str) -> bool | None:
        """Whether a comment's thread is resolved; of a long thread, only the first hundred comments are known."""
        return None if self.states is None else self.states.get(comment, self.states.get(first))

    @classmethod
    def read(cls, client: Client, address: str, repository: str, number: int) -> Threads:
        """The threads of a pull request; a server or token without GraphQL tells nothing, and that is no error."""
        owner, _, name = repository.partition("/")
        states: dict[str, bool] = {}
        after: str | None = None
        while True:
            variables = {"owner": owner, "name": name, "number": number, "after": after}
            try:
                data = _ask(client, address, f"读取第 {number} 号合并请求的讨论状态", THREADS_QUERY, variables)
            except _NotToldError:
                return cls(None)
            threads = data.child("repository").child("pullRequest").child("reviewThreads")
            for thread in threads.children("nodes"):
                for comment in thread.child("comments").children("nodes"):
                    states[comment.text("fullDatabaseId")] = thread.flag("isResolved")
            page = threads.child("pageInfo")
            if not page.flag("hasNextPage"):
                return cls(states)
            after = page.text("endCursor")


def viewer(client: Client, address: str, task: str) -> str:
    """The account that a token belongs to.

    Raises:
        ForgeError: GitHub does not tell.
    """
    return _ask(client, address, task, VIEWER_QUERY, {}).child("viewer").text("login")


def _ask(client: Client, address: str, task: str, query: str, variables: Mapping[str, object]) -> Fields:
    try:
        # Sent by POST, but it only reads.
        answer = Fields(client.send(task, "POST", address, {"query": query, "variables": variables}).value)
    except RefusedError as refused:
        if refused.status not in (403, 404):
            raise
        raise _NotToldError(str(refused)) from refused
    if not answer.has("errors"):
        return answer.child("data")
    if all(_is_refusal(error) for error in answer.children("errors")):
        raise _NotToldError(f"{task}没有成功：平台没有给出数据")
    raise ForgeError(f"{task}没有成功：平台一时出错；稍后再运行一次同样的命令", retry=True)


def _is_refusal(error: Fields) -> bool:
    """Whether it stays so: a query's own limit, say, passes."""
    details = error.optional_child("extensions")
    unknown = details is not None and details.optional_text("code") == "undefinedField"
    return unknown or error.optional_text("type") in ("FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND")
