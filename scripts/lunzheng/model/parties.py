"""Who is asked for an opinion, and on which aspects (art. 9, art. 10)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.edition import Aspect, Edition
from lunzheng.model.library import Library


@dataclass(frozen=True)
class OpinionParty:
    """A body that is asked for its opinion, with the aspects it answers for (art. 9, art. 10)."""

    name: str
    code: str
    aspects: tuple[Aspect, ...]


def opinion_parties(library: Library) -> list[OpinionParty]:
    """The parties whose opinion is asked, with their aspects; the authority itself is not written to."""
    authority = body_names(library.edition, library.edition.head.authority)
    return [party for party in answering_parties(library) if not body_names(library.edition, party.name) & authority]


def answering_parties(library: Library) -> list[OpinionParty]:
    """The parties that may give an opinion, the authority among them where the library lists it.

    ``projects/library.yml`` names the parties; aspects given there count before the edition's. A party that neither
    gives an aspect is asked on all of them.
    """
    head = library.edition.head
    named = [(party.body, party.aspects, party.team) for party in library.profile.opinion_parties]
    asked = dict.fromkeys(name for aspect in head.aspects for name in aspect.asked_of)
    result = []
    for body, own, team in named or [(name, (), "") for name in asked]:
        names = body_names(library.edition, body)
        aspects = [a for a in head.aspects if (a.code in own if own else names & set(a.asked_of))]
        result.append(OpinionParty(body, team, tuple(aspects) or head.aspects))
    return result


def body_names(edition: Edition, name: str) -> set[str]:
    """All the names of a body."""
    bodies = (body for body in edition.head.bodies if name in (body.name, *body.aliases))
    return {name, *(other for body in bodies for other in (body.name, *body.aliases))}
