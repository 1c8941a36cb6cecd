"""The address of a forge's interface, and which addresses a token may be sent to."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from lunzheng.review.forge.interface import ForgeError

Origin = tuple[str, str, int | None]
_PORTS = {"http": 80, "https": 443}


def checked_address(address: str) -> SplitResult:
    """The parts of an interface's address.

    Only this machine may be spoken to without TLS, since anybody on the way could read the token. A forge in the house
    without a certificate is reached by an SSH tunnel to this machine.

    Raises:
        ForgeError: it is no address, holds more than an address, or would show the token on the way.
    """
    parts = urlsplit(address)
    shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    host = origin_of(parts)[1]
    if parts.scheme not in _PORTS or not host or parts.query or parts.fragment:
        raise ForgeError(f"projects/library.yml 里的接口地址“{shown}”写得不对，例如 https://api.github.com")
    if "@" in parts.netloc:
        raise ForgeError("projects/library.yml 里的接口地址带着账号或密码；地址里只写主机和路径，令牌另给")
    if parts.scheme == "http" and not is_loopback(host):
        raise ForgeError(
            f"接口地址 {shown} 没有加密，令牌会在网上明文传送；改用 https:// 开头的地址，"
            "平台没有证书的，请管理员配上证书，或用 SSH 转发到本机（http://localhost:端口）"
        )
    return parts


def origin_of(parts: SplitResult) -> Origin:
    """Scheme, host and port; two addresses of the same origin are answered by the same server."""
    try:
        return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return parts.scheme, "", None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
