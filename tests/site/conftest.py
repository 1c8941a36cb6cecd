"""The site of the sample library, built once by the real command, and a real Chromium to look at it.

Built without LibreOffice: the numbers of pages in the documents are no matter here. ``test_public.py`` has it.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from browsing import opened
from playwright.sync_api import Browser, Page, sync_playwright

from acceptance.support import run_command, without_office

ROOT = Path(__file__).parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def _build_library(root: Path, projects: Sequence[str], change: Callable[[Path], None], expected: int = 1) -> Path:
    for name in ("templates", "schemas", "site", *(f"projects/{project}" for project in projects)):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "projects/library.yml"):
        shutil.copyfile(ROOT / name, root / name)
    change(root)
    done = run_command("build", cwd=root, environment=without_office(root.with_name(f"{root.name}-programs")))
    assert done.code == expected, done.text
    return root


@pytest.fixture(scope="session")
def build_library() -> Callable[[Path, Sequence[str], Callable[[Path], None]], Path]:
    """Copy the repository's library with some of its projects, change it, and run ``lunzheng build`` there."""
    return _build_library


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a copy of the repository in which ``lunzheng build`` has run."""
    projects = sorted(path.parent for path in (ROOT / "projects").glob("*/*/project.yml"))
    names = [project.relative_to(ROOT / "projects").as_posix() for project in projects]
    return _build_library(tmp_path_factory.mktemp("built"), names, lambda _root: None, expected=0)


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    return built / "build" / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serve a folder: the address while the context is open."""
    return _serve


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    with _serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def home(browser: Browser, origin: str) -> Iterator[Page]:
    """The first page of the site, for those who only want to call functions of its modules."""
    with opened(browser) as page:
        page.goto(f"{origin}/index.html")
        yield page
