"""What Git knows of a draw: when its rules were fixed for everybody to see, and which commit gives the seed.

The rules count from the first commit on the default branch that holds them. The seed is the first commit after it on
that branch (first parents only) which neither was written nor was committed by anybody who wrote the rules: there is
exactly one such commit, so nobody can choose among several.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from git import GitCommandError, Repo

from lunzheng.model.expert import EXPERTS_FILE, DrawRound
from lunzheng.review.default_branch import default_branch
from lunzheng.review.problems import ReviewError
from lunzheng.source.node import Node
from lunzheng.source.text import TextFile
from lunzheng.source.yaml import parse_yaml

_FORGE = re.compile(r"no-?reply@", re.IGNORECASE)
"""The beginning of the address under which a forge commits what somebody merges there; it is nobody's own."""


@dataclass(frozen=True)
class Fixed:
    """A fixing as the default branch has it.

    Attributes:
        branch: the default branch's name.
        commit: the first commit on it that holds the fixing.
        seed: the commit that gives the seed.
        is_signed: whether the seed commit carries a signature, which only the holder of a key can make.
    """

    branch: str
    commit: str
    seed: str
    is_signed: bool


@dataclass(frozen=True)
class Kept:
    """A round as some commit on the default branch has it, as comparable text."""

    commit: str
    number: str
    fixing: str
    outcome: str


def find_fixed(repository: Repo, path: str, round_: DrawRound) -> Fixed:
    """Where a round was fixed and which commit is its seed.

    Args:
        repository: the library's.
        path: of the project's ``review/experts.yml``, relative to the top.
        round_: as the work tree has it.

    Raises:
        ReviewError: the fixing is not on the default branch yet, or nobody else has committed after it.
    """
    branch, reference = default_branch(repository)
    wanted = (str(round_.number), _canonical(round_.node, "固定"))
    kept = (item for item in history(repository, reference, path) if (item.number, item.fixing) == wanted)
    first = next(kept, None)
    if first is None:
        raise ReviewError(
            f"{EXPERTS_FILE} 里的这份规则还没有进入默认分支 {branch}：先提交并合并，再运行 git fetch；"
            "种子取自合并以后别人作出的提交，所以谁也不能预先知道"
        )
    writers = _writers(repository, first.commit, path)
    for commit in repository.git.rev_list("--first-parent", "--reverse", f"{first.commit}..{reference}").split():
        if not writers & _people(repository, commit):
            return Fixed(branch, first.commit, commit, _is_signed(repository, commit))
    raise ReviewError(
        f"规则在 {first.commit[:12]} 固定以后，默认分支 {branch} 上还没有别人作出的提交；"
        "等下一个由别人作出的提交（例如合并另一个项目），运行 git fetch 后再抽"
    )


def history(repository: Repo, reference: str, path: str) -> Iterator[Kept]:
    """Every round of every version of the file on the default branch, oldest version first."""
    commits = repository.git.rev_list("--first-parent", "--reverse", reference, "--", path).split()
    for commit in commits:
        try:
            text = str(repository.git.show(f"{commit}:{path}"))
        except GitCommandError:
            # The commit took the file away.
            continue
        node, _ = parse_yaml(TextFile(path, text))
        listed = node.get("抽取") if node else None
        for entry in listed.items() if listed else ():
            number = entry.get("次")
            yield Kept(
                commit, str(number.value if number else ""), _canonical(entry, "固定"), _canonical(entry, "结果")
            )


def contradictions(repository: Repo, path: str, rounds: tuple[DrawRound, ...]) -> list[str]:
    """What the default branch once held and the file does not tell any more: an earlier fixing, another result."""
    _, reference = default_branch(repository)
    fixings = {str(item.number): _canonical(item.node, "固定") for item in rounds}
    outcomes = {str(item.number): _canonical(item.node, "结果") for item in rounds}
    result: dict[str, None] = {}
    for kept in history(repository, reference, path):
        short = kept.commit[:12]
        if fixings.get(kept.number) != kept.fixing:
            result[f"默认分支的提交 {short} 里，第 {kept.number} 次抽取的规则与现在的记录不同"] = None
        elif kept.outcome and kept.outcome != outcomes.get(kept.number):
            result[f"默认分支的提交 {short} 里，第 {kept.number} 次抽取的结果与现在的记录不同"] = None
    return list(result)


def require_known(repository: Repo, commit: str) -> str:
    """The full hash of a commit that a person names.

    Raises:
        ReviewError: Git does not know it.
    """
    try:
        return str(repository.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"))
    except GitCommandError as error:
        raise ReviewError(f"仓库里没有 {commit} 这个提交；先运行 git fetch，再核对") from error


def _canonical(node: Node | None, name: str) -> str:
    """A part of a round as text that is the same however the YAML is written; empty where it is absent."""
    child = node.get(name) if node else None
    return json.dumps(child.plain(), ensure_ascii=False, sort_keys=True, default=str) if child else ""


def _writers(repository: Repo, commit: str, path: str) -> set[str]:
    """Whoever wrote the file's version that a commit brought to the branch; of a merge, the merged commits' people."""
    parents = repository.git.rev_list("--parents", "--max-count=1", commit).split()[1:]
    if len(parents) > 1:
        merged = repository.git.rev_list("--no-merges", f"{parents[0]}..{commit}", "--", path).split()
        if merged:
            return set().union(*(_people(repository, one) for one in merged))
    return _people(repository, commit)


def _people(repository: Repo, commit: str) -> set[str]:
    """The addresses of a commit's author and committer, a forge's own left out."""
    found = repository.git.show("--no-patch", "--no-show-signature", "--format=%ae%n%ce", commit).lower().splitlines()
    return {address for address in found if address and not _FORGE.match(address)}


def _is_signed(repository: Repo, commit: str) -> bool:
    head, _, _ = repository.git.cat_file("commit", commit).partition("\n\n")
    return "\ngpgsig" in head
