"""The compiled validator passes nothing that the one with the Chinese messages would refuse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.check.schema import SchemaFolder
from lunzheng.check.validity import QuickSchemas
from lunzheng.source.node import Node
from lunzheng.source.yaml import read_yaml
from source.steady import examples

ROOT = Path(__file__).parents[2]
SCHEMAS = SchemaFolder(ROOT / "schemas" / "ningbo-2021")
QUICK = QuickSchemas(SCHEMAS.schemas)
VALUES: tuple[str | int | bool | Decimal | None, ...] = (
    *("", " ", "\u3000", "甲", " 甲", "2027-03", "2027-13", "其余", "12.50 万元", "是", "无", "甲\n", "a" * 3000),
    *(None, True, False, 0, 1, -1, 3, 2027, 101, 10**10),
    *(Decimal("0.5"), Decimal("2.0"), Decimal("2027.0"), Decimal("1E+2"), Decimal("100.01"), Decimal("-0.1")),
)


@cache
def samples() -> list[tuple[str, Node]]:
    """The YAML files of the samples, with the name of their schema."""
    found = []
    for path in sorted((ROOT / "projects").glob("*/*/**/*.yml")):
        node, problems = read_yaml(path, path.name)
        if node and not problems and f"{path.stem}.schema.json" in SCHEMAS.schemas:
            found.append((path.stem, node))
    return found


def places(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values below a node."""
    children = node.value.items() if isinstance(node.value, dict) else enumerate(node.items())
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def changed(node: Node, path: tuple[str | int, ...], change: tuple[str, object]) -> Node:
    """A tree with one value put in the place of another, taken away, doubled, or under another key."""
    (step, *rest) = path
    what, value = change
    children = list(node.value.items() if isinstance(node.value, dict) else enumerate(node.items()))
    result = []
    for key, child in children:
        if key != step:
            result.append((key, child))
        elif rest:
            result.append((key, changed(child, tuple(rest), change)))
        elif what == "value":
            result.append((key, Node(value, child.location, child.key_location)))  # type: ignore[arg-type]
        elif what == "double":
            result += [(key, child), (f"{key}二" if isinstance(key, str) else key, child)]
    if isinstance(node.value, dict):
        return Node({str(key): child for key, child in result}, node.location, node.key_location)
    return Node([child for _, child in result], node.location, node.key_location)


CHANGES = st.one_of(
    st.tuples(st.just("value"), st.sampled_from(VALUES)),
    st.tuples(st.just("value"), st.one_of(st.text(max_size=5), st.integers(-5, 3000))),
    st.sampled_from([("remove", None), ("double", None), ("value", []), ("value", {})]),
)


@examples(400)
@given(st.data(), CHANGES)
def test_what_it_passes_has_no_fault(data: st.DataObject, change: tuple[str, object]) -> None:
    name, node = data.draw(st.sampled_from(samples()))
    mutant = changed(node, data.draw(st.sampled_from(sorted(places(node), key=str))), change)
    if QUICK.accepts(f"{name}.schema.json", mutant):
        assert SCHEMAS.faults(name, mutant) == []


@pytest.mark.parametrize("index", range(len(samples())))
def test_it_passes_the_samples(index: int) -> None:
    name, node = samples()[index]
    assert QUICK.accepts(f"{name}.schema.json", node)


def test_a_schema_that_it_cannot_compile_is_left_to_the_other() -> None:
    assert not QuickSchemas({"a.schema.json": {"pattern": "["}}).accepts("a.schema.json", samples()[0][1])
