"""What the experts concluded, and the department's replies, as recorded in ``review/conclusion.yml`` (art. 11, 12)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lunzheng.model.opinion import YES
from lunzheng.model.record import Record, key

CONCLUSION_FILE = "review/conclusion.yml"


@dataclass(frozen=True, kw_only=True)
class ExpertReply(Record):
    """The department's answer to one opinion; ``section`` is what was changed."""

    result: str = key("采纳情况")
    reason: str = key("说明")
    section: str = key("修改章节")


@dataclass(frozen=True, kw_only=True)
class ExpertOpinion(Record):
    """One opinion of an expert or of the whole panel; ``section`` is empty where it is on the plan as a whole."""

    number: int | None = key("编号")
    source: str = key("专家")
    section: str = key("章节")
    text: str = key("内容")
    reply: ExpertReply = key("答复")
    released: str = key("公开")

    @property
    def is_released(self) -> bool:
        """Whether the public may read it, once the meeting's conclusion and the plan are public."""
        return self.released == YES


@dataclass(frozen=True, kw_only=True)
class Signatures(Record):
    """That the experts have signed on paper, and where the paper is kept."""

    on_paper: str = key("纸质签字")
    kept_at: str = key("存放处")


@dataclass(frozen=True, kw_only=True)
class ReviewMeeting(Record):
    """One meeting; ``draw`` is the number of the draw that its experts came from."""

    draw: int | None = key("次")
    date: datetime.date | None = key("日期")
    place_of_meeting: str = key("地点")
    present: tuple[str, ...] = key("到会专家")
    result: str = key("结论")
    signatures: Signatures = key("签字")
    opinions: tuple[ExpertOpinion, ...] = key("意见")
    released: str = key("公开")

    @property
    def is_released(self) -> bool:
        """Whether the public may read what was concluded, once the plan is public."""
        return self.released == YES


@dataclass(frozen=True, kw_only=True)
class Conclusion(Record):
    """``review/conclusion.yml``."""

    meetings: tuple[ReviewMeeting, ...] = key("评审")

    @property
    def current(self) -> ReviewMeeting | None:
        """The last meeting: the one that counts."""
        return self.meetings[-1] if self.meetings else None
