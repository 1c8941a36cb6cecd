"""Full-text search: what the index holds, and what a visitor finds with it."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from browsing import MODULES, opened
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Response, expect

from lunzheng.catalogue.search_index import FOLDER, HEAD, index_site, list_number
from lunzheng.catalogue.search_text import SearchPage, keys, read_page

SEARCH_LIMIT = 300_000
TEXTS = (
    "在“防汛会商”里，SQL数据库共3个。",
    "GB/T 22239—2019 与 Δ𠮷野家",
    "一 二",
    "（示例）●平台2027年",
    "İstanbul ＡＢ",
    "_a_b",
)


def page_of(title: str, text: str, *, kind: str = "项目", year: str = "") -> str:
    marks = f' data-year="{year}"' if year else ""
    return (
        f'<html><body><nav>菜单</nav><div data-search="{kind}" data-title="{title}"{marks}>{text}</div></body></html>'
    )


def made_site(folder: Path, pages: dict[str, str]) -> Path:
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


class Index:
    """An index read as the browser reads it."""

    def __init__(self, site: Path) -> None:
        self.head: dict[str, Any] = json.loads((site / FOLDER / HEAD).read_bytes())
        self._folder = site / FOLDER / str(self.head["version"])

    def read(self, name: str) -> Any:
        return json.loads(gzip.decompress((self._folder / name).read_bytes()))

    def pages(self, distances: list[int]) -> list[str]:
        numbers = [total - 1 for total in itertools.accumulate(distances)]
        return [self.read(f"page/{number}")["url"] for number in numbers]

    def found(self, key: str) -> tuple[list[str], list[str]]:
        content = self.read(f"list/{list_number(key, self.head['lists'])}")
        text, title = content.get(key, ([], []))
        return self.pages(text), self.pages(title)


def test_the_index_leads_from_a_key_to_the_pages_that_have_it(tmp_path: Path) -> None:
    site = made_site(
        tmp_path,
        {
            "guide/index.html": page_of("指南", "<p>防汛</p>", kind="指南"),
            "projects/old/index.html": page_of("甲", "<p>用 SQL 会商</p>", year="2025"),
            "projects/new/part.html": page_of("防汛 · 乙", "<h2 id='a'>一</h2><p>内容</p>", kind="章节", year="2026"),
            "projects/new/index.html": page_of("乙", "<p>防汛</p><p>会商</p>", year="2026"),
            "plain.html": "<html><body><p>防汛</p></body></html>",
        },
    )
    assert index_site(site) == 4
    index = Index(site)
    assert index.head["kinds"] == ["指南", "章节", "项目"]
    assert index.head["years"] == ["2026", "2025"]
    new, old, part = "projects/new/index.html", "projects/old/index.html", "projects/new/part.html"
    assert index.found("防汛") == (["guide/index.html", new, part], [part])
    # A space between Chinese and Latin is none; two paragraphs are two texts.
    assert index.found("会商") == ([new, old], [])
    assert index.found("l会") == ([old], [])
    assert index.found("汛会") == ([], [])
    assert index.pages(index.read(f"kind/{index.head['kinds'].index('章节')}")) == [part]
    assert index.pages(index.read("year/0")) == [new, part]
    assert index.read("page/3") == {
        "url": part, "title": "防汛 · 乙", "kind": "章节", "year": "2026", "parts": [["a", "一"], ["", "内容"]]
    }  # fmt: skip


def test_pages_are_numbered_in_the_order_in_which_they_are_shown(tmp_path: Path) -> None:
    order = ["a-10", "b.1/index", "b.2/index", "b.10/index", "a/1", "b.1/2", "b.1/10", "b.10/1", "a-1"]
    years = ["", "2027", "2027", "2027", "2028", "2027", "2027", "2027", ""]
    kinds = [*("章节" for _ in order[1:]), "数据"]
    pages = {
        f"{name}.html": page_of(name, "", kind=kind, year=year)
        for name, kind, year in zip(order, kinds, years, strict=True)
    }
    site = made_site(tmp_path, dict(sorted(pages.items())))
    index_site(site)
    index = Index(site)
    assert [index.read(f"page/{number}")["url"] for number in range(len(order))] == list(pages)


def test_an_index_replaces_an_earlier_one_and_is_the_same_twice(tmp_path: Path) -> None:
    site = made_site(tmp_path, {"a.html": page_of("甲", "防汛"), "b.html": page_of("乙", "会商")})

    def files() -> dict[str, bytes]:
        return {path.as_posix(): path.read_bytes() for path in (site / FOLDER).rglob("*") if path.is_file()}

    index_site(site)
    before = files()
    index_site(site)
    assert files() == before
    (site / "b.html").unlink()
    index_site(site)
    assert not set(files()) & {name for name in before if not name.endswith(HEAD)}
    assert Index(site).found("会商") == ([], [])


def test_a_site_without_a_page_to_find_has_an_index_that_says_so(tmp_path: Path) -> None:
    assert index_site(tmp_path) == 0
    assert Index(tmp_path).found("会商") == ([], [])


@given(st.text(alphabet=st.sampled_from("防汛会商abＡ1 /。_"), max_size=12))
def test_whatever_stands_in_a_run_of_letters_has_its_keys(text: str) -> None:
    found = keys(text)
    for one, other in itertools.pairwise(text.lower()):
        assert (one + other in found) == (one.isalnum() and other.isalnum())


def test_what_a_page_does_not_say_itself_is_not_found() -> None:
    page = read_page(page_of("题", "<style>样式</style><p>正文<a class='headerlink'>链接</a></p><img alt='图里'>"))
    assert page == SearchPage("题", "项目", "", (("", "正文"), ("", "图里")))


def test_keys_and_their_files_are_the_same_in_the_index_and_in_the_browser(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/index.html")
        for text in TEXTS:
            asked = set(page.evaluate(MODULES, ["keys", "keys", [text]]))
            assert asked <= keys(text)
            assert {key for key in keys(text) if len(key) > 1} <= asked
            for key in asked:
                assert page.evaluate(MODULES, ["search-index", "listNumber", [key, 97]]) == list_number(key, 97)


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


def test_search_finds_a_data_resource_by_its_code(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/search.html?q=MZJ-YL-001")
        page.locator("[data-search-results] h2 a").first.click()
        page.wait_for_url(f"{origin}/data/mzj.html*")


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
        assert any("/list/" in url for url in asked)
        assert sum(asked.values()) < SEARCH_LIMIT, asked


def test_titles_come_first_and_the_number_of_pages_is_true(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/search.html?q=防汛会商")
        expect(page.locator("[data-search-results] > li").first).to_be_visible()
        assert "防汛会商" in page.locator("[data-search-results] h2").first.inner_text()
        more = page.get_by_role("button", name="显示更多")
        while more.is_visible():
            before = len(results(page))
            more.click()
            expect(page.locator("[data-search-results] > li").nth(before)).to_be_visible()
        found = len(results(page))
        assert re.fullmatch(rf"找到 {found} 页。", page.get_by_role("status").inner_text())
        assert len({link.get_attribute("href") for link in page.locator("[data-search-results] h2 a").all()}) == found


def test_every_term_has_to_be_there(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/search.html?q=会商 22239")
        expect(page.locator("[data-search-results] > li").first).to_be_visible()
        assert {text.lower() for text in page.locator(".passage mark").all_inner_texts()} <= {"会商", "22239"}
        page.goto(f"{origin}/search.html?q=会商 没有这个词")
        expect(page.get_by_role("status")).to_contain_text("没有找到")


def test_a_text_that_only_has_the_same_keys_is_not_shown(
    browser: Browser, site: Path, tmp_path: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    """Thirty pages have every pair of the query, one has the query: the first step gives up, the second finds it."""
    apart = "<p>乙甲，甲丁，丁戊</p>"
    pages = {f"p{number:02}.html": page_of(f"页{number}", apart) for number in range(30)}
    pages["q.html"] = page_of("真", "<p>乙甲丁戊</p>")
    made = made_site(tmp_path, pages)
    index_site(made)
    for name in ("assets", "search.html"):
        (made / name).symlink_to(site / name)
    with serve(made) as address, opened(browser) as page:
        page.goto(f"{address}/search.html?q=乙甲丁戊")
        expect(page.get_by_role("status")).to_contain_text("前面几页里没有连在一起的")
        page.get_by_role("button", name="显示更多").click()
        expect(page.locator("[data-search-results] > li")).to_have_count(1)
        expect(page.get_by_role("status")).to_have_text("找到 1 页。")
