"""What workflows ask of the command and people seldom do."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from acceptance.support import Done, ScratchLibrary

Run = Callable[..., Done]


def _git(library: ScratchLibrary, *arguments: str) -> None:
    identity = ("-c", "user.name=w", "-c", "user.email=w@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=library.root, check=True, capture_output=True)


def _commit(library: ScratchLibrary, message: str) -> None:
    _git(library, "add", ".")
    _git(library, "commit", "--quiet", "-m", message)


def test_a_bundle_of_each_project_that_changed(library: ScratchLibrary, run: Run, tmp_path: Path):
    library.without_likeness()
    library.add("good/suggestion", "slj-flood")
    library.add("good/suggestion", "slj-river")
    _git(library, "init", "--quiet")
    _commit(library, "one")
    brief = library.folder("slj-river") / "brief.md"
    brief.write_text(brief.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (library.root / "mkdocs.yml").write_text("# changed\n", encoding="utf-8")
    _commit(library, "two")

    done = run("export", "--changed-since", "HEAD^1", "--bundle", tmp_path / "bundles", cwd=library.root)

    assert done.code == 0, done.text
    assert [path.name for path in (tmp_path / "bundles").iterdir()] == ["slj-river.zip"]
    with zipfile.ZipFile(tmp_path / "bundles" / "slj-river.zip") as bundle:
        assert "slj-river/manifest.json" in bundle.namelist()

    brief.write_bytes(b"\xff\xfe broken")
    _commit(library, "three")
    done = run("export", "--changed-since", "HEAD^1", "--bundle", tmp_path / "none", cwd=library.root)
    assert done.code == 1
    assert "slj-river" in done.text
    assert not (tmp_path / "none").exists()


def test_nothing_changed_is_no_fault(library: ScratchLibrary, run: Run, tmp_path: Path):
    _git(library, "init", "--quiet")
    _commit(library, "one")
    done = run("export", "--changed-since", "HEAD", "--bundle", tmp_path / "bundles", cwd=library.root)
    assert (done.code, done.out) == (0, "")
    assert not (tmp_path / "bundles").exists()
    assert run("export", "--changed-since", "nowhere", "--bundle", tmp_path, cwd=library.root).code == 2


def test_status_as_a_table(library: ScratchLibrary, run: Run):
    library.add("good/suggestion", "slj-flood")
    done = run("status", "--format", "markdown", "--today", "2026-11-20", cwd=library.root)
    assert done.code == 0, done.text
    head, ruler, row = [line for line in done.out.splitlines() if line.startswith("|")]
    assert head.count("|") == ruler.count("|") == row.count("|")
    assert "| slj-flood |" in row
    assert "截至 2026-11-20" in done.out
