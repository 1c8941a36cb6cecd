"""The same pages in another engine: what the catalogue promises does not hang on MkDocs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "build" / "tools" / "zensical" / "bin" / "zensical"
PAGES = ("index.html", "projects/index.html", "projects/slj-flood-control/proposal-5.html", "guide/index.html")


@pytest.fixture(scope="module")
def other_site(built: Path) -> Path:
    if not PROGRAM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Zensical is needed: scripts/setup.sh zensical")
        pytest.skip("no Zensical on this machine: scripts/setup.sh zensical")
    command = [sys.executable, str(ROOT / "scripts" / "site_with_zensical.py"), str(PROGRAM), str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return built / "build" / "zensical"


def headings(page: Path) -> list[str]:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", page.read_text(encoding="utf-8"), re.DOTALL)
    return [re.sub(r"<a class=\"headerlink\".*?</a>|<[^>]*>", "", one).strip() for one in found]


def test_every_page_is_there_with_its_heading(site: Path, other_site: Path) -> None:
    pages = [path.relative_to(site) for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    assert len(pages) > 50
    assert [page for page in pages if headings(other_site / page) != headings(site / page)] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_works_as_in_the_other_engine(
    browser: Browser, other_site: Path, serve: Callable[[Path], AbstractContextManager[str]], path: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    with serve(other_site) as origin:
        page.on(
            "request", lambda request: None if request.url.startswith((origin, "data:")) else wrong.append(request.url)
        )
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        page.close()
    assert wrong == []


def test_search_answers(
    browser: Browser, other_site: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    page = browser.new_page()
    with serve(other_site) as origin:
        page.goto(f"{origin}/search.html?q=汛会", wait_until="networkidle")
        page.locator("ol.results li").first.wait_for()
        assert "汛会" in page.locator("ol.results").inner_text()
        page.close()
