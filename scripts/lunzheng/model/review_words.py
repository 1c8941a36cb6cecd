"""The review as an edition has it (``review.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.comparison_words import ComparisonSheet
from lunzheng.model.pull_request_words import PullRequestSheet
from lunzheng.model.record import Record, key
from lunzheng.model.submission_words import SubmissionWords


@dataclass(frozen=True, kw_only=True)
class OpinionWords(Record):
    """Opinions and replies (art. 9, art. 10): the stages whose records begin and end their gathering."""

    asked: str = key("征求记录")
    gathered: str = key("反馈记录")


@dataclass(frozen=True, kw_only=True)
class Material(Record):
    """The files that are read for one aspect, named by its code."""

    aspect: str = key("方面")
    files: tuple[str, ...] = key("文件")


@dataclass(frozen=True, kw_only=True)
class ReviewBook(Record):
    """``review.yml``; what an edition does not have stays empty."""

    opinions: OpinionWords = key("意见")
    submission: SubmissionWords = key("报送")
    pull_request: PullRequestSheet = key("合并请求")
    comparison: ComparisonSheet = key("修改对照")
    materials: tuple[Material, ...] = key("材料")
