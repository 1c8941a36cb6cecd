"""The Prism proxy: it lets through only requests and answers that fit a description."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forge.description import DESCRIPTION, TOOLS, cut_description, require_tools

_PRISM = TOOLS / "node_modules/.bin/prism"
_SECONDS = 60


class Prism:
    """Attributes:
    address: where it listens.
    log: what it has said.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._ready = threading.Event()
        self.address = ""
        self.log: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def wait(self) -> None:
        if not self._ready.wait(_SECONDS) or not self.address:
            raise AssertionError("Prism did not start:\n" + "\n".join(self.log))

    def end(self) -> None:
        """Read what is left."""
        self._listener.join()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self.log.append(line.rstrip())
            if started := re.search(r"listening on (http://\S+)", line):
                self.address = started.group(1)
                self._ready.set()
        self._ready.set()


@contextmanager
def prism(upstream: str, folder: Path) -> Iterator[Prism]:
    """A proxy before a forge that stops what does not fit GitHub's description, in both directions."""
    require_tools()
    document = folder / "github.json"
    document.write_text(json.dumps(cut_description(DESCRIPTION)), encoding="utf-8")
    command = [str(_PRISM), "proxy", str(document), upstream, "--errors", "--port", "0", "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        running = Prism(process)
        try:
            running.wait()
            yield running
        finally:
            process.terminate()
            running.end()
