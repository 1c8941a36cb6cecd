"""The catalogue as data for machines, as the built site of the sample library serves it."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest
from api_schema import faults, read
from lxml import html

from lunzheng.catalogue.api import list_entry
from lunzheng.catalogue.atom import ENTRIES, changes, changes_feed
from lunzheng.catalogue.sheets import to_csv
from lunzheng.catalogue.sitemap import split_sitemap
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.model.library import Project

ROOT = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TODAY = datetime.date(2026, 11, 30)


@pytest.fixture(scope="module")
def listing(site: Path) -> Any:
    return read(site / "api" / "projects.json")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT)


@pytest.fixture(scope="module")
def projects(workspace: Workspace) -> list[Project]:
    return workspace.projects()


def test_the_data_follow_their_schemas(site: Path) -> None:
    assert faults(site) == []


def test_the_schemas_find_what_is_wrong(site: Path, tmp_path: Path) -> None:
    for path in ("schemas/api/projects.schema.json", "schemas/api/project.schema.json", "api/projects.json"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((site / path).read_bytes())
    changed = read(tmp_path / "api/projects.json")
    changed["projects"][0]["investment_wan_yuan"] = "很多"
    changed["projects"][1]["telephone"] = "1"
    (tmp_path / "api/projects.json").write_text(json.dumps(changed), encoding="utf-8")
    assert len(faults(tmp_path)) == 2


def test_every_project_is_in_the_list_and_has_its_own_data(site: Path, built: Path, listing: Any) -> None:
    folders = {path.parent.name for path in (built / "projects").glob("*/*/project.yml")}
    assert {entry["id"] for entry in listing["projects"]} == folders
    assert listing["count"] == len(folders)
    for entry in listing["projects"]:
        path = urlsplit(listing["detail_address"].replace("{id}", entry["id"])).path.lstrip("/")
        detail = read(site / path)
        assert {key: detail[key] for key in entry if key != "department"} == {
            key: value for key, value in entry.items() if key != "department"
        }
        assert detail["department"]["code"] == entry["department"]
        assert detail["investment"]["total"] == entry["investment_wan_yuan"]
        assert (site / urlsplit(detail["page"]).path.lstrip("/")).is_file()


def test_a_line_of_the_list_is_a_project(site: Path, listing: Any) -> None:
    lines = (site / "api" / "projects.json").read_text(encoding="utf-8").split("\n")
    entries = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"id"')]
    assert entries == listing["projects"]


def test_a_document_is_what_the_data_say_of_it(site: Path) -> None:
    seen = 0
    for path in (site / "api" / "projects").glob("*.json"):
        for document in read(path)["documents"]:
            data = (site / urlsplit(document["address"]).path.lstrip("/")).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (document["size"], document["sha256"])
            seen += 1
    assert seen > 10


def test_investment_adds_up(site: Path) -> None:
    detail = read(site / "api" / "projects" / "slj-flood-control.json")
    investment = detail["investment"]
    for parts in ("by_category", "by_system", "funding"):
        assert sum(part["amount"] for part in investment[parts]) == pytest.approx(investment["total"], abs=0.001)
    assert (investment["unit"], investment["basis"]) == ("万元", "budget")


def test_csv_and_xlsx_say_what_the_list_says(site: Path, listing: Any) -> None:
    data = (site / "api" / "projects.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == len(listing["projects"]) + 1
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head[:3] == ["项目编号", "项目名称", "示例"]
    assert [row[0] for row in rows] == [entry["id"] for entry in listing["projects"]]
    money = head.index("投资（万元）")
    assert [float(row[money]) for row in rows] == [entry["investment_wan_yuan"] for entry in listing["projects"]]
    sheet = openpyxl.load_workbook(site / "api" / "projects.xlsx").active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(index for index, row in enumerate(cells) if row[: len(head)] == head)
    for row, entry in zip(cells[start + 1 :], listing["projects"], strict=False):
        assert row[1] == entry["name"]
        assert row[money] == entry["investment_wan_yuan"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"])
def test_no_text_of_a_csv_is_a_formula(workspace: Workspace, projects: list[Project], text: str) -> None:
    entry = {**list_entry(projects[0], workspace.library), "name": text}
    data = to_csv({"id": "编号", "name": "名称"}, [entry])
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1][1] == f"'{text}"


def test_the_feed_tells_each_change_once_newest_first(site: Path, listing: Any) -> None:
    feed = ElementTree.parse(site / "changes.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    times = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert times == sorted(times, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == times[0]
    assert times[0].startswith(listing["updated"])
    identifiers = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(identifiers)) == len(identifiers)
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")
        assert (site / urlsplit(link.get("href", "")).path.lstrip("/")).is_file()
        assert entry.findtext(f"{ATOM}summary")
    records = sum(len(read(path)["stages"]) for path in (site / "api" / "projects").glob("*.json"))
    assert len(entries) == records


def test_an_entry_keeps_its_identifier_when_others_come(workspace: Workspace, projects: list[Project]) -> None:
    library = workspace.library
    whole = {(change.project.id, change.stage): change.identifier for change in changes(projects, library, TODAY)}
    before = changes(projects[:3], library, datetime.date(2026, 6, 30))
    assert 0 < len(before) < len(whole)
    assert {(change.project.id, change.stage): change.identifier for change in before}.items() <= whole.items()
    assert all(change.date <= datetime.date(2026, 6, 30) for change in before)
    assert changes_feed(projects, library, TODAY) == changes_feed(projects[::-1], library, TODAY)


def test_the_feed_stays_small(workspace: Workspace, projects: list[Project]) -> None:
    assert len(changes(projects * 30, workspace.library, TODAY)) == ENTRIES


def test_the_site_map_has_every_page_and_no_other(site: Path) -> None:
    listed = [node.text or "" for node in ElementTree.parse(site / "sitemap.xml").getroot().iter(f"{SITEMAP}loc")]
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    assert sorted(urlsplit(address).path.lstrip("/") for address in listed) == sorted(pages)
    assert {urlsplit(address).netloc for address in listed} == {"lunzheng.example.org"}


def test_a_project_page_says_what_it_is_to_programs(site: Path) -> None:
    page = html.parse(site / "projects" / "slj-flood-control" / "index.html").getroot()
    properties = {node.get("property"): node.get("content") for node in page.iter("meta") if node.get("property")}
    name = read(site / "api" / "projects" / "slj-flood-control.json")["name"]
    assert properties["og:title"] == name
    assert properties["og:url"] == "https://lunzheng.example.org/projects/slj-flood-control/index.html"
    assert properties["og:description"].startswith("宁波市水利局 · 2027 年 · ")
    (data,) = (node.text for node in page.iter("script") if node.get("type") == "application/ld+json")
    assert data is not None
    linked = json.loads(data)
    assert (linked["@type"], linked["name"]) == ("Project", name)
    assert all((site / urlsplit(item["url"]).path.lstrip("/")).is_file() for item in linked["subjectOf"])
    links = {node.get("type"): (node.get("rel"), node.get("href")) for node in page.iter("link")}
    assert links["application/json"] == ("describedby", "../../api/projects/slj-flood-control.json")
    assert links["application/atom+xml"] == ("alternate feed", "../../changes.xml")


def test_one_page_tells_of_all_data(site: Path) -> None:
    page = (site / "guide" / "data.html").read_text(encoding="utf-8")
    data = {path.relative_to(site).as_posix() for path in (site / "api").glob("*.*")}
    data |= {path.relative_to(site).as_posix() for path in (site / "schemas").rglob("*.json")}
    assert {f"../{path}" for path in (*data, "changes.xml", "clocks.ics", "sitemap.xml")} <= set(
        re.findall(r'href="([^"]+)"', page)
    )

    def keys(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(keys, value))
        return set().union(*({key} | keys(child) for key, child in value.items())) if isinstance(value, dict) else set()

    used = keys(read(site / "api" / "projects.json"))
    used |= set().union(*(keys(read(path)) for path in (site / "api" / "projects").glob("*.json")))
    told = {re.split(r"\.|\[\]\.?", path)[-1] for path in re.findall(r"<td><code>([^<]+)</code></td>", page)}
    assert used - told == set()


def test_a_site_map_that_is_too_long_is_an_index_of_parts(site: Path, tmp_path: Path) -> None:
    shutil.copyfile(site / "sitemap.xml", tmp_path / "sitemap.xml")
    (tmp_path / "sitemap.xml.gz").touch()

    def addresses(name: str) -> list[str]:
        tree = ElementTree.parse(tmp_path / name)
        return [node.text or "" for node in tree.getroot().iter(f"{SITEMAP}loc")]

    everything = addresses("sitemap.xml")
    assert split_sitemap(tmp_path, len(everything)) == 0
    assert addresses("sitemap.xml") == everything
    assert split_sitemap(tmp_path, most=20) == -(-len(everything) // 20)
    parts = [address.removeprefix("https://lunzheng.example.org/") for address in addresses("sitemap.xml")]
    assert sorted(parts) == sorted(path.name for path in tmp_path.glob("sitemap-*.xml"))
    assert [address for part in parts for address in addresses(part)] == everything
    assert max(len(addresses(part)) for part in parts) <= 20
    assert not (tmp_path / "sitemap.xml.gz").exists()
    assert ElementTree.parse(tmp_path / "sitemap.xml").getroot().tag == f"{SITEMAP}sitemapindex"
