"""What still stands between a project and its letter of preliminary appraisal (art. 9–12)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from git import Repo

from lunzheng.check.open import Workspace
from lunzheng.check.run import check_projects
from lunzheng.model.clocks import project_clocks
from lunzheng.model.edition import YES
from lunzheng.model.library import Library, Project
from lunzheng.repository import changed_paths
from lunzheng.review.approvals import approvals
from lunzheng.review.conclusion import open_matters
from lunzheng.review.problems import ReviewError
from lunzheng.review.records import record_event, require_order
from lunzheng.review.snapshots import Snapshots


class NotReadyError(ReviewError):
    """A step may not be recorded yet.

    Attributes:
        missing: what has to be done first, in Chinese.
    """

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"{len(missing)} steps")
        self.missing = tuple(missing)


def record_step(
    project: Project, workspace: Workspace, repository: Repo | None, event: str, date: datetime.date, note: str = ""
) -> bool:
    """Record a step; that a letter has gone, only once it may go.

    Args:
        project: as it stands in the work tree.
        workspace: the library that it is of.
        repository: see :func:`missing_steps`.
        event: the name of a stage.
        date: the calendar day in China.
        note: what happened, in a sentence.

    Returns:
        Whether it was added; the same event on the same day is not recorded twice.

    Raises:
        NotReadyError: it is the step of a letter that may not go yet.
        RecordsError: the record contradicts those that are there, or the file cannot take it.
        OSError: it cannot be written; what was there stays.
    """
    library = workspace.library
    letters = {kind.event for kind in library.edition.letters.kinds if kind.concluding == YES}
    if not require_order(project, library, event, date):
        return False
    if event in letters and (missing := missing_steps(project, workspace, repository, date)):
        raise NotReadyError(missing)
    return record_event(project, library, event, date, note)


def missing_steps(project: Project, workspace: Workspace, repository: Repo | None, today: datetime.date) -> list[str]:
    """Everything that has to be done first, in Chinese, in the order of the procedure; nothing if the letter may go.

    Args:
        project: as it stands in the work tree.
        workspace: the library that it is of.
        repository: holds what reviewers have approved; None outside of Git.
        today: the calendar day in China.
    """
    return [
        *_check(project, workspace),
        *_solicitation(project, workspace.library),
        *_replies(project, workspace.library),
        *_approvals(project, workspace, repository),
        *open_matters(project, workspace.library),
        *_clocks(project, workspace.library, today),
    ]


def _check(project: Project, workspace: Workspace) -> Iterator[str]:
    report = check_projects([project], workspace.library, workspace.schemas)
    if report.errors:
        yield f"检查还有 {report.errors} 处错误，运行 lunzheng check {project.id} 查看"


def _solicitation(project: Project, library: Library) -> Iterator[str]:
    words = library.edition.review.opinions
    if words.node is None:
        return
    events = [entry.event for entry in project.records.entries]
    if words.asked not in events:
        yield f"还没有发出征求意见（办理记录里没有“{words.asked}”）"
        return
    last = len(events) - 1 - events[::-1].index(words.asked)
    if words.gathered not in events[last:]:
        yield f"还没有把意见汇总反馈给建设单位（最近一次“{words.asked}”以后没有“{words.gathered}”）"


def _replies(project: Project, library: Library) -> Iterator[str]:
    reasoned = {kind.name for kind in library.edition.review.replies if kind.needs_reason == YES}
    for opinion in project.opinions.unanswered:
        yield f"意见 {opinion.number}（{opinion.party}，{opinion.section_title}）还没有答复"
    for opinion in project.opinions.opinions:
        if opinion.counts and opinion.reply.result in reasoned and not opinion.reply.reason:
            yield f"意见 {opinion.number}（{opinion.party}）答复“{opinion.reply.result}”，没有写理由"
        if opinion.counts and opinion.edited_after_reply == YES:
            yield f"意见 {opinion.number}（{opinion.party}）在答复以后又改过，要重新答复"


def _approvals(project: Project, workspace: Workspace, repository: Repo | None) -> Iterator[str]:
    if not project.opinions.reviews:
        return
    if repository is None or not repository.head.is_valid():
        yield "项目库不在 Git 仓库里，看不出各单位同意以后有没有再改"
        return
    changed = changed_paths(workspace.root) or set()
    if any(path.startswith(f"{project.folder.name}/") for path in changed):
        yield "有没有提交的改动，先提交或者还原"
    snapshots = Snapshots(workspace.library, repository, project.folder.name)
    for approval in approvals(project.opinions, snapshots, repository.head.commit.hexsha):
        if approval.is_stale:
            edited = "、".join(part.title for part in (*approval.sections, *approval.data))
            what = f"同意以后又改了 {edited}" if edited else "同意的是哪一版，已经查不到"
            yield f"{approval.party}{what}，要请该单位重新审阅"


def _clocks(project: Project, library: Library, today: datetime.date) -> Iterator[str]:
    for clock in project_clocks(project, library, today):
        if clock.is_open and not clock.in_years:
            yield f"还在办理：{clock.title}（{clock.party}，{clock.due_text} 到期）"
