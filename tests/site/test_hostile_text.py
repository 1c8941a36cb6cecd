"""No text of a project folder or of the library becomes code on a page: every page is opened in a real browser."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lunzheng.check.open import open_workspace
from lunzheng.check.run import structural_problems
from lunzheng.model.load import read_project
from lunzheng.source.problem import Severity
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

CALL = "__xss=1"
"""What every text tries to run: it would set a property of the window."""

TEXTS = (
    # Elements and events
    f"<script>{CALL}</script>",
    f"<ScRiPt >{CALL}</sCrIpT >",
    f"<img src=x onerror={CALL}>",
    f"<img src=x onerror={CALL} //",
    f"<img/src='x'/onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<svg><style><img src=x onerror={CALL}></style></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={CALL}>",
    f'<math><a xlink:href="javascript:{CALL}">x</a></math>',
    f"<details open ontoggle={CALL}>",
    f"<body onload={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<video><source onerror={CALL}></video>",
    f'<iframe srcdoc="<script>parent.{CALL}</script>"></iframe>',
    f"<iframe src=javascript:parent.{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f'<meta http-equiv=refresh content="0;url=javascript:{CALL}">',
    '<base href="https://example.com/">',
    '<link rel=stylesheet href="https://example.com/x.css">',
    f"<form action=javascript:{CALL}><button autofocus>x</button></form>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><script>{CALL}</script></template>",
    # Leaving where the text stands: attributes, titles, comments, other languages
    f'"><script>{CALL}</script>',
    f"'><img src=x onerror={CALL}>",
    f'" onmouseover="{CALL}" x="',
    f"</title><script>{CALL}</script>",
    f"</textarea></style></script><script>{CALL}</script>",
    f"</p></div></td></table><script>{CALL}</script>",
    f"--><script>{CALL}</script><!--",
    f"<!--><img src=x onerror={CALL}>-->",
    f"]]><img src=x onerror={CALL}><![CDATA[",
    f"<?php ?><img src=x onerror={CALL}>",
    f"</svg></text><script>{CALL}</script>",
    # Written so that a second reading would make it code
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&amp;lt;img src=x onerror={CALL}&amp;gt;",
    f"&#60;img src=x onerror={CALL}&#62;",
    f"&#x3c;img src=x onerror={CALL}&#x3e;",
    f"\\u003cimg src=x onerror={CALL}\\u003e",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"＜script＞{CALL}＜/script＞",
    f"<\u200dscript>{CALL}</script>",
    f"\ue000<img src=x onerror={CALL}>",
    f"<ımg src=x onerror={CALL}><ſcript>{CALL}</ſcript>",
    # Addresses
    f"[x](javascript:{CALL})",
    f"[x](JaVaScRiPt:{CALL})",
    f"[x](java&Tab;script&colon;{CALL})",
    f"[x](&#106;avascript:{CALL})",
    f"[x](vbscript:{CALL})",
    f"[x](data:text/html,<script>{CALL}</script>)",
    f"[x](https://example.cn/'onclick={CALL} 'x)",
    f'[x](https://example.cn/ "\\" onclick={CALL} x=\\"")',
    f"<javascript:{CALL}>",
    f"![x](x){{: onerror={CALL} }}",
    f'![x" onerror="{CALL}](figures/a.png)',
    f"[x]: javascript:{CALL} 'x'",
    "[x](//example.com/x.js)",
    # What Markdown dialects and template languages would run
    f"x {{: onclick={CALL} }}",
    f"{{: onclick={CALL} }}",
    f"# x {{ onclick='{CALL}' }}",
    f"`<img src=x onerror={CALL}>`{{=html}}",
    f"```{{=html}}\n<script>{CALL}</script>\n```",
    f"::: {{onclick={CALL}}}\nx\n:::",
    f'!!! note "<img src=x onerror={CALL}>"\n    x',
    f'<div markdown="1" onclick={CALL}>x</div>',
    '--8<-- "mkdocs.yml"',
    '{% include "mkdocs.yml" %}{{ config.site_dir }}',
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    f"{{{{constructor.constructor('{CALL}')()}}}}",
    f"${{{CALL}}}",
    f"<%= {CALL} %>",
    '[=90% "x"] :material-account: ++ctrl+c++',
    f"wzxhzdk:0 klzzwxh:0000 {CALL}",
    f"---\ntitle: <img src=x onerror={CALL}>\n---",
    f"*[HTML]: <img src=x onerror={CALL}>",
)
"""Vectors of this program's own: each must stay text wherever the checks let it pass."""

FORMS: Sequence[Callable[[str], str]] = (
    lambda text: text,
    lambda text: f"甲{text}乙",
    lambda text: f"### {one_line(text)}",
    lambda text: f"- {one_line(text)}",
    lambda text: f"> {one_line(text)}",
    lambda text: f"| 甲 | 乙 |\n|---|---|\n| {one_line(text)} | 丙 |\n\n表：{one_line(text)}",
    lambda text: f"~~~~\n{text}\n~~~~",
    lambda text: f"甲`` {one_line(text)} ``乙",
    lambda text: f"**{one_line(text)}**",
    lambda text: f"[{one_line(text)}](https://example.cn/)",
    lambda text: f"[甲](https://example.cn/{one_line(text)})",
    lambda text: f"甲[^n]乙\n\n[^n]: {one_line(text)}",
)
"""The places of a chapter in which a text can stand."""

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
"""A picture of one pixel."""

PROJECTS = ("2027/rsj-skill-training", "2028/wgl-heritage-watch")
"""A plan with every kind of data and figures drawn from it, and a suggestion."""

PROBE = """() => {
  const found = window.__xss === undefined ? [] : ['a script of the text ran'];
  const address = /^[\\s\\u0000-\\u0020]*(javascript|vbscript|data|file):/i;
  for (const element of document.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      const place = `${element.localName} ${attribute.name}=${attribute.value}`;
      if (/^on/i.test(attribute.name) || attribute.name === 'srcdoc') found.push(place);
      else if (address.test(attribute.value) && /href|src|action|data$/.test(attribute.name)
          && !attribute.value.startsWith('data:image/')) found.push(place);
    }
    if (['iframe', 'object', 'embed', 'base', 'template'].includes(element.localName)) found.push(element.localName);
    // JSON-LD is data that no browser runs; it has to stay JSON all the same.
    const data = element.localName === 'script' && element.type === 'application/ld+json';
    try { if (data) JSON.parse(element.textContent); } catch { found.push(`no JSON ${element.textContent}`); }
    const text = element.localName === 'script' && !data ? element.textContent : '';
    if (text.includes('__xss')) found.push(`script ${text}`);
  }
  return found;
}"""


def one_line(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from leaves(child)
    else:
        yield value


def plain(path: Path) -> Any:
    node, problems = parse_yaml(TextFile(path.name, path.read_text(encoding="utf-8")))
    assert node is not None, problems
    return node.plain()


def yaml_lines(value: Any, indent: str = "") -> Iterator[tuple[str, bool]]:
    """YAML in which a line tells the one value that it is about, and whether it carries one."""
    for key, child in value.items() if isinstance(value, dict) else ((None, child) for child in value):
        head = indent + ("-" if key is None else f"{json.dumps(key, ensure_ascii=False)}:")
        if isinstance(child, dict | list):
            yield head, False
            yield from yaml_lines(child, indent + "  ")
        else:
            quoted = json.dumps(child, ensure_ascii=False) if isinstance(child, str | bool) else str(child)
            yield f"{head} {'null' if child is None else quoted}", True


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Planted:
    """A text in every field of a project's data and in every form of Markdown that the checks let pass.

    The same original text becomes the same one everywhere, so that what refers to each other still does.
    """

    def __init__(self, root: Path, project: Path) -> None:
        self.root, self.project = root, project
        self.texts = itertools.cycle(TEXTS)
        self.fields: dict[str, tuple[str, str]] = {}
        """Original text → the text that was put to it, and both together."""
        self.kept: set[str] = set()
        self.data = {path: plain(path) for path in sorted(project.rglob("*.yml"))}
        chapters = sorted([*project.glob("*.md"), *project.glob("proposal/*.md")])
        self.prose = {path: path.read_text(encoding="utf-8").split("\n") for path in chapters}
        pieces = [(text, form(text)) for form in FORMS for text in TEXTS]
        self.pieces = {path: pieces[number :: len(self.prose)] for number, path in enumerate(self.prose)}

    def plant(self) -> set[str]:
        """Write the files, taking out again what would stop the documents; returns the texts that are in them."""
        workspace = open_workspace(self.root)
        while True:
            places = self.write()
            project = read_project(workspace.library, self.project)
            problems = structural_problems(project, workspace.library, workspace.schemas)
            refused = [problem.location for problem in problems if problem.severity is Severity.ERROR]
            if not refused:
                planted = {text for original, (text, _) in self.fields.items() if original not in self.kept}
                return planted.union(*({text for text, _ in pieces} for pieces in self.pieces.values()))
            for place in refused:
                original = places[place.file, place.line]
                path = self.root / place.file
                if path in self.data:
                    self.kept.add(original)
                else:
                    self.pieces[path] = [piece for piece in self.pieces[path] if piece[1] != original]

    def write(self) -> dict[tuple[str, int], str]:
        """Write the files; returns what was put into which line."""
        places = {}
        for path, original in self.data.items():
            file = path.relative_to(self.root).as_posix()
            lines = list(yaml_lines(self.tree(original)))
            write(path, (line for line, _ in lines))
            numbers = (number for number, (_, carries) in enumerate(lines, 1) if carries)
            places |= {(file, number): text for number, text in zip(numbers, leaves(original), strict=True)}
        for path, prose in self.prose.items():
            file = path.relative_to(self.root).as_posix()
            lines = list(prose)
            for number, (_, piece) in enumerate(self.pieces[path]):
                start = len(lines) + 1
                lines += ["", *piece.replace("[^n]", f"[^n{number}]").split("\n")]
                places |= {(file, line): piece for line in range(start, len(lines) + 1)}
            write(path, lines)
        return places

    def tree(self, value: Any) -> Any:
        match value:
            case dict():
                return {key: self.tree(child) for key, child in value.items()}
            case list():
                return [self.tree(child) for child in value]
            case str() if value not in self.kept:
                if value not in self.fields:
                    text = next(self.texts)
                    self.fields[value] = (text, value + text if len(self.fields) % 2 else text + value)
                return self.fields[value][1]
            case _:
                return value


@dataclass(frozen=True)
class HostileSite:
    origin: str
    folder: Path
    planted: frozenset[str]


@pytest.fixture(scope="module")
def hostile(
    build_library: Callable[..., Path],
    serve: Callable[[Path], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[HostileSite]:
    """Two projects and a library full of such texts, built by the real command."""
    planted: set[str] = set()

    def change(root: Path) -> None:
        path = root / "projects" / "library.yml"
        library = plain(path)
        texts = [text for text in TEXTS if text.isprintable()]
        library["网站"] |= {"名称": texts[2], "说明": "".join(texts)}
        library["意见单位"] = [{"单位": text} for text in texts]
        library["部门"] += [{"代码": f"t{number}", "名称": text} for number, text in enumerate(texts)]
        write(path, (line for line, _ in yaml_lines(library)))
        for name in PROJECTS:
            project = root / "projects" / name
            (project / "figures").mkdir()
            (project / "figures" / "a.png").write_bytes(PICTURE)
            planted.update(Planted(root, project).plant())

    root = build_library(tmp_path_factory.mktemp("hostile"), PROJECTS, change)
    with serve(root / "build" / "site") as origin:
        yield HostileSite(origin, root / "build" / "site", frozenset(planted))


def test_no_text_becomes_code(hostile: HostileSite, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)  # the policy would hide what got through
    page = context.new_page()
    faults: list[str] = []
    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: faults.append(f"exception {error}"))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("popup", lambda popup: faults.append(f"window {popup.url}"))
    page.on("request", lambda request: requests.append(request.url))
    found = {}
    for path in sorted(hostile.folder.rglob("*.html")):
        requests: list[str] = []
        faults.clear()
        name = path.relative_to(hostile.folder).as_posix()
        page.goto(f"{hostile.origin}/{name}", wait_until="load")
        faults += page.evaluate(PROBE)
        faults += [url for url in requests if not url.startswith((hostile.origin + "/", "data:image/"))]
        if page.url != f"{hostile.origin}/{name}":
            faults.append(f"went to {page.url}")
        if faults:
            found[name] = list(faults)
    context.close()
    assert found == {}


def test_every_text_is_on_a_page_as_it_was_written(hostile: HostileSite, browser: Browser) -> None:
    assert set(TEXTS) - hostile.planted == set(), "texts that stand nowhere"
    page = browser.new_page()
    for number, text in enumerate(text for text in TEXTS if text.isprintable()):
        page.goto(f"{hostile.origin}/departments/t{number}.html", wait_until="commit")
        assert page.locator("h1").text_content() == text
        assert page.title().startswith(" ".join(text.split()))
    page.close()


def test_no_page_or_document_is_missing(hostile: HostileSite) -> None:
    made = {path.relative_to(hostile.folder).as_posix() for path in hostile.folder.rglob("*.*")}
    for project in PROJECTS:
        name = project.split("/")[1]
        assert f"projects/{name}/index.html" in made
        assert any(path.startswith(f"projects/{name}/") and path.endswith(".docx") for path in made)
    chapters = [path for path in made if path.startswith("projects/rsj-skill-training/proposal-")]
    assert sum(path.endswith(".html") for path in chapters) == 10
