"""Numbers as Chinese official documents write them."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1–99 in Chinese: 一, 十, 十一, 二十, 四十三.

    Raises:
        ValueError: the number is outside 1–99; no outline has more sections.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese section number for {number}")
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def heading_number(formats: Sequence[str], level: int, number: int) -> str:
    """The number of a heading, by the edition's formats for each level; deeper levels carry none.

    Args:
        formats: one for each level, with ``{chinese}`` or ``{arabic}``.
        level: 1 for a chapter.
        number: its position among its siblings, from 1.
    """
    if level > len(formats):
        return ""
    form = formats[level - 1]
    return form.format(arabic=number, chinese=chinese_number(number) if "{chinese}" in form else "")
