"""Deciding which opinions the public may read, and taking that back when they change.

Nothing of a review is public unless somebody has said so for each opinion; see :mod:`lunzheng.model.released`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from lunzheng.model.conclusion import CONCLUSION_FILE, ExpertOpinion, ReviewMeeting
from lunzheng.model.edition import NO, YES
from lunzheng.model.library import Project
from lunzheng.model.opinion import Opinion, Opinions, State
from lunzheng.model.record import Record
from lunzheng.review.problems import ReviewError
from lunzheng.review.yaml_file import write_yaml
from lunzheng.source.node import Plain

_RELEASED, _OPINIONS, _MEETINGS = "公开", "意见", "评审"


@dataclass(frozen=True)
class Chosen:
    """What is to be released, or to be taken back.

    Attributes:
        opinions: the numbers of parties' opinions.
        experts: the numbers of opinions of the last expert meeting.
        conclusion: whether what that meeting concluded is meant, too.
    """

    opinions: Collection[int] = ()
    experts: Collection[int] = ()
    conclusion: bool = False


def everything(project: Project, *, released: bool) -> Chosen:
    """All that can be released of a project, or taken back."""
    meeting = project.conclusion.current
    return Chosen(
        opinions=[one.number for one in project.opinions.opinions if one.number and not (released and _fault(one))],
        experts=[one.number for one in meeting.opinions if one.number] if meeting else [],
        conclusion=meeting is not None,
    )


def release_opinions(project: Project, numbers: Collection[int], *, released: bool) -> Opinions:
    """The opinions with some of them released or taken back.

    Raises:
        ReviewError: there is no such opinion, or it cannot be released.
    """
    known = {opinion.number: opinion for opinion in project.opinions.opinions}
    _require(numbers, [number for number in known if number], "意见")
    for number in numbers if released else ():
        if fault := _fault(known[number]):
            raise ReviewError(f"意见 {number} {fault}，不能公开")
    mark = YES if released else NO
    changed = (replace(one, released=mark) if one.number in numbers else one for one in project.opinions.opinions)
    return replace(project.opinions, opinions=tuple(changed))


def release_conclusion(project: Project, chosen: Chosen, *, released: bool) -> bool:
    """Release opinions of the last expert meeting and its conclusion, or take them back, and write it down.

    Returns:
        Whether anything was written.

    Raises:
        ReviewError: there was no meeting, it has no such opinion, or its conclusion would stay internal.
        OSError: it cannot be written; what was there stays.
    """
    meeting = project.conclusion.current
    if meeting is None:
        raise ReviewError("专家评审还没有结论")
    _require(chosen.experts, [one.number for one in meeting.opinions if one.number], "专家意见")
    if released and chosen.experts and not (chosen.conclusion or meeting.is_released):
        raise ReviewError("会议的结论不公开的，专家意见也不能公开；加上 --conclusion")
    meetings: list[Plain] = [
        _marked(one, chosen, released=released) if one is meeting else _plain(one)
        for one in project.conclusion.meetings
    ]
    return write_yaml(project.folder.root / CONCLUSION_FILE, {_MEETINGS: meetings}, "")


def still_released(opinion: Opinion, before: Opinion) -> Opinion:
    """An opinion that has changed since it was released is internal again; the decision was on other words."""
    if opinion.released != YES or _read(opinion) == _read(before):
        return opinion
    return replace(opinion, released=NO)


def _read(opinion: Opinion) -> tuple[object, ...]:
    """What the public would read of an opinion."""
    reply = opinion.reply
    more = tuple((one.text, one.withheld, one.withdrawn) for one in opinion.supplements)
    return opinion.party, opinion.text, opinion.withheld, opinion.withdrawn, more, reply.result, reply.reason


def _fault(opinion: Opinion) -> str:
    """Why an opinion cannot be released; empty where it can."""
    if opinion.state is State.WITHDRAWN:
        return opinion.state.value
    if not opinion.party:
        return "不知道是哪个单位的"
    withheld = [opinion.withheld, opinion.reply.withheld, *(one.withheld for one in opinion.supplements)]
    if any(withheld):
        return "有没有录入的内容"
    return "建设单位还没有答复" if opinion.state is State.OPEN else ""


def _require(numbers: Collection[int], known: list[int], what: str) -> None:
    if missing := [number for number in numbers if number not in known]:
        listed = "、".join(map(str, known)) or "（没有）"
        raise ReviewError(f"没有编号为 {'、'.join(map(str, missing))} 的{what}；有的编号：{listed}")


def _plain(record: Record) -> dict[str, Plain]:
    plain = record.node.plain() if record.node else {}
    return plain if isinstance(plain, dict) else {}


def _marked(meeting: ReviewMeeting, chosen: Chosen, *, released: bool) -> dict[str, Plain]:
    mark = YES if released else NO

    def entry(opinion: ExpertOpinion) -> dict[str, Plain]:
        return _plain(opinion) | ({_RELEASED: mark} if opinion.number in chosen.experts else {})

    content = _plain(meeting)
    if meeting.opinions:
        content[_OPINIONS] = [entry(opinion) for opinion in meeting.opinions]
    return content | ({_RELEASED: mark} if chosen.conclusion else {})
