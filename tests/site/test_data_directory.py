"""The data directory tells which data each body gives to which other, on a telephone as well."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from browsing import opened
from playwright.sync_api import Browser

PROJECT = "slj-flood-control"


def given(built: Path) -> dict[str, set[str]]:
    """The kinds of data that one project is given, by giver."""
    (folder,) = (built / "projects").glob(f"*/{PROJECT}")
    data = yaml.safe_load((folder / "data.yml").read_text(encoding="utf-8"))
    result: dict[str, set[str]] = {}
    for exchange in data["共享"]:
        if exchange["方向"] == "需要":
            result.setdefault(exchange["对方"].removeprefix("宁波"), set()).add(exchange["数据"])
    return result


@pytest.mark.parametrize("width", [390, 1280])
def test_a_flow_names_its_data(browser: Browser, origin: str, built: Path, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 900}) as page:
        page.goto(f"{origin}/data/index.html")
        rows = {
            (cells[0], cells[1]): (cells[2], cells[3])
            for row in page.locator("table.stacked tbody tr").all()
            if (cells := [cell.inner_text() for cell in row.locator("td").all()])
        }
        for giver, kinds in given(built).items():
            named, number = rows[giver, "市水利局"]
            assert int(number) == len(kinds)
            assert all(any(kind.startswith(name.rstrip("… 等")) for kind in kinds) for name in named.split("；"))
        # Every cell is within the window, also where the table would be wider.
        boxes = [cell.bounding_box() for cell in page.locator("table.stacked tbody tr:first-child td").all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
