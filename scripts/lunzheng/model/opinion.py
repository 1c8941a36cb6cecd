"""Opinions on a plan as they stand in ``review/opinions.yml``: what was said, by which party, and what was answered.

Art. 9 and 10. The file is a record: an opinion keeps its number for ever, and a party that said nothing is listed as
such, never as one that agrees.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from lunzheng.model.record import Record, key

YES, NO = "是", "否"


class OpinionKind(StrEnum):
    """On one place of the plan, on the whole plan, or expressly none."""

    PLACED = "意见"
    GENERAL = "总体意见"
    NONE = "无意见"


class Conclusion(StrEnum):
    """What a reviewer concludes; a conclusion that the forge has dismissed counts for nothing."""

    APPROVED = "同意"
    CHANGES_ASKED = "要求修改"
    DISMISSED = "已撤销"


class State(StrEnum):
    """Where an opinion stands."""

    OPEN = "待答复"
    ANSWERED = "已答复"
    NO_ANSWER_NEEDED = "无需答复"
    WITHDRAWN = "已撤回"


@dataclass(frozen=True, kw_only=True)
class Solicitation(Record):
    """What the parties were asked about: the pull request, the commit and the dates."""

    number: int | None = key("请求")
    link: str = key("链接")
    commit: str = key("提交")
    date: datetime.date | None = key("日期")
    due: datetime.date | None = key("截止")


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """What somebody has said; ``withheld`` says why the text is not kept.

    Attributes:
        party: empty where nobody knows whom the account belongs to.
        role: of the person; names are never kept.
        written: ISO 8601, with the time where it is known.
        edited: when the text was last changed; empty if never.
        source: which comment of which pull request; empty for what came on paper.
    """

    party: str = key("单位")
    role: str = key("岗位")
    text: str = key("内容")
    withheld: str = key("未录入")
    written: str = key("时间")
    edited: str = key("修改时间")
    late: str = key("逾期")
    withdrawn: str = key("已撤回")
    link: str = key("链接")
    source: str = key("来源")

    @property
    def date(self) -> datetime.date | None:
        """The day on which it was said."""
        try:
            return datetime.date.fromisoformat(self.written[:10])
        except ValueError:
            return None

    @property
    def is_late(self) -> bool:
        """Whether it came after the opinions had been gathered and returned."""
        return self.late == YES

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn == YES


@dataclass(frozen=True, kw_only=True)
class Reply(Record):
    """What the department answers to an opinion."""

    result: str = key("结果")
    reason: str = key("理由")
    withheld: str = key("未录入")
    role: str = key("岗位")
    written: str = key("时间")
    link: str = key("链接")
    source: str = key("来源")


@dataclass(frozen=True, kw_only=True)
class Opinion(Statement):
    """One opinion.

    Attributes:
        number: stable, never used twice.
        kind: one of :class:`OpinionKind`.
        aspects: codes of the aspects of art. 10.
        section: outline and section, such as ``proposal:4.3``, or file and entry, such as ``budget.yml:费用/3``.
        section_title: as people read it.
        line: counted in the file at ``commit``.
        asks_for_changes: 是 where changes were asked for without saying which.
        grave: 是 where it is for a special meeting (art. 9), 否 where somebody has decided that it is not.
        released: 是 where somebody has decided that the public may read it with its answer.
        edited_after_reply: 是 where the text was changed after the answer; ``replied_text`` is the former one.
    """

    number: int | None = key("编号")
    kind: str = key("种类")
    aspects: tuple[str, ...] = key("方面")
    section: str = key("章节")
    section_title: str = key("章节名")
    file: str = key("文件")
    line: int | None = key("行")
    asks_for_changes: str = key("要求修改")
    resolved: str = key("已解决")
    grave: str = key("重大问题")
    supplements: tuple[Statement, ...] = key("补充")
    reply: Reply = key("答复")
    edited_after_reply: str = key("答复后修改")
    replied_text: str = key("答复时内容")
    discussion: tuple[Statement, ...] = key("讨论")
    released: str = key("公开")
    commit: str = key("提交")

    @property
    def is_released(self) -> bool:
        """Whether the public may read it, once the plan is public."""
        return self.released == YES and self.counts

    @property
    def is_grave(self) -> bool:
        return self.grave == YES

    @property
    def counts(self) -> bool:
        """Whether it is an opinion of one of the parties that stands."""
        return bool(self.party) and not self.is_withdrawn

    @property
    def state(self) -> State:
        if self.is_withdrawn:
            return State.WITHDRAWN
        if self.kind == OpinionKind.NONE:
            return State.NO_ANSWER_NEEDED
        return State.ANSWERED if self.reply.result else State.OPEN


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """A conclusion of a party, bound to the commit that it saw.

    ``seen`` are the parts of an approved plan with the fingerprint of each, parted by a blank.
    """

    party: str = key("单位")
    role: str = key("岗位")
    conclusion: str = key("结论")
    commit: str = key("提交")
    written: str = key("时间")
    link: str = key("链接")
    source: str = key("来源")
    seen: tuple[str, ...] = key("指纹")

    @property
    def fingerprints(self) -> dict[str, str]:
        """Part → fingerprint of its content as the reviewer saw it."""
        return {part: digest for part, _, digest in (entry.rpartition(" ") for entry in self.seen)}


@dataclass(frozen=True, kw_only=True)
class SilentParty(Record):
    """A party that had said nothing when its time was over."""

    party: str = key("单位")
    due: datetime.date | None = key("截止")


@dataclass(frozen=True, kw_only=True)
class Opinions(Record):
    """``review/opinions.yml``."""

    solicitation: Solicitation = key("征求")
    opinions: tuple[Opinion, ...] = key("意见")
    reviews: tuple[Review, ...] = key("评审")
    silent: tuple[SilentParty, ...] = key("未反馈")

    def numbered(self, number: int) -> Opinion | None:
        return next((opinion for opinion in self.opinions if opinion.number == number), None)

    @property
    def unanswered(self) -> list[Opinion]:
        """The opinions that the department still owes an answer, in the order of their numbers."""
        return [opinion for opinion in self.opinions if opinion.party and opinion.state is State.OPEN]
