"""Where a Chinese line may break, and where it reads best: after marks and 和, at brackets, between words.

Only frequent words are known. Of the others most have two characters, so that a break an even number of characters
after the last joint is likely to stand between two of them. A wrong guess costs looks, never legibility.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lunzheng.documents.figures.lexicon import WORDS

_NOT_FIRST = frozenset("，。、；：？！）》」』】〉〕”’％…—·,.;:?!)]}%")
_NOT_LAST = frozenset("（《「『【〈〔“‘([{")
_MARKS = frozenset("、，；：。？！—…）》」』】〉〕”’")
_AND = frozenset("和与及或并的")
_LEADING = frozenset("市省区县各原新")
_NOT_LED = frozenset("级民场域区辖内长")
"""After 市 and its like these make one word of two characters."""

_BODIES = frozenset("局厅")
_WORDS = re.compile("|".join(WORDS) + "|[（(][^（）()]{1,4}[）)](?=.)")
"""Frequent words, and short brackets within a name, as in 区（县、市）水利部门."""

_LATIN = re.compile(r"[!-~\u00a1-\u024f]+|.")

_AT_MARK, _AT_AND, _AT_WORD, _EVEN, _ODD, _INSIDE = 0.0, 1.0, 1.5, 3.0, 6.0, 9.0
_IN_BRACKETS = 3.0
_RAGGED, _TOP_HEAVY, _SLACK, _WIDOW = 0.6, 0.05, 0.4, 5.0

Measure = Callable[[str], float]


def pieces(text: str, measure: Measure, width: float) -> list[str]:
    """The pieces between which a line may break.

    Latin words stay whole; closing marks do not begin a line and opening ones do not end one. A piece that is wider
    than a line falls into its characters.
    """
    found: list[str] = []
    for unit in _LATIN.findall(text):
        joins = found and (found[-1][-1] in _NOT_LAST or unit[0] in _NOT_FIRST)
        if joins and measure(found[-1] + unit) <= width:
            found[-1] += unit
        elif measure(unit) > width:
            found.extend(unit)
        else:
            found.append(unit)
    return found


def fill(found: Sequence[str], measure: Measure, width: float) -> list[str]:
    """As much as fits in each line."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in found:
        advance = measure(piece)
        if line and used + advance > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
            if piece == " ":
                continue
        line += piece
        used += advance
    return [*lines, line.rstrip()] if line.strip() else lines


def best_lines(found: Sequence[str], count: int, measure: Measure, width: float, *, left: bool) -> list[str]:
    """The lines, ``count`` of them, that break where it reads best.

    Args:
        found: the pieces.
        count: what filling line by line needs.
        measure: the width of a text in em.
        width: of a line, in em.
        left: flush left: lines should be full; else they are centred and should be about equally long.
    """
    text = "".join(found)
    cost = break_costs(text)
    starts = [0]
    for piece in found:
        starts.append(starts[-1] + len(piece))
    target = measure(text) / count
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(1, count + 1):
        reached: dict[int, tuple[float, int]] = {}
        for first, (spent, _) in best[-1].items():
            for end in range(first + 1, len(found) + 1):
                used = measure(text[starts[first] : starts[end]].strip())
                if used > width:
                    break
                is_last = end == len(found)
                if is_last != (number == count):
                    continue
                price = spent + (0.0 if is_last else cost[starts[end]])
                if left:
                    price += (_WIDOW if used < 2 else 0.0) if is_last else (width - used) * _SLACK
                else:
                    price += (used - target) ** 2 * _RAGGED - (0.0 if is_last else used * _TOP_HEAVY)
                if end not in reached or price < reached[end][0]:
                    reached[end] = (price, first)
        best.append(reached)
    if len(found) not in best[count]:
        return fill(found, measure, width)
    end, lines = len(found), []
    for number in range(count, 0, -1):
        first = best[number][end][1]
        lines.append(text[starts[first] : starts[end]].strip())
        end = first
    return lines[::-1]


def break_costs(text: str) -> list[float]:
    """What a break before each character costs; the lowest at marks, the highest inside a word."""
    words = [word.span() for word in _WORDS.finditer(text)]
    joints = {end for word in words for end in word}
    inside = {at for start, end in words for at in range(start + (text[start] not in _NOT_LAST), end)}
    costs = [_ODD]
    since = depth = 0
    for at in range(1, len(text) + 1):
        before, after = text[at - 1], text[at : at + 1]
        depth += (before in "（(〔") - (before in "）)〕")
        since = 1 if at - 1 in joints or _is_joint(text, at - 1) else since + 1
        if at in inside:
            costs.append(_INSIDE)
        elif before in _MARKS or after in _NOT_LAST:
            costs.append(_AT_MARK)
        elif before in _AND or before == " " or after == " ":
            costs.append(_AT_AND)
        elif at in joints or after in _AND or _is_joint(text, at):
            costs.append(_AT_WORD)
        else:
            costs.append(_EVEN if since % 2 == 0 else _ODD)
        costs[-1] += _IN_BRACKETS if depth > 0 else 0.0
    return costs


def _is_joint(text: str, at: int) -> bool:
    """Whether counting characters of words begins anew at a position."""
    if at == 0:
        return True
    before, after = text[at - 1], text[at : at + 1]
    ends = before in _BODIES and at > 2
    leads = before in _LEADING and after not in _NOT_LED and (at == 1 or text[at - 2] in _MARKS)
    return before in _MARKS or before in _AND or leads or ends or before.isascii() != after.isascii()
