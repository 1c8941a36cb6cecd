"""What the Python sources must not know, and which rooms may know which."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from documents.samples import OFFICIAL

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "lunzheng"
EDITION = ROOT / "templates" / "ningbo-2021"
SOURCES = sorted(PACKAGE.rglob("*.py"))

ORDER = ("source", "model", "check", "documents", "catalogue", "review", "cli")
"""Each room may import from those before it. Documents, catalogue and review are neighbours: of these only the
catalogue looks at another, for it shows what the documents hold."""
NEIGHBOURS = {"documents", "catalogue", "review"}
BESIDE_CLI = {"scaffold", "status", "repository", "versions", "guard", "hooks"}
"""Modules that do the work of one command: nothing but the command may import them."""
GIT = {"repository", "versions", "guard"}
"""Of these, what the review needs of Git."""


@cache
def load(name: str) -> Any:
    return yaml.safe_load((EDITION / name).read_text(encoding="utf-8"))


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The modules of the package that a file imports, wherever in it, with the line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "lunzheng":
                    yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            if node.module and node.module.split(".")[0] == "lunzheng":
                for alias in node.names:
                    # `from lunzheng import scaffold` names a room, `from lunzheng.model.money import …` stands in one.
                    yield (f"lunzheng.{alias.name}" if node.module == "lunzheng" else node.module), node.lineno


def allowed(here: str, there: str) -> bool:
    if here == there:
        return True
    if here in ("cli", "__main__"):
        return True
    if there in BESIDE_CLI:
        return here in BESIDE_CLI or (here == "review" and there in GIT)
    if here in BESIDE_CLI:
        return there in ORDER and there != "cli"
    if here in NEIGHBOURS and there in NEIGHBOURS:
        return (here, there) == ("catalogue", "documents")
    return here in ORDER and there in ORDER and ORDER.index(there) < ORDER.index(here)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    wrong = [
        f"line {line}: {here} imports {name}"
        for name, line in imports(path)
        if len(name.split(".")) > 1 and not allowed(here, name.split(".")[1])
    ]
    assert wrong == []


def test_every_room_has_its_place() -> None:
    known = {*ORDER, *BESIDE_CLI, "__init__", "__main__"}
    assert {room(path) for path in SOURCES} <= known


def test_no_ring_of_imports() -> None:
    graph = {
        ".".join(("lunzheng", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): {
            name for name, _ in imports(path)
        }
        for path in SOURCES
    }
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above, module))
        if module in done:
            return
        for name in graph.get(module, ()):
            visit(name, (*above, module))
        done.add(module)

    for module in graph:
        visit(module, ())


@cache
def keys() -> set[str]:
    """The keys that project and edition files are written in: each meets its Python name in the model."""

    def walk(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from schema.get("properties", {})
            for child in schema.values():
                yield from walk(child)
        elif isinstance(schema, list):
            for child in schema:
                yield from walk(child)

    paths = (ROOT / "schemas").glob("*/*.schema.json")
    return {name for path in paths for name in walk(json.loads(path.read_bytes()))}


@cache
def titles_of_outlines() -> set[str]:
    found = set()
    for path in (EDITION / "outlines").glob("*.yml"):
        outline = yaml.safe_load(path.read_text(encoding="utf-8"))
        found.add(outline["标题"])
        for chapter in outline["章"]:
            found |= {chapter["标题"], *(section["标题"] for section in chapter.get("节", ()))}
    return found


@cache
def titles_of_lists() -> set[str]:
    head = load("edition.yml")
    forms = [form["名称"] for form in load("forms.yml")["表样"]]
    return {*(item["名称"] for name in ("附件", "附图") for item in head[name]), *forms}


@cache
def titles_of_columns() -> set[str]:
    tables = load("tables.yml")["表格"].values()
    return {column[key] for table in tables for column in table["列"] for key in ("标题", "组") if key in column}


@cache
def literals(path: Path) -> list[tuple[str, int]]:
    """The string constants of a module that are no docstrings: what the program can print or compare."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


EXCEPTIONS = {
    # The bad and the good examples of rules.
    "check/rules/structure.py": {
        *("项目建设单位", "项目建设单位概况", "项目实施机构与职责", "项目建设单位与职能", "终端系统建设方案"),
    },
    "check/rules/dedicated.py": {"数据共享方案", "安全建设方案"},
    # Help texts, which name the documents of this edition as examples.
    "cli/new.py": {"购买服务方案"},
    "cli/export.py": {"购买服务方案", "初步建议书"},
}
"""Titles that a module holds without deciding anything by them."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_title_of_the_edition_stands_in_python(path: Path) -> None:
    """Titles of sections, forms, attachments and figures, anywhere in a string, unless they are also keys or tokens."""
    titles = (titles_of_outlines() | titles_of_lists()) - keys()
    longer = {title for title in titles if len(title) >= 5}
    excepted = EXCEPTIONS.get(path.relative_to(PACKAGE).as_posix(), set())
    found = [
        f"line {line}: {title}"
        for text, line in literals(path)
        for title in longer
        if title in text and title not in excepted
    ]
    # Short titles such as 服务方式 are common words: only a string that is exactly the title counts.
    found += [
        f"line {line}: {text}" for text, line in literals(path) if text in titles - longer and text not in SHORT_WORDS
    ]
    assert found == []


SHORT_WORDS = {"服务方式"}
"""Also the name of a token."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_column_title_stands_in_python(path: Path) -> None:
    """A column title in Python would be a form that only Python can change; keys of files and datasets are none."""
    columns = titles_of_columns() - keys() - DATASET_COLUMNS
    assert [f"line {line}: {text}" for text, line in literals(path) if text in columns] == []


DATASET_COLUMNS = {"角色", "层次", "占比", "备注", "合计", "建设单位", "项目名称", "序号", "系统", "模块", "业务功能"}
"""Columns of computed datasets: the edition's tables take them by these names."""


def test_no_text_of_an_article_stands_in_python() -> None:
    gists = {
        piece
        for article in load("articles.yml")["条款"]
        for piece in re.split(r"[，。；：、（）“”]", f"{article['要旨']}，{article['主题']}")
        if len(piece) >= 8
    }
    gists |= {item["要点"] for item in load("edition.yml")["意见方面"]}
    found = [
        f"{path.name}:{line}: {piece}"
        for path in SOURCES
        for text, line in literals(path)
        for piece in gists
        if piece in text
    ]
    assert found == []


def test_no_clock_party_or_figure_of_the_edition_stands_in_python() -> None:
    head = load("edition.yml")
    names = {body["名称"] for body in head["单位"]} | {alias for body in head["单位"] for alias in body.get("别名", ())}
    names |= {clock["名称"] for clock in head["时限"]} | {aspect["名称"] for aspect in head["意见方面"]}
    names |= {head["文号"], head["命名"]["品牌"], head["名称"]}
    found = [
        f"{path.name}:{line}: {name}"
        for path in SOURCES
        for text, line in literals(path)
        for name in names
        if name in text
    ]
    assert found == []


def test_the_official_titles_and_the_edition_agree() -> None:
    """The edition's outline, read without the program, against the official titles that the documents are held to."""
    numbers = "一二三四五六七八九十"

    def number(index: int) -> str:
        return numbers[index] if index < 10 else f"十{numbers[index - 10]}"

    for name, form in (("brief", "附表2"), ("service-plan", "附表4"), ("proposal", "附表3")):
        chapters = load(f"outlines/{name}.yml")["章"]
        for index, (chapter, official) in enumerate(zip(chapters, OFFICIAL[form]["章"], strict=True)):
            title = official["标题"] if isinstance(official, dict) else official
            assert f"{number(index)}、{chapter['标题']}" == title
            sections = [f"（{number(place)}）{section['标题']}" for place, section in enumerate(chapter.get("节", ()))]
            assert sections == (official["节"] if isinstance(official, dict) else [])
