"""One request and its answer: JSON over HTTP, with the token in a header and nowhere else."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.auth import AuthBase

from lunzheng.review.forge.address import is_loopback

Query = Mapping[str, str | int]
Body = Mapping[str, object]

CONNECT_TIMEOUT, READ_TIMEOUT, WHOLE_TIMEOUT = 10.0, 30.0, 120.0
"""Seconds for the connection, for each part of an answer, and for all of it."""
LARGEST_ANSWER = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """Attributes:
    value: what the JSON holds; None for an empty answer.
    following: the address of a list's next page, by the answer's Link header (RFC 8288); empty where there is none.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    value: object
    following: str


@dataclass(frozen=True)
class Fault:
    """Why there is no answer, in Chinese; ``passing`` where another attempt may help."""

    text: str
    passing: bool = True


class _Token(AuthBase):
    """Set as the session's own: without it, requests would look for a password in ~/.netrc and send that instead."""

    def __init__(self, scheme: str, token: str) -> None:
        self._value = f"{scheme} {token}"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._value
        return request


class Transport:
    """Sends requests to one address; proxies and certificates are taken from the environment, as requests does.

    Args:
        address: of the interface, checked.
        scheme: the word before the token.
        headers: what else to send with every request.
    """

    def __init__(self, address: str, token: str, scheme: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(address)
        self._address = address
        self._host = parts.netloc
        self._session = requests.Session()
        self._session.auth = _Token(scheme, token)
        # A proxy has no business with what stays on this machine.
        self._session.trust_env = not is_loopback(parts.hostname or "")
        self._session.headers.update({"User-Agent": "lunzheng", **headers})

    def send(self, method: str, url: str, query: Query | None, body: Body | None) -> Answer | Fault:
        """Send a request once; redirects are not followed.

        No exception of requests goes on from here, not even as a cause: it holds the request, and that the token.
        """
        try:
            with self._session.request(
                method,
                url,
                params=query,
                data=None if body is None else json.dumps(body).encode(),
                headers={} if body is None else {"Content-Type": "application/json"},
                stream=True,
                allow_redirects=False,
                timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
            ) as response:
                return self._read(response, _content(response))
        except requests.exceptions.SSLError:
            certificate = "单位自建的平台，把签发证书的根证书写进环境变量 REQUESTS_CA_BUNDLE"
            return Fault(f"和 {self._host} 的加密连接建不起来，多半是证书验证不过；{certificate}", passing=False)
        except requests.exceptions.ProxyError:
            return Fault(f"经上网代理连不上 {self._host}（代理见环境变量 HTTPS_PROXY、NO_PROXY）")
        except requests.exceptions.Timeout:
            return Fault(f"等 {self._host} 的回答超时")
        except (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError):
            return Fault(f"连不上 {self._host}，或连接中断")
        except requests.exceptions.RequestException:
            return Fault(f"发不出请求；检查接口地址 {self._address} 和代理的设置", passing=False)

    def _read(self, response: requests.Response, content: bytes) -> Answer | Fault:
        status = response.status_code
        try:
            value = json.loads(content) if content.strip() else None
        except ValueError:
            if _is_json(response) and status < 300:
                return Fault(f"{self._host} 的回答不完整")
            # Servers on the way say in HTML that they are overloaded; any other page for people will stay one.
            if status != 429 and status < 500:
                return Fault(
                    f"{self._host} 的回答不是接口数据（状态码 {status}），多半是上网代理的登录页，或接口地址写错了；"
                    "先在浏览器里登录代理，再核对 projects/library.yml 里的接口地址",
                    passing=False,
                )
            value = None
        following = response.links.get("next", {}).get("url", "")
        return Answer(
            url=response.url,
            status=status,
            headers=response.headers,
            value=value,
            following=urljoin(response.url, following) if following else "",
        )


def _content(response: requests.Response) -> bytes:
    """The whole answer.

    Raises:
        requests.exceptions.RequestException: it breaks off, is too large, or drips though each drop comes in time.
    """
    deadline = time.monotonic() + WHOLE_TIMEOUT
    content = bytearray()
    try:
        while chunk := response.raw.read1(64 * 1024, decode_content=True):
            content += chunk
            if time.monotonic() > deadline:
                raise requests.exceptions.ReadTimeout
            if len(content) > LARGEST_ANSWER:
                raise requests.exceptions.RequestException
    except urllib3.exceptions.TimeoutError as error:
        raise requests.exceptions.ReadTimeout from error
    except urllib3.exceptions.HTTPError as error:
        raise requests.exceptions.ConnectionError from error
    return bytes(content)


def _is_json(response: requests.Response) -> bool:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")
