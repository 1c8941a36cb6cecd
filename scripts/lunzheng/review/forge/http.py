"""JSON over HTTP as the adapters need it: patient with a bad network, and never doing a thing twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from time import sleep
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from lunzheng.review.forge.address import checked_address, origin_of
from lunzheng.review.forge.interface import ForgeError
from lunzheng.review.forge.limits import limit_of
from lunzheng.review.forge.transport import Answer, Body, Query, Transport

T = TypeVar("T")

ATTEMPTS = 4
FIRST_WAIT = 1.0
"""Seconds before the second attempt; each further wait is twice as long."""
LONGEST_WAIT = 90.0
"""Seconds that a forge's limit is waited out; where it is longer, people are told when to come back."""
_REDIRECTS = 5
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_EXPLANATIONS = {
    401: "令牌无效或已过期；换一个新的令牌",
    403: "令牌没有这项权限；请仓库管理员给账号和令牌加上权限",
    404: "平台上找不到；核对 projects/library.yml 里“仓库”的名称，并确认令牌能看到这个仓库",
    410: "平台上已经删除",
    422: "平台认为内容不对",
}


class RefusedError(ForgeError):
    """The forge has answered that it will not do it; asking again is of no use.

    Attributes:
        status: of the answer.
        reason: the forge's own words.
    """

    def __init__(self, message: str, status: int, reason: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


class LostAnswerError(ForgeError):
    """No answer came to a request that changes something: whether it took effect is not known."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retry=True)


class Client:
    """Speaks with one forge.

    Args:
        address: of the interface, e.g. ``https://api.github.com``.
        token: what it is for the forge to know.
        scheme: the word before the token, ``Bearer`` or ``token``.
        headers: what else to send with every request.

    Raises:
        ForgeError: the address or the token is not usable.
    """

    def __init__(self, address: str, token: str, *, scheme: str, headers: Mapping[str, str]) -> None:
        parts = checked_address(address)
        if not re.fullmatch(r"[!-~]+", token):
            raise ForgeError("令牌里有空格、换行或中文，不是完整的令牌；重新复制一次")
        self._origin = origin_of(parts)
        self._host = parts.netloc
        self._base = address.rstrip("/") + "/"
        self._secret = token
        self._transport = Transport(self._base, token, scheme, headers)

    def get(self, task: str, path: str, **query: str | int) -> Answer:
        """Read something.

        Args:
            task: what is being done, in Chinese, for messages.
            path: below the address.
        """
        return self._exchange(task, "GET", self._base + path, query=query)

    def pages(self, task: str, path: str, **query: str | int) -> Iterator[Answer]:
        """A list's pages, by the links that the forge gives in its headers."""
        answer = self.get(task, path, **query)
        yield answer
        while answer.following:
            answer = self._exchange(task, "GET", self._same_origin(task, answer.following))
            yield answer

    def send(self, task: str, method: str, path: str, body: Body) -> Answer:
        """A request that may be sent again without harm: one that sets a state, or only asks.

        Args:
            path: below the address, or a whole address of the same origin.
        """
        return self._exchange(task, method, self._same_origin(task, urljoin(self._base, path)), body=body)

    def create(self, task: str, path: str, body: Body, made: Callable[[Answer], T], found: Callable[[], T | None]) -> T:
        """Make something once: where the answer is lost, look for the thing before asking again.

        Args:
            made: reads the thing from the answer.
            found: the thing where an earlier attempt has made it after all.
        """
        attempt = 1
        while True:
            try:
                return made(self._exchange(task, "POST", self._base + path, body=body, repeatable=False))
            except LostAnswerError:
                sleep(_backoff(attempt))
                thing = found()
                if thing is not None:
                    return thing
                if attempt == ATTEMPTS:
                    raise
            attempt += 1

    def _exchange(
        self,
        task: str,
        method: str,
        url: str,
        *,
        query: Query | None = None,
        body: Body | None = None,
        repeatable: bool = True,
    ) -> Answer:
        redirects = 0
        attempt = 1
        while True:
            answer = self._transport.send(method, url, query, body)
            if not isinstance(answer, Answer):
                if not answer.passing:
                    raise ForgeError(f"{task}没有成功：{answer.text}")
                wait = self._wait_for_recovery(task, answer.text, attempt, repeatable=repeatable)
            elif answer.status in (301, 302, 303, 307, 308) and redirects < _REDIRECTS:
                redirects += 1
                url, query = self._redirected(task, method, answer), None
                continue
            elif (limit := limit_of(answer.status, answer.headers, _reason(answer.value))) is not None:
                # The forge has not done what was asked, so that it may be asked again.
                wait = self._wait_for_limit(task, limit, attempt)
            elif answer.status >= 500:
                fault = f"平台一时出错（状态码 {answer.status}）"
                wait = self._wait_for_recovery(task, fault, attempt, repeatable=repeatable)
            else:
                return self._accepted(task, answer)
            sleep(wait)
            attempt += 1

    def _wait_for_recovery(self, task: str, fault: str, attempt: int, *, repeatable: bool) -> float:
        if not repeatable:
            raise LostAnswerError(f"{task}时没有得到 {self._host} 的答复：{fault}；稍后再运行一次同样的命令")
        if attempt == ATTEMPTS:
            advice = "检查网络，稍后再运行一次同样的命令"
            raise ForgeError(f"{task}没有成功：{fault}，试了 {ATTEMPTS} 次；{advice}", retry=True)
        return _backoff(attempt)

    def _wait_for_limit(self, task: str, limit: float, attempt: int) -> float:
        if limit > LONGEST_WAIT or attempt == ATTEMPTS:
            # Rounded up to the minute that is shown.
            when = datetime.datetime.now(_SHANGHAI) + datetime.timedelta(seconds=limit + 59)
            advice = f"请在北京时间 {when:%Y-%m-%d %H:%M} 以后再运行一次同样的命令"
            raise ForgeError(f"{task}没有成功：{self._host} 限制了访问次数；{advice}", retry=True)
        return limit

    def _redirected(self, task: str, method: str, answer: Answer) -> str:
        """Where an answer sends us; a change is not turned into a reading."""
        target = self._same_origin(task, urljoin(answer.url, answer.headers.get("location", "")))
        if method != "GET" and answer.status not in (307, 308):
            raise ForgeError(f"{task}没有成功：仓库换了名称；把 projects/library.yml 里“仓库”的名称改成现在的")
        return target

    def _same_origin(self, task: str, url: str) -> str:
        """The address; the token goes to no other origin."""
        origin = origin_of(urlsplit(url))
        if origin == self._origin:
            return url
        raise ForgeError(
            f"{task}没有成功：{self._host} 要转到 {origin[1] or '别处'}，令牌不能交给别的地址；"
            "可能是上网代理的登录页，或 projects/library.yml 里的接口地址写错了"
        )

    def _accepted(self, task: str, answer: Answer) -> Answer:
        if answer.status < 300:
            return answer
        reason = _reason(answer.value).replace(self._secret, "……")
        explanation = _EXPLANATIONS.get(answer.status, f"平台不接受，状态码 {answer.status}")
        said = f"（平台的原话：{reason}）" if reason else ""
        raise RefusedError(f"{task}没有成功：{explanation}{said}", answer.status, reason)


def _backoff(attempt: int) -> float:
    return FIRST_WAIT * float(2 ** (attempt - 1))


def _reason(value: object) -> str:
    """What the forge says of an error, on one line: its message, and those of its details."""
    if not isinstance(value, dict):
        return ""
    details = value.get("errors")
    listed = details if isinstance(details, list) else []
    parts = [value.get("message"), *(item.get("message") if isinstance(item, dict) else item for item in listed)]
    said = "；".join(part for part in parts if isinstance(part, str) and part)
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", said).strip()[:300]
