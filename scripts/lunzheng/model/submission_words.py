"""The words of a submission as an edition has them (``review.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class SubmissionWords(Record):
    """Patterns with ``{项目名称}``, ``{代号}``, ``{阶段}``, ``{建设单位}`` and ``{文档}``.

    Attributes:
        first: the message of the commit that begins a round.
        again: that of a later one.
        record: the note in the record of a plan.
        sent: the note in the record of its sending out, with ``{单位}``, the parties that are asked.
        returned: the note in the record of the return of the opinions.
    """

    first: str = key("首次")
    again: str = key("修改")
    record: str = key("记录")
    sent: str = key("征求")
    returned: str = key("反馈")
