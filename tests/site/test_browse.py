"""Finding and comparing projects in the built site: search, facets, the board; and what every page keeps to."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from lunzheng.catalogue.search_text import pairs

KINDS_OF_PAGE = (
    "index.html",
    "search.html?q=会商",
    "projects/index.html",
    "projects/index.html?view=table&year=2027",
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
PAGE_LIMIT, SEARCH_LIMIT = 150_000, 300_000


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Page]:
    """A page in a window of its own; the test fails at the end if anything was said on the console."""
    page = browser.new_context(**options).new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.context.close()
    assert errors == []


def results(page: Page) -> list[str]:
    return page.locator("[data-search-results] > li").all_inner_texts()


@pytest.mark.parametrize("query", ["会商", "汛会", "防汛会商", "汛会商协同"])
def test_search_finds_any_part_of_a_word_and_shows_it(browser: Browser, origin: str, query: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/index.html")
        page.locator(".header-search input").fill(query)
        page.keyboard.press("Enter")
        expect(page.locator("[data-search-results] > li").first).to_be_visible()
        assert "q=" in page.url
        found = results(page)
        assert all(query in text.replace("\n", "") for text in found), found
        assert set(page.locator(".passage mark").all_inner_texts()) == {query}


def test_search_finds_nothing_that_is_not_there(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        # Both characters are in many pages, never side by side.
        page.goto(f"{origin}/search.html?q=商汛")
        expect(page.get_by_role("status")).to_contain_text("没有找到“商汛”")
        assert results(page) == []


def test_search_is_narrowed_down_by_kind_and_year_and_leads_to_the_section(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/search.html?q=会商&kind=章节&year=2027")
        expect(page.locator("[data-search-results] > li").first).to_be_visible()
        assert set(page.locator("[data-search-results] .meta").all_inner_texts()) == {"章节 · 2027 年"}
        page.get_by_label("类别").select_option("细则")
        page.get_by_label("年度").select_option("")
        expect(page.get_by_role("status")).not_to_contain_text("正在搜索")
        assert set(page.locator("[data-search-results] .meta").all_inner_texts()) <= {"细则"}
        page.goto(f"{origin}/search.html?q=会商&kind=章节")
        link = page.locator(".passage a").first
        heading = link.inner_text()
        link.click()
        page.wait_for_url(re.compile(r"\.html#.*section-"))
        assert heading in page.locator(":target").inner_text()


def test_a_first_search_loads_little(browser: Browser, origin: str) -> None:
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        sizes[response.url] = int(response.headers.get("content-length", 0))

    with opened(browser) as page:
        page.goto(f"{origin}/index.html", wait_until="networkidle")
        page.context.on("response", note)
        page.goto(f"{origin}/search.html?q=防汛会商", wait_until="networkidle")
        expect(page.locator("[data-search-results] > li").first).to_be_visible()
        asked = {url: size for url, size in sizes.items() if "/search-index/" in url or "/assets/js/" in url}
        assert any(".pf_index" in url for url in asked)
        assert sum(asked.values()) < SEARCH_LIMIT, asked


def cards(page: Page) -> list[str]:
    return page.locator(".catalogue-results h2").all_inner_texts()


def test_facets_combine_and_live_in_the_address(browser: Browser, origin: str) -> None:
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{origin}/projects/index.html")
        expect(page.get_by_role("status")).to_contain_text("7 个项目符合条件")
        page.get_by_role("checkbox", name=re.compile("^2027")).check()
        expect(page.get_by_role("status")).to_contain_text("4 个项目符合条件（共 7 个）")
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
        expect(page.get_by_role("status")).to_contain_text("7 个项目符合条件")
        page.get_by_label("名称里有").fill("没有这样的项目")
        expect(page.get_by_role("status")).to_contain_text("没有项目符合全部条件")


def test_the_list_and_every_other_page_can_be_read_without_scripts(browser: Browser, origin: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{origin}/projects/index.html")
        assert page.get_by_role("link", name=re.compile("防汛会商")).is_visible()
        page.goto(f"{origin}/projects/board.html")
        assert page.get_by_role("link", name=re.compile("防汛会商")).is_visible()
        page.goto(f"{origin}/search.html")
        assert "浏览器的脚本" in page.get_by_role("status").inner_text()


def test_the_keyboard_is_enough_to_choose_a_facet(browser: Browser, origin: str) -> None:
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{origin}/projects/index.html")
        expect(page.get_by_role("status")).to_contain_text("7 个项目")
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
    barriers = {}
    for path in KINDS_OF_PAGE:
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        grave = [
            (one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")
        ]
        if grave:
            barriers[path] = grave
    page.context.close()
    assert barriers == {}


@pytest.mark.parametrize("width", [360, 1920])
def test_no_kind_of_page_is_wider_than_its_window(browser: Browser, origin: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 900}) as page:
        wide = {}
        for path in KINDS_OF_PAGE:
            page.goto(f"{origin}/{path}", wait_until="networkidle")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wide[path] = over
        assert wide == {}


def test_forms_and_search_are_not_printed(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/projects/index.html", wait_until="networkidle")
        page.emulate_media(media="print")
        assert not page.locator("form.facets").is_visible()
        assert not page.locator(".header-search").is_visible()
        assert page.locator(".catalogue-results h2").first.is_visible()


MODULES = """async ([file, name, values]) => {
    const module = await import(new URL(`assets/js/${file}.js`, location.href));
    return module[name](...values);
}"""


@pytest.mark.parametrize(
    ("file", "name", "values", "expected"),
    [
        ("pairs", "pairs", ["防汛会商"], ["防汛", "汛会", "会商"]),
        ("pairs", "pairs", ["SQL数据 库"], ["SQL", "数据", "库"]),
        ("pairs", "pairs", ["“●”"], []),
        ("pairs", "question", ["防汛会商"], '"防汛 汛会 会商"'),
        ("pairs", "question", ["会商 指令"], "会商 指令"),
        ("pairs", "question", ["会"], "会"),
        ("pairs", "marked", ["会商会", ["会"]], [
            {"text": "会", "hit": True}, {"text": "商", "hit": False}, {"text": "会", "hit": True}]),
        ("facets", "select", [
            {"id": [1, 2, 3], "lower": ["a", "ab", "b"], "facets": [
                {"key": "x", "values": ["p", "q"], "column": [[0], [1], [0, 1]]},
                {"key": "y", "values": ["r"], "column": [[0], [], [0]]}]},
            {"chosen": {"x": [0], "y": []}, "text": ""}],
            {"matching": [0, 2], "counts": [[2, 2], [2]]}),
    ],
)  # fmt: skip
def test_the_functions_of_the_pages(
    browser: Browser, origin: str, file: str, name: str, values: list[object], expected: object
) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/index.html")
        assert page.evaluate(MODULES, [file, name, values]) == expected


def test_pairs_are_the_same_in_the_index_and_in_the_browser(browser: Browser, origin: str) -> None:
    texts = ["在“防汛会商”里，SQL数据库共3个。", "一 二", "（示例）●平台2027年"]
    with opened(browser) as page:
        page.goto(f"{origin}/index.html")
        for text in texts:
            restored = page.evaluate(MODULES, ["pairs", "restore", [pairs(text)]])["text"]
            assert restored == text.replace(" ", ""), json.dumps(pairs(text), ensure_ascii=False)
