"""A server that answers as a test tells it, for what no forge does on its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]


Told = tuple[int, dict[str, str], bytes]
"""Status, headers and body."""


@contextmanager
def scripted(tell: Callable[[Asked], Told]) -> Iterator[tuple[str, list[Asked]]]:
    """Its address, and what it has been asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
            asked.append(request)
            status, headers, body = tell(request)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PATCH = do_CONNECT = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """The test's output is no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def in_json(value: object, status: int = 200, **headers: str) -> Told:
    return status, {"Content-Type": "application/json", **headers}, json.dumps(value).encode()
