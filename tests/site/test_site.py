"""What the catalogue promises, seen on the built site of the sample library."""

from __future__ import annotations

import datetime
import html.parser
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urldefrag

import lxml.html
import pytest
import yaml
from playwright.sync_api import Browser, Page

from acceptance.support import run_command, without_office
from lunzheng.catalogue.build import Output, SiteError, run_mkdocs
from lunzheng.check.open import open_workspace

PAGES = (
    "index.html",
    "projects/index.html",
    "projects/slj-flood-control/index.html",
    "projects/slj-flood-control/proposal-5.html",
    "projects/mzj-elder-care/index.html",
    "projects/mzj-elder-care/opinions.html",
    "departments/index.html",
    "departments/slj.html",
    "rules/index.html",
    "rules/checks.html",
    "guide/index.html",
    "guide/review.html",
    "guide/bureau.html",
    "guide/public.html",
    "guide/cities.html",
    "guide/fields.html",
    "guide/data.html",
)
WIDTHS = (360, 1280)


def open_page(browser: Browser, width: int) -> tuple[Page, list[str], list[str]]:
    """A page of the width, with the lists into which requests and console errors go."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page, requests, errors


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_stays_within_its_origin_and_its_width(browser: Browser, origin: str, path: str, width: int) -> None:
    page, requests, errors = open_page(browser, width)
    page.goto(f"{origin}/{path}", wait_until="networkidle")
    assert [url for url in requests if not url.startswith((origin, "data:"))] == []
    assert errors == []
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{path} is {overflow} px wider than a window of {width} px"
    assert page.evaluate("document.documentElement.lang").startswith("zh")
    assert len(page.locator("h1").all()) == 1
    page.context.close()


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.identifiers: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            if name == "id" and value:
                self.identifiers.add(value)


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    parsed = {}
    for path in site.rglob("*.html"):
        parsed[path.resolve()] = links = _Links()
        links.feed(path.read_text(encoding="utf-8"))
    broken = []
    for path, links in parsed.items():
        if path.name == "404.html":  # served from any depth, so its links start at the site's root
            continue
        for target in links.targets:
            address, fragment = urldefrag(target)
            if re.match(r"[a-z]+:", address):
                continue
            address = address.partition("?")[0]
            file = (path.parent / unquote(address)).resolve() if address else path
            file = file / "index.html" if file.is_dir() else file
            if not file.exists():
                broken.append(f"{path.relative_to(site.resolve())} → {target}")
            elif fragment and file in parsed and unquote(fragment) not in parsed[file].identifiers | {"__skip"}:
                broken.append(f"{path.relative_to(site.resolve())} → {target} (no such place)")
    assert broken == []


def test_every_project_has_its_page_its_documents_and_its_chapters(site: Path, built: Path) -> None:
    projects = sorted(path.parent for path in (built / "projects").glob("*/*/project.yml"))
    assert len(projects) >= 6
    listing = (site / "projects" / "index.html").read_text(encoding="utf-8")
    for folder in projects:
        profile = yaml.safe_load((folder / "project.yml").read_text(encoding="utf-8"))
        text = (site / "projects" / folder.name / "index.html").read_text(encoding="utf-8")
        assert profile["项目名称"] in text
        assert profile["项目名称"] in listing
        assert profile["建设单位"]["名称"] in text
        documents = sorted((built / "build" / "documents" / folder.parent.name / folder.name).glob("*.docx"))
        assert len(documents) >= 2
        for document in documents:
            assert f'href="{document.name}" download="{profile["项目名称"]}_' in text
            assert (site / "projects" / folder.name / document.name).read_bytes() == document.read_bytes()
    # The list can be had as a sheet from where it is shown.
    for sheet in re.findall(r'href="\.\./(api/projects\.(?:csv|xlsx))"', listing):
        assert (site / sheet).stat().st_size
    assert listing.count("api/projects.") == 2
    chapters = list((site / "projects" / "slj-flood-control").glob("proposal-*.html"))
    assert len(chapters) == 10


def test_the_handbook_tells_every_article_and_every_rule(site: Path, built: Path) -> None:
    articles = yaml.safe_load((built / "templates" / "ningbo-2021" / "articles.yml").read_text(encoding="utf-8"))
    text = (site / "rules" / "index.html").read_text(encoding="utf-8")
    assert len(articles["条款"]) == 16
    for article in articles["条款"]:
        assert article["要旨"] in text
    checks = (site / "rules" / "checks.html").read_text(encoding="utf-8")
    for code in ("E001", "E018", "E036", "E104", "E112", "E201"):
        assert code in checks


def test_a_second_build_changes_nothing(built: Path, tmp_path: Path) -> None:
    def pages() -> dict[str, bytes]:
        folder = built / "build" / "pages"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    first = pages()
    leftover = built / "build" / "pages" / "projects" / "gone" / "index.md"
    leftover.parent.mkdir()
    leftover.write_text("old", encoding="utf-8")
    assert run_command("build", cwd=built, environment=without_office(tmp_path / "bin")).code == 0
    assert pages() == first


def test_a_link_that_leads_nowhere_stops_the_build(built: Path, tmp_path: Path) -> None:
    output = Output(tmp_path)
    shutil.copytree(built / "build" / "pages", output.pages)
    page = output.pages / "rules" / "index.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[甲](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(SiteError) as stopped:
        run_mkdocs(open_workspace(built), output, datetime.date(2026, 11, 30))
    assert "rules/index.md" in str(stopped.value)
    assert "nowhere.md" in str(stopped.value)
    assert "INFO" not in str(stopped.value)


def test_a_project_page_shows_the_charts_of_its_data_with_a_text(site: Path, built: Path) -> None:
    """Also where none of its documents has a place for them, as a plan for services has not."""
    titles = [chart.title for chart in open_workspace(built).library.edition.head.charts]
    for project in ("slj-flood-control", "mzj-elder-care"):
        folder = site / "projects" / project
        page = lxml.html.parse(folder / "index.html").getroot()
        figures = page.xpath("//div[@class='gallery']//figure")
        assert [figure.text_content().strip() for figure in figures][: len(titles)] == titles
        for figure in figures:
            (image,) = figure.xpath(".//img")
            assert (folder / image.get("src")).read_text(encoding="utf-8").startswith("<svg")
            assert len(image.get("alt")) > len(figure.text_content().strip()) + 20
