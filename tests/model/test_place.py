"""Places in the words of the form: every value of the samples is found again by where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.samples import projects
from lunzheng.model.place import describe_place, path_to
from lunzheng.source.node import Node, Path
from lunzheng.source.problem import Location


def scalars(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from scalars(child, (*path, key))
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            yield from scalars(child, (*path, index))
    else:
        yield path, node


@pytest.mark.parametrize("project_id", sorted(projects()))
def test_every_value_is_found_by_its_place(project_id: str) -> None:
    for file, root in projects()[project_id].nodes.items():
        for path, node in scalars(root):
            assert path_to(root, node.location) == path, file
            assert path_to(root, node.key_location) == path, file


@pytest.mark.parametrize("project_id", sorted(projects()))
def test_every_section_is_found_by_its_place(project_id: str) -> None:
    project = projects()[project_id]
    for narrative in project.narratives.values():
        for key, heading in narrative.order:
            title = narrative.sections[key].section.heading
            assert describe_place(project, heading.location).endswith(title)
        for key, text in narrative.sections.items():
            for block in text.blocks:
                words = describe_place(project, block.location)
                assert words.split(" ")[0] == narrative.sections[key[:1]].section.heading


def test_fields_are_told_in_one_phrase() -> None:
    project = next(p for p in projects().values() if p.profile.bases)
    root = project.nodes["project.yml"]
    node = root.at("项目依据", 1, "文号") or root.at("项目依据", 0, "文号")
    assert node is not None
    words = describe_place(project, node.location)
    assert words.startswith("项目依据第")
    assert words.endswith("”的文号")


def test_a_file_as_a_whole_has_no_field() -> None:
    project = next(iter(projects().values()))
    assert describe_place(project, Location(f"{project.folder.name}/project.yml")) == ""
    assert describe_place(project, Location(f"{project.folder.name}/nosuch.yml")) == ""
