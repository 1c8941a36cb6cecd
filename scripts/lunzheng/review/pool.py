"""The pool of experts that a person gives: pool numbers with fields and bodies, no names, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lunzheng.check.guard.kinds import PERSONAL_DATA
from lunzheng.check.guard.look import Guard
from lunzheng.check.guard.personal import find_personal
from lunzheng.check.guard.yaml_fields import public_texts
from lunzheng.check.schema import UNKNOWN_KEY, WRONG_FORMAT, SchemaFolder
from lunzheng.model.record import Record, bind, key
from lunzheng.review.problems import FileProblemsError
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import TextFile, read_text
from lunzheng.source.yaml import parse_yaml

SCHEMA = "experts-pool"

_NO_NAMES = "专家库文件只写编号、专业领域、单位、回避单位和职称；姓名、电话、证件号码都不写，删掉这一栏"


@dataclass(frozen=True, kw_only=True)
class PoolExpert(Record):
    """One expert: number, fields, the body that employs them, other bodies to keep away from, professional title."""

    number: str = key("编号")
    fields: tuple[str, ...] = key("专业领域")
    body: str = key("单位")
    others: tuple[str, ...] = key("回避单位")
    title: str = key("职称")


@dataclass(frozen=True, kw_only=True)
class _PoolFile(Record):
    experts: tuple[PoolExpert, ...] = key("专家")


@dataclass(frozen=True)
class Pool:
    """The experts by number; the order of the file does not count."""

    experts: tuple[PoolExpert, ...]

    @property
    def text(self) -> str:
        """The pool as one text that is the same however the file is written.

        One line for each expert in the order of the numbers: number, title, body, other bodies, fields, parted by tabs;
        several bodies or fields are sorted and parted by 、.
        """
        return "".join(
            "\t".join((e.number, e.title, e.body, "、".join(sorted(e.others)), "、".join(sorted(e.fields)))) + "\n"
            for e in self.experts
        )

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the text in UTF-8, as ``sha256sum`` gives it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_pool(path: Path, schemas: SchemaFolder, guard: Guard) -> Pool:
    """Read a pool file.

    Args:
        path: the file, in the library or outside of it.
        schemas: the schemas of the library's own files.
        guard: looks for marks of secrecy.

    Raises:
        FileProblemsError: it cannot be read, has a wrong form, names a number twice or holds personal data.
    """
    file, problems = read_text(path, str(path))
    if file is None:
        raise FileProblemsError(problems)
    problems += guard.look_at_text(file.text, file.file)
    node, found = parse_yaml(file)
    problems += found
    if node is None:
        raise FileProblemsError(problems)
    personal = _personal(file)
    # The schema layer would repeat what stands there.
    places = {problem.location for problem in personal}
    for problem in schemas.check(SCHEMA, node):
        if problem.location not in places:
            problems.append(replace(problem, hint=_NO_NAMES) if problem.code == UNKNOWN_KEY.code else problem)
    problems += personal
    experts = bind(_PoolFile, node, Location(str(path))).experts
    problems += _twice(experts)
    if problems:
        raise FileProblemsError(problems)
    return Pool(tuple(sorted(experts, key=lambda expert: expert.number)))


def _personal(file: TextFile) -> list[Problem]:
    return [
        PERSONAL_DATA.at(location, f"这里有{found.name} {found.masked}", _NO_NAMES)
        for text, location, _ in public_texts(file.text, file.file, file.file, lambda _file, _path: False)
        for found in find_personal(text)
    ]


def _twice(experts: tuple[PoolExpert, ...]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for expert in experts:
        where = expert.place("编号")
        if expert.number in first:
            message = f"编号 {expert.number} 在第 {first[expert.number].line} 行已经用过"
            hint = "改正编号，或者删掉重复的一项：编号重复，就分不清抽中的是谁"
            yield WRONG_FORMAT.at(where, message, hint, related=(first[expert.number],))
        if expert.number:
            first.setdefault(expert.number, where)
