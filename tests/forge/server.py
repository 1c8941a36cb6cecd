"""The stand-in's web server: a GitHub under ``/api/v3``, a Gitea under ``/api/v1``, and Git, over one state."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from forge import gitea_face, github_face
from forge.exchange import Reply, Request
from forge.faults import HELD_BACK, Fault, Faults
from forge.git_http import run_backend
from forge.state import OWNER, REPOSITORY, Account, State

GITHUB, GITEA = "/api/v3", "/api/v1"
_REPOSITORY = f"/{OWNER}/{REPOSITORY}.git"
_LIMITED = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
_FACES: dict[str, Callable[[State, Request, str], Reply]] = {GITHUB: github_face.answer, GITEA: gitea_face.answer}


@dataclass(frozen=True)
class Seen:
    """One request that has come in, as a log of a proxy would show it."""

    method: str
    target: str
    account: str
    status: int


class Server(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self, state: State) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state
        self.faults = Faults()
        self.seen: list[Seen] = []
        self.retry_after = 1
        """Seconds that a limit asks to wait."""
        self.public_address = ""
        """How links begin, where the stand-in is spoken to through another server."""
        self.stopped = threading.Event()

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.stopped.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is no matter; any other error is the stand-in's own and shows as a 500."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """The test's output is no log."""

    def _serve(self) -> None:
        path = urlsplit(self.path).path
        body = self._body()
        is_git = path.startswith(_REPOSITORY)
        fault = self.server.faults.next("GIT" if is_git else self.command)
        if fault and not fault.takes_effect:
            self._fail(fault, b"")
            return
        if is_git:
            self._serve_git(path, body, fault)
            return
        reply = self._reply(path, body)
        content = b"" if reply.value is None else json.dumps(reply.value).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", **reply.headers}
        self._finish(reply.status, headers, content, fault)

    def _reply(self, path: str, body: bytes) -> Reply:
        account = self._account()
        face = next((prefix for prefix in _FACES if path.startswith(f"{prefix}/")), None)
        # An Enterprise server answers GraphQL beside its v3.
        inner = github_face.GRAPHQL if path == "/api/graphql" else path.removeprefix(face or "")
        face = GITHUB if path == "/api/graphql" else face
        if face is None:
            return Reply(404, {"message": "Not Found"})
        if account is None:
            return Reply(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"})
        request = Request(
            self.command,
            unquote(inner),
            dict(parse_qsl(urlsplit(self.path).query)),
            json.loads(body) if body else {},
            account,
            self.server.public_address or self.server.web + face,
        )
        with self.server.state.lock:
            return _FACES[face](self.server.state, request, self.server.web)

    def _serve_git(self, path: str, body: bytes, fault: Fault | None) -> None:
        query = urlsplit(self.path).query
        account = self._account()
        pushes = "git-receive-pack" in path + query
        if account is None:
            self._finish(401, {"WWW-Authenticate": 'Basic realm="git"'}, b"", None)
            return
        if pushes and account.permission == "read":
            self._finish(403, {"Content-Type": "text/plain"}, b"Permission to repository denied.", None)
            return
        root = self.server.state.history.path.parents[1]
        status, headers, content = run_backend(root, path, query, self.command, self.headers, body, account.login)
        if pushes and self.command == "POST":
            with self.server.state.lock:
                self.server.state.after_push()
        self._finish(status, headers, content, fault)

    def _account(self) -> Account | None:
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            value = base64.b64decode(value).decode().partition(":")[2]
        return self.server.state.holder(value)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline().strip() or b"0", 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _finish(self, status: int, headers: dict[str, str], content: bytes, fault: Fault | None) -> None:
        if fault:
            self._fail(fault, content)
            return
        self._note(status)
        self._send(status, headers, content)

    def _send(self, status: int, headers: dict[str, str], content: bytes, length: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def _fail(self, fault: Fault, content: bytes) -> None:
        self.close_connection = True
        self._note(0)
        with contextlib.suppress(OSError):
            self._spoil(fault, content)

    def _spoil(self, fault: Fault, content: bytes) -> None:
        json_type = {"Content-Type": "application/json"}
        limited = json.dumps({"message": _LIMITED}).encode()
        match fault:
            case Fault.TIMEOUT | Fault.TIMEOUT_AFTER:
                port = self.client_address[1]
                HELD_BACK.add(port)
                try:
                    self.connection.recv(1)  # until the client has gone away
                finally:
                    HELD_BACK.discard(port)
            case Fault.RESET | Fault.RESET_AFTER:
                self.connection.shutdown(socket.SHUT_RDWR)
            case Fault.SERVER_ERROR:
                self._send(500, json_type, b'{"message": "Server Error"}')
            case Fault.BAD_GATEWAY | Fault.BAD_GATEWAY_AFTER:
                self._send(502, {"Content-Type": "text/html"}, b"<html>502 Bad Gateway</html>")
            case Fault.UNAVAILABLE:
                self._send(503, {"Content-Type": "text/html"}, b"<html>Unicorn!</html>")
            case Fault.HOURLY_LIMIT:
                reset = str(int(time.time()) + self.server.retry_after)
                rest = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset, "Date": formatdate(usegmt=True)}
                self._send(403, json_type | rest, b'{"message": "API rate limit exceeded for user ID 1."}')
            case Fault.SECONDARY_LIMIT:
                self._send(403, json_type | {"Retry-After": str(self.server.retry_after)}, limited)
            case Fault.TOO_MANY:
                self._send(429, {"Content-Type": "text/html", "Retry-After": str(self.server.retry_after)}, b"<html>")
            case Fault.TRUNCATED:
                self._send(200, json_type, content[: len(content) // 2], length=len(content) or 10)
            case Fault.DRIPPING:
                self._send(200, json_type, b"", length=len(content) + 100)
                for byte in b" " * 100 + content:
                    self.wfile.write(bytes([byte]))
                    self.server.stopped.wait(0.05)
            case Fault.LOGIN_PAGE:
                self._send(200, {"Content-Type": "text/html"}, b"<html><form action=/login></form></html>")

    def _note(self, status: int) -> None:
        account = self._account()
        self.server.seen.append(Seen(self.command, self.path, account.login if account else "", status))
