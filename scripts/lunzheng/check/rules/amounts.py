"""Amounts of money in texts and tables: 元 or 万元, and always one of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.check.texts import WrittenText, passages, table_rows
from lunzheng.model.facts import format_number
from lunzheng.model.library import Library, Project
from lunzheng.model.rulebook import AmountWords
from lunzheng.source.markdown import Block
from lunzheng.source.problem import Kind, Problem

_FIGURE = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_END = r"(?=\s*(?:[，。；、！？）)]|,(?![0-9])|左右|上下|以内|以上|以下|人民币|$))"
_ODD_UNIT = re.compile(rf"(?P<figure>{_FIGURE}) ?(?P<unit>[WwKk]元|RMB|CNY|rmb)")
_SUSPECT = re.compile(
    r"[0-9](?:\s*(?:[，。；！？）)]|(?m:$))| ?(?:余|多)?(?:万(?!元)|亿|千元|百万元|千万元|[WwKk]|RMB|CNY|rmb))"
)
"""What every fault below has: most texts have none, and are not looked at twice."""
_UNITS_TOLD = re.compile(r"单位[：:]\s*(?:人民币)?(?:万元|元)|[（(](?:万元|元)[）)]")
_WAN_CELL = re.compile(rf"{_FIGURE} ?万元")
_YUAN_CELL = re.compile(rf"{_FIGURE} ?元")


class AmountUnits(Rule):
    """Amounts without a unit or in an unusual one, in texts and in the tables of the narrative.

    Figures are amounts only right after a word such as 总投资 or in a column of money: 「92万条」 and 「300W」 are
    none. Large sums of the background may stand in 亿元; the project's own investment may not.
    """

    kind: ClassVar[Kind] = Kind(
        "E021",
        "金额用元或万元作单位",
        "少写一个“元”或混用单位，金额会差一万倍。",
        "写成“480万元”“26241元”的样子；本项目的总投资用 {{总投资}} 引用，就不会写错",
        bad="项目总投资480万，其中软件开发300W。",
        good="项目总投资480万元，其中软件开发300万元。",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        words = library.edition.rulebook.amounts
        if not words.amounts:
            return
        for written in passages(project).holding(_SUSPECT):
            yield from self._text(written, words)
        for narrative in project.narratives.values():
            before: Block | None = None
            for block in narrative.blocks:
                yield from self._table(block, before, words)
                before = block

    def _text(self, written: WrittenText, words: AmountWords) -> Iterator[Problem]:
        told: set[int] = set()
        patterns = _patterns(words)
        if not _UNITS_TOLD.search(written.text):
            for found in patterns.without_unit.finditer(written.text):
                if not _YEAR.fullmatch(found["figure"]) and found["figure"].strip("0."):
                    told.add(found.start("figure"))
                    message = f"“{found.group().strip()}”没有写单位"
                    hint = f"写明是万元还是元，如“{found['figure']}万元”"
                    yield self.kind.at(written.locate(found.start("figure")), message, hint)
        for pattern in (patterns.odd_unit, patterns.own_in_yi, _ODD_UNIT):
            for found in pattern.finditer(written.text):
                start = found.start("figure")
                if start not in told:
                    told.add(start)
                    message = f"“{written.text[start : found.end()].strip()}”的单位不是元或万元"
                    yield self.kind.at(written.locate(start), message, _mended(found))

    def _table(self, block: Block, before: Block | None, words: AmountWords) -> Iterator[Problem]:
        rows = table_rows(block)
        head = next(rows, [])
        titles = [cell.text for cell in head]
        if not any("元" in title or title.strip() in words.columns for title in titles):
            return
        body = list(rows)
        units_elsewhere = (before and "元" in before.plain_text) or any("单位" in title for title in titles)
        for index, title in enumerate(titles):
            cells = [row[index] for row in body if index < len(row) and row[index].text.strip()]
            if "万元" in title:
                yield from self._column(cells, _YUAN_CELL, "万元")
            elif "元" in title:
                yield from self._column(cells, _WAN_CELL, "元")
            elif title.strip() in words.columns and not units_elsewhere:
                bare = [cell for cell in cells if re.fullmatch(_FIGURE, cell.text.strip())]
                if bare and len(bare) == len(cells):
                    message = f"表头“{title.strip()}”没有写单位"
                    yield self.kind.at(head[index].locate(0), message, f"表头写成“{title.strip()}（万元）”")

    def _column(self, cells: list[WrittenText], wrong: re.Pattern[str], unit: str) -> Iterator[Problem]:
        for cell in cells:
            if wrong.fullmatch(cell.text.strip()):
                message = f"这一列的单位是{unit}，这一格写的是“{cell.text.strip()}”"
                yield self.kind.at(cell.locate(0), message, f"换算成{unit}，只写数字")


_WAN = {"万": 1, "W": 1, "w": 1, "W元": 1, "w元": 1, "亿": 10_000, "亿元": 10_000, "百万元": 100, "千万元": 1000}
"""How many 万元 a unit stands for."""


def _mended(found: re.Match[str]) -> str:
    """The amount in 万元, where its unit says how much it is; else nothing."""
    if found["unit"] not in _WAN:
        return ""
    amount = Decimal(found["figure"].replace(",", "")) * _WAN[found["unit"]]
    return f"写成“{format_number(amount)}万元”"


class _Patterns:
    """What the edition's words make of a figure."""

    def __init__(self, words: AmountWords) -> None:
        amounts, own, links = map(_any, (words.amounts, words.own_investment, words.links))
        lead = rf"(?:{amounts})(?:{links}|\s)*"
        self.without_unit = re.compile(rf"{lead}(?P<figure>{_FIGURE})(?=\s*(?:[，。；！？）)]|$))")
        odd = "万(?!元)|亿(?!元)|(?:千|百万|千万)元|[WwKk](?![A-Za-z0-9元])"
        self.odd_unit = re.compile(rf"{lead}(?P<figure>{_FIGURE}) ?(?:余|多)?(?P<unit>{odd}){_END}")
        self.own_in_yi = re.compile(
            rf"(?:^|(?<=[，。；：、\n（]))(?:{own})(?:{links}|\s)*(?P<figure>{_FIGURE}) ?(?:余|多)?(?P<unit>亿元)"
        )


@cache
def _patterns(words: AmountWords) -> _Patterns:
    return _Patterns(words)


def _any(words: tuple[str, ...]) -> str:
    """Matches any of the words, the longest first; nothing at all where there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
