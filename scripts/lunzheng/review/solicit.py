"""Asking the parties for their opinion on a submitted plan, and returning what was gathered (art. 9)."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lunzheng.model.answers import answered, is_of_round, opinions_complete
from lunzheng.model.clocks import answering_deadline
from lunzheng.model.edition import Edition
from lunzheng.model.library import Library, Records
from lunzheng.model.parties import answering_parties
from lunzheng.model.pattern import put
from lunzheng.model.stage import PLAN_FILES
from lunzheng.review.forge.interface import Forge, PullRequest, Review, State, Verdict
from lunzheng.review.people import People
from lunzheng.review.problems import ReviewError
from lunzheng.review.record_commit import BranchRecords
from lunzheng.review.rounds import CHINA


class SolicitationError(ReviewError):
    """It is not the time for this step; the text says why, in Chinese."""


@dataclass(frozen=True)
class Asked:
    """Who is asked on the forge.

    Attributes:
        parties: the names of the parties that are asked in this round.
        answered: those of them that have answered already and are left alone.
        unreachable: parties for which ``library.yml`` names neither accounts nor a team.
    """

    accounts: tuple[str, ...]
    teams: tuple[str, ...]
    parties: tuple[str, ...]
    answered: tuple[str, ...]
    unreachable: tuple[str, ...]


def reviewers(library: Library, author: str, heard: Collection[str] = ()) -> Asked:
    """Whom to ask: of each party that answers for an aspect its accounts, else its team.

    Args:
        author: who opened the pull request; forges do not let them review it.
        heard: the parties that have answered in this round.
    """
    profiles = {party.body: party for party in library.profile.opinion_parties}
    accounts: list[str] = []
    teams: list[str] = []
    asked: list[str] = []
    done: list[str] = []
    unreachable: list[str] = []
    for party in answering_parties(library):
        profile = profiles.get(party.name)
        people = [person.account for person in profile.people] if profile else []
        others = [account for account in people if account.casefold() != author.casefold()]
        if party.name in heard:
            done.append(party.name)
        elif others:
            accounts += others
        elif profile and profile.team:
            teams.append(profile.team)
        else:
            unreachable.append(party.name)
            continue
        asked.append(party.name)
    return Asked(_once(accounts), _once(teams), tuple(asked), tuple(done), tuple(unreachable))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({name.casefold(): name for name in reversed(list(names))}.values())[::-1]


@dataclass(frozen=True)
class Sent:
    """Attributes:
    asked: who was asked.
    recorded: whether the record was made by this run.
    """

    pull_request: PullRequest
    asked: Asked
    recorded: bool


def send(forge: Forge, library: Library, branch: BranchRecords, today: datetime.date) -> Sent:
    """Ask the parties on the pull request, then record that the plan was sent out; again is the same as once.

    Raises:
        SolicitationError: no plan has been submitted, or its pull request is not open.
        ForgeError: the forge cannot be asked.
        RepositoryError: the remote cannot be reached or refuses.
    """
    edition = library.edition
    records = branch.read()
    if _last(records, _plan(edition)) is None:
        raise SolicitationError(f"还没有“{_plan(edition)}”的办理记录，不能征求意见；先由建设单位报送方案")
    request = _open(forge, branch.branch)
    event = edition.review.opinions.asked
    is_sent = not _is_after(_last(records, _plan(edition)), _last(records, event))
    asked = reviewers(library, request.author, _heard(forge, library, branch, request, today, is_sent=is_sent))
    if not asked.parties:
        raise SolicitationError("projects/library.yml 的“意见单位”没有写账号或团队，不知道请谁提意见")
    forge.request_reviews(request.number, asked.accounts, asked.teams)
    note = put(edition.review.submission.sent, {"单位": "、".join(asked.parties)})

    def is_missing(now: Records) -> bool:
        return _is_after(_last(now, _plan(edition)), _last(now, event))

    recorded = branch.append(event, today, note, is_missing, f"{event}：{branch.project_id}\n")
    return Sent(request, asked, recorded)


def _heard(
    forge: Forge, library: Library, branch: BranchRecords, request: PullRequest, today: datetime.date, *, is_sent: bool
) -> set[str]:
    """The parties that have answered in the round, on the forge or on record: nobody asks them again.

    Args:
        is_sent: whether the plan has been sent out in this round; its record says since when.
    """
    edition = library.edition
    event = edition.review.opinions.asked
    reviews = _answers(forge, request.number)
    with branch.project(library) as project:
        records = project.records
        asked = [entry.date for entry in records.entries if entry.event == event and entry.date]
        asked += () if is_sent else (today,)
        heard = set(answered(project.opinions, asked)) if len(asked) == 1 or is_sent else set[str]()
        people = People(library, project, forge, request.author)
        for review in reviews:
            party = people.of(review.author).party
            if party and is_of_round(review.submitted.astimezone(CHINA).date(), asked):
                # On the day of a revision, what was said of the former plan is no answer to this one.
                then = records if len(asked) == 1 or is_sent else branch.read_at(review.commit)
                heard |= {party} if then and _plans(then, edition) == _plans(records, edition) else set()
    if is_sent and people.unseen:
        # Nobody can tell who is of such a team; all were asked, and the forge forgets the request of one that answers.
        gone = set(people.unseen).difference(forge.requested_reviews(request.number)[1])
        heard |= {party.body for party in library.profile.opinion_parties if party.team in gone}
    return heard


def _answers(forge: Forge, number: int) -> list[Review]:
    """The reviews that say something; who only replies in somebody's thread has a review without any words."""
    reviews = [review for review in forge.reviews(number) if review.verdict is not Verdict.DISMISSED]
    mute = {review.id for review in reviews if review.verdict is Verdict.COMMENTED and not review.body.strip()}
    if mute:
        mute -= {comment.review for comment in forge.line_comments(number) if not comment.reply_to}
    return [review for review in reviews if review.id not in mute]


def _plans(records: Records, edition: Edition) -> int:
    """How often the plan was submitted."""
    return sum(entry.event == _plan(edition) for entry in records.entries)


def return_opinions(library: Library, branch: BranchRecords, today: datetime.date, *, is_complete: bool) -> bool:
    """Record that the gathered opinions went back to the department, all at once.

    Args:
        is_complete: whether every party has answered, whatever the opinions on the branch say: some come on paper.

    Returns:
        Whether the record was made by this run.

    Raises:
        SolicitationError: opinions have not been asked for, or are still due.
        RepositoryError: the remote cannot be reached or refuses.
    """
    words = library.edition.review.opinions
    with branch.project(library) as project:
        records = project.records
        complete = is_complete or opinions_complete(project, library) is not None
        due = answering_deadline(project, library, today)
    asked, event = _last(records, words.asked), words.gathered
    if asked is None or _is_after(_last(records, _plan(library.edition)), asked):
        raise SolicitationError(f"还没有“{words.asked}”的办理记录；先运行 lunzheng review send {branch.project_id}")
    if not complete and (due is None or today <= due):
        day = f"反馈期限到 {due.isoformat()} 为止" if due else "不知道反馈的截止日期"
        raise SolicitationError(f"意见还没有收齐，{day}；收齐以后，或者过了期限再汇总反馈（第九条：一次性反馈）")

    def is_missing(now: Records) -> bool:
        return _is_after(_last(now, words.asked), _last(now, event))

    return branch.append(
        event, today, library.edition.review.submission.returned, is_missing, f"{event}：{branch.project_id}\n"
    )


def _open(forge: Forge, branch: str) -> PullRequest:
    found = next((request for request in forge.pull_requests(branch) if request.state is State.OPEN), None)
    if found is None:
        raise SolicitationError(f"分支 {branch} 没有打开的合并请求；先由建设单位运行 lunzheng submit")
    return found


def _plan(edition: Edition) -> str:
    return next((stage.name for stage in edition.head.stages if stage.evidence == PLAN_FILES), "")


def _last(records: Records, event: str) -> int | None:
    """Where the last record of an event stands."""
    return max((index for index, entry in enumerate(records.entries) if entry.event == event), default=None)


def _is_after(one: int | None, other: int | None) -> bool:
    """Whether a record stands after another one, or the other is not there."""
    return one is not None and (other is None or one > other)
