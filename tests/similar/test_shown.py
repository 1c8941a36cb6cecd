"""How likeness is shown: on a project's page and in the report of a pull request."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pypandoc

from acceptance.support import TODAY
from lunzheng.catalogue.pages import project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.side_by_side import HEAD, markdown
from lunzheng.model.load import read_project
from lunzheng.model.similar.alike import alike
from similar.made import ROOT, Made, make, words

HOSTILE = "养老<script>alert(1)</script>|`x`{=html} [a](javascript:b) **粗** ![](x) $y$"


def page(made: Made, name: str) -> str:
    """The section on alike projects of a project's page."""
    library = made.library()
    folder = next(folder for folder in library.folders if folder.name == name)
    pages = project_pages(Pages(ROOT / "site" / "templates"), library, read_project(library, folder), {}, TODAY)
    text = pages[f"projects/{name}/index.md"]
    return text[text.index("## 相似项目") :].split("\n## ")[0]


class Cells(HTMLParser):
    """The rows of a table and every tag met."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the frame's
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in ("th", "td")
        if self.inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the frame's signature
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def test_a_page_shows_both_projects_side_by_side(tmp_path: Path) -> None:
    made = make(tmp_path, ("wgl-heritage-watch", "zjj-old-building"))
    made.sample("wgl-heritage-watch", "slj-copy", words({"文物": "古建筑"}))
    section = page(made, "slj-copy")
    assert "wgl-heritage-watch" in section
    assert "zjj-old-building" not in section
    cells = Cells()
    cells.feed(section)
    head, *rows = cells.rows
    assert tuple(head) == HEAD
    assert {row[0] for row in rows} >= {"项目名称", "正文"}
    for row in rows:
        for text, place in ((row[1], row[2]), (row[3], row[4])):
            file, line = place.split(":")
            folder = "slj-copy" if text == row[1] else "wgl-heritage-watch"
            written = (made.root / "projects" / "2028" / folder / file).read_text(encoding="utf-8").split("\n")
            assert text[:8] in written[int(line) - 1]


def test_a_page_says_when_nothing_is_alike(tmp_path: Path) -> None:
    made = make(tmp_path, ("wgl-heritage-watch", "zjj-old-building"))
    assert "没有发现相似的" in page(made, "zjj-old-building")


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
    cells = Cells()
    cells.feed(page(hostile(tmp_path), "slj-copy"))
    assert cells.tags <= {"h3", "p", "div", "table", "thead", "tbody", "tr", "th", "td"}
    assert any(HOSTILE in cell for row in cells.rows for cell in row)


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
