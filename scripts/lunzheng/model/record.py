"""Binding YAML nodes to typed records.

Binding never fails: what is absent or of a wrong type becomes an empty value, because a half-filled project must still
be readable. The schema layer reports what is missing; here it only has to be safe.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from lunzheng.model.money import Money
from lunzheng.model.period import Moment
from lunzheng.source.node import Node
from lunzheng.source.problem import Location

R = TypeVar("R", bound="Record")
Converter = Callable[[Node | None, Location], Any]
"""Makes a field's value from its node and the place of the record."""

Bindings = dict[str, tuple[str, Converter]]
"""Field name → its Chinese key and what makes its value."""

_bindings_of: dict[type, Bindings] = {}


@dataclass(frozen=True, kw_only=True)
class Record:
    """A mapping of a project file as a typed value that knows its place."""

    node: Node | None = field(default=None, repr=False, compare=False)
    home: Location = field(default_factory=lambda: Location(""), repr=False, compare=False)

    def place(self, *path: str | int) -> Location:
        """Where a field stands, by its Chinese key; the record's own place where the field is absent."""
        return self.node.place(*path) if self.node else self.home


def key(name: str) -> Any:  # noqa: ANN401 - stands for the field's own type, as dataclasses.field does
    """A field of a record, bound to a Chinese key; an absent scalar is None or "", an absent list is empty."""
    return field(default=None, metadata={"key": name})


def bind(record: type[R], node: Node | None, home: Location) -> R:
    """Make a record from a mapping node.

    Args:
        record: the class; its fields name their Chinese keys by :func:`key`.
        node: the mapping, or None where the file does not have it.
        home: the place to name where there is no node.
    """
    here = node.location if node else home
    children = node.value if node and isinstance(node.value, dict) else None
    child = (children or {}).get
    values = {name: convert(child(chinese), here) for name, (chinese, convert) in _bindings(record).items()}
    return record(node=None if children is None else node, home=here, **values)


def _bindings(record: type[Record]) -> Bindings:
    if record not in _bindings_of:
        hints = get_type_hints(record)
        bound = (item for item in fields(record) if "key" in item.metadata)
        _bindings_of[record] = {item.name: (item.metadata["key"], _converter(hints[item.name])) for item in bound}
    return _bindings_of[record]


def _converter(hint: Any) -> Converter:  # noqa: ANN401 - a field's type
    """What makes a field's value from its node."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(option for option in get_args(hint) if option is not types.NoneType)
    if get_origin(hint) is tuple:
        (item,) = (option for option in get_args(hint) if option is not Ellipsis)
        return partial(_items, _converter(item))
    if isinstance(hint, type) and issubclass(hint, Record):
        return partial(bind, hint)
    return partial(_scalar, _SCALARS[hint], "" if hint in (str, Raw) else None)


def _items(convert: Converter, node: Node | None, _home: Location) -> tuple[Any, ...]:
    converted = [convert(child, child.location) for child in node.items()] if node else []
    return tuple([value for value in converted if value is not None])


def _scalar(
    convert: Callable[[str | int | Decimal], Any], absent: str | None, node: Node | None, _home: Location
) -> Any:  # noqa: ANN401 - the field's own type
    if node is None:
        return absent
    value = node.value
    return absent if value is None or isinstance(value, _NO_SCALARS) else convert(value)


_NO_SCALARS = (list, dict, bool)
"""Also true and false: no field of a record is one."""


def _integer(value: str | int | Decimal) -> int | None:
    return value if isinstance(value, int) else None


def _decimal(value: str | int | Decimal) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _moment(value: str | int | Decimal) -> Moment | None:
    return Moment.parse(value) if isinstance(value, str) else None


def _date(value: str | int | Decimal) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


class Raw(str):
    """A text of which every space counts."""

    __slots__ = ()


def _text(value: str | int | Decimal) -> str:
    return str(value).strip()


_SCALARS: dict[Any, Callable[[str | int | Decimal], Any]] = {
    str: _text,
    Raw: lambda value: Raw(str(value)),
    int: _integer,
    Decimal: _decimal,
    Money: Money.parse,
    Moment: _moment,
    datetime.date: _date,
}
