"""Opening the stand-in as the program opens a forge."""

from __future__ import annotations

from forge.standin import StandIn
from lunzheng.model.library import LibraryProfile
from lunzheng.model.record import bind
from lunzheng.review.forge import open_forge
from lunzheng.review.forge.interface import Forge
from lunzheng.source.problem import Location
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml


def adapter(forge: StandIn, login: str) -> Forge:
    """The adapter for the stand-in's kind, with somebody's token."""
    return open_forge(profile(forge.library_entry()), {"LUNZHENG_TOKEN": forge.token(login)})


def profile(text: str) -> LibraryProfile:
    """What a library.yml of that text says."""
    file = "projects/library.yml"
    node, problems = parse_yaml(TextFile(file, text))
    assert not problems
    return bind(LibraryProfile, node, Location(file))
