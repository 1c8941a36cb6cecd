"""The names of a project and of its systems (art. 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.edition import YES, Edition, NamePattern
from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Kind, Location, Problem

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_TRIMMED = " 　\t“”\"'《》"


class NamesFit(Rule):
    """Systems end as art. 13 proposes; the project's own name says what it is for.

    Few real project names follow the pattern, for they often name the undertaking (``……升级改造项目``). So of the name
    of a project only two things are asked: that some word of it is not a common one, and that the brand, where it is
    used, is written as prescribed. Parts of a system (``子系统``, ``门户``) may bear any name.
    """

    kind: ClassVar[Kind] = Kind(
        "W004",
        "名称看得出主要业务，系统按规定的样子命名",
        "名称要能直观反映业务功能；同类系统结尾一致，清单和目录里才好比较。",
        "改成“业务＋平台（协同应用系统、应用系统）”的样子，budget.yml 里的系统名称一并改",
        bad="系统:\n  - 名称: 防汛会商软件",
        good="系统:\n  - 名称: 防汛会商协同应用系统",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        edition = library.edition
        if not edition.head.naming.patterns or not edition.rulebook.naming.choices:
            return
        name = project.profile.name
        place = project.profile.place("项目名称")
        if problem := self._brand(name, place, edition):
            yield problem
        elif name and _is_generic(name, project, edition):
            hint = f"写出主要业务，如“防汛会商{_pattern_for(project, edition).ending}”"
            yield self.kind.at(place, f"项目名称“{name}”看不出主要业务", hint)
        for system in project.profile.systems:
            place = system.place("名称")
            if problem := self._brand(system.name, place, edition):
                yield problem
            elif system.name and not _ends_well(system.name, edition):
                pattern = _pattern_for(project, edition)
                stem = _stem(system.name, edition)
                example = f"，如“{stem}{pattern.ending}”" if stem else ""
                hint = f"{pattern.applies_to}的命名为“××{pattern.ending}”{example}；budget.yml 里的系统名称一并改"
                endings = "、".join(f"“{item.ending}”" for item in edition.head.naming.patterns)
                yield self.kind.at(place, f"系统名称“{system.name}”没有用规定的结尾（{endings}）", hint)

    def _brand(self, name: str, place: Location, edition: Edition) -> Problem | None:
        """A name that uses the brand, but not as it is written."""
        brand = edition.head.naming.brand
        if not brand:
            return None
        words, mark = brand[:-1], brand[-1]
        if not name.startswith(words):
            return None
        rest = name[len(words) :].lstrip()
        if rest and rest[0] in edition.rulebook.naming.separators and rest[0] != mark:
            right = f"{brand}{rest[1:].strip()}"
            return self.kind.at(place, f"“{words}”后面用了“{rest[0]}”，应当是“{mark}”", f"写成“{right}”")
        if rest.startswith(mark) and not _bare(rest[1:], edition).endswith(edition.rulebook.naming.branded_endings):
            endings = "、".join(f"“{ending}”" for ending in edition.rulebook.naming.branded_endings)
            return self.kind.at(place, f"“{name}”没有以{endings}结尾", f"写成“{brand}××系统”或“{brand}××应用”的样子")
        return None


def _bare(name: str, edition: Edition) -> str:
    """A name without what may follow its ending: ``……平台（二期）建设项目`` → ``……平台``."""
    suffixes = edition.rulebook.naming.suffixes
    while True:
        shorter = _BRACKETS.sub("", name).strip(_TRIMMED)
        shorter = re.sub(r"[0-9]+(?:\.[0-9]+)?版?$|V[0-9.]+$", "", shorter).strip(_TRIMMED)
        suffix = next((s for s in suffixes if shorter.endswith(s) and shorter != s), "")
        shorter = shorter.removesuffix(suffix)
        if shorter == name:
            return name
        name = shorter


def _ends_well(name: str, edition: Edition) -> bool:
    naming = edition.rulebook.naming
    bare = _bare(name, edition)
    endings = tuple(item.ending for item in edition.head.naming.patterns)
    if edition.head.naming.brand and bare.startswith(edition.head.naming.brand):
        endings += naming.branded_endings
    return bare.endswith((*endings, *naming.components)) or name.endswith(naming.components)


def _stem(name: str, edition: Edition) -> str:
    """The business that a name speaks of."""
    bare = _bare(name, edition)
    ending = next((e for e in edition.rulebook.naming.replaceable if bare.endswith(e)), "")
    return bare.removesuffix(ending)


def _pattern_for(project: Project, edition: Edition) -> NamePattern:
    """The pattern that fits a project, by its field of use and by how many bodies take part."""
    profile = project.profile
    ending = next(
        (
            choice.ending
            for choice in edition.rulebook.naming.choices
            if (not choice.fields or profile.field_of_use in choice.fields)
            and (choice.several_bodies != YES or profile.participants)
        ),
        "",
    )
    patterns = edition.head.naming.patterns
    return next((pattern for pattern in patterns if pattern.ending == ending), patterns[-1])


def _is_generic(name: str, project: Project, edition: Edition) -> bool:
    """Whether nothing is left of a name without common words, the city, the bodies and figures."""
    profile = project.profile
    rest = _BRACKETS.sub("", name)
    for body in (profile.owner.name, profile.implementer.name):
        rest = rest.replace(body, "") if body else rest
    words = sorted(edition.rulebook.naming.generic, key=len, reverse=True)
    return not re.sub("|".join(map(re.escape, words)) + r"|[\W\d_]", "", rest)
