"""Putting projects side by side: choosing them in the list, and the table of what is known of each."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from api_schema import read
from browsing import MODULES, opened
from playwright.sync_api import Browser, Page, expect

ONE, OTHER = "slj-flood-control", "mzj-elder-care"
MOST = 4


def table(page: Page) -> dict[str, list[str]]:
    """The cells of each row by its title."""
    rows = page.locator("[data-comparison] tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def test_two_projects_of_the_list_stand_side_by_side(browser: Browser, origin: str, site: Path) -> None:
    one, other = (read(site / "api" / "projects" / f"{project}.json") for project in (ONE, OTHER))
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{origin}/projects/index.html")
        page.get_by_label(f"对比 {one['name']}").check()
        expect(page.locator(".compared")).to_contain_text("再勾选一个就可以对比")
        # Another view and other conditions leave alone what is chosen.
        page.get_by_label("表格").check()
        page.get_by_role("checkbox", name=re.compile("^2027")).check()
        assert page.get_by_label(f"对比 {one['name']}").is_checked()
        page.get_by_label(f"对比 {other['name']}").check()
        page.reload()
        page.get_by_role("link", name="并列对比").click()
        page.wait_for_url(f"{origin}/projects/compare.html?id={ONE}&id={OTHER}")
        expect(page.get_by_role("status")).to_contain_text("2 个项目并列")
        found = table(page)
        assert found["建设单位"] == [one["owner"], other["owner"]]
        assert found["投资（万元）"] == [f"{project['investment_wan_yuan']:,.2f}" for project in (one, other)]
        services = [part["amount"] for part in one["investment"]["by_category"] if part["name"] == "服务"]
        assert found["按费用类别：服务"][0] == f"{services[0]:,.2f}"
        for row, key in (("绩效目标", "performance"), ("使用的平台", "platforms"), ("文档", "documents")):
            assert [len(cell.splitlines()) for cell in found[row]] == [len(one[key]), len(other[key])]
        file = page.get_by_role("link", name="初步建议书").first.get_attribute("href")
        assert (site / "projects" / str(file)).is_file()

        same = {title for title, cells in found.items() if cells[0] == cells[1]}
        assert same
        page.get_by_label("只看不同的").check()
        assert set(table(page)) == set(found) - same

        page.get_by_role("button", name=f"移出 {one['name']}").click()
        expect(page.get_by_role("status")).to_contain_text("只选了一个项目")
        assert page.url.endswith(f"?id={OTHER}")
        page.get_by_role("link", name="再选项目").click()
        assert page.get_by_label(f"对比 {other['name']}").is_checked()


def test_no_more_than_four_are_chosen(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/projects/index.html")
        boxes = page.locator("[name=compare]")
        for number in range(MOST):
            boxes.nth(number).check()
        assert [boxes.nth(number).is_disabled() for number in range(MOST + 1)] == [False] * MOST + [True]
        page.get_by_role("link", name="并列对比").click()
        expect(page.locator("[data-comparison] thead a")).to_have_count(MOST)
        page.go_back()
        page.get_by_role("button", name="都不选").click()
        expect(page.locator(".compared")).to_be_hidden()
        assert urlsplit(page.url).query == ""
        assert boxes.nth(MOST).is_enabled()


def test_a_project_page_leads_to_the_comparison(browser: Browser, origin: str) -> None:
    with opened(browser) as page:
        page.goto(f"{origin}/projects/{ONE}/index.html")
        page.get_by_role("link", name="和别的项目对比").click()
        expect(page.locator(".compared")).to_contain_text("已选 1 个")


def test_what_cannot_be_compared_is_named(browser: Browser, origin: str) -> None:
    page = browser.new_page()
    page.goto(f"{origin}/projects/compare.html?id={ONE}&id=no-such-project&id=../secret")
    expect(page.get_by_role("status")).to_contain_text("没有读到 no-such-project")
    expect(page.locator("[data-comparison] thead a")).to_have_count(1)
    page.close()
    with opened(browser) as page:
        page.goto(f"{origin}/projects/compare.html")
        expect(page.get_by_role("status")).to_contain_text("还没有选项目")
        assert not page.locator("[data-comparison]").is_visible()
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{origin}/projects/compare.html")
        assert "浏览器的脚本" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("projects", "path", "rows"),
    [
        ([{"field": "甲"}, {"field": "甲"}], "field", [("标题", [["甲"], ["甲"]], True)]),
        ([{"field": None}, {"field": "甲"}], "field", [("标题", [[], ["甲"]], False)]),
        ([{"investment_wan_yuan": 1234.5}], "investment_wan_yuan", [("标题", [["1,234.50"]], False)]),
        (
            [{"period": {"start": "2027-03", "end": "2028Q2", "months": 16}}, {"period": {"start": None, "end": None}}],
            "period",
            [("标题", [["2027 年 3 月 至 2028 年第 2 季度，16 个月"], []], False)],
        ),
        (
            [
                {"investment": {"by_category": [{"name": "软件", "amount": 1}]}},
                {"investment": {"by_category": [{"name": "安全", "amount": 2}, {"name": "软件", "amount": 1}]}},
            ],
            "investment.by_category",
            [("标题：软件", [["1.00"], ["1.00"]], True), ("标题：安全", [[], ["2.00"]], False)],
        ),
        ([{"investment": {"funding": []}}], "investment.funding", []),
    ],
)
def test_the_rows_of_a_fact(home: Page, projects: list[object], path: str, rows: list[tuple[object, ...]]) -> None:
    made = home.evaluate(MODULES, ["comparison", "comparisonRows", [projects, [{"path": path, "title": "标题"}]]])
    assert [(row["title"], row["cells"], row["isSame"]) for row in made] == rows
