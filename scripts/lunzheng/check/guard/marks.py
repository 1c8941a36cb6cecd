"""Marks of secrecy, and only marks: an ordinary security chapter is full of 秘密, 机密 and 保密 and must pass.

The three levels and the star come from the Law on Guarding State Secrets and the rules on marking; they hold for every
city. Marks short of a state secret (工作秘密, 内部资料 …) are an edition's list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import chain
from pathlib import PurePosixPath

from lunzheng.check.guard.fold import Folded, fold
from lunzheng.check.guard.places import found_at, line_starts, starts
from lunzheng.check.guard.tables import level_columns


class Role(Enum):
    """What a piece of text is: a mark stands alone in a header, a property or a file name, not in running text."""

    BODY = "body"
    MARGIN = "margin"
    NAME = "name"


@dataclass(frozen=True)
class Mark:
    """A mark that was found.

    Attributes:
        shown: the mark itself as it may be repeated, without term and without the text around it.
        offset: where it begins in the text.
        is_secret: False where a person has to decide.
    """

    shown: str
    offset: int
    is_secret: bool


_SEEN_THROUGH = r"(?:[\s*_`~\\.·-]|<[^<>\n]{0,200}>)"
"""What can stand inside a mark without hiding it: blanks, line ends, Markdown's signs, tags."""
_GAP = rf"{_SEEN_THROUGH}{{0,12}}?"
_FIRST, _SECOND = "绝絕机機秘祕", "密宻"
_LEVEL = rf"(?P<level>[{_FIRST}]{_GAP}[{_SECOND}])"
_PLAIN_LEVEL = rf"[{_FIRST}]密"
_STARS = "★☆⭐⋆✩✪✫✬✭✮✯✰✦🌟＊∗⁎✱✲✳✴✶✷✸✹٭"
_BLANKS = r"\s{0,12}"
"""Bounded, as everything here: a text of nothing but blanks must not take for ever."""
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_TERM = rf"(?:{_NUMBER}{_BLANKS}(?:年|个?月|[日天])|[长長]期|永久|(?:解密|公布|公开|启用|实施)前)"
_STATE = "国家"
_OTHER_SECRETS = ("商业", "工作", "个人", "技术", "他人", "企业", "客户")
"""Before 秘密 these make a word for something that is no state secret, whatever follows."""

_STARRED = re.compile(
    rf"{_LEVEL}{_GAP}[级級]?(?:(?:[^\S\n]|[*_`~\\)）】〕\]>]){{0,12}}[{_STARS}](?:{_BLANKS}(?P<term>{_TERM}))?"
    rf"|{_BLANKS}\n{_BLANKS}[{_STARS}]{_BLANKS}{_TERM}|[●◆◇○•·※#]{_BLANKS}{_TERM})"
)
_ASTERISK = re.compile(
    rf"(?P<level>{_PLAIN_LEVEL})[级級]?[ \t]{{0,12}}\\?\*(?!\*)[ \t]{{0,12}}"
    rf"(?:(?P<term>{_TERM})|(?=$|[\s,，。；;)）】]))",
    re.MULTILINE,
)
_LABEL = r"(?:密\s{0,12}[级級]|[秘祕机機]密等级|[涉保]密(?:等级|级别|程度)|定密级别)(?:[及和与/]?(?:保密)?期限)?"
_TICK = r"(?:[☑☒✓✔√■▣◉●]|\[[xX√]\])"
_BOX = r"(?:[□☐○◯▢]|\[ ?\])"
_LISTED = (
    rf"(?!{_GAP}[级級]?(?:及?以[上下]|[的者]|是指|指)"
    rf"|{_GAP}[级級]?[、/／,，或和及与|至\s]{{0,12}}{_BOX}?{_BLANKS}(?:{_PLAIN_LEVEL}|非[涉密])"
    rf"|{_BLANKS}[、/／或]{_BLANKS}{_BOX}?{_BLANKS}(?:公开|内部|普通|一般|无))"
)
_LABEL_END = r"[\"'*_`\s|]{0,20}(?:[为是]?[:：=＝|\t]|</\w{1,20}>\s{0,12}<\w[^<>\n]{0,80}>|(?=[【〔\[（(]))"
_LABELLED = re.compile(rf"{_LABEL}{_LABEL_END}[\"'“‘*_`\s|【〔\[（(]{{0,20}}{_TICK}?{_BLANKS}{_LEVEL}{_LISTED}")
_TICKED = re.compile(rf"{_LABEL}[^。\n]{{0,40}}?{_TICK}{_BLANKS}{_LEVEL}")
_TERMED = re.compile(rf"{_LEVEL}[\s,，:：（(【]{{0,12}}保密期限[\s:：为]{{0,12}}{_TERM}")
_DECLARED = re.compile(
    r"[本此](?:项目|系统|工程|方案|文件|材料|资料|附件|报告|建议书|文档|件)(?:的?密级)?"
    r"(?:(?:被?(?:定|确定|列|划定)为|属于?|为|系|是)(?:国家)?"
    rf"(?:{_LEVEL}[级級]?(?:国家秘密)?(?:项目|系统|文件|材料|资料|事项|信息系统)?|涉密(?:项目|系统|工程|信息系统|文件))"
    r"|涉及国家秘密)(?=\s*(?:[。，；,;.!！）)]|$))",
    re.MULTILINE,
)
_CONDITION = re.compile(r"如|若|是否|凡|倘|假|当|不得|能否")
_DECOR = r"[\s\"'“”‘’【】〔〕\[\]()（）<>《》#*_`|~\-—:：]*"
_ALONE = re.compile(rf"{_DECOR}{_LEVEL}{_DECOR}[级級]?{_DECOR}(?P<term>{_TERM})?{_DECOR}")
_WARNED = re.compile(
    rf"{_DECOR}{_LEVEL}(?:文件|资料|材料|件)?[\s,，!！·]+(?:注意|妥善|严禁|不得|请勿|严格|禁止)\w{{2,6}}[!！。]?{_DECOR}"
)
_SHORT_LINE = 40
"""So many characters a line with nothing but a mark may have."""
_LEVEL_IN_LINE = re.compile(rf"[{_FIRST}][^\S\n]{{0,6}}[{_SECOND}]")
_BRACKETED = re.compile(
    rf"^[^\S\n]{{0,12}}[#*_>]{{0,6}}[^\S\n]{{0,12}}[【〔]{_BLANKS}{_LEVEL}{_BLANKS}[级級]?(?:件|文件|资料)?{_BLANKS}[】〕](?!{_BLANKS}(?:[:：(]|是指|指|级))",
    re.MULTILINE,
)
_NAME_PART = re.compile(
    rf"(?:^|[\s_.,，+()（）【】〔〕\[\]《》{_STARS}-]){_LEVEL}[级級]?(?:件)?(?=$|[\s_.,，+()（）【】〔〕\[\]《》{_STARS}-])"
)
_CANDIDATE = re.compile(rf"密(?:(?<=[{_FIRST}\s*_`~\\.·>-]密)|(?<=涉密)[项系工信文])")
"""What every mark holds that has a common 密; most texts are done with after looking for it."""
_LEVEL_START = re.compile(rf"[{_FIRST}](?={_GAP}[{_SECOND}])")
_LABEL_SIGN = re.compile(r"密(?=\s{0,12}[级級]|等级|程度)")
"""What every label holds, as its first or its second character."""
_INTERNAL = "内部"
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}
_MENTION = re.compile(r"[”’」』\"]\s*(?:[、或和及与]|等?(?:字样|标志|标识|标记|标注|标签))")


def find_marks(text: str, role: Role = Role.BODY, held: Sequence[str] = ()) -> list[Mark]:
    """The marks in a text, by place.

    Args:
        text: as written; what is invisible or of a compatibility form is seen through.
        role: what the text is.
        held: the words of the edition that a person has to decide about.
    """
    folded = fold(text)
    marks: dict[int, Mark] = {}
    if _CANDIDATE.search(folded.text) or "宻" in folded.text:
        for mark in _secret_marks(folded, role):
            marks.setdefault(mark.offset, mark)
    if held:
        for mark in _held_marks(folded, role, _held_patterns(tuple(held))):
            marks.setdefault(mark.offset, mark)
    return [marks[offset] for offset in sorted(marks)]


def _secret_marks(folded: Folded, role: Role) -> Iterator[Mark]:
    text = folded.text
    levels = [found.start() for found in _LEVEL_START.finditer(text)]
    if levels or "涉密" in text:
        for found in _DECLARED.finditer(text):
            clause = re.split(r"[。；;\n]", text[max(0, found.start() - 40) : found.start()])[-1]
            if not _CONDITION.search(clause):
                yield Mark("写明涉及国家秘密", folded.original(found.start()), is_secret=True)
    if levels:
        yield from _level_marks(folded, role, levels)


def _level_marks(folded: Folded, role: Role, levels: Sequence[int]) -> Iterator[Mark]:
    """The marks that name a level, given where the levels begin."""
    text = folded.text
    for found in found_at(levels, _STARRED, text):
        if not _is_no_mark(text, found):
            yield _mark(folded, found, "★")
    for found in found_at(levels, _ASTERISK, text):
        if not _is_emphasis(text, found):
            yield _mark(folded, found, "★")
    for found in found_at(levels, _TERMED, text):
        if not text.endswith(_STATE, 0, found.start()):
            yield _mark(folded, found, "和保密期限")
    labels = list(_label_starts(text))
    for pattern in (_LABELLED, _TICKED):
        for found in found_at(labels, pattern, text):
            yield _mark(folded, found, "", "密级：")
    for found in found_at(line_starts(text, _bracket_starts(text, levels)), _BRACKETED, text):
        yield _mark(folded, found, "")
    for offset, level in level_columns(text):
        yield Mark(f"密级：{level}", folded.original(offset), is_secret=True)
    yield from _standing_alone(folded, role, levels)


def _label_starts(text: str) -> Iterator[int]:
    """Where a label may begin."""
    for found in _LABEL_SIGN.finditer(text):
        yield max(0, found.start() - 1)
        yield found.start()


def _bracket_starts(text: str, places: Iterable[int]) -> Iterator[int]:
    """The brackets in which nothing but blanks comes before one of the places."""
    for place in places:
        before = place - 1
        while before >= 0 and text[before].isspace():
            before -= 1
        if before >= 0 and text[before] in "【〔":
            yield before


def _is_no_mark(text: str, found: re.Match[str]) -> bool:
    """Whether the star is not the level's: tender papers put one at clauses that cannot be waived, 保守国家秘密★."""
    if "\n" in found.group() and _line_before(text, found.start()).strip(" \t#>*_"):
        return True
    if text.endswith(_OTHER_SECRETS, 0, found.start()):
        return True
    return not found["term"] and text.endswith(_STATE, 0, found.start())


def _is_emphasis(text: str, found: re.Match[str]) -> bool:
    """Markdown's asterisk, not a mark's."""
    before = _line_before(text, found.start())
    return before.endswith(("*", "密", _STATE, *_OTHER_SECRETS)) or (not found["term"] and "*" in before)


def _standing_alone(folded: Folded, role: Role, levels: Sequence[int]) -> Iterator[Mark]:
    """A level by itself: with a term on any line, without one only where a mark has its place."""
    text = folded.text
    if role is Role.NAME:
        offset = 0
        for part in text.split("/"):
            if found := _NAME_PART.search(PurePosixPath(part).stem):
                yield Mark(_level(found), folded.original(offset + found.start("level")), is_secret=True)
            offset += len(part) + 1
        return
    first = len(text) - len(text.lstrip())
    for start in line_starts(text, levels):
        end = text.find("\n", start)
        line = text[start : end if end != -1 else len(text)]
        if len(line) > _SHORT_LINE or not _LEVEL_IN_LINE.search(line):
            continue
        if not (found := _ALONE.fullmatch(line) or _WARNED.fullmatch(line)):
            continue
        is_first = text.find("\n", first, start) == -1
        if role is Role.MARGIN or is_first or found.re is _WARNED or found["term"]:
            yield Mark(_level(found), folded.original(start + found.start("level")), is_secret=True)


def _mark(folded: Folded, found: re.Match[str], after: str, before: str = "") -> Mark:
    offset = found.start("level")
    mention = _is_mention(folded.text, found)
    return Mark(f"{before}{_level(found)}{after}", folded.original(offset), is_secret=not mention)


def _is_mention(text: str, found: re.Match[str]) -> bool:
    """Whether the mark stands in quotes and is spoken of: 标有“密级★”字样的文件不得录入."""
    quote = text[found.start() - 1 : found.start()] if found.start() else ""
    if quote not in _QUOTES or not quote:
        return False
    end = text.find(_QUOTES[quote], found.end() - 1, found.end() + 12)
    return end != -1 and _MENTION.match(text, end) is not None


def _level(found: re.Match[str]) -> str:
    first = found["level"][0]
    return {"绝": "绝密", "絕": "绝密", "机": "机密", "機": "机密"}.get(first, "秘密")


def _line_before(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 : offset]


@dataclass(frozen=True)
class _HeldPatterns:
    word: re.Pattern[str]
    alone: re.Pattern[str]
    together: re.Pattern[str]
    name: re.Pattern[str]


@cache
def _held_patterns(words: tuple[str, ...]) -> _HeldPatterns:
    word = "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
    between = r"[\s,，、。.!！·:：]"
    decor = r"[ \t\u3000\"'【】〔〕\[\]()（）<>#*_`~]*"
    return _HeldPatterns(
        word=re.compile(word),
        alone=re.compile(
            rf"^{decor}(?P<held>{word})(?:{between}*{word})*{decor}(?:[{_STARS}]\s*{_TERM}?)?[。!！]?{decor}$",
            re.MULTILINE,
        ),
        together=re.compile(
            rf"(?P<held>{word})(?:[ \t]*[{_STARS}]|[ \t,，!！·]{{1,4}}{word})"
            rf"|[【〔]\s*(?P<boxed>{word})\s*[】〕]"
            rf"|{_LABEL}[\s|]*[:：=|\t]\s*(?P<labelled>{word}|{_INTERNAL})(?![、/／或]|\s*{_BOX})"
        ),
        name=re.compile(rf"(?:^|[\s_.,，()（）【】〔〕\[\]-])(?P<held>{word})(?=$|[\s_.,，()（）【】〔〕\[\]-])"),
    )


def _held_marks(folded: Folded, role: Role, patterns: _HeldPatterns) -> Iterator[Mark]:
    text = folded.text
    words = list(starts(patterns.word, text))
    labels = list(_label_starts(text))
    if role is Role.NAME:
        matches = patterns.name.finditer(text) if words else iter(())
    else:
        together = sorted({*words, *_bracket_starts(text, words), *labels})
        matches = chain(
            found_at(line_starts(text, words), patterns.alone, text), found_at(together, patterns.together, text)
        )
    for found in matches:
        group = found.lastgroup or "held"
        yield Mark(found[group], folded.original(found.start(group)), is_secret=False)
