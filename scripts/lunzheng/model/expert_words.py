"""How an edition has its expert review: numbers, results and words (``review.yml``, 专家评审)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class DrawLimits(Record):
    """How many experts: the usual number, the least, the most, whether it has to be odd; and the usual substitutes."""

    usual: int = key("名额")
    least: int = key("最少")
    most: int = key("最多")
    odd: str = key("单数")
    substitutes: int = key("候补")
    one_of_a_body: str = key("同单位限一人")


@dataclass(frozen=True, kw_only=True)
class Invitation(Record):
    """Of experts who are asked in person: the levels there are, and their numbers, ``{数}`` counting them."""

    levels: tuple[str, ...] = key("层级")
    number: str = key("编号")


@dataclass(frozen=True, kw_only=True)
class ResultKind(Record):
    """A result of the meeting: the stage that begins with it, whether opinions belong to it, whether to meet again."""

    name: str = key("名称")
    event: str = key("事项")
    needs_opinions: str = key("须有意见")
    again: str = key("须重审")


@dataclass(frozen=True, kw_only=True)
class ExpertTitles(Record):
    """What experts are called in documents, and a seat of any field."""

    drawn: str = key("抽取")
    substitute: str = key("候补")
    invited: str = key("邀请")
    any_field: str = key("不限领域")
    rest: str = key("其余")
    quota: str = key("领域名额")
    whole_plan: str = key("全文")
    kept: str = key("签字存档")


@dataclass(frozen=True, kw_only=True)
class ExpertReview(Record):
    """``专家评审`` of ``review.yml``; an edition without it has no expert review.

    ``request`` is the stage that a request begins; ``panel`` the source of an opinion that all experts share;
    ``names_sections`` is 是 where an answer upon which the plan is changed has to say which section was.
    """

    article: str = key("条款")
    request: str = key("申请事项")
    limits: DrawLimits = key("抽取")
    invitation: Invitation = key("邀请")
    panel: str = key("意见来源")
    results: tuple[ResultKind, ...] = key("结论")
    names_sections: str = key("须写修改章节")
    titles: ExpertTitles = key("称谓")

    def result(self, name: str) -> ResultKind | None:
        return next((item for item in self.results if item.name == name), None)
