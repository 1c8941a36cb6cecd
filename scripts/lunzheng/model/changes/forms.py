"""What changed in a form that is kept as data: fields by their labels, items of lists by what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lunzheng.model.changes.change import Change, Kind
from lunzheng.model.facts import format_cell
from lunzheng.model.library import Project
from lunzheng.model.parts import entry_key
from lunzheng.model.place import describe_place, item_name
from lunzheng.source.node import Node, Path

_ALIKE, _NAMESAKES = 0.7, 0.3
"""Items of a list that share at least this part of their values are the same item, changed; less is enough where they
go by the same name."""

Pair = tuple[Node | None, Node | None]


def form_changes(old: Project, new: Project, file: str, part: str, left_out: str = "") -> Iterator[Change]:
    """The changes of one data file.

    Args:
        old: the earlier state.
        new: the later state.
        file: the file.
        part: what the form is called.
        left_out: a field of the top that is compared elsewhere.
    """
    before, after = _without(old.nodes.get(file), left_out), _without(new.nodes.get(file), left_out)
    if (before is None) != (after is None):
        # A form as a whole is no list of fields.
        yield Change(part, file, file, _kind(before, after), file if before else "", file if after else "")
        return
    for one, other in _differences(before, after):
        project, node = (new, other) if other else (old, one)
        place = describe_place(project, node.location) if node else ""
        yield Change(
            part, place, file, _kind(one, other), _shown(one), _shown(other), entry_of(old, new, file, one, other)
        )


def entry_of(old: Project, new: Project, file: str, one: Node | None, other: Node | None) -> str:
    """The entry of a form that a change is of, as opinions name it: where it stood when they were given.

    Args:
        one: the entry as it was; None for a new one.
        other: as it is; None for one that was taken out.
    """
    if one is not None:
        return _key(file, old.nodes.get(file), one, 0)
    return _key(file, new.nodes.get(file), other, 1) if other is not None else ""


def _key(file: str, root: Node | None, node: Node, above: int) -> str:
    path = root.path_of(node) if root else None
    return entry_key(file, path[: len(path) - above]) if path else ""


def _without(node: Node | None, key: str) -> Node | None:
    if node is None or not isinstance(node.value, dict) or not key:
        return node
    return Node({name: child for name, child in node.value.items() if name != key}, node.location, node.key_location)


def _kind(one: Node | None, other: Node | None) -> Kind:
    return Kind.ADDED if one is None else Kind.REMOVED if other is None else Kind.CHANGED


def _shown(node: Node | None) -> str:
    return format_cell(node.plain(), "") if node else ""


def _differences(one: Node | None, other: Node | None) -> Iterator[Pair]:
    """The innermost nodes that differ, one of a pair None where it was added or taken out."""
    if one is None or other is None:
        if one is not other:
            yield one, other
        return
    if one.plain() == other.plain():
        return
    if isinstance(one.value, dict) and isinstance(other.value, dict):
        for key in dict.fromkeys([*other.value, *one.value]):
            yield from _differences(_filled(one.value.get(key)), _filled(other.value.get(key)))
    elif isinstance(one.value, list) and isinstance(other.value, list):
        yield from _list_differences(one.value, other.value)
    else:
        yield one, other


def _filled(node: Node | None) -> Node | None:
    """A field that is there without a value is as good as absent."""
    return node if node is not None and node.value not in (None, "", [], {}) else None


def _list_differences(old: Sequence[Node], new: Sequence[Node]) -> Iterator[Pair]:
    if not all(isinstance(item.value, dict) for item in (*old, *new)):
        gone, come = Counter(map(_shown, old)), Counter(map(_shown, new))
        yield from ((item, None) for item in old if _shown(item) not in come)
        yield from ((None, item) for item in new if _shown(item) not in gone)
        return
    partner = match_items(old, new)
    matched = {id(item) for item in partner.values()}
    for item in new:
        yield from _differences(partner.get(id(item)), item)
    yield from ((item, None) for item in old if id(item) not in matched)


def match_items(old: Sequence[Node], new: Sequence[Node]) -> dict[int, Node]:
    """Which item of the old list each of the new ones was, by the identity of the new node.

    Equal ones first, then those that have most in common.
    """
    leaves = {id(item): Counter(_leaves(item)) for item in (*old, *new)}
    same: dict[frozenset[tuple[tuple[Path, str], int]], list[Node]] = {}
    for item in old:
        same.setdefault(frozenset(leaves[id(item)].items()), []).append(item)
    partner: dict[int, Node] = {}
    for item in new:
        if equal := same.get(frozenset(leaves[id(item)].items())):
            partner[id(item)] = equal.pop(0)
    matched = {id(item) for item in partner.values()}
    left = [(place, item) for place, item in enumerate(old) if id(item) not in matched]
    free = [(place, item) for place, item in enumerate(new) if id(item) not in partner]
    scored = sorted(
        (item_name(one) != item_name(other), -_likeness(leaves[id(one)], leaves[id(other)]), abs(b - a), b, a)
        for b, one in left
        for a, other in free
    )
    for renamed, score, _, before, after in scored:
        if (
            -score >= (_ALIKE if renamed else _NAMESAKES)
            and id(old[before]) not in matched
            and id(new[after]) not in partner
        ):
            partner[id(new[after])] = old[before]
            matched.add(id(old[before]))
    return partner


def _likeness(one: Counter[tuple[Path, str]], other: Counter[tuple[Path, str]]) -> float:
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _leaves(child, (*path, key))
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _leaves(child, path)
    elif node.value is not None:
        yield path, str(node.value)
