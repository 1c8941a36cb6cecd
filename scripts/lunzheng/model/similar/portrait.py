"""One project as it is compared closely: its names, its named things and, when asked for, its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lunzheng.model.project import Party
from lunzheng.model.record import Record, bind, key
from lunzheng.model.similar.files import read_files
from lunzheng.model.similar.plan import Place, Plan
from lunzheng.model.similar.prose import MOST_COMPARED, Sentence, markdown_sentences, sentences
from lunzheng.model.similar.settings import ITEMS, NAME, TEXT
from lunzheng.model.similar.words import MOST_NAME, bare, bare_prose
from lunzheng.source.node import Node
from lunzheng.source.problem import Location
from lunzheng.source.yaml import parse_yaml

MOST_ITEMS = 300
"""So many named things of one kind are compared; no project has more modules or cost lines."""


@dataclass(frozen=True)
class Item:
    """A named thing: as written, as compared, what tells it apart, and its place."""

    text: str
    bare: str
    detail: str
    location: Location


@dataclass(frozen=True, eq=False)
class Portrait:
    """A project as it is compared, without the trees that it was taken from.

    Attributes:
        folder: where it lies.
        owner: the body that builds it.
        build_mode: whether it is built or bought.
        names: its name under each aspect that compares names.
        items: its named things under each aspect that compares lists.
        own_names: the bare names that it goes by.
        predecessors: the bare names of its earlier systems and phases.
        texts: the running text of its YAML files, each piece with its place.
    """

    folder: Path
    owner: str
    build_mode: str
    names: Mapping[str, Item]
    items: Mapping[str, tuple[Item, ...]]
    own_names: frozenset[str]
    predecessors: frozenset[str]
    texts: tuple[tuple[str, Location], ...]


@dataclass(frozen=True, kw_only=True)
class _Head(Record):
    """The part of ``project.yml`` that is told of the other project besides the comparison."""

    owner: Party = key("建设单位")
    build_mode: str = key("建设方式")


def read_portrait(plan: Plan, root: Path, folder: Path) -> Portrait:
    """The portrait of a project, read from its folder without pandoc; what cannot be read is absent."""
    names = [name for name in plan.files if name not in plan.prose_files]
    texts = read_files(folder, folder.relative_to(root).as_posix(), names)
    parsed = {name: parse_yaml(text)[0] for name, text in texts.items()}
    return make_portrait(plan, folder, {name: node for name, node in parsed.items() if node})


def make_portrait(plan: Plan, folder: Path, nodes: Mapping[str, Node]) -> Portrait:
    """The portrait of a project whose YAML files have been read."""

    def strings(paths: Iterable[str]) -> Iterator[tuple[str, Location]]:
        for path in paths:
            for node in _found(nodes, plan.place(path)):
                if isinstance(node.value, str) and bare(node.value):
                    yield node.value.strip(), node.location

    names = {
        aspect.label: Item(text, plan.words.core(text), "", location)
        for aspect in plan.of(NAME)
        for text, location in list(strings(aspect.sources))[:1]
    }
    items: dict[str, tuple[Item, ...]] = {}
    for aspect in plan.of(ITEMS):
        listed = [
            _item(node, aspect.title, aspect.detail)
            for source in aspect.sources
            for parent in _found(nodes, plan.place(source))
            for node in parent.items()
        ]
        # The same thing named twice counts once.
        different: dict[tuple[str, str], Item] = {}
        for item in listed:
            if item and item.bare and item.bare not in plan.words.common:
                different.setdefault((item.bare, item.detail), item)
        items[aspect.label] = tuple(different.values())[:MOST_ITEMS]
    head = bind(_Head, nodes.get(plan.project_file), Location(plan.project_file))
    return Portrait(
        folder=folder,
        owner=head.owner.name,
        build_mode=head.build_mode,
        names=names,
        items=items,
        own_names=frozenset(plan.words.core(text) for text, _ in strings(plan.settings.own_names)),
        predecessors=frozenset(plan.words.core(text) for text, _ in strings(plan.settings.predecessors)),
        texts=tuple(text for _, place in plan.places(TEXT) for node in _found(nodes, place) for text in node.strings()),
    )


def read_sentences(plan: Plan, root: Path, portrait: Portrait) -> list[Sentence]:
    """The running text of a project by sentences, each once, in the order of its files."""
    texts = read_files(portrait.folder, portrait.folder.relative_to(root).as_posix(), plan.prose_files)
    prose = [
        sentence
        for name in plan.prose_files
        if name in texts
        for sentence in markdown_sentences(texts[name], plan.unfinished)
    ]
    prose += [sentence for text, location in portrait.texts for sentence in sentences(text, location)]
    different: dict[str, Sentence] = {}
    for sentence in prose:
        different.setdefault(sentence.bare, sentence)
    return list(different.values())


def _found(nodes: Mapping[str, Node], place: Place) -> Iterator[Node]:
    file, path = place
    if file in nodes:
        yield from _reached(nodes[file], path)


def _reached(node: Node, path: tuple[str, ...]) -> Iterator[Node]:
    """The nodes at the end of a path; a list on the way stands for each of its items."""
    if not path:
        yield node
        return
    for item in node.items() or [node]:
        child = item.get(path[0])
        if child is not None:
            yield from _reached(child, path[1:])


def _item(node: Node, title: str, detail: str) -> Item | None:
    named = node.get(title)
    if named is None or not isinstance(named.value, str):
        return None
    told = node.get(detail) if detail else None
    text = told.value if told and isinstance(told.value, str) else ""
    return Item(named.value.strip(), bare(named.value)[:MOST_NAME], bare_prose(text)[:MOST_COMPARED], named.location)
