"""The pages beside a project's own, in a library with a history and two projects that are alike, seen in Chromium."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

PROJECT, COPY = "wgl-heritage-watch", "wgl-relic-watch"
PAGES = (f"projects/{COPY}/alike.html", f"projects/{PROJECT}/versions.html", f"projects/{PROJECT}/index.html")
SAID = "每年入汛前复核一次。"
CALLED, NEWLY = "违规动火提前发现", "私拉电线和"


def prepare(root: Path) -> None:
    """Two projects of which one is a copy, and a history of two commits."""

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.cn")
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)

    shutil.copytree(root / "projects" / "2028" / PROJECT, root / "projects" / "2028" / COPY)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    brief = root / "projects" / "2028" / PROJECT / "brief.md"
    brief.write_text(f"{brief.read_text(encoding='utf-8').rstrip()}\n\n{SAID}\n", encoding="utf-8")
    profile = root / "projects" / "2028" / PROJECT / "project.yml"
    profile.write_text(profile.read_text(encoding="utf-8").replace(CALLED, f"{NEWLY}{CALLED}", 1), encoding="utf-8")
    git("commit", "--quiet", "--all", "-m", "second")


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    build_library: Callable[[Path, Sequence[str], Callable[[Path], None], int], Path],
    serve: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    # That the two are alike is a warning.
    root = build_library(tmp_path_factory.mktemp("beside"), [f"2028/{PROJECT}"], prepare, 0)
    with serve(root / "build" / "site") as origin:
        yield origin


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_and_have_no_serious_barrier(browser: Browser, address: str, width: int, scheme: str) -> None:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    for path in PAGES:
        page.goto(f"{address}/{path}", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        page.evaluate(axe)
        grave = [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in page.evaluate("async () => (await axe.run()).violations")
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == [], path
    assert errors == []
    context.close()


def test_alike_projects_are_compared_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/projects/{COPY}/index.html")
    page.get_by_role("link", name="并列对照").click()
    own, other = page.locator(".pair").first.locator("> div").all()
    boxes = own.bounding_box(), other.bounding_box()
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]
    page.get_by_role("link", name="文物平安守护").last.click()
    page.wait_for_url(f"**/projects/{PROJECT}/index.html")
    context.close()


def test_what_a_version_changed_leads_to_its_section_and_is_printed(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/projects/{PROJECT}/index.html")
    page.get_by_role("link", name="各版本改了什么").click()
    page.emulate_media(media="print")
    row = page.locator("table.changes tbody tr", has_text=SAID)
    assert row.is_visible()
    page.emulate_media(media="screen")
    changed = page.locator("table.changes tbody tr", has_text=CALLED)
    assert changed.locator("mark").all_inner_texts() == [NEWLY]
    row.get_by_role("link").click()
    page.wait_for_url("**/brief.html#*")
    assert page.locator(":target").count() == 1
    context.close()
