"""Bringing the open pull requests up to date: opinions gathered on the branch, the one comment, reminders said once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.check.formats.markdown import escape
from lunzheng.check.open import Workspace
from lunzheng.check.run import check_projects
from lunzheng.model.clocks import answering_deadline
from lunzheng.model.library import OPINIONS_FILE, Project
from lunzheng.review.approvals import approvals
from lunzheng.review.branch import project_of
from lunzheng.review.clock_rows import clock_rows
from lunzheng.review.collect import Collected, Occasion, collect
from lunzheng.review.comment import Status, reminded, write_status
from lunzheng.review.forge.interface import Forge, PullRequest
from lunzheng.review.history import project_at
from lunzheng.review.identity import require_identity
from lunzheng.review.opinions_file import OpinionsError
from lunzheng.review.plumbing import Entry, Plumbing
from lunzheng.review.record_commit import find_folder
from lunzheng.review.recovery import Recovery
from lunzheng.review.remote import PushLostError, Remote, look, push
from lunzheng.review.snapshots import Snapshots

_ATTEMPTS = 5


@dataclass(frozen=True)
class Updated:
    """What was done for one pull request.

    Attributes:
        collected: what collecting has brought; None where opinions have not been asked for.
        recorded: whether the opinions on the branch were written anew.
        reminded: the overdue clocks of which nobody had been reminded before.
    """

    project_id: str
    pull_request: PullRequest
    collected: Collected | None
    recorded: bool
    reminded: tuple[str, ...]


class Update:
    """One run over the open pull requests of a library.

    Args:
        forge: where they are.
        workspace: the library; what the pull requests hold is read from Git as data.
        git: any clone.
        remote: where the branches are.
        today: the calendar day in China.
    """

    def __init__(self, forge: Forge, workspace: Workspace, git: Plumbing, remote: Remote, today: datetime.date) -> None:
        require_identity(git)
        self.forge, self.workspace, self.git, self.remote, self.today = forge, workspace, git, remote, today
        self.prefix = workspace.root.resolve().relative_to(git.top).as_posix()

    def run(self) -> Iterator[Updated]:
        """Go through the pull requests; running it again changes nothing.

        Raises:
            ForgeError: the forge cannot be asked; running it again goes on.
            RepositoryError: the remote cannot be reached or refuses.
            OpinionsError: the opinions that some projects have on record cannot be read; the others are up to date.
        """
        repository = self.workspace.library.profile.repository.name
        unsound: list[str] = []
        for request in self.forge.open_pull_requests():
            project_id = project_of(request.branch)
            # In somebody's own copy of the repository a branch may bear any name.
            if project_id and request.repository.casefold() == repository.casefold():
                try:
                    yield from self._update(project_id, request)
                except OpinionsError as error:
                    unsound.append(f"{project_id}：{error}")
        if unsound:
            raise OpinionsError("\n".join(unsound))

    def _update(self, project_id: str, request: PullRequest) -> Iterator[Updated]:
        for attempt in range(_ATTEMPTS):
            tip = look(self.git, self.remote, request.branch).tip
            folder = find_folder(self.git, tip, self.prefix, project_id) if tip else None
            if tip is None or folder is None:
                return
            try:
                yield self._at(project_id, request, tip, folder)
            except PushLostError:
                # What the other has pushed has to be read first.
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    def _at(self, project_id: str, request: PullRequest, tip: str, folder: str) -> Updated:
        library = self.workspace.library
        inside = folder if self.prefix == "." else folder.removeprefix(f"{self.prefix}/")
        collected, recorded = None, False
        with project_at(library, self.git.repository, tip, inside) as project:
            assert project is not None, "the commit has the folder"
            asked = library.edition.review.opinions.asked
            if any(entry.event == asked for entry in project.records.entries):
                due = answering_deadline(project, library, self.today)
                collected = collect(
                    project, self.workspace, self.git.repository, self.forge, request.number, Occasion(self.today, due)
                )
                tip, recorded = self._record(tip, folder, request, collected.text)
        with project_at(library, self.git.repository, tip, inside) as project:
            assert project is not None, "the commit has the folder"
            told = self._tell(project, request, tip, collected)
        return Updated(project_id, request, collected, recorded, told)

    def _record(self, tip: str, folder: str, request: PullRequest, text: str) -> tuple[str, bool]:
        """The branch with the opinions on it, and whether they had to be written."""
        path, data = f"{folder}/{OPINIONS_FILE}", text.encode("utf-8")
        known = self.git.files(tip, folder).get(path)
        if known and self.git.content(known.sha) == data:
            return tip, False
        tree = self.git.tree(tip, {path: Entry("100644", self.git.store(data))}, ())
        commit = self.git.make_commit(tree, [tip], f"收录意见：{project_of(request.branch)}\n")
        push(self.git, self.remote, commit, request.branch)
        return commit, True

    def _tell(self, project: Project, request: PullRequest, tip: str, collected: Collected | None) -> tuple[str, ...]:
        clocks = clock_rows(project, self.workspace.library, self.today)
        known = {(reminder.code, reminder.due) for reminder in reminded(self.forge, request.number)}
        blocks = list(self._blocks(project, tip, collected))
        write_status(self.forge, request.number, Status(tip, self.today, clocks, blocks))
        return tuple(clock.title for clock in clocks if clock.is_overdue and (clock.code, clock.due) not in known)

    def _blocks(self, project: Project, tip: str, collected: Collected | None) -> Iterator[str]:
        """The check, the opinions and the approvals that no longer hold, each as a block of Markdown."""
        library = self.workspace.library
        report = check_projects([project], library, self.workspace.schemas)
        yield f"检查：{report.errors} 处错误，{report.warnings} 处提醒。\n"
        if collected is None:
            return
        opinions = collected.opinions
        waiting = "、".join(str(opinion.number) for opinion in opinions.unanswered)
        open_ones = f"待答复的编号：{waiting}。" if waiting else "都已答复。" if opinions.opinions else ""
        yield f"意见共 {len(opinions.opinions)} 条。{open_ones}\n"
        lines = [f"{silent.party}：逾期未反馈，不视为同意。" for silent in opinions.silent]
        recovery = Recovery(self.git.repository, library.profile.repository.name)
        snapshots = Snapshots(library, self.git.repository, project.folder.name, recovery)
        for approval in approvals(opinions, snapshots, tip):
            if approval.is_stale:
                edited = "、".join(part.title for part in (*approval.sections, *approval.data))
                what = f"同意以后又改了：{edited}" if edited else "看不出同意的是哪一版"
                lines.append(f"{approval.party}：{what}，请重新审阅。")
        lines += collected.messages
        if lines:
            yield "".join(f"- {escape(line)}\n" for line in lines)
