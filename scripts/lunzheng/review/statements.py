"""Comments written down: an opinion's text as it is now, what its thread adds to it, and the reply that holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lunzheng.model.library import Library
from lunzheng.model.opinion import YES, Opinion, Reply, Statement
from lunzheng.model.record import Record, bind
from lunzheng.review.cleaning import MAX_CHARACTERS, clean
from lunzheng.review.discussion import Said
from lunzheng.review.people import People
from lunzheng.review.rounds import Rounds, local_time
from lunzheng.review.wording import Answer, Wording
from lunzheng.source.problem import Location

MAX_REMARK = 1000
"""Characters of a remark that is neither an opinion nor an answer."""

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Statement)


def blank(record: type[R]) -> R:
    """A record with nothing in it."""
    return bind(record, None, Location(""))


def reply_text(reply: Reply) -> str:
    """A reply in one text, as it is kept among the remarks when another one holds."""
    return f"{reply.result}：{reply.reason}" if reply.reason else reply.result


@dataclass(frozen=True)
class Scribe:
    """Writes down what was said on one pull request.

    Attributes:
        number: of the pull request.
        sources: every comment of it that is still there.
    """

    number: int
    library: Library
    people: People
    wording: Wording
    rounds: Rounds
    sources: frozenset[str]

    def is_gone(self, source: str) -> bool:
        """Whether a comment of this pull request has been deleted."""
        return source.startswith(f"{self.number}/") and source not in self.sources

    def statement(self, said: Said, start: S, limit: int = MAX_CHARACTERS) -> S:
        """A comment's text and times written over a recorded or blank statement; who said it stays as recorded."""
        speaker = self.people.of(said.author)
        text = clean(said.body, self.library.edition, limit)
        made = replace(
            start,
            party=start.party or speaker.body,
            role=start.role or speaker.role,
            text=text.text,
            withheld=text.withheld,
            written=start.written or local_time(said.written),
            edited=local_time(said.edited) if said.edited else "",
            withdrawn="",
            link=said.link,
            source=said.source,
        )
        day = made.date
        return replace(made, late=YES if day and self.rounds.is_late(day) else "")

    def threaded(
        self,
        opinion: Opinion,
        kept: Opinion,
        thread: Sequence[Said],
        author: str,
        answers: Sequence[tuple[Answer, Said]],
    ) -> Opinion:
        """An opinion with its supplements, its reply and the rest of what was said.

        Args:
            opinion: with its text as it is now.
            kept: as it was recorded; a blank one where it was not.
            thread: the other comments of its thread, oldest first.
            author: the account that raised it.
            answers: the department's answers to it by number.
        """
        supplements: list[Said] = []
        remarks: list[Said] = []
        offered = list(answers)
        earlier = {statement.source for statement in kept.supplements}
        for said in thread:
            speaker = self.people.of(said.author)
            is_own = bool(said.author) and said.author == author
            answer = self.wording.answer(said.body) if speaker.is_department else None
            if answer:
                offered.append((answer, said))
            elif is_own or said.source in earlier or (speaker.party and speaker.party == opinion.party):
                supplements.append(said)
            elif not speaker.is_bot:
                remarks.append(said)
        reply, outdone, former = self._reply(kept, offered)
        discussion = [item for item in (*kept.discussion, *former) if not item.source or item.source != reply.source]
        return self._edited(
            replace(
                opinion,
                supplements=self._statements(kept.supplements, supplements, MAX_CHARACTERS),
                discussion=self._statements(discussion, [*remarks, *outdone], MAX_REMARK, later=False),
                reply=reply,
            ),
            kept,
        )

    def _reply(
        self, kept: Opinion, offered: Iterable[tuple[Answer, Said]]
    ) -> tuple[Reply, list[Said], list[Statement]]:
        """The latest reply, the comments whose reply it outdoes, and recorded replies that hold no longer."""
        made = [(self._answered(answer, said), said) for answer, said in offered]
        replies = [reply for reply, _ in made]
        recorded = kept.reply
        lasting = bool(recorded.result) and not recorded.source.startswith(f"{self.number}/")
        if lasting:
            replies.append(recorded)
        holds = max(replies, key=lambda reply: (reply.written, reply.source), default=blank(Reply))
        outdone = [said for reply, said in made if reply is not holds]
        former: list[Statement] = []
        if recorded.result and recorded is not holds and (lasting or self.is_gone(recorded.source)):
            former.append(
                replace(
                    blank(Statement),
                    party=self.people.owner,
                    role=recorded.role,
                    text=reply_text(recorded),
                    withheld=recorded.withheld,
                    written=recorded.written,
                    link=recorded.link,
                    source=recorded.source,
                    withdrawn="" if lasting else YES,
                )
            )
        return holds, outdone, former

    def _answered(self, answer: Answer, said: Said) -> Reply:
        reason = clean(answer.reason, self.library.edition)
        return replace(
            blank(Reply),
            result=answer.result,
            reason=reason.text,
            withheld=reason.withheld,
            role=self.people.of(said.author).role,
            written=local_time(said.edited or said.written),
            link=said.link,
            source=said.source,
        )

    def _statements(
        self, recorded: Sequence[Statement], said: Sequence[Said], limit: int, *, later: bool = True
    ) -> tuple[Statement, ...]:
        """Remarks on record brought up to date, with new ones; a deleted one stays and is marked."""
        known = {statement.source: statement for statement in recorded if statement.source}
        current = {item.source: self.statement(item, known.get(item.source, blank(Statement)), limit) for item in said}
        if not later:
            # Only what has to be answered can come too late.
            current = {source: replace(statement, late="") for source, statement in current.items()}
        kept = [
            replace(statement, withdrawn=YES) if self.is_gone(statement.source) else statement
            for statement in recorded
            if statement.source not in current
        ]
        return tuple(sorted([*kept, *current.values()], key=lambda item: (item.written, item.source)))

    @staticmethod
    def _edited(opinion: Opinion, kept: Opinion) -> Opinion:
        """Mark an opinion whose text was changed after the reply, with the text that was replied to."""
        reply = opinion.reply
        changed = bool(kept.reply.result) and bool(kept.text) and kept.text != opinion.text
        if opinion.edited:
            after = bool(reply.result) and opinion.edited > reply.written
        else:
            # The forge does not tell when: an edit seen now is later than the reply on record.
            after = bool(reply.result) and reply == kept.reply and (changed or kept.edited_after_reply == YES)
        former = kept.replied_text or (kept.text if changed else "")
        return replace(opinion, edited_after_reply=YES if after else "", replied_text=former if after else "")
