"""``lunzheng serve`` as one writes: what is on the pages, and that a change reaches them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from git import Actor, Repo

from acceptance.support import ROOT, make_library

ID = "slj-flood"
PATIENCE = 90
"""So many seconds a page may take to appear; what is waited for comes much sooner."""


class Served:
    """A library that is served."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address

    def page(self, name: str, wanted: str) -> str:
        """A page, as soon as it says what is wanted."""
        url = f"{self.address}/projects/{ID}/{name}"
        end = time.monotonic() + PATIENCE
        said = "nothing"
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(url) as answer:
                    said = answer.read().decode("utf-8")
            except urllib.error.URLError:
                said = "no answer"
            if wanted in said:
                return said
            time.sleep(0.3)
        pytest.fail(f"{url} does not say {wanted}: {said[:2000]}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    library = make_library(tmp_path_factory.mktemp("served") / "library")
    folder = library.add("good/suggestion", ID)
    repository = Repo.init(library.root)
    repository.git.add(all=True)
    somebody = Actor("somebody", "somebody@example.org")
    repository.index.commit("first", author=somebody, committer=somebody)
    repository.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "lunzheng", "serve", "--address", address]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    said = library.root.with_name("said.txt")
    with (
        said.open("wb") as output,
        subprocess.Popen(
            command, cwd=library.root, env=environment, stdout=output, stderr=output, start_new_session=True
        ) as process,
    ):
        yield Served(folder, f"http://{address}")
        process.terminate()
        process.wait(PATIENCE)
    with socket.socket() as taken:  # MkDocs is gone with it
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(address.rpartition(":")[2])))
    assert "已结束" in said.read_text(encoding="utf-8")


def test_a_project_is_shown_with_its_versions(served: Served) -> None:
    served.page("versions.html", "第一次提交")


def test_a_change_reaches_the_page(served: Served) -> None:
    served.page("brief.html", "</h1>")
    brief = served.folder / "brief.md"
    brief.write_text(f"{brief.read_text(encoding='utf-8')}\n这一句是刚刚写上的。\n", encoding="utf-8")
    served.page("brief.html", "这一句是刚刚写上的。")
