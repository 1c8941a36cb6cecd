"""Finding and comparing projects in the built site: search, facets, the board; and what every page keeps to."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browsing import MODULES, opened
from playwright.sync_api import Browser, Page, expect

KINDS_OF_PAGE = (
    "index.html",
    "search.html?q=会商",
    "projects/index.html",
    "projects/index.html?view=table&year=2027",
    "projects/index.html?compare=slj-flood-control&compare=mzj-elder-care",
    "projects/compare.html",
    "projects/compare.html?id=slj-flood-control&id=mzj-elder-care",
    "projects/compare.html?id=slj-flood-control&id=mzj-elder-care&id=rsj-skill-training&id=wgl-heritage-watch",
    "projects/board.html",
    "projects/year-2027.html",
    "projects/slj-flood-control/index.html",
    "projects/slj-flood-control/proposal-5.html",
    "projects/mzj-elder-care/index.html",
    "projects/mzj-elder-care/opinions.html",
    "departments/index.html",
    "departments/slj.html",
    "data/index.html",
    "rules/index.html",
    "rules/checks.html",
    "rules/checks-1.html",
    "guide/index.html",
    "guide/review.html",
    "guide/bureau.html",
    "guide/public.html",
    "guide/cities.html",
    "guide/fields.html",
    "developers/index.html",
)
# An A4 sheet between its margins has 178 mm.
WINDOWS = (("screen", 360), ("screen", 1920), ("print", 672))
PAGE_LIMIT = 150_000
PROJECTS = [path.parent for path in (Path(__file__).parents[2] / "projects").glob("*/*/project.yml")]


def cards(page: Page) -> list[str]:
    return page.locator(".catalogue-results h2").all_inner_texts()


def test_facets_combine_and_live_in_the_address(browser: Browser, origin: str) -> None:
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{origin}/projects/index.html")
        expect(page.get_by_role("status")).to_contain_text(f"{len(PROJECTS)} 个项目符合条件")
        page.get_by_role("checkbox", name=re.compile("^2027")).check()
        of_year = [project for project in PROJECTS if project.parent.name == "2027"]
        expect(page.get_by_role("status")).to_contain_text(f"{len(of_year)} 个项目符合条件（共 {len(PROJECTS)} 个）")
        page.locator("summary", has_text="建设方式").click()
        page.get_by_role("checkbox", name=re.compile("^购买服务")).check()
        expect(page.get_by_role("status")).to_contain_text("2 个项目符合条件")
        # A count says how many there would be if one chose that value.
        assert page.get_by_role("checkbox", name=re.compile("^自建")).locator("..").inner_text().split() == [
            "自建",
            "2",
        ]
        page.get_by_label("排序").select_option("investment")
        page.get_by_label("表格").check()
        rows = page.locator(".catalogue-results tbody tr").all_inner_texts()
        assert ["政务云资源服务平台" in rows[0], "养老服务" in rows[1]] == [True, True]
        address = page.url
        page.reload()
        expect(page.locator(".catalogue-results tbody tr")).to_have_count(2)
        page.goto(f"{origin}/index.html")
        page.goto(address)
        expect(page.locator(".catalogue-results tbody tr")).to_have_count(2)
        page.get_by_role("button", name="清除条件").click()
        expect(page.get_by_role("status")).to_contain_text(f"{len(PROJECTS)} 个项目符合条件")
        page.get_by_label("名称里有").fill("没有这样的项目")
        expect(page.get_by_role("status")).to_contain_text("没有项目符合全部条件")


def test_the_list_and_every_other_page_can_be_read_without_scripts(browser: Browser, origin: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{origin}/projects/index.html")
        assert page.get_by_role("link", name=re.compile("防汛会商")).is_visible()
        assert page.get_by_role("heading", name="2027 年", exact=True).is_visible()
        page.goto(f"{origin}/projects/board.html")
        assert page.get_by_role("link", name=re.compile("防汛会商")).is_visible()
        page.goto(f"{origin}/search.html")
        assert "浏览器的脚本" in page.get_by_role("status").inner_text()


def test_the_keyboard_is_enough_to_choose_a_facet(browser: Browser, origin: str) -> None:
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{origin}/projects/index.html")
        expect(page.get_by_role("status")).to_contain_text(f"{len(PROJECTS)} 个项目")
        page.get_by_label("名称里有").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.get_by_role("status")).to_contain_text(re.compile(r"[34] 个项目符合条件"))
        assert "year=" in page.url


def test_the_site_works_from_a_folder_below_the_origin(
    browser: Browser, site: Path, tmp_path: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    (tmp_path / "deep").symlink_to(site)
    with serve(tmp_path) as address, opened(browser) as page:
        page.goto(f"{address}/deep/search.html?q=汛会")
        page.locator("[data-search-results] h2 a").first.click()
        page.wait_for_url(f"{address}/deep/projects/**")
        page.goto(f"{address}/deep/projects/index.html")
        page.locator(".catalogue-results h2 a").first.click()
        page.wait_for_url(f"{address}/deep/projects/*/index.html")


def test_a_page_opened_as_a_file_shows_the_plain_list(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "projects" / "index.html").as_uri())
    assert page.get_by_role("link", name=re.compile("防汛会商")).is_visible()
    page.close()


def test_every_page_is_small_and_names_the_scripts_that_may_run(site: Path) -> None:
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > PAGE_LIMIT} == {}
    for path in site.rglob("*.html"):
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', path.read_text(encoding="utf-8"))
        assert found, path
        scripts = next(rule for rule in found[1].split("; ") if rule.startswith("script-src"))
        assert "unsafe-inline" not in scripts
        assert "sha256-" in scripts


def test_the_policy_stops_a_script_that_got_into_a_page(browser: Browser, site: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    text = (site / "index.html").read_text(encoding="utf-8")
    planted = tmp_path / "planted.html"
    planted.write_text(text.replace("</h1>", "</h1><script>window.planted = 1</script>"), encoding="utf-8")
    page.goto(planted.as_uri())
    assert page.evaluate("window.planted") is None
    page.close()


@pytest.fixture(scope="module")
def axe() -> str:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(browser: Browser, origin: str, axe: str, scheme: str) -> None:
    page = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()
    # Nothing but the colours is another in the dark.
    rules = "{}" if scheme == "light" else "{runOnly: ['color-contrast']}"
    barriers = {}
    for path in KINDS_OF_PAGE:
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        page.evaluate(axe)
        found = page.evaluate(f"async () => (await axe.run({rules})).violations")
        grave = [
            (one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")
        ]
        if grave:
            barriers[path] = grave
    page.context.close()
    assert barriers == {}


@dataclass
class Visits:
    """What was seen on a tour of every kind of page.

    Attributes:
        over: by medium, width and page, the pixels by which the page is wider than the window or sheet.
        asked: the addresses that were asked for.
    """

    over: dict[tuple[str, int, str], int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visits(browser: Browser, origin: str) -> Visits:
    seen = Visits()
    with opened(browser) as page:
        page.context.on("request", lambda request: seen.asked.append(request.url))
        for path in KINDS_OF_PAGE:
            for medium, width in WINDOWS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(media="print" if medium == "print" else "screen")
                if (medium, width) == WINDOWS[0]:
                    page.goto(f"{origin}/{path}", wait_until="networkidle")
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                seen.over[medium, width, path] = over
    return seen


@pytest.mark.parametrize("window", WINDOWS)
def test_no_kind_of_page_is_wider_than_its_window_or_sheet(visits: Visits, window: tuple[str, int]) -> None:
    assert {path for (*where, path), over in visits.over.items() if tuple(where) == window and over > 0} == set()


def test_no_page_loads_a_file_that_grows_with_the_library(visits: Visits) -> None:
    """The theme loads the site map for every link that is nothing but an alternate."""
    assert visits.asked
    assert [url for url in visits.asked if "sitemap" in url or "/api/projects." in url or url.endswith(".ics")] == []


def test_forms_and_search_are_not_printed(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/projects/index.html", wait_until="networkidle")
        page.emulate_media(media="print")
        assert not page.locator("form.facets").is_visible()
        assert not page.locator(".header-search").is_visible()
        assert not page.get_by_label("排序").is_visible()
        assert page.locator(".catalogue-results h2").first.is_visible()


@pytest.mark.parametrize(
    ("file", "name", "values", "expected"),
    [
        ("keys", "keys", ["防汛会商"], ["防汛", "汛会", "会商"]),
        ("keys", "keys", ["SQL数"], ["sq", "ql", "l数"]),
        ("keys", "keys", ["GB/T"], ["gb", "t"]),
        ("keys", "keys", ["“●”"], []),
        ("keys", "isKey", ["会商"], True),
        ("keys", "isKey", ["●会商"], False),
        ("keys", "isKey", ["会商室"], False),
        ("keys", "marked", ["会商会", ["会"]], [
            {"text": "会", "hit": True}, {"text": "商", "hit": False}, {"text": "会", "hit": True}]),
        ("keys", "joined", [[["", "一。"], ["a", "二"], ["", "三"]]],
            {"text": "一。 二 · 三", "headings": [{"id": "a", "at": 3, "heading": "二"}]}),
        ("keys", "passages",
            [{"text": "甲 · 标题 · 正文会商", "headings": [{"id": "a", "at": 4, "heading": "标题"}]}, ["会商"]],
            [{"id": "a", "heading": "标题",
              "pieces": [{"text": "正文", "hit": False}, {"text": "会商", "hit": True}]}]),
        ("search-index", "pagesOf", [[1, 1, 3]], [0, 1, 4]),
        ("search-index", "inAll", [[[0, 1, 4, 9], [1, 4], [4, 9, 12]]], [4]),
        ("facets", "select", [
            {"id": [1, 2, 3], "lower": ["a", "ab", "b"], "facets": [
                {"key": "x", "values": ["p", "q"], "column": [[0], [1], [0, 1]]},
                {"key": "y", "values": ["r"], "column": [[0], [], [0]]}]},
            {"chosen": {"x": [0], "y": []}, "text": ""}],
            {"matching": [0, 2], "counts": [[2, 2], [2]]}),
    ],
)  # fmt: skip
def test_the_functions_of_the_pages(home: Page, file: str, name: str, values: list[object], expected: object) -> None:
    assert home.evaluate(MODULES, [file, name, values]) == expected
