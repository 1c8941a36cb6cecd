"""The review as an edition has it (``review.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key
from lunzheng.model.submission_words import SubmissionWords


@dataclass(frozen=True, kw_only=True)
class ReviewBook(Record):
    """``review.yml``; what an edition does not have stays empty."""

    submission: SubmissionWords = key("报送")
