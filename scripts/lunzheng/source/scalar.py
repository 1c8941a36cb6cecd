"""What a YAML text without quotation marks stands for: a word, an exact number, a truth value or nothing."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from yamlcore import CCoreLoader

from lunzheng.source.node import Scalar

MAX_DIGITS = 18
MAX_NUMBER = Decimal(10) ** 10
"""No amount (in 万元) or quantity of a project is larger; products of two such numbers stay exact."""

_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = CCoreLoader.yaml_implicit_resolvers
"""By the character with which a text begins; all other texts are words (YAML 1.2, core schema)."""

BEGINNINGS = frozenset(_RESOLVERS)


class TooLongNumberError(ValueError):
    """A number with more digits than any amount has."""


def resolve(text: str) -> Scalar:
    """The value of an unquoted text.

    Raises:
        TooLongNumberError: it is a number of more than 18 digits, or beyond ``MAX_NUMBER``.
    """
    return _resolved(text) if text[:1] in BEGINNINGS else text


@lru_cache(maxsize=4096)  # years, months and small numbers return again and again
def _resolved(text: str) -> Scalar:
    for tag, pattern in _RESOLVERS[text[:1]]:
        if pattern.match(text):
            match tag.rsplit(":")[-1]:
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case _:
                    return _number(text)
    return text


def _number(text: str) -> int | Decimal | str:
    if len(text) > MAX_DIGITS:
        raise TooLongNumberError
    if text.startswith(("0o", "0x")) or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        # Nobody counts in octal here, and a leading zero belongs to a telephone number or a code.
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    # The exponent first: arithmetic with 1e999999999 would overflow.
    if abs(number.adjusted()) > MAX_DIGITS or abs(number) > MAX_NUMBER:
        raise TooLongNumberError
    return (
        int(number) if number == number.to_integral_value() and "." not in text and "e" not in text.lower() else number
    )
