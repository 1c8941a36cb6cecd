"""Git's plumbing: files of a commit, an index and a tree as values, without touching the person's own index."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from git import Git, GitCommandError, Repo

from lunzheng.repository import top_of

_STEADY = ("-c", "core.quotePath=false", "-c", "core.safecrlf=false", "-c", "i18n.commitEncoding=utf-8")
"""Settings of a person that would change what is read or written here."""
_PLAIN = ("100644", "100755")


@dataclass(frozen=True)
class Entry:
    """A version of a file: Git's mode and the hash of the content."""

    mode: str
    sha: str

    @property
    def is_plain(self) -> bool:
        """False for a symbolic link and for a repository within the repository."""
        return self.mode in _PLAIN


Files = Mapping[str, Entry]
"""Path relative to the top of the work tree → version."""


class Plumbing:
    """Git's commands at the top of a work tree; paths are taken as they are written, never as patterns.

    Every method raises :class:`git.GitCommandError` where Git refuses.
    """

    def __init__(self, repository: Repo, environment: Mapping[str, str] | None = None) -> None:
        self.repository = repository
        self.top = top_of(repository)
        self._git = Git(str(self.top))
        self._git.update_environment(GIT_LITERAL_PATHSPECS="1", GIT_ADVICE="0", **(environment or {}))

    def run(self, *arguments: str, given: bytes | None = None) -> str:
        """One command's output, ``given`` on its standard input."""
        command = [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", *_STEADY, *arguments]
        if given is None:
            return str(self._git.execute(command))
        with tempfile.TemporaryFile() as stream:
            stream.write(given)
            stream.seek(0)
            return str(self._git.execute(command, istream=stream))

    def asks(self, *arguments: str) -> bool:
        """Whether a command that answers by its exit code says yes."""
        try:
            self.run(*arguments)
        except GitCommandError:
            return False
        return True

    def with_index(self, index: Path) -> Plumbing:
        """The same with another index than the person's own."""
        return Plumbing(self.repository, {"GIT_INDEX_FILE": str(index)})

    def commit(self, name: str) -> str | None:
        """The hash of a commit, None where the name stands for none."""
        try:
            return self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitCommandError:
            return None

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether one commit is the other or lies in its history."""
        return self.asks("merge-base", "--is-ancestor", older, newer)

    def merge_base(self, one: str, other: str) -> str | None:
        """Where two histories part; None where they have nothing in common."""
        try:
            return self.run("merge-base", one, other).split("\n")[0] or None
        except GitCommandError:
            return None

    def files(self, commit: str | None, folder: str) -> dict[str, Entry]:
        """What a commit holds below a folder; nothing for no commit."""
        if commit is None:
            return {}
        listing = self.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder}/")
        found = {}
        for line in filter(None, listing.split("\0")):
            head, _, path = line.partition("\t")
            mode, _, sha = head.split(" ")
            found[path] = Entry(mode, sha)
        return found

    def folders(self, commit: str, above: str, name: str) -> list[str]:
        """The folders of a name, two levels below another one."""
        listing = self.run("ls-tree", "-r", "-d", "-z", "--name-only", "--full-tree", commit, "--", f"{above}/")
        depth = above.count("/") + 2
        return [path for path in listing.split("\0") if path.count("/") == depth and path.endswith(f"/{name}")]

    def indexed(self, folder: str) -> dict[str, Entry] | None:
        """What the index holds below a folder; None where a merge has left conflicts there."""
        found = {}
        for line in filter(None, self.run("ls-files", "-s", "-z", "--", folder).split("\0")):
            head, _, path = line.partition("\t")
            mode, sha, stage = head.split(" ")
            if stage != "0":
                return None
            found[path] = Entry(mode, sha)
        return found

    def update_index(self, files: Files, removed: Iterable[str] = ()) -> None:
        """Put entries into the index and take others out."""
        gone = [f"0 {'0' * 40}\t{path}" for path in removed if path not in files]
        there = [f"{entry.mode} {entry.sha}\t{path}" for path, entry in files.items()]
        lines = "".join(f"{line}\0" for line in [*gone, *there])
        if lines:
            self.run("update-index", "-z", "--index-info", given=lines.encode("utf-8", "surrogateescape"))

    def store(self, data: bytes) -> str:
        """Keep a content as it is; returns its hash."""
        return self.run("hash-object", "-w", "--stdin", "--no-filters", given=data)

    def content(self, sha: str) -> bytes:
        data: bytes = self.repository.git.get_object_data(sha)[3]
        return data

    def tree(self, commit: str, files: Files, removed: Iterable[str]) -> str:
        """The tree of a commit with some files put in and others taken out; returns its hash."""
        with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch:
            there = self.with_index(Path(scratch) / "index")
            there.run("read-tree", commit)
            there.update_index({}, removed)
            there.update_index(files)
            return there.run("write-tree")

    def make_commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """A commit that no branch names yet; returns its hash."""
        named = [word for parent in parents for word in ("-p", parent)]
        return self.run("commit-tree", tree, *named, "-F", "-", given=message.encode("utf-8"))
