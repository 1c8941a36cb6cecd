"""Joining two versions of a review's record entry by entry: what a department has answered, what was collected since.

An entry of a list is known by its number. What only one side has changed is taken from it; of two answers to one
opinion the later one holds and the other stays among the remarks, as in :mod:`lunzheng.review.reply`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import cast

import yaml
from yamlcore import CCoreDumper

from lunzheng.model.conclusion import CONCLUSION_FILE
from lunzheng.model.library import OPINIONS_FILE
from lunzheng.model.opinion import Opinions
from lunzheng.model.record import bind
from lunzheng.review.opinions_file import opinions_body
from lunzheng.source.node import Node, Plain
from lunzheng.source.problem import Location
from lunzheng.source.text import decode
from lunzheng.source.yaml import parse_yaml

_JOINED = {PurePosixPath(name).name for name in (OPINIONS_FILE, CONCLUSION_FILE)}
_NUMBERS = ("编号", "次")
"""By these an entry of a list is known."""
_REPLY, _REMARKS, _TIME = "答复", "讨论", "时间"
Entry = Mapping[str, Plain]


class _ConflictError(Exception):
    """Both sides have changed the same in different ways."""


def join_record(path: str, old: bytes | None, own: bytes, other: bytes, owner: str) -> bytes | None:
    """The record with the changes of both sides.

    Args:
        path: of the file; opinions and the experts' conclusion can be joined.
        old: what ``own`` was made from; None where there was no such file.
        own: the person's version.
        other: the version on the forge.
        owner: the department, which remarks are kept under.

    Returns:
        None where a person has to decide.
    """
    name = PurePosixPath(path).name
    if name not in _JOINED:
        return None
    nodes = [_read(data) for data in (old or b"{}", own, other)]
    if any(node is None for node in nodes):
        return None
    try:
        merged = _Joiner(owner).join(*(node.plain() if node else {} for node in nodes))
    except _ConflictError:
        return None
    text = yaml.dump(merged, Dumper=CCoreDumper, allow_unicode=True, sort_keys=False, width=10_000)
    made = _read(text.encode())
    if made is None:
        return None
    if name == PurePosixPath(OPINIONS_FILE).name:
        text = opinions_body(bind(Opinions, made, Location(name)))
    return (_head(other.decode("utf-8")) + text).encode("utf-8")


def _read(data: bytes) -> Node | None:
    text, _ = decode(data, "")
    node, problems = parse_yaml(text) if text else (None, [])
    return None if problems else node


def _head(text: str) -> str:
    lines = text.splitlines(keepends=True)
    count = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:count])


class _Joiner:
    """Args:
    owner: the department.
    """

    def __init__(self, owner: str) -> None:
        self.owner = owner

    def join(self, old: Plain, own: Plain, other: Plain) -> Plain:
        """The value with the changes of both sides.

        Raises:
            _ConflictError: both have changed the same.
        """
        if own in (old, other):
            return other
        if other == old:
            return own
        if isinstance(own, dict) and isinstance(other, dict):
            return self._entry(old if isinstance(old, dict) else {}, own, other)
        if isinstance(own, list) and isinstance(other, list):
            return self._list(old if isinstance(old, list) else [], own, other)
        raise _ConflictError

    def _entry(self, old: Entry, own: Entry, other: Entry) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        remarks: list[Plain] = []
        for key in dict.fromkeys([*other, *own]):
            versions = old.get(key), own.get(key), other.get(key)
            if key == _REPLY and len({str(value) for value in versions}) == len(versions) and own.get(key):
                result[key], remarks = self._later(versions[1], versions[2])
            else:
                result[key] = self.join(*versions)
        if remarks:
            listed = result.get(_REMARKS)
            result[_REMARKS] = _in_time([*(listed if isinstance(listed, list) else []), *remarks])
        return {key: value for key, value in result.items() if value is not None}

    def _later(self, own: Plain, other: Plain) -> tuple[Plain, list[Plain]]:
        """The reply that holds, and the other one as a remark; one of the forge is collected from there again."""
        if not (isinstance(own, dict) and isinstance(other, dict) and _TIME in own and _TIME in other):
            raise _ConflictError
        holds, former = (own, other) if str(own[_TIME]) > str(other[_TIME]) else (other, own)
        if former.get("来源"):
            return holds, []
        said = "：".join(str(former[key]) for key in ("结果", "理由") if former.get(key))
        remark: dict[str, Plain] = {"单位": self.owner, "内容": said}
        remark |= {key: former[key] for key in ("岗位", "未录入", _TIME) if former.get(key)}
        return holds, [remark]

    def _list(self, old: list[Plain], own: list[Plain], other: list[Plain]) -> list[Plain]:
        numbered = [_by_number(listed) for listed in (old, own, other)]
        before, mine, theirs = numbered
        if before is not None and mine is not None and theirs is not None:
            # No entry of a record is ever taken out.
            joined = {key: self.join(before.get(key), mine[key], theirs.get(key)) for key in mine}
            return [*({**theirs, **joined}).values()]
        if [item for item in old if item not in own]:
            raise _ConflictError
        added = [item for item in own if item not in old and item not in other]
        return _in_time([*other, *added]) if added else other


def _by_number(listed: list[Plain]) -> dict[str, Plain] | None:
    """The entries by their numbers; None where they have none, or the same one twice."""
    found: dict[str, Plain] = {}
    for item in listed:
        number = next((item[key] for key in _NUMBERS if key in item), None) if isinstance(item, dict) else None
        if number is None or str(number) in found:
            return None
        found[str(number)] = item
    return found


def _in_time(listed: list[Plain]) -> list[Plain]:
    """Remarks in the order of time, as collecting keeps them."""

    def moment(item: Plain) -> tuple[str, str]:
        entry = cast(Entry, item) if isinstance(item, dict) else {}
        return str(entry.get(_TIME, "")), str(entry.get("来源", ""))

    return sorted(listed, key=moment)
