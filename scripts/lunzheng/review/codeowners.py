"""Who is asked by the forge itself when a file changes: ``CODEOWNERS``, made from ``projects/library.yml``.

Of all lines that match a file the last one counts, so that each line names everybody: the department of the project and
the parties that answer for the aspects which the file is read for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lunzheng.check.open import SCHEMAS, TEMPLATES
from lunzheng.model.library import Department, Library, OpinionParty
from lunzheng.model.load import LIBRARY_FILE, PROJECTS
from lunzheng.model.parties import answering_parties, body_names
from lunzheng.review.problems import ReviewError

_HEAD = """\
# 由 lunzheng review codeowners 根据 projects/library.yml 生成；要改，改那里，再生成一次。
# 几行都合适的，以最后一行为准。
"""
_NO_FORGE = """\
# projects/library.yml 还没有写“仓库”，不知道团队属于代码平台上的哪个组织；写上以后再生成一次。
"""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)?")
_FORGE = "github"


class CodeownersError(ReviewError):
    """The file cannot be made; the text says why, in Chinese."""


def codeowners(library: Library) -> str:
    """The text of the file.

    Raises:
        CodeownersError: a team cannot be named, or the forge reads another format.
    """
    repository = library.profile.repository
    if repository.node is None:
        return _HEAD + _NO_FORGE
    if repository.kind != _FORGE:
        raise CodeownersError(f"CODEOWNERS 按 {_FORGE} 的格式生成，{repository.kind} 的格式不同")
    return _HEAD + "".join(f"{pattern} {' '.join(owners)}\n" for pattern, owners in _lines(library) if owners)


def _lines(library: Library) -> Iterator[tuple[str, list[str]]]:
    asked = _askers(library)
    for department in library.profile.departments:
        own = _owners(library, department)
        folder = f"/{PROJECTS}/*/{department.code}-*/"
        yield folder, own
        for file, parties in asked.items():
            yield f"{folder}{file}", _once([*own, *parties])
    authority = body_names(library.edition, library.edition.head.authority)
    keeper = next((one for one in library.profile.departments if one.name in authority), None)
    if keeper:
        for path in (f"/{LIBRARY_FILE}", f"/{TEMPLATES}/", f"/{SCHEMAS}/", "/.github/"):
            yield path, _owners(library, keeper)


def _askers(library: Library) -> dict[str, list[str]]:
    """The owners of each file that is read for some aspect, by the parties that answer for it."""
    profiles = {party.body: party for party in library.profile.opinion_parties}
    found: dict[str, list[str]] = {}
    for material in library.edition.review.materials:
        for file in material.files:
            owners = found.setdefault(file, [])
            for party in answering_parties(library):
                profile = profiles.get(party.name)
                if profile and any(aspect.code == material.aspect for aspect in party.aspects):
                    owners += _owners(library, profile)
    return {file: found[file] for file in sorted(found)}


def _owners(library: Library, body: Department | OpinionParty) -> list[str]:
    """A body's team, else its accounts."""
    organization = library.profile.repository.name.partition("/")[0]
    if body.team:
        return [f"@{_checked(body.team if '/' in body.team else f'{organization}/{body.team}')}"]
    return [f"@{_checked(person.account)}" for person in body.people]


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise CodeownersError(
            f"projects/library.yml 里的团队或账号“{name}”不是代码平台上的名字，只能用英文字母、数字和 . _ -"
        )
    return name


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
