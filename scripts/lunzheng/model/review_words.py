"""The review as an edition has it (``review.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.expert_words import ExpertReview
from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class ReviewBook(Record):
    """``review.yml``; what an edition does not have stays empty."""

    experts: ExpertReview = key("专家评审")
