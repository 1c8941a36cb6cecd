"""How likeness is shown: on a project's page and in the report of a pull request."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pypandoc

from acceptance.support import TODAY
from lunzheng.catalogue.pages import project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.side_by_side import markdown
from lunzheng.model.load import read_project
from lunzheng.model.similar.alike import alike
from similar.made import ROOT, Made, make, words

HOSTILE = "养老<script>alert(1)</script>|`x`{=html} [a](javascript:b) **粗** ![](x) $y$"


def pages(made: Made, name: str) -> Mapping[str, str]:
    """The pages of a project by file name."""
    library = made.library()
    folder = next(folder for folder in library.folders if folder.name == name)
    made_pages = project_pages(Pages(ROOT / "site" / "templates"), library, read_project(library, folder), {}, TODAY)
    return {path.removeprefix(f"projects/{name}/"): text for path, text in made_pages.items()}


def section(found: Mapping[str, str]) -> str:
    """The section on alike projects of a project's page."""
    return found["index.md"].partition("## 相似项目")[2].split("\n## ")[0]


class Tags(HTMLParser):
    """Every tag met, and the text without them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the frame's
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


KNOWN = {
    *("a", "br", "div", "h1", "h2", "h3", "mark", "p", "section", "span"),
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
}


def test_a_page_shows_both_projects_side_by_side(tmp_path: Path) -> None:
    made = make(tmp_path, ("wgl-heritage-watch", "zjj-old-building"))
    made.sample("wgl-heritage-watch", "slj-copy", words({"文物": "古建筑"}))
    found = pages(made, "slj-copy")
    assert 'href="alike.html#wgl-heritage-watch"' in section(found)
    assert "zjj-old-building" not in section(found)
    page = found["alike.md"]
    assert 'href="../wgl-heritage-watch/index.html"' in page
    assert "zjj-old-building" not in page
    assert set(re.findall("<h3>(.*?)：", page)) >= {"项目名称", "正文"}
    places = re.findall(r'<div><p class="meta">[^·]* · (?:<a [^>]*>)?([^<:]+):(\d+)', page)
    assert len(places) > 4
    cells = re.findall(r"</p><p>(.*?)</p></div>", page)
    for number, (cell, (file, line)) in enumerate(zip(cells, places, strict=True)):
        folder = "wgl-heritage-watch" if number % 2 else "slj-copy"
        written = (made.root / "projects" / "2028" / folder / file).read_text(encoding="utf-8").split("\n")
        assert re.sub("<.*?>", "", cell)[:8] in written[int(line) - 1]
    for own, other in zip(cells[::2], cells[1::2], strict=True):
        assert re.findall("<mark>(.*?)</mark>", own) == re.findall("<mark>(.*?)</mark>", other) != []


def test_a_page_says_when_nothing_is_alike(tmp_path: Path) -> None:
    made = make(tmp_path, ("wgl-heritage-watch", "zjj-old-building"))
    assert "没有发现相似的" in section(pages(made, "zjj-old-building"))


def hostile(tmp_path: Path) -> Made:
    made = make(tmp_path, ("wgl-heritage-watch",))
    made.sample("wgl-heritage-watch", "slj-copy")
    for folder in made.root.glob("projects/*/*"):
        path = folder / "project.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub("^项目名称: .*$", lambda _: f"项目名称: '{HOSTILE}'", text, flags=re.M), encoding="utf-8"
        )
    return made


def test_what_projects_say_is_text_on_a_page(tmp_path: Path) -> None:
    found = pages(hostile(tmp_path), "slj-copy")
    for text in (section(found), found["alike.md"].partition("---\n\n")[2]):
        parser = Tags()
        parser.feed(text)
        assert parser.tags <= KNOWN
        assert HOSTILE in parser.text


def test_what_projects_say_is_text_in_a_pull_request(tmp_path: Path) -> None:
    made = hostile(tmp_path)
    library = made.library()
    folder = next(folder for folder in library.folders if folder.name == "slj-copy")
    report = markdown(alike(read_project(library, folder), library))
    command = [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", "json"]
    tree = subprocess.run(command, input=report.encode(), capture_output=True, check=True).stdout
    kinds = set(re.findall(r'"t":"(\w+)"', tree.decode()))
    assert kinds <= {"Header", "Para", "Plain", "Table", "Str", "Space", "AlignDefault", "ColWidthDefault", "ColWidth"}
    blocks = [block["t"] for block in json.loads(tree)["blocks"]]
    assert blocks == ["Header", "Para", "Table"]


def test_nothing_alike_is_no_report() -> None:
    assert markdown([]) == ""
