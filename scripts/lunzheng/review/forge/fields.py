"""Reading a forge's answers: what is relied on is checked, so that a surprise is said and not guessed at."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TypeVar

from lunzheng.review.forge.interface import BOT, ForgeError

_GHOST = "ghost"
T = TypeVar("T")


class Fields:
    """An object of an answer.

    Args:
        value: what the forge sent.
        where: where it stands in the answer, for messages.

    Raises:
        ForgeError: it is no object.
    """

    def __init__(self, value: object, where: str = "") -> None:
        self._where = where
        self._values: Mapping[str, object] = self._checked(value, dict, "")

    def has(self, key: str) -> bool:
        """Whether there is a value, other than null."""
        return self._values.get(key) is not None

    def text(self, key: str) -> str:
        """A text that is always there."""
        return self._checked(self._values.get(key), str, key)

    def optional_text(self, key: str) -> str:
        """A text; empty where it is absent or null."""
        return self.text(key) if self.has(key) else ""

    def body(self, key: str = "body") -> str:
        """A text that people have typed, with plain line ends: a browser sends ``\\r\\n``."""
        return self.optional_text(key).replace("\r\n", "\n")

    def number(self, key: str) -> int:
        value = self._values.get(key)
        return self._checked(None if isinstance(value, bool) else value, int, key)

    def optional_number(self, key: str) -> int | None:
        return self.number(key) if self.has(key) else None

    def identifier(self, key: str = "id") -> str:
        """A forge's own number, as the text that the interface keeps; empty where it is absent or null."""
        number = self.optional_number(key)
        return "" if number is None else str(number)

    def flag(self, key: str) -> bool:
        """Whether a thing is so; not where it is absent or null."""
        return self.has(key) and self._checked(self._values[key], bool, key)

    def moment(self, key: str) -> datetime.datetime:
        """A point in time, in UTC."""
        text = self.text(key)
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise self._unexpected(key)
        return moment.astimezone(datetime.UTC)

    def child(self, key: str) -> Fields:
        return Fields(self._values.get(key), self._path(key))

    def optional_child(self, key: str) -> Fields | None:
        return self.child(key) if self.has(key) else None

    def children(self, key: str) -> list[Fields]:
        return objects(self._values.get(key), self._path(key))

    def login(self, key: str = "user") -> str:
        """The name of an account; empty where it has been deleted: null, or “ghost”, which nobody can be called.

        A program's ends in ``[bot]``, though GitHub leaves that out for some of its own.
        """
        account = self.optional_child(key)
        login = account.text("login") if account else ""
        if account is None or login.casefold() == _GHOST:
            return ""
        is_bot = account.optional_text("type") == "Bot"
        return f"{login}{BOT}" if is_bot and not login.endswith(BOT) else login

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}".strip(".")

    def _checked(self, value: object, kind: type[T], key: str) -> T:
        if not isinstance(value, kind):
            raise self._unexpected(key)
        return value

    def _unexpected(self, key: str) -> ForgeError:
        return _unexpected(self._path(key))


def objects(value: object, where: str = "") -> list[Fields]:
    """The objects of a list.

    Raises:
        ForgeError: it is no list of objects.
    """
    if not isinstance(value, list):
        raise _unexpected(where)
    return [Fields(item, f"{where}[{index}]") for index, item in enumerate(value)]


def _unexpected(where: str) -> ForgeError:
    place = f"“{where}”" if where else "整个回答"
    return ForgeError(
        f"代码托管平台的回答和约定的不一样（{place}），可能是接口地址写错了，或平台的版本太旧；"
        "核对 projects/library.yml 里“仓库”的类型和接口地址"
    )
