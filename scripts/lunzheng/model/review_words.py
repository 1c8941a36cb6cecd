"""The words of the review as an edition has them (``review.yml``): how comments are understood, and what is printed."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.comparison_words import ComparisonSheet
from lunzheng.model.expert_words import ExpertReview
from lunzheng.model.pull_request_words import PullRequestSheet
from lunzheng.model.record import Record, key
from lunzheng.model.submission_words import SubmissionWords


@dataclass(frozen=True, kw_only=True)
class ReplyKind(Record):
    """An answer to an opinion of a party or an expert.

    Attributes:
        needs_reason: 是 where it has to say why.
        changes_plan: 是 where the plan is changed as the opinion wishes.
    """

    name: str = key("名称")
    needs_reason: str = key("须说明")
    changes_plan: str = key("作修改")


@dataclass(frozen=True, kw_only=True)
class FileName(Record):
    file: str = key("文件")
    name: str = key("名称")


@dataclass(frozen=True, kw_only=True)
class TableWords(Record):
    """What the table of opinions says beside the opinions themselves."""

    none: str = key("无意见")
    silent: str = key("未反馈")
    changes_asked: str = key("要求修改")
    empty: str = key("没有内容")
    supplement: str = key("补充")
    late: str = key("逾期")
    withdrawn: str = key("已撤回")
    grave: str = key("重大问题")
    join: str = key("并列")


@dataclass(frozen=True, kw_only=True)
class WithheldWords(Record):
    """What stands in place of a text that must not be kept, and what to do about it."""

    secret: str = key("秘密")
    held: str = key("待定")


@dataclass(frozen=True, kw_only=True)
class OpinionWords(Record):
    """Opinions and replies (art. 9, art. 10).

    Attributes:
        asked, gathered: the stages whose records begin and end the gathering of opinions.
        reply: opens an answer by number in the conversation.
        opinion: opens an opinion of a party in the conversation.
        grave: at the head of a comment, in brackets, these mark a matter for a special meeting.
        nothing: a review that says no more than this has no opinion.
        in_file: how a place in a data file is written.
        too_long: closes a text that was cut.
    """

    asked: str = key("征求记录")
    gathered: str = key("反馈记录")
    reply: str = key("答复词")
    opinion: str = key("意见词")
    grave: tuple[str, ...] = key("重大词")
    nothing: tuple[str, ...] = key("无意见词")
    general: str = key("总体")
    files: tuple[FileName, ...] = key("文件")
    in_file: str = key("位置")
    table: TableWords = key("汇总表")
    withheld: WithheldWords = key("未录入")
    too_long: str = key("过长")


@dataclass(frozen=True, kw_only=True)
class RecordOrder(Record):
    """Which records may follow which.

    Attributes:
        repeatable: stages that a revised plan may go through again.
        until: the stage after which nothing is repeated.
        reopening: closing stages that another record may follow.
    """

    repeatable: tuple[str, ...] = key("可以重办")
    until: str = key("止于")
    reopening: tuple[str, ...] = key("可以再启")


@dataclass(frozen=True, kw_only=True)
class Material(Record):
    """The files that are read for one aspect, named by its code."""

    aspect: str = key("方面")
    files: tuple[str, ...] = key("文件")


@dataclass(frozen=True, kw_only=True)
class ReviewWords(Record):
    """``review.yml``; what an edition does not have stays empty."""

    replies: tuple[ReplyKind, ...] = key("答复")
    opinions: OpinionWords = key("意见")
    records: RecordOrder = key("记录")
    experts: ExpertReview = key("专家评审")
    submission: SubmissionWords = key("报送")
    pull_request: PullRequestSheet = key("合并请求")
    comparison: ComparisonSheet = key("修改对照")
    materials: tuple[Material, ...] = key("材料")

    def reply(self, name: str) -> ReplyKind | None:
        """The kind of answer that a name stands for."""
        return next((kind for kind in self.replies if kind.name == name), None)

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The lists that the schemas of project files choose from, by the names that they use for them."""
        return {
            "答复": tuple(kind.name for kind in self.replies),
            "结论": tuple(result.name for result in self.experts.results),
        }
