"""Submitting a project: one commit of its folder, pushed to its branch, and the pull request that carries it."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from git import GitCommandError

from lunzheng.check.guard.project import make_guard
from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project
from lunzheng.guard import watch_message, watch_range
from lunzheng.model.edition import YES
from lunzheng.model.library import RECORDS_FILE, Project, Records
from lunzheng.model.pattern import put
from lunzheng.model.stage import PLAN_FILES, stages_reached
from lunzheng.repository import require_repository
from lunzheng.review.branch import branch_of
from lunzheng.review.folder_merge import Merged
from lunzheng.review.forge.interface import Forge
from lunzheng.review.history import project_at
from lunzheng.review.identity import require_identity
from lunzheng.review.plumbing import Entry, Plumbing
from lunzheng.review.problems import FileProblemsError
from lunzheng.review.record_commit import read_records
from lunzheng.review.records import append_record
from lunzheng.review.remote import PushLostError, Remote, find_remote, last_words, look, push
from lunzheng.review.submission import Standing, changes, find_standing, last_submitted, merge_work
from lunzheng.review.work_tree import Snapshot, WorkFolder
from lunzheng.source.problem import Problem, Severity
from lunzheng.source.write import write_bytes

_KEPT = Path("build") / "kept"
_ATTEMPTS = 5
"""How often a push that lost to another is built anew."""


class RefusedError(FileProblemsError):
    """The project may not be submitted as it is."""


@dataclass(frozen=True)
class Request:
    """What a person asks to submit.

    Attributes:
        message: said in the commit message below the subject; may be empty.
        today: the day of record.
        kept: files, relative to the project's folder, of which this version stands where another has changed them, too.
    """

    project: Project
    message: str
    today: datetime.date
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a submission is going to do.

    Attributes:
        folder: the project's folder relative to the top of the work tree.
        commit: the commit to push, None where the remote has everything already.
        changes: what it changes in the remote, as (新增/修改/删除, path relative to the top of the work tree).
        text: the commit message.
        stage: the stage that the project will be in.
        unsettled: why the work tree could not be brought up to what was pushed; empty where it was.
    """

    request: Request
    folder: str
    remote: Remote
    branch: str
    default: str
    standing: Standing
    snapshot: Snapshot
    merged: Merged
    commit: str | None
    changes: Sequence[tuple[str, str]]
    text: str
    stage: str
    unsettled: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to submit: the last round is over, and nothing has changed since."""
        return self.commit is None and self.standing.is_new_round

    @property
    def head(self) -> str:
        """The commit of the branch once everything is done."""
        return self.commit or self.standing.onto


class Submission:
    """Submits projects of one library.

    Args:
        workspace: the opened library.
        forge: where pull requests are; None where the library names no forge.

    Raises:
        RepositoryError: the library is in no repository, or the person has not told Git who they are.
    """

    def __init__(self, workspace: Workspace, forge: Forge | None) -> None:
        self.workspace = workspace
        self.forge = forge
        self.repository = require_repository(workspace.root)
        self.git = Plumbing(self.repository)
        self.prefix = workspace.root.resolve().relative_to(self.git.top).as_posix()
        require_identity(self.git)

    def prepare(self, request: Request) -> Plan:
        """Work out what is to be done; nothing is changed but what Git keeps of the remote.

        Raises:
            RefusedError: the check or the guard finds errors.
            ConflictError: both sides have changed the same lines.
            RepositoryError: Git cannot do it; the text says what to do.
            ForgeError: the forge cannot be asked.
        """
        library = self.workspace.library
        self._refuse(check_project(request.project, library, self.workspace.schemas))
        self._refuse(watch_message(make_guard(library.edition, self.workspace.schemas), request.message).problems)
        remote = find_remote(self.git, library.profile.repository.name)
        branch = branch_of(request.project.id)
        state = look(self.git, remote, branch)
        requests = self.forge.pull_requests(branch) if self.forge else []
        work = self._work(request.project)
        standing = find_standing(self.git, remote, state, work.folder, branch, requests)
        snapshot = work.snapshot()
        owner = request.project.profile.owner.name
        merged = merge_work(self.git, remote, work, snapshot, standing, request.kept, owner)
        plan = Plan(request, work.folder, remote, branch, state.default, standing, snapshot, merged, None, (), "", "")
        plan = self._commit(plan, work)
        self._examine(plan)
        return plan

    def carry_out(self, plan: Plan) -> Plan:
        """Push, and bring the work tree up to what was pushed; where another was faster, build upon theirs.

        Returns:
            The plan as it was carried out.

        Raises:
            As :meth:`prepare`, and RemoteError where the remote refuses.
        """
        for attempt in range(_ATTEMPTS):
            if plan.commit is None:
                break
            try:
                push(self.git, plan.remote, plan.commit, plan.branch)
            except PushLostError:
                if attempt == _ATTEMPTS - 1:
                    raise
                plan = self.prepare(plan.request)
            else:
                break
        try:
            self._settle(plan)
        except GitCommandError as error:
            # What counts has been done; running it again brings the work tree up to it.
            return replace(plan, unsettled=last_words(error))
        return plan

    def beside(self, plan: Plan, path: str) -> Path:
        """Where the person's version of a record is kept of which the other one stands."""
        return self.workspace.root / _KEPT / path.removeprefix(f"{plan.folder.rpartition('/')[0]}/")

    def _work(self, project: Project) -> WorkFolder:
        prefix = "" if self.prefix == "." else f"{self.prefix}/"
        return WorkFolder(self.git, f"{prefix}{project.folder.name}")

    @staticmethod
    def _refuse(problems: Sequence[Problem]) -> None:
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise RefusedError(problems)

    def _commit(self, plan: Plan, work: WorkFolder) -> Plan:
        """The plan with its commit; none where the remote has everything already."""
        request, standing = plan.request, plan.standing
        theirs = work.files_at(standing.onto)
        files, stage = self._recorded(plan, work, has_changed=bool(changes(theirs, plan.merged.files)))
        merged = replace(plan.merged, files=files)
        plan = replace(plan, merged=merged, changes=changes(theirs, files), stage=stage)
        is_there = work.home_at(standing.onto) == work.folder
        if is_there and not plan.changes and (standing.is_new_round or standing.parents == (standing.onto,)):
            return plan
        tree = self.git.tree(standing.onto, files, self.git.files(standing.onto, work.home_at(standing.onto)))
        if len(standing.parents) == 1 and tree == self.git.run("rev-parse", f"{standing.parents[0]}^{{tree}}"):
            # The person has committed everything by hand.
            return replace(plan, commit=standing.parents[0])
        words = self.workspace.library.edition.review.submission
        pattern = words.first if standing.is_new_round else words.again
        subject = put(pattern, self._values(request.project, stage))
        text = "\n\n".join(filter(None, [subject, request.message.strip()])) + "\n"
        return replace(plan, commit=self.git.make_commit(tree, standing.parents, text), text=text)

    def _recorded(self, plan: Plan, work: WorkFolder, *, has_changed: bool) -> tuple[dict[str, Entry], str]:
        """The files, with the record of the plan where this round has none yet, and the stage that they are in."""
        edition = self.workspace.library.edition
        project, is_new = plan.request.project, plan.standing.is_new_round
        files = dict(plan.merged.files)
        names = [path.removeprefix(f"{work.folder}/") for path in files]
        path = f"{work.folder}/{RECORDS_FILE}"
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            file = Path(scratch) / "records.yml"
            if path in files:
                file.write_bytes(self.git.content(files[path].sha))
            records = read_records(file)
            _, reached = stages_reached(edition, Records(entries=()), project.profile.build_mode, names)
            if reached.evidence == PLAN_FILES and self._is_missing(records, reached.name, is_new, has_changed):
                note = put(edition.review.submission.record, self._values(project, reached.name))
                append_record(file, reached.name, plan.request.today, note)
                files[path] = Entry("100644", self.git.store(file.read_bytes()))
                records = read_records(file)
        stage, _ = stages_reached(edition, records, project.profile.build_mode, names)
        return files, stage.name

    def _is_missing(self, records: Records, event: str, is_new: bool, has_changed: bool) -> bool:
        """Whether this round has no record of the plan: none since the last end, nothing but it in a new round.

        What is revised as the experts wish (art. 12) is not submitted for opinions anew.
        """
        experts = self.workspace.library.edition.review.experts
        revising = {experts.request, *(result.event for result in experts.results)}
        ended = {stage.name for stage in self.workspace.library.edition.head.stages if stage.final == YES}
        events = [entry.event for entry in records.entries]
        since = events[max((index + 1 for index, name in enumerate(events) if name in ended), default=0) :]
        if not has_changed and (is_new or not since):
            return False
        return event not in since if not is_new else not {event, *revising}.intersection(since[-1:])

    def _values(self, project: Project, stage: str) -> Mapping[str, str]:
        documents = [
            document.name
            for document in self.workspace.library.edition.documents
            if document.outline and document.stage == stage and document.build_mode in ("", project.profile.build_mode)
        ]
        return {
            "项目名称": project.name,
            "代号": project.id,
            "阶段": stage,
            "建设单位": project.profile.owner.name,
            "文档": "、".join(documents) or stage,
        }

    def _examine(self, plan: Plan) -> None:
        """Look at exactly what would be sent: what was joined by lines may say nonsense, Git keeps all of it."""
        if plan.commit is None:
            return
        library, schemas = self.workspace.library, self.workspace.schemas
        guard, commits = make_guard(library.edition, schemas), f"{plan.standing.onto}..{plan.commit}"
        self._refuse(watch_range(guard, self.workspace.root, commits).problems)
        if plan.merged.files == plan.snapshot.files and not plan.snapshot.ignored:
            return
        with project_at(library, self.repository, plan.commit, plan.request.project.folder.name) as project:
            if project is not None:
                self._refuse(check_project(project, library, schemas))

    def _settle(self, plan: Plan) -> None:
        standing, work = plan.standing, self._work(plan.request.project)
        for path in plan.merged.overruled:
            entry = plan.snapshot.files.get(path)
            if entry is not None:
                write_bytes(self.beside(plan, path), self.git.content(entry.sha))
        work.settle(
            plan.snapshot, plan.merged.files, plan.merged.joined, on_branch=standing.on_branch, stage=standing.may_stage
        )
        reference = f"refs/heads/{plan.branch}"
        if standing.on_branch and standing.head and standing.head != plan.head:
            self.git.run("read-tree", "-m", "-u", standing.head, plan.head)
            self.git.run("update-ref", "-m", "lunzheng submit", reference, plan.head, standing.head)
        self.git.run("update-ref", last_submitted(plan.request.project.id), plan.head)
