"""What letters and forms may name of the expert review: the draw, the meeting, the opinions with their replies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lunzheng.model.conclusion import ReviewMeeting
from lunzheng.model.datasets import Row
from lunzheng.model.edition import YES
from lunzheng.model.expert import DrawRound
from lunzheng.model.library import Library, Project
from lunzheng.model.period import chinese_date
from lunzheng.model.record import bind
from lunzheng.model.section_names import section_label


class ExpertFacts:
    """The current draw and meeting of one project; where there is none, every value is empty."""

    def __init__(self, project: Project, library: Library) -> None:
        home = project.experts.place()
        self.draw = project.experts.current or bind(DrawRound, None, home)
        self.meeting = project.conclusion.current or bind(ReviewMeeting, None, home)
        self.project = project
        self.edition = library.edition
        self.words = library.edition.review.experts

    def tokens(self) -> dict[str, str | None]:
        """The values of ``EXPERT_TOKENS``."""
        return {name: compute(self) or None for name, compute in TOKENS.items()}

    def rows(self, dataset: str) -> list[Row] | None:
        """The rows of one of ``EXPERT_DATASETS``; None of any other."""
        compute = DATASETS.get(dataset)
        return list(compute(self)) if compute else None

    def quotas(self) -> str:
        """How many seats are kept for which field, in words."""
        fixing, titles = self.draw.fixing, self.words.titles
        kept = sum(quota.seats or 0 for quota in fixing.quotas)
        listed = [_put(titles.quota, {"领域": quota.field, "名额": quota.seats}) for quota in fixing.quotas]
        if rest := (fixing.seats or 0) - kept:
            listed.append(_put(titles.rest, {"名额": rest}))
        return self.edition.letters.words.party_join.join(listed)

    def drawn(self) -> Iterable[Row]:
        """The members and the substitutes, as the seed gave them."""
        titles = self.words.titles
        for seat in self.draw.outcome.experts:
            yield {"身份": titles.drawn, "编号": seat.number, "领域": seat.field or titles.any_field}
        for substitute in self.draw.outcome.substitutes:
            fields = self.edition.letters.words.party_join.join(substitute.fields) or titles.any_field
            yield {"身份": titles.substitute, "编号": substitute.number, "领域": fields}

    def replaced(self) -> Iterable[Row]:
        """Who declined, and who stepped in."""
        for item in self.draw.replacements:
            yield {"编号": item.number, "理由": item.reason, "日期": item.date, "替补": item.successor}

    def panel(self) -> Iterable[Row]:
        """Who is to come: those drawn, after the replacements, and those invited."""
        titles, present = self.words.titles, self.meeting.present
        members = [(titles.drawn, seat.number, seat.field or titles.any_field) for seat in self.draw.panel()]
        members += [(titles.invited, expert.number, expert.field) for expert in self.draw.invited]
        for title, number, field in members:
            if not present or number in present:
                yield {"身份": title, "编号": number, "领域": field}

    def opinions(self) -> Iterable[Row]:
        """The opinions with their replies."""
        for opinion in self.meeting.opinions:
            yield {
                "编号": opinion.number,
                "专家": opinion.source,
                "章节": section_label(self.edition, opinion.section) or self.words.titles.whole_plan,
                "意见": opinion.text,
                "采纳": opinion.reply.result,
                "说明": opinion.reply.reason,
                "修改章节": section_label(self.edition, opinion.reply.section),
            }

    def seed_text(self) -> str:
        commit = self.draw.outcome.seed_commit
        return self.draw.seed_text(self.project.id, commit) if commit else ""

    def kept(self) -> str:
        """Where the signed paper is."""
        signatures = self.meeting.signatures
        if signatures.on_paper != YES or not signatures.kept_at:
            return ""
        return _put(self.words.titles.kept, {"存放处": signatures.kept_at})


def _put(pattern: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


TOKENS: Mapping[str, Callable[[ExpertFacts], str]] = {
    "抽取次数": lambda facts: _count(facts.draw.number),
    "抽取理由": lambda facts: facts.draw.fixing.reason,
    "规则固定日期": lambda facts: chinese_date(facts.draw.fixing.date),
    "抽取方法": lambda facts: facts.draw.fixing.method,
    "专家库指纹": lambda facts: facts.draw.fixing.fingerprint,
    "专家库人数": lambda facts: _count(facts.draw.fixing.pool_size),
    "抽取名额": lambda facts: _count(facts.draw.fixing.seats),
    "候补名额": lambda facts: _count(facts.draw.fixing.substitutes),
    "领域名额": lambda facts: facts.quotas(),
    "抽取日期": lambda facts: chinese_date(facts.draw.outcome.date),
    "默认分支": lambda facts: facts.draw.outcome.branch,
    "固定提交": lambda facts: facts.draw.outcome.fixing_commit,
    "种子提交": lambda facts: facts.draw.outcome.seed_commit,
    "种子原文": lambda facts: facts.seed_text(),
    "抽取种子": lambda facts: facts.draw.outcome.seed,
    "评审日期": lambda facts: chinese_date(facts.meeting.date),
    "评审地点": lambda facts: facts.meeting.place_of_meeting,
    "评审结论": lambda facts: facts.meeting.result,
    "签字存档": lambda facts: facts.kept(),
}
"""The values of ``EXPERT_TOKENS`` by name."""

DATASETS: Mapping[str, Callable[[ExpertFacts], Iterable[Row]]] = {
    "抽取结果": ExpertFacts.drawn,
    "专家替补": ExpertFacts.replaced,
    "到会专家": ExpertFacts.panel,
    "专家意见": ExpertFacts.opinions,
}
"""The rows of ``EXPERT_DATASETS`` by name."""
