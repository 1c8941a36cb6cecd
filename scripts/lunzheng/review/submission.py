"""What a submission would send: worked out from the work tree and the remote, before anything is sent or changed.

Nothing of it is kept between two runs but in the remote itself, so that a run that broke off anywhere is simply run
again. The commit is made of the files as they lie in the folder, the records as they stand in the remote, and the
remote's history; no branch names it until the remote has it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lunzheng.repository import RepositoryError
from lunzheng.review.folder_merge import Merged, Records, merge_files
from lunzheng.review.forge.interface import PullRequest, State
from lunzheng.review.plumbing import Entry, Files, Plumbing
from lunzheng.review.record_merge import join_record
from lunzheng.review.remote import Remote, RemoteState, fetch_all_history
from lunzheng.review.work_tree import Snapshot, WorkFolder


class ConflictError(RepositoryError):
    """Two people have changed the same lines.

    Attributes:
        paths: the files, relative to the top of the work tree.
        theirs: the commit that holds the other side's version.
    """

    def __init__(self, paths: Sequence[str], theirs: str) -> None:
        super().__init__(f"{len(paths)} 个文件两边都改了")
        self.paths = tuple(paths)
        self.theirs = theirs


@dataclass(frozen=True)
class Standing:
    """Where the person, the remote and the round stand.

    Attributes:
        head: the commit checked out; None before the first one.
        on_branch: whether the project's own branch is checked out.
        may_stage: whether the index may be written: on the default branch or the project's own.
        local: the commit of the local branch of that name, None where there is none.
        submitted: what this clone has submitted last, None where it has not.
        last: the same where the remote's files have grown from it, None where they have not.
        merged: how the branch stood when its last round was merged; None where it was not, or in a round that runs.
        onto: the remote commit whose tree is built upon.
        parents: what the new commit follows.
        is_new_round: whether it starts from the default branch again.
        pull_request: the open one, if any.
    """

    head: str | None
    on_branch: bool
    may_stage: bool
    local: str | None
    submitted: str | None
    last: str | None
    merged: str | None
    onto: str
    parents: tuple[str, ...]
    is_new_round: bool
    pull_request: PullRequest | None


def last_submitted(project_id: str) -> str:
    """The reference that keeps what this clone has submitted last."""
    return f"refs/lunzheng/submitted/{project_id}"


def find_standing(
    git: Plumbing, remote: Remote, state: RemoteState, folder: str, branch: str, requests: Sequence[PullRequest]
) -> Standing:
    """Work out where everything stands.

    Args:
        git: the local repository.
        remote: where to push to.
        state: what it holds.
        folder: the project's folder relative to the top of the work tree.
        branch: the project's branch.
        requests: the pull requests from it, newest first; none where no forge is known.

    Raises:
        RepositoryError: the local branch holds commits that concern other things than the project.
    """
    fetch = _History(git, remote)
    head = git.commit("HEAD")
    name = git.run("symbolic-ref", "--quiet", "HEAD") if git.asks("symbolic-ref", "--quiet", "HEAD") else ""
    local = git.commit(f"refs/heads/{branch}")
    is_open = next((request for request in requests if request.state is State.OPEN), None)
    ended = requests[0] if requests and is_open is None else None
    is_in_default = state.tip is not None and fetch.is_ancestor(state.tip, state.default_tip)
    # A round that was pushed while its pull request could not be opened goes on: the ended one knows nothing of it.
    has_ended = ended is not None and state.tip is not None and fetch.is_ancestor(state.tip, ended.commit)
    is_new = state.tip is None or (is_open is None and (is_in_default or has_ended))
    onto = state.default_tip if is_new or state.tip is None else state.tip
    was_merged = is_new and (is_in_default or (ended is not None and ended.state is State.MERGED))
    merged = (state.tip or (git.commit(ended.commit) if ended else None)) if was_merged else None
    submitted = git.commit(last_submitted(branch.rpartition("/")[2]))
    last = submitted if submitted and fetch.is_ancestor(submitted, merged or onto) else None
    tips = [onto, *([state.tip] if state.tip else [])]
    if local is not None and not any(fetch.is_ancestor(local, tip) for tip in tips):
        _refuse_other_files(git, local, fetch.base(local, onto), folder, branch)
        tips.append(local)
    parents = git.run("merge-base", "--independent", *tips).split("\n")
    return Standing(
        head=head,
        on_branch=name == f"refs/heads/{branch}",
        may_stage=name in (f"refs/heads/{branch}", f"refs/heads/{state.default}"),
        local=local,
        submitted=submitted,
        last=last,
        merged=merged,
        onto=onto,
        parents=tuple(sorted(parents, key=lambda parent: parent != onto)),
        is_new_round=is_new,
        pull_request=is_open,
    )


def merge_work(
    git: Plumbing,
    remote: Remote,
    work: WorkFolder,
    taken: Snapshot,
    standing: Standing,
    kept: Collection[str],
    owner: str,
) -> Merged:
    """Join the person's files with the remote's.

    Args:
        kept: files, relative to the folder, of which the person's version stands: they know of the other one.
        owner: the department that answers opinions.

    Raises:
        ConflictError: both have changed the same lines.
        RepositoryError: the folder holds something else than plain files.
    """
    odd = sorted(path for path, entry in taken.files.items() if not entry.is_plain)
    if odd:
        raise RepositoryError(f"这些不是普通文件（链接或者另一个 Git 仓库），不能报送：{'、'.join(odd)}")
    theirs = work.files_at(standing.onto)
    base = _base(_History(git, remote), work, taken, standing)
    # Where a round was squashed and the branch deleted, equal contents show that it went in.
    sent = work.files_at(standing.submitted)
    base |= {path: entry for path, entry in sent.items() if entry == theirs.get(path) and not work.is_record(path)}
    base |= {path: theirs.get(path) for path in (f"{work.folder}/{name}" for name in kept)}

    def join(path: str, old: bytes | None, own: bytes, other: bytes) -> bytes | None:
        return join_record(path, old, own, other, owner)

    merged = merge_files(base, taken.files, theirs, Records(work.is_record, join), git)
    if merged.conflicts:
        raise ConflictError(merged.conflicts, standing.onto)
    return merged


def _base(history: _History, work: WorkFolder, taken: Snapshot, standing: Standing) -> dict[str, Entry | None]:
    """Of each file the version that the person's was made from."""
    at_head = work.files_at(standing.head)
    # What was merged and squashed has no history in common, but the branch as it was then has.
    onto = standing.merged if standing.on_branch and standing.merged else standing.onto
    parted = work.files_at(history.base(standing.head, onto) if standing.head else None)
    if standing.on_branch:
        return dict(parted)
    last = work.files_at(standing.last)
    is_public = standing.head is not None and history.is_ancestor(standing.head, standing.onto)
    base: dict[str, Entry | None] = {}
    for path in {*at_head, *parted, *last, *taken.files}:
        if work.is_record(path):
            base[path] = at_head.get(path)
        elif standing.last is None:
            base[path] = parted.get(path)
        elif is_public and taken.files.get(path) == taken.indexed.get(path) == at_head.get(path):
            base[path] = at_head.get(path)
        else:
            base[path] = last.get(path)
    return base


@dataclass(frozen=True)
class _History:
    """Questions on history; a clone that holds the last commits only is completed where it cannot answer."""

    git: Plumbing
    remote: Remote

    def is_ancestor(self, older: str, newer: str) -> bool:
        if self.git.commit(older) is None or self.git.commit(newer) is None:
            return False
        if self.git.is_ancestor(older, newer):
            return True
        if self.git.merge_base(older, newer) is None:
            fetch_all_history(self.git, self.remote)
            return self.git.is_ancestor(older, newer)
        return False

    def base(self, one: str, other: str) -> str | None:
        found = self.git.merge_base(one, other)
        if found is None:
            fetch_all_history(self.git, self.remote)
            found = self.git.merge_base(one, other)
        return found


def _refuse_other_files(git: Plumbing, local: str, base: str | None, folder: str, branch: str) -> None:
    """A local branch with commits of the person's own is taken along, unless they concern other things."""
    if base is None:
        raise RepositoryError(f"本机的 {branch} 分支和代码平台上的项目库没有共同的历史；请信息人员看一下这个分支")
    names = git.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", base, local).split("\0")
    others = sorted(name for name in names if name and not name.startswith(f"{folder}/"))
    if others:
        more = f"等 {len(others)} 个" if len(others) > 3 else ""
        raise RepositoryError(
            f"本机的 {branch} 分支上有还没有推送的提交，改了项目文件夹以外的文件（{'、'.join(others[:3])}{more}）；"
            "这个分支只放本项目的文件，请信息人员把这些提交移到别的分支"
        )


def changes(before: Files, after: Files) -> list[tuple[str, str]]:
    """What differs: 新增, 修改 or 删除, with the path."""
    result = []
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old != new:
            result.append(("新增" if old is None else "删除" if new is None else "修改", path))
    return result
