"""The names that ``letters.yml`` may use for values and datasets."""

from __future__ import annotations

from lunzheng.model.edition import Edition
from lunzheng.model.facts import token_names

LETTER_TOKENS = (
    "发文机关",
    "主管单位",
    "细则",
    "细则文号",
    "方案",
    "方案全称",
    "主要建设内容",
    "绩效总目标",
    "收文单位",
    "反馈单位",
    "意见单位",
    "意见分工",
)
"""What letters may name beside the project's tokens, the blanks and the time limits (``时限.反馈``)."""

LETTER_DATASETS = ("意见方面", "意见分工", "意见", "评审要点")
"""What letters and forms may list beside the project's datasets."""


def letter_token_names(edition: Edition) -> set[str]:
    """Every name that ``{{…}}`` may hold in ``letters.yml``."""
    places = {blank.name for blank in (edition.letters.date, *edition.letters.blanks)}
    clocks = {f"时限.{clock.code}" for clock in edition.head.clocks}
    return {*token_names(edition), *places, *clocks, *LETTER_TOKENS}
