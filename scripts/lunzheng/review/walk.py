"""One walk over the history of a library, for all its projects: which commit touched which files of which folder.

Commits that a branch brought in count as one, by the merge that brought them (``--first-parent``): what the default
branch has seen. The walk goes back from the last commit, so that it can end anywhere without knowing less of what is
newer.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lunzheng.model.load import PROJECTS
from lunzheng.review.plumbing import Plumbing
from lunzheng.review.rounds import CHINA

COMMITS = 20_000
"""So many commits are looked at."""
TOUCHES = 60
"""So many of one project are kept."""

_PLAIN = {"100644", "100755"}
_DEPTH = 2
"""A project's folder lies so deep below ``projects/``."""


@dataclass
class Touch:
    """A commit that touched a project's folder.

    Attributes:
        before: of each file that it changed, the content that was there (its hash), None where there was none. Paths
            are relative to the folder.
    """

    commit: str
    date: datetime.date
    before: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Walk:
    """The history of every project folder.

    Attributes:
        files: folder → the files of the last commit, path → hash of the content.
        touches: folder → the commits that touched it, the newest first.
        tags: commit → its tags.
    """

    files: Mapping[str, Mapping[str, str]]
    touches: Mapping[str, list[Touch]]
    tags: Mapping[str, tuple[str, ...]]


def walk(git: Plumbing, prefix: str) -> Walk:
    """Walk back over the history of a library.

    Args:
        git: its repository, which has a commit.
        prefix: the library's root relative to the top of the work tree, ``.`` where they are the same.

    Raises:
        GitCommandError: the repository is damaged.
    """
    above = PROJECTS if prefix == "." else f"{prefix}/{PROJECTS}"
    touches: dict[str, list[Touch]] = {}
    boundary = _boundary(git)
    for commit, date, changed in _commits(git, above):
        if commit in boundary:
            continue
        for path, before in changed:
            folder, file = _split(path, above)
            if folder is None:
                continue
            own = touches.setdefault(folder, [])
            if not own or own[-1].commit != commit:
                if len(own) == TOUCHES:
                    continue
                own.append(Touch(commit, date))
            own[-1].before[file] = before
    files: dict[str, dict[str, str]] = {}
    for path, entry in git.files("HEAD", above).items():
        folder, file = _split(path, above)
        if folder is not None and entry.is_plain:
            files.setdefault(folder, {})[file] = entry.sha
    return Walk(files, touches, _tags(git))


def _split(path: str, above: str) -> tuple[str | None, str]:
    """A project's folder relative to the library's root, and the path within it; None for a file of no project."""
    parts = path.removeprefix(f"{above}/").split("/")
    if len(parts) <= _DEPTH or ".." in PurePosixPath(path).parts:
        return None, ""
    return "/".join((PROJECTS, *parts[:_DEPTH])), "/".join(parts[_DEPTH:])


def _commits(git: Plumbing, above: str) -> Iterator[tuple[str, datetime.date, list[tuple[str, str | None]]]]:
    """Commit, day and (path, hash of what was there) of what it changed, the newest first."""
    raw = git.run(
        "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-show-signature",
        "--no-ext-diff", "--ignore-submodules=all", "--format=%x01%H %cI", f"--max-count={COMMITS}", "HEAD", "--",
        f"{above}/",
    )  # fmt: skip
    for block in raw.split("\x01")[1:]:
        head, _, rest = block.partition("\0")
        commit, _, time = head.strip().partition(" ")
        fields = iter(rest.strip("\n\0").split("\0"))
        changed = []
        for entry, path in zip(fields, fields, strict=False):
            mode, _, old, *_ = entry.lstrip("\n:").split(" ")
            changed.append((path, old if mode in _PLAIN else None))
        yield commit, datetime.datetime.fromisoformat(time).astimezone(CHINA).date(), changed


def _boundary(git: Plumbing) -> set[str]:
    """Where a clone that holds the last commits only ends: what these commits changed is not known."""
    path = git.top / git.run("rev-parse", "--git-path", "shallow")
    return set(path.read_text(encoding="ascii").split()) if path.is_file() else set()


def _tags(git: Plumbing) -> dict[str, tuple[str, ...]]:
    listing = git.run("for-each-ref", "--format=%(objectname) %(*objectname) %(refname:short)", "refs/tags")
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, listing.split("\n")):
        own, peeled, name = line.split(" ", 2)
        commit = peeled or own
        found[commit] = (*found.get(commit, ()), name)
    return found
