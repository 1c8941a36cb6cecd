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

EXPERT_TOKENS = (
    "抽取次数",
    "抽取理由",
    "规则固定日期",
    "抽取方法",
    "专家库指纹",
    "专家库人数",
    "抽取名额",
    "候补名额",
    "领域名额",
    "抽取日期",
    "默认分支",
    "固定提交",
    "种子提交",
    "种子原文",
    "抽取种子",
    "评审日期",
    "评审地点",
    "评审结论",
    "签字存档",
)
"""What letters and forms may name of the expert review."""

EXPERT_DATASETS = ("抽取结果", "专家替补", "到会专家", "专家意见")
"""What forms may list of the expert review."""

LETTER_DATASETS = ("意见方面", "意见分工", "意见", "评审要点", *EXPERT_DATASETS)
"""What letters and forms may list beside the project's datasets."""


def letter_token_names(edition: Edition) -> set[str]:
    """Every name that ``{{…}}`` may hold in ``letters.yml``."""
    places = {blank.name for blank in (edition.letters.date, *edition.letters.blanks)}
    clocks = {f"时限.{clock.code}" for clock in edition.head.clocks}
    return {*token_names(edition), *places, *clocks, *LETTER_TOKENS, *EXPERT_TOKENS}
