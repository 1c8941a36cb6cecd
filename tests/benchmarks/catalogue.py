"""What the catalogue of a large library weighs and how fast it answers; by hand, and in the tests with few projects:

    PYTHONPATH=scripts python tests/benchmarks/catalogue.py [number of projects] [folder]

Made-up projects, spread over sixty departments and five years: most at the stage of a suggestion, every twentieth a
varied copy of a full sample. The documents are left out: they take hours and the site only links to them. The answers
are measured by the pages themselves, in Chromium.
"""

from __future__ import annotations

import datetime
import functools
import gzip
import http.server
import json
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import yaml
from playwright.sync_api import Page, Response, sync_playwright

from check import full_samples, vary
from lunzheng.catalogue.build import BuildResult, BuiltProject, Output, finish_site, run_mkdocs, write
from lunzheng.catalogue.facets import FACET_FILE
from lunzheng.catalogue.pages import project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.check.waivers import Findings
from lunzheng.documents.calendar_feed import FEED_FILE
from lunzheng.model.load import read_project
from lunzheng.source.memory import uncollected

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2027, 3, 1)
DEPARTMENTS, YEARS = 60, (2026, 2027, 2028, 2029, 2030)
FIELDS = ("城市大脑智能化应用场景", "多业务协同应用", "民生公共服务", "重大数字化基础设施")
PLATFORMS = ("浙政钉", "浙里办", "公共数据平台", "统一用户体系", "电子签章", "时空信息云平台")
FULL_EVERY = 20
COMMON = "当日完成"
"""What stands in every project: the longest lists of an index."""

_FIRST, _SECOND = "水路房林药学田港桥管仓档车船菜牧渔窑碑塔灯闸泵井", "情况务源具籍网位点段库案测巡检修容量价"
_TERMS = [a + b for a in _FIRST for b in _SECOND]
_VERBS = ["登记", "核对", "汇总", "提示", "分派", "复核", "公示", "归档", "比对", "预警", "签收", "退回"]


def sentence(chance: random.Random) -> str:
    subject, *objects = chance.sample(_TERMS, 4)
    first, second = chance.sample(_VERBS, 2)
    return f"{subject}{first}时{second}{'、'.join(objects)}，当日完成并留存记录。"


def make_library(root: Path, projects: int) -> None:
    """A library of so many projects, which holds what the repository's own holds besides."""
    for name in ("templates", "schemas", "site"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    library = yaml.safe_load((ROOT / "projects" / "library.yml").read_text(encoding="utf-8"))
    library["部门"] = [
        {"代码": f"d{number}", "名称": f"宁波市第{number}局", "团队": f"d{number}"} for number in range(DEPARTMENTS)
    ]
    write_yaml(root / "projects" / "library.yml", library)
    samples = full_samples()
    for number in range(projects):
        if number % FULL_EVERY:
            write_project(root / "projects", number)
        else:
            sample = samples[number // FULL_EVERY % len(samples)]
            target = project_folder(root / "projects", number)
            shutil.copytree(sample, target)
            vary(target, random.Random(number))


def project_folder(folder: Path, number: int) -> Path:
    return folder / str(YEARS[number % len(YEARS)]) / f"d{number % DEPARTMENTS}-made-{number}"


def write_project(folder: Path, number: int) -> None:
    chance = random.Random(number)
    department, year = number % DEPARTMENTS, YEARS[number % len(YEARS)]
    here = project_folder(folder, number)
    profile = {
        "示例": "是",
        "项目名称": f"宁波城市大脑●{chance.choice(_TERMS)}{chance.choice(_TERMS)}应用系统{number}",
        "年度": year,
        "编制日期": str(datetime.date(2026, 1, 1) + datetime.timedelta(days=number % 400)),
        "建设方式": chance.choice(["自建", "购买服务"]),
        "建设性质": chance.choice(["新建", "升级改造"]),
        "涉密": "否",
        "领域": chance.choice(FIELDS),
        "建设单位": {"名称": f"宁波市第{department}局"},
        "应用场景": sentence(chance),
        "建设内容": {"主要内容": " ".join(sentence(chance) for _ in range(6))},
        "投资估算": chance.randrange(20, 5000),
        "安全": {"等级": chance.choice([2, 3])},
    }
    write_yaml(here / "project.yml", profile)
    used = [{"平台": name, "使用": chance.choice(["是", "否"])} for name in PLATFORMS]
    write_yaml(here / "resources.yml", {"支撑平台": used})
    event = {"事项": "谋划", "日期": str(datetime.date(2026, 6, 1) + datetime.timedelta(days=number % 200))}
    write_yaml(here / "review" / "records.yml", {"记录": [event]})


def write_yaml(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def build_site(root: Path) -> Path:
    """The site of a library without its documents, which pages link to as empty files."""
    workspace, output = open_workspace(root), Output(root / "build")
    renderer = Pages(root / "site" / "templates")
    with uncollected(), ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        built = list(pool.map(lambda folder: build_one(workspace, renderer, folder), workspace.library.folders))
    write(workspace, output, built, {}, BuildResult(), TODAY)
    run_mkdocs(workspace, output, TODAY)
    finish_site(output.site)
    return output.site


def build_one(workspace: Workspace, renderer: Pages, folder: Path) -> BuiltProject:
    library = workspace.library
    project = read_project(library, folder)
    texts = project_pages(renderer, library, project, {}, TODAY)
    pages = {path: text.encode("utf-8") for path, text in texts.items()}
    pages[f"projects/{project.id}/{FEED_FILE}"] = b""
    return BuiltProject(project, {}, pages, Findings((), ()), sound=True)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def measure(site: Path, chromium: str) -> dict[str, float | str]:
    """Sizes in bytes, times in milliseconds as the pages measure them."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    largest = max(sizes, key=lambda name: sizes[name])
    found: dict[str, float | str] = {
        "pages": len(sizes),
        "largest page": largest,
        "largest page bytes": sizes[largest],
        "facet file bytes": (site / FACET_FILE).stat().st_size,
    }
    with served(site) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        found["facet milliseconds"] = facet_time(page, origin)
        names = json.loads(gzip.decompress((site / FACET_FILE).read_bytes()))["name"]
        for kind, query in (("rare", names[0][7:11]), ("common", COMMON)):
            times = search_time(browser.new_context().new_page(), origin, query)
            found |= {f"{kind} search {name}": value for name, value in times.items()}
        browser.close()
    return found


def facet_time(page: Page, origin: str) -> float:
    """The slowest of several answers."""
    page.goto(f"{origin}/projects/index.html")
    place = page.locator("[data-catalogue]")
    place.locator(".catalogue-results").wait_for()
    times = []
    for name in ("mode", "platform", "year", "investment"):
        page.locator(f'input[name="{name}"]').first.evaluate("box => box.click()")
        times.append(float(place.get_attribute("data-milliseconds") or "inf"))
    page.locator("select[name=sort]").select_option("name")
    times.append(float(place.get_attribute("data-milliseconds") or "inf"))
    return max(times)


def search_time(page: Page, origin: str, query: str) -> dict[str, float]:
    """How long a first search takes, and what it loads: everything, and of that its own modules and the index."""
    loaded: dict[str, int] = {}

    def note(answer: Response) -> None:
        loaded[answer.url.removeprefix(origin)] = int(answer.headers.get("content-length", 0))

    page.context.on("response", note)
    page.goto(f"{origin}/search.html", wait_until="networkidle")
    page.locator(".search-words input").fill(query)
    page.locator("[data-search-results] > li").first.wait_for()
    page.wait_for_load_state("networkidle")
    milliseconds = page.locator("[data-search-results]").get_attribute("data-milliseconds")
    own = (size for address, size in loaded.items() if address.startswith(("/search-index/", "/assets/js/")))
    return {"milliseconds": float(milliseconds or "inf"), "bytes": sum(own), "bytes of all": sum(loaded.values())}


def main() -> None:
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chromium = next(path for name in ("chromium", "google-chrome") if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        make_library(root, projects)
        begun = time.perf_counter()
        site = build_site(root)
        seconds = round(time.perf_counter() - begun)
        print(
            json.dumps(
                {"projects": projects, "build seconds": seconds, **measure(site, chromium)},
                indent=2,
                ensure_ascii=False,
            )
        )


if __name__ == "__main__":
    main()
