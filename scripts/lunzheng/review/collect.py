"""The opinions of a pull request into ``review/opinions.yml`` (art. 9, art. 10).

Collecting is a function of what the forge shows and what is on record: twice gives the same bytes, and two that collect
at once write the same file.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from git import Repo

from lunzheng.check.open import Workspace
from lunzheng.model.library import Project
from lunzheng.model.opinion import Opinions, Solicitation
from lunzheng.review.discussion import read_discussion
from lunzheng.review.forge.interface import Forge, PullRequest
from lunzheng.review.merge import Merge
from lunzheng.review.opinions_file import opinions_text, require_sound
from lunzheng.review.people import People
from lunzheng.review.placing import Placing
from lunzheng.review.recovery import Recovery
from lunzheng.review.rounds import Rounds, silent_parties
from lunzheng.review.snapshots import Snapshots
from lunzheng.review.statements import Scribe
from lunzheng.review.wording import Wording


@dataclass(frozen=True)
class Collected:
    """What collecting has brought.

    Attributes:
        opinions: all that are on record now.
        text: of ``review/opinions.yml``.
        fresh: the numbers of new opinions.
        messages: what a person has to know or do, in Chinese.
    """

    opinions: Opinions
    text: str
    fresh: tuple[int, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Occasion:
    """When opinions are collected.

    Attributes:
        today: the calendar day in China.
        due: the last day for answers; None where no clock runs.
    """

    today: datetime.date
    due: datetime.date | None = None


def collect(
    project: Project, workspace: Workspace, repository: Repo, forge: Forge, number: int, occasion: Occasion
) -> Collected:
    """Read a pull request and bring the project's opinions up to date; nothing is written.

    Args:
        project: as it stands in the work tree, with what is on record.
        workspace: the library that it is of.
        repository: has the commits that comments were made on, as far as they still exist.
        forge: where the pull request is.
        number: of the pull request.
        occasion: the day, and the deadline.

    Raises:
        ForgeError: the forge could not be read.
        OpinionsError: what is on record cannot be read, or would not fit into a text file.
    """
    require_sound(project, workspace.schemas)
    library = workspace.library
    words = library.edition.review.opinions
    pull_request = forge.pull_request(number)
    people = People(library, project, forge, pull_request.author)
    wording = Wording(library.edition.review, library.edition.head.aspects)
    recorded = project.opinions
    sources = [opinion.source for opinion in recorded.opinions if opinion.source]
    found = read_discussion(
        pull_request,
        forge.reviews(number),
        forge.line_comments(number),
        forge.comments(number),
        people,
        wording,
        sources,
    )
    rounds = Rounds(project.records, words)
    recovery = Recovery(repository, library.profile.repository.name)
    placing = Placing(Snapshots(library, repository, project.folder.name, recovery), pull_request.base)
    scribe = Scribe(number, library, people, wording, rounds, frozenset(found.sources))
    merge = Merge(scribe, placing, found)
    opinions = replace(
        recorded,
        solicitation=_solicitation(recorded.solicitation, pull_request, rounds, occasion.due),
        opinions=merge.opinions(recorded.opinions),
        reviews=merge.reviews(recorded.reviews),
    )
    silent = silent_parties(opinions, library, rounds, occasion.due, occasion.today)
    opinions = replace(opinions, silent=silent)
    last = max((opinion.number or 0 for opinion in recorded.opinions), default=0)
    messages = [
        *merge.messages,
        *(
            f"提交 {commit[:12]} 已经不在仓库里（可能被强制推送），从代码平台也没有取到：写在它上面的意见"
            "只知道在哪个文件，对它的同意看不出是哪一版；再运行一次，会再取一次"
            for commit in placing.lost
        ),
        *(
            f"看不到团队 {team} 的成员，请把人员写进 projects/library.yml，或者换一个有权限的令牌"
            for team in people.unseen
        ),
    ]
    return Collected(
        opinions=opinions,
        text=opinions_text(opinions, project, library.edition.code),
        fresh=tuple(number for opinion in opinions.opinions if (number := opinion.number or 0) > last),
        messages=tuple(dict.fromkeys(messages)),
    )


def _solicitation(
    recorded: Solicitation, pull_request: PullRequest, rounds: Rounds, due: datetime.date | None
) -> Solicitation:
    """What the parties are asked about: the plan as it was when it last went out."""
    date = rounds.asked[-1] if rounds.asked else recorded.date
    is_new = not recorded.commit or recorded.date != date
    return replace(
        recorded,
        number=pull_request.number,
        link=pull_request.url,
        commit=pull_request.commit if is_new else recorded.commit,
        date=date,
        due=due or recorded.due,
    )
