"""What two projects have in common, in the shape in which checks, pages and reports show it."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.source.problem import Location


@dataclass(frozen=True)
class Pair:
    """Two texts that are the same or nearly so, with their places; ``score`` is 0 to 100."""

    own: str
    own_place: Location
    other: str
    other_place: Location
    score: int


@dataclass(frozen=True)
class AspectLikeness:
    """One aspect of the likeness.

    Attributes:
        label: what the edition calls it.
        score: 0 to 100.
        pairs: what is common; of running text, the passages that tell most.
        own_count: how many things the project has, 0 where things are not counted.
        other_count: how many the other one has.
        alarming: whether this aspect alone is worth a person's look.
    """

    label: str
    score: int
    pairs: tuple[Pair, ...]
    own_count: int
    other_count: int
    alarming: bool


@dataclass(frozen=True)
class Likeness:
    """How much a project is like another one of the library.

    Attributes:
        id: the other project's.
        name: the other project's.
        body: the body that builds it.
        stage: where it stands.
        place: where its name stands.
        own_name: the project's own name, and
        own_place: where that stands.
        score: 0 to 100, the weighted mean of the aspects that both have.
        aspects: in the edition's order, those that both have.
        alarming: whether a person should look.
    """

    id: str
    name: str
    body: str
    stage: str
    place: Location
    own_name: str
    own_place: Location
    score: int
    aspects: tuple[AspectLikeness, ...]
    alarming: bool
