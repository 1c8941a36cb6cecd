"""Answering an opinion, and deciding whether it is for a special meeting, without the forge (art. 9)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from lunzheng.model.edition import Edition
from lunzheng.model.library import Project
from lunzheng.model.opinion import NO, YES, Opinion, Opinions, Reply, State, Statement
from lunzheng.review.cleaning import clean
from lunzheng.review.opinions_file import OpinionsError
from lunzheng.review.release import still_released
from lunzheng.review.rounds import CHINA
from lunzheng.review.statements import blank, reply_text


@dataclass(frozen=True)
class Given:
    """What a department answers: one of the edition's results, why, and the role of whoever answers."""

    result: str
    reason: str = ""
    role: str = ""


def answer(project: Project, edition: Edition, number: int, given: Given, today: datetime.date) -> Opinions:
    """The opinions with an answer to one of them; a former answer stays among the remarks.

    Args:
        project: as it stands.
        edition: its words.
        number: of the opinion.
        given: the answer.
        today: the calendar day in China.

    Raises:
        OpinionsError: there is no such opinion, it takes no answer, or the answer is not one.
    """
    opinion = _numbered(project, number)
    if opinion.state in (State.WITHDRAWN, State.NO_ANSWER_NEEDED):
        raise OpinionsError(f"意见 {number} {opinion.state.value}，不用答复")
    kind = edition.review.reply(given.result)
    if kind is None:
        names = "、".join(one.name for one in edition.review.replies)
        raise OpinionsError(f"没有“{given.result}”这种结果；可以写：{names}")
    reason, role = (clean(text, edition) for text in (given.reason, given.role))
    for text in (reason, role):
        if text.withheld:
            raise OpinionsError(text.withheld)
    if kind.needs_reason == YES and not reason.text:
        raise OpinionsError(f"“{given.result}”要写明理由：--reason")
    if "\n" in role.text:
        raise OpinionsError("岗位只写一行")
    former = opinion.reply
    made = replace(blank(Reply), result=given.result, reason=reason.text, role=role.text)
    if (former.result, former.reason, former.role) == (made.result, made.reason, made.role):
        return project.opinions
    made = replace(made, written=_after(today, former.written, opinion.edited))
    discussion = opinion.discussion
    if former.result:
        kept = replace(
            blank(Statement),
            party=project.profile.owner.name,
            role=former.role,
            text=reply_text(former),
            withheld=former.withheld,
            written=former.written,
            link=former.link,
            source=former.source,
        )
        discussion = tuple(sorted((*discussion, kept), key=lambda item: (item.written, item.source)))
    changed = replace(opinion, reply=made, discussion=discussion, edited_after_reply="", replied_text="")
    return _with(project.opinions, still_released(changed, opinion))


def flag(project: Project, number: int, *, grave: bool) -> Opinions:
    """The opinions with one marked as for a special meeting, or as not; collecting does not change that again.

    Raises:
        OpinionsError: there is no such opinion.
    """
    return _with(project.opinions, replace(_numbered(project, number), grave=YES if grave else NO))


def _numbered(project: Project, number: int) -> Opinion:
    opinion = project.opinions.numbered(number)
    if opinion is None:
        numbers = [str(one.number) for one in project.opinions.opinions]
        listed = f"有的编号：{'、'.join(numbers)}" if numbers else "还没有收到意见"
        raise OpinionsError(f"没有第 {number} 条意见；{listed}")
    return opinion


def _with(opinions: Opinions, changed: Opinion) -> Opinions:
    listed = tuple(changed if one.number == changed.number else one for one in opinions.opinions)
    return replace(opinions, opinions=listed)


def _after(today: datetime.date, *earlier: str) -> str:
    """The day as a time, later than what it answers to: of two answers the later one holds."""
    day = datetime.datetime.combine(today, datetime.time(), CHINA)
    times = [datetime.datetime.fromisoformat(time) for time in earlier if time]
    aware = [time if time.tzinfo else time.replace(tzinfo=CHINA) for time in times]
    return max([day, *(time + datetime.timedelta(seconds=1) for time in aware)]).astimezone(CHINA).isoformat()
