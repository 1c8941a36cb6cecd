"""Small projects, made of YAML and Markdown in memory or in a folder, for tests of the model."""

from __future__ import annotations

from pathlib import Path

from lunzheng.model.budget import Budget
from lunzheng.model.edition import Outline, Section
from lunzheng.model.project import Profile
from lunzheng.model.record import bind
from lunzheng.source.node import Node
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

ROOT = Path(__file__).resolve().parents[2]


def node(text: str) -> Node:
    """A YAML text as a tree."""
    parsed, problems = parse_yaml(TextFile("test.yml", text))
    assert not problems
    assert parsed is not None
    return parsed


def profile(text: str) -> Profile:
    return bind(Profile, node(text), Location("project.yml"))


def budget(*lines: str) -> Budget:
    """Cost lines, each as a flow mapping."""
    text = "费用:\n" + "\n".join(f"  - {{{line}}}" for line in lines) if lines else "费用: []"
    return bind(Budget, node(text), Location("budget.yml"))


def section(key: tuple[int, ...], title: str, file: str, children: tuple[Section, ...] = ()) -> Section:
    return Section(
        key=key,
        title=title,
        heading=title,
        reference="",
        level=len(key),
        file=file,
        requirement="必备",
        prose="必写",
        article="",
        hint="",
        generated=(),
        is_withheld=False,
        children=children,
    )


def outline(chapters: dict[str, list[str]], file: str = "plan.md") -> Outline:
    """An outline whose chapters all stand in one file."""
    return Outline(
        name="plan",
        title="方案",
        origin="附表",
        adjustment="",
        chapters_on_new_pages=False,
        chapters=tuple(
            section(
                (number,),
                title,
                file,
                tuple(section((number, index), inner, file) for index, inner in enumerate(sections, 1)),
            )
            for number, (title, sections) in enumerate(chapters.items(), 1)
        ),
    )
