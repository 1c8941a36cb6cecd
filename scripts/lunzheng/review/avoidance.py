"""Whose experts stay out: those of the bodies that take part in a project or give their opinion on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from lunzheng.model.library import Library, Project
from lunzheng.review.pool import PoolExpert

_SHORTEST = 4
"""Characters; a shorter beginning, such as a city's name, does not tell a body."""


def parties(project: Project, library: Library, others: Iterable[str] = ()) -> list[str]:
    """Every name of every body whose experts are not drawn for a project, each once, in order.

    Args:
        project: its bodies that build, carry out, write and take part count.
        library: its parties of opinion count, too; the edition's aliases and the city's short form are added.
        others: what a person names in addition.
    """
    profile = project.profile
    department = library.department(project.id)
    bodies = [
        *(party.name for party in (profile.owner, profile.implementer, profile.author, *profile.participants)),
        *([department.name] if department else []),
        *(party.body for party in library.profile.opinion_parties),
        *others,
    ]
    return list(dict.fromkeys(name for body in bodies if body for name in all_names(body, library)))


def all_names(body: str, library: Library) -> list[str]:
    """The names that a body goes by: those of the edition, each with the whole and the short name of the city."""
    known = (one for one in library.edition.head.bodies if body in (one.name, *one.aliases))
    names = [body, *(name for one in known for name in (one.name, *one.aliases))]
    return list(dict.fromkeys(form for name in names for form in _forms(name, library.profile.city)))


def _forms(name: str, city: str) -> list[str]:
    """``宁波市水利局`` is ``市水利局`` within its city, and the other way round."""
    kind = city[-1:]
    if city and name.startswith(city) and len(name) > len(city):
        return [name, kind + name.removeprefix(city)]
    return [name, city + name.removeprefix(kind)] if kind and name.startswith(kind) else [name]


def is_avoided(expert: PoolExpert, avoided: Sequence[str]) -> bool:
    """Whether an expert belongs to one of the bodies; see :func:`is_same_body`."""
    return any(is_same_body(body, name) for body in (expert.body, *expert.others) for name in avoided)


def is_same_body(one: str, other: str) -> bool:
    """Whether two names stand for one body, or for a body and a part of it, whose name begins with the body's."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return short == long or (len(short) >= _SHORTEST and long.startswith(short))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
