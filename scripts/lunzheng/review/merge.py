"""Opinions found at the forge brought together with those on record: numbers stay, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lunzheng.model.opinion import YES, Conclusion, Opinion, OpinionKind, Review, Statement
from lunzheng.review.discussion import Discussion, Raised
from lunzheng.review.forge.interface import Verdict
from lunzheng.review.placing import Placing
from lunzheng.review.release import still_released
from lunzheng.review.rounds import local_time
from lunzheng.review.statements import Scribe, blank

MAX_STRANGERS = 50
"""Opinions of accounts that nobody knows; more of them are a flood, not a solicitation."""

_CONCLUSIONS = {
    Verdict.APPROVED: Conclusion.APPROVED,
    Verdict.CHANGES_REQUESTED: Conclusion.CHANGES_ASKED,
    Verdict.DISMISSED: Conclusion.DISMISSED,
}


@dataclass
class Merge:
    """Takes one pull request's discussion into the opinions of a project.

    Attributes:
        messages: what a person has to know or do, in Chinese.
    """

    scribe: Scribe
    placing: Placing
    found: Discussion
    messages: list[str] = field(default_factory=list)

    def opinions(self, recorded: Sequence[Opinion]) -> tuple[Opinion, ...]:
        """The opinions by number: those on record brought up to date, then new ones in the order of time."""
        known = {opinion.source: opinion for opinion in recorded if opinion.source}
        raised = {item.said.source: item for item in self.found.raised}
        nothing = {item.said.source: item for item in self.found.nothing}
        current: list[Opinion] = []
        for opinion in recorded:
            if opinion.source in raised:
                current.append(self._stated(raised[opinion.source], opinion))
            elif opinion.source in nothing:
                current.append(self._nothing(nothing[opinion.source], opinion))
            else:
                current.append(self._without_comment(opinion))
        fresh = [self._stated(item, blank(Opinion)) for source, item in raised.items() if source not in known]
        fresh = self._without_flood(fresh)
        for source, item in nothing.items():
            made = self._nothing(item, blank(Opinion))
            if source not in known and self._stands_alone(made, [*current, *fresh]):
                fresh.append(made)
        fresh.sort(key=lambda opinion: (opinion.written, opinion.source))
        last = max((opinion.number or 0 for opinion in recorded), default=0)
        current += (replace(opinion, number=last + place) for place, opinion in enumerate(fresh, 1))
        result = [self._threaded(opinion, known.get(opinion.source), raised.get(opinion.source)) for opinion in current]
        result = [self._released(opinion, known.get(opinion.source, opinion)) for opinion in result]
        result.sort(key=lambda opinion: opinion.number or 0)
        self._tell(result)
        return tuple(result)

    def _released(self, opinion: Opinion, before: Opinion) -> Opinion:
        """The opinion, no longer released where it was changed; who had decided that is told."""
        kept = still_released(opinion, before)
        if kept is not opinion:
            self.messages.append(f"意见 {opinion.number} 确定公开以后又改动了，不再公开；要公开的，重新确定")
        return kept

    def reviews(self, recorded: Sequence[Review]) -> tuple[Review, ...]:
        """The conclusions of the parties in the order of time; with approvals is kept what they have seen."""
        known = {review.source: review for review in recorded}
        for review, said in self.found.reviews:
            speaker = self.scribe.people.of(said.author)
            start = known.get(said.source, replace(blank(Review), party=speaker.party, role=speaker.role))
            if not start.party:
                self.messages.append(f"账号 {said.author or '（已注销）'} 不属于任何意见单位，它的评审结论不作数")
                continue
            conclusion = _CONCLUSIONS[review.verdict]
            commit = start.commit or review.commit
            seen = self.placing.seen(commit) if conclusion is Conclusion.APPROVED and not start.seen else start.seen
            known[said.source] = replace(
                start,
                conclusion=conclusion.value,
                commit=commit,
                written=local_time(review.submitted),
                link=said.link,
                source=said.source,
                seen=seen,
            )
        return tuple(sorted(known.values(), key=lambda review: (review.written, review.source)))

    def _stated(self, item: Raised, kept: Opinion) -> Opinion:
        """A raised opinion with its text as it is now, in its place."""
        if item.said.source not in self.found.sources:
            return replace(kept, withdrawn=YES)
        speaker = self.scribe.people.of(item.said.author)
        grave, aspects = self.scribe.wording.tags(item.said.body)
        party = kept.party or speaker.party
        opinion = replace(
            self.scribe.statement(item.said, kept),
            party=party,
            kind=kept.kind if kept.kind == OpinionKind.PLACED else item.kind.value,
            aspects=aspects or kept.aspects or self.placing.aspects(party),
            asks_for_changes=YES if item.asks_for_changes else "",
            grave=kept.grave or (YES if grave else ""),
            commit=kept.commit or item.commit,
            resolved=kept.resolved if item.resolved is None else YES if item.resolved else "",
        )
        if item.kind is not OpinionKind.PLACED:
            return replace(opinion, section_title=self.scribe.wording.words.general)
        if kept.section and kept.section != kept.file:
            return opinion
        file, part = self.placing.of(item)
        return replace(opinion, section=part.key, section_title=part.title, file=file, line=item.line)

    def _nothing(self, item: Raised, kept: Opinion) -> Opinion:
        opinion = self._stated(item, kept)
        dismissed = self._is_dismissed(opinion.source)
        return replace(opinion, kind=OpinionKind.NONE.value, withdrawn=YES if dismissed else opinion.withdrawn)

    def _without_comment(self, opinion: Opinion) -> Opinion:
        """An opinion on record that no comment raises now: on paper, of another pull request, deleted or dismissed."""
        empty = opinion.kind == OpinionKind.NONE or opinion.asks_for_changes == YES
        gone = self.scribe.is_gone(opinion.source) or (empty and self._is_dismissed(opinion.source))
        return replace(opinion, withdrawn=YES) if gone else opinion

    def _is_dismissed(self, source: str) -> bool:
        return any(said.source == source and r.verdict is Verdict.DISMISSED for r, said in self.found.reviews)

    def _stands_alone(self, made: Opinion, others: Sequence[Opinion]) -> bool:
        """Whether its party had said nothing before: who has raised opinions and then approves, has opinions."""
        said = (other for other in others if other.party == made.party and other.counts)
        return made.counts and not any(other.written <= made.written for other in said)

    def _without_flood(self, fresh: list[Opinion]) -> list[Opinion]:
        strangers = sorted((o for o in fresh if not o.party), key=lambda opinion: (opinion.written, opinion.source))
        dropped = {opinion.source for opinion in strangers[MAX_STRANGERS:]}
        if dropped:
            self.messages.append(f"不属于任何意见单位的账号写了太多评论，有 {len(dropped)} 条没有收入")
        return [opinion for opinion in fresh if opinion.source not in dropped]

    def _threaded(self, opinion: Opinion, kept: Opinion | None, item: Raised | None) -> Opinion:
        wants_answer = opinion.kind != OpinionKind.NONE
        answers = [
            (answer, said) for answer, said in self.found.answers if answer.number == opinion.number and wants_answer
        ]
        thread = item.thread if item else ()
        author = item.said.author if item else ""
        return self.scribe.threaded(opinion, kept or blank(Opinion), thread, author, answers)

    def _tell(self, opinions: Sequence[Opinion]) -> None:
        numbers = {opinion.number: opinion.kind for opinion in opinions}
        for answer, said in self.found.answers:
            if numbers.get(answer.number) == OpinionKind.NONE:
                self.messages.append(f"第 {answer.number} 条是“无意见”，不用答复，会话里的答复没有收入：{said.link}")
            elif answer.number not in numbers:
                self.messages.append(f"没有第 {answer.number} 条意见，会话里的答复没有收入：{said.link}")
        for opinion in opinions:
            self._tell_of(opinion)
        for said in self.found.unheard:
            words = self.scribe.wording.words.opinion
            body = self.scribe.people.of(said.author).body
            self.messages.append(
                f"{body}在会话里的评论没有收为意见（要以“{words}：”开头，或者用评审提出）：{said.link}"
            )

    def _tell_of(self, opinion: Opinion) -> None:
        name = f"意见 {opinion.number}"
        if not opinion.party and not opinion.is_withdrawn:
            self.messages.append(
                f"{name} 的账号不属于任何意见单位，单位空着；是意见单位的人，请补进 projects/library.yml 的“人员”，"
                f"再运行一次：{opinion.link}"
            )
        statements: tuple[Statement, ...] = (opinion, *opinion.supplements, *opinion.discussion)
        for withheld in dict.fromkeys([*(item.withheld for item in statements), opinion.reply.withheld]):
            if withheld:
                self.messages.append(f"{name}：{withheld}{opinion.link}")
        reply = opinion.reply
        if self.scribe.wording.needs_reason(reply.result) and not (reply.reason or reply.withheld):
            self.messages.append(f"{name} 的答复是“{reply.result}”，没有写理由")
