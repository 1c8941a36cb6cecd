"""The comments of a pull request, read as opinions and what was said about them; nothing is judged or kept yet."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lunzheng.model.opinion import OpinionKind
from lunzheng.review.forge.interface import Comment, LineComment, PullRequest, Review, Verdict
from lunzheng.review.people import People
from lunzheng.review.wording import Answer, Wording

LINE, REVIEW, COMMENT = "line", "review", "comment"


@dataclass(frozen=True)
class Said:
    """One comment.

    Attributes:
        source: names it among all comments of the repository's pull requests.
        written: when others could first see it.
        edited: when it was last changed after that; None if never, or where the forge does not tell.
    """

    source: str
    author: str
    body: str
    written: datetime.datetime
    edited: datetime.datetime | None
    link: str


@dataclass(frozen=True)
class Raised:
    """A comment that may be an opinion, with what was said below it.

    Attributes:
        path: in the repository; empty for the whole plan.
        line: counted in the file at ``commit``, or in the base's version where ``on_old_side``.
        resolved: None where the forge does not tell.
    """

    said: Said
    kind: OpinionKind
    commit: str
    path: str = ""
    line: int | None = None
    on_old_side: bool = False
    resolved: bool | None = None
    asks_for_changes: bool = False
    thread: tuple[Said, ...] = ()


@dataclass
class Discussion:
    """What a pull request holds.

    Attributes:
        raised: opinions, each once.
        nothing: comments that expressly have no opinion, oldest first.
        answers: the department's answers by number, oldest first.
        reviews: the conclusions that count or were dismissed.
        sources: every comment that is still there.
        unheard: comments of parties in the conversation that are no opinion.
    """

    raised: list[Raised] = field(default_factory=list)
    nothing: list[Raised] = field(default_factory=list)
    answers: list[tuple[Answer, Said]] = field(default_factory=list)
    reviews: list[tuple[Review, Said]] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    unheard: list[Said] = field(default_factory=list)


def read_discussion(
    pull_request: PullRequest,
    reviews: Sequence[Review],
    line_comments: Sequence[LineComment],
    comments: Sequence[Comment],
    people: People,
    wording: Wording,
    recorded: Collection[str],
) -> Discussion:
    """Sort the comments of a pull request.

    Args:
        pull_request: whose they are.
        reviews, line_comments, comments: all of them, in any order.
        people: tells whom an account speaks for.
        wording: the edition's words.
        recorded: the sources of opinions that are kept already; they stay opinions whoever their author is now.
    """
    reader = _Reader(pull_request, people, wording, recorded)
    submitted = {review.id: review.submitted for review in reviews}
    reader.threads(line_comments, submitted)
    for review in sorted(reviews, key=lambda item: (item.submitted, item.id)):
        reader.review(review)
    for comment in sorted(comments, key=lambda item: (item.created, item.id)):
        reader.comment(comment)
    found = reader.found
    found.raised.sort(key=lambda item: (item.said.written, item.said.source))
    found.nothing.sort(key=lambda item: (item.said.written, item.said.source))
    found.answers.sort(key=lambda item: (item[1].edited or item[1].written, item[1].source))
    return found


class _Reader:
    def __init__(self, pull_request: PullRequest, people: People, wording: Wording, recorded: Collection[str]) -> None:
        self.number = pull_request.number
        self.head = pull_request.commit
        self.people = people
        self.wording = wording
        self.recorded = recorded
        self.found = Discussion()
        self.with_lines: set[str] = set()

    def threads(self, comments: Sequence[LineComment], submitted: Mapping[str, datetime.datetime]) -> None:
        by_id = {comment.id: comment for comment in comments}
        threads: dict[str, list[LineComment]] = {}
        for comment in comments:
            threads.setdefault(_root(comment, by_id), []).append(comment)
            self.found.sources.add(self._source(LINE, comment.id))
        for root, members in sorted(threads.items()):
            said = {member.id: self._line(member, submitted) for member in members}
            members.sort(key=lambda member: (said[member.id].written, member.id != root, member.id))
            self._thread(root, members, said)

    def _thread(self, root: str, members: list[LineComment], said: Mapping[str, Said]) -> None:
        first = self._opening(root, members)
        gone = self._source(LINE, root)
        if first is None and gone not in self.recorded:
            return
        if first and len(members) == 1 and self.wording.says_nothing(first.body):
            self.found.nothing.append(Raised(said[first.id], OpinionKind.NONE, first.commit))
            return
        others = tuple(said[member.id] for member in members if member is not first)
        # The first of a thread may have been deleted: what was kept of it still has its thread.
        at = first or members[0]
        if first:
            self.with_lines.add(first.review)
        self.found.raised.append(
            Raised(
                said=said[first.id] if first else Said(gone, "", "", said[at.id].written, None, ""),
                kind=OpinionKind.PLACED,
                commit=at.commit,
                path=at.path,
                line=at.line,
                on_old_side=at.on_old_side,
                resolved=next((member.resolved for member in members if member.resolved is not None), None),
                thread=others,
            )
        )

    def _opening(self, root: str, members: list[LineComment]) -> LineComment | None:
        """The comment that is the opinion: the recorded one, else the first that is neither the department's own
        remark, nor a program's."""
        kept = next((m for m in members if self._source(LINE, m.id) in self.recorded), None)
        if kept or self._source(LINE, root) in self.recorded:
            return kept
        return next((member for member in members if self._may_raise(member.author)), None)

    def _may_raise(self, author: str) -> bool:
        speaker = self.people.of(author)
        return bool(speaker.party) or speaker.is_stranger

    def review(self, review: Review) -> None:
        source = self._source(REVIEW, review.id)
        self.found.sources.add(source)
        said = Said(source, review.author, review.body, review.submitted, None, review.url)
        speaker = self.people.of(review.author)
        if not (source in self.recorded or self._may_raise(review.author)):
            if speaker.is_department:
                self._answers(said)
            return
        if review.verdict is not Verdict.COMMENTED:
            self.found.reviews.append((review, said))
        commit = review.commit or self.head
        has_lines = review.id in self.with_lines
        if self.wording.says_nothing(review.body) or (not review.body.strip() and review.verdict is Verdict.APPROVED):
            if not has_lines:
                self.found.nothing.append(Raised(said, OpinionKind.NONE, commit))
        elif review.body.strip():
            self.found.raised.append(Raised(said, OpinionKind.GENERAL, commit))
        elif review.verdict is Verdict.CHANGES_REQUESTED and not has_lines:
            self.found.raised.append(Raised(said, OpinionKind.GENERAL, commit, asks_for_changes=True))

    def comment(self, comment: Comment) -> None:
        source = self._source(COMMENT, comment.id)
        self.found.sources.add(source)
        edited = comment.updated if comment.updated > comment.created else None
        said = Said(source, comment.author, comment.body, comment.created, edited, comment.url)
        speaker = self.people.of(comment.author)
        spoken = self.wording.spoken_opinion(comment.body)
        kept = source in self.recorded
        if (kept or speaker.party) and self.wording.says_nothing(spoken or comment.body):
            self.found.nothing.append(Raised(said, OpinionKind.NONE, self.head))
        elif kept or (speaker.party and spoken):
            said = Said(source, said.author, spoken or comment.body, said.written, edited, said.link)
            self.found.raised.append(Raised(said, OpinionKind.GENERAL, self.head))
        elif speaker.is_department and self.wording.numbered_answers(comment.body):
            self._answers(said)
        elif speaker.party:
            self.found.unheard.append(said)

    def _answers(self, said: Said) -> None:
        self.found.answers += ((answer, said) for answer in self.wording.numbered_answers(said.body))

    def _line(self, comment: LineComment, submitted: Mapping[str, datetime.datetime]) -> Said:
        # A comment is drafted, and seen by others when its review is submitted.
        written = max(comment.created, submitted.get(comment.review, comment.created))
        edited = comment.updated if comment.updated > written else None
        source = self._source(LINE, comment.id)
        return Said(source, comment.author, comment.body, written, edited, comment.url)

    def _source(self, kind: str, identifier: str) -> str:
        return f"{self.number}/{kind}/{identifier}"


def _root(comment: LineComment, by_id: Mapping[str, LineComment]) -> str:
    """The identifier of the first comment of a thread, which may be gone."""
    for above in _above(comment, by_id):
        comment = above
    return comment.reply_to or comment.id


def _above(comment: LineComment, by_id: Mapping[str, LineComment]) -> Iterator[LineComment]:
    seen = {comment.id}
    while comment.reply_to in by_id and comment.reply_to not in seen:
        comment = by_id[comment.reply_to]
        seen.add(comment.id)
        yield comment
