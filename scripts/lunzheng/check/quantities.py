"""Does a text say how much? Figures that measure, as against years, ordinals and document numbers."""

from __future__ import annotations

import re

_NO_MEASURE = re.compile(
    r"〔[0-9]{4}〕第?[0-9]+号"
    r"|[A-Za-z]{1,4}(?:/[A-Z])? ?[0-9]+(?:\.[0-9]+)?[-—–－][0-9]{2,4}"
    r"|(?:19|20)[0-9]{2} ?(?:[-—–－~～至到] ?(?:19|20)?[0-9]{2})? ?年(?:[度底末初前后]|第?[一二三四1-4]季度)?"
    r"(?: ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?)?"
    r"|[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?[底前]?"
    r"|“?[一二三四五六七八九十]+五”?(?:规划|时期|期间|末)"
    r"|第 ?[0-9]+ ?[章节条项款页期]|附[表图件] ?[0-9]+|[（(][0-9]+[）)]|^\s*[0-9]+[.、．)）]"
    r"|[A-Za-z]+[0-9]+|[0-9]+[GgDd](?![A-Za-z])"
)
_FIGURE = re.compile(
    r"[0-9０-９]|百分之|翻[一两]?番|全覆盖|半数|[一两]半|零(?:差错|事故|投诉|跑动|材料)"
    r"|(?:[二两三四五六七八九十百千万亿]+|[一半数几十百千万]+(?=[倍成半]))(?:分之|余|多|来)?"
    r"(?:个|项|类|家|件|次|人|名|天|日|周|月|年|小时|分钟|秒|倍|成|半|万|亿|元|份|处|户|张|条|种|级|级以上|公里|台|套)"
    r"|一(?:半|倍|成)"
)


def has_quantity(text: str) -> bool:
    """Whether a text holds a figure that measures something: ``30分钟``, ``三成``; ``2027年`` does not."""
    return _FIGURE.search(_NO_MEASURE.sub("　", text)) is not None
