"""Joining what two people have done to a project's files since they last had the same."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from git import GitCommandError

from lunzheng.review.plumbing import Entry, Files, Plumbing

_TEXTS = (".md", ".yml")


@dataclass(frozen=True)
class Records:
    """The records of the review, which are joined by their entries.

    Attributes:
        are_at: whether a path is one.
        join: path, former, own and other content → the joined one, None where a person has to decide.
    """

    are_at: Callable[[str], bool]
    join: Callable[[str, bytes | None, bytes, bytes], bytes | None]


@dataclass
class Merged:
    """What came of a merge.

    Attributes:
        files: every file with the version to keep.
        taken: paths in which only the other side has changed something.
        joined: paths of texts that both have changed, in different lines, and of records, in different entries.
        overruled: records of the review in which both have changed the same; the other side's version stands.
        conflicts: paths that a person has to settle.
    """

    files: dict[str, Entry] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    overruled: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def merge_files(
    base: Mapping[str, Entry | None], ours: Files, theirs: Files, records: Records, git: Plumbing
) -> Merged:
    """Merge three states of a folder, file by file; texts line by line where both sides have changed one.

    Args:
        base: what ``ours`` was made from.
        ours: the person's files.
        theirs: the files on the other side.
        records: which files are records of the review, and how they are joined.
        git: the repository that holds the contents.
    """
    merged = Merged()
    for path in sorted({*base, *ours, *theirs}):
        old, own, other = base.get(path), ours.get(path), theirs.get(path)
        kept = own
        if own in (other, old):
            kept = other
            if own != other:
                merged.taken.append(path)
        elif other != old:
            if records.are_at(path):
                joined = _joined_record(path, old, own, other, records, git)
                kept = joined or other
                (merged.joined if joined else merged.overruled).append(path)
            elif joined := _joined(path, old, own, other, git):
                kept = joined
                merged.joined.append(path)
            else:
                merged.conflicts.append(path)
        if kept is not None:
            merged.files[path] = kept
    merged.conflicts += _in_the_way(merged.files)
    return merged


def _joined_record(
    path: str, old: Entry | None, own: Entry | None, other: Entry | None, records: Records, git: Plumbing
) -> Entry | None:
    """The record with the changes of both sides, None where they cannot be joined."""
    if own is None or other is None or not (own.is_plain and other.is_plain):
        return None
    before = git.content(old.sha) if old else None
    data = records.join(path, before, git.content(own.sha), git.content(other.sha))
    return Entry(other.mode, git.store(data)) if data is not None else None


def _joined(path: str, old: Entry | None, own: Entry | None, other: Entry | None, git: Plumbing) -> Entry | None:
    """The text with the changes of both sides, None where they touch the same lines."""
    if not path.endswith(_TEXTS) or own is None or other is None or old is None:
        return None
    if not (own.is_plain and other.is_plain and old.is_plain):
        return None
    with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
        names = []
        for name, entry in (("own", own), ("old", old), ("other", other)):
            file = Path(scratch) / name
            file.write_bytes(git.content(entry.sha))
            names.append(str(file))
        try:
            # Written in place: the output as text would lose bytes that are not UTF-8.
            git.run("merge-file", "-q", *names)
        except GitCommandError:
            return None
        return Entry(own.mode, git.store(Path(names[0]).read_bytes()))


def _in_the_way(files: Iterable[str]) -> list[str]:
    """Files whose name is that of a folder of others."""
    paths = set(files)
    return sorted({above.as_posix() for path in paths for above in Path(path).parents if above.as_posix() in paths})
