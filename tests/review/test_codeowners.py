"""CODEOWNERS: the committed file is the generated one; each file has its department and the parties that read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary
from lunzheng.check.open import open_workspace
from lunzheng.review.codeowners import CodeownersError, codeowners
from review.test_solicit import LIBRARY


def owners(text: str) -> dict[str, list[str]]:
    lines = [line.split() for line in text.split("\n") if line and not line.startswith("#")]
    return {pattern: names for pattern, *names in lines}


def test_the_committed_file_is_the_generated_one(root: Path, run: Callable[..., Done]) -> None:
    done = run("review", "codeowners", cwd=root)
    assert done.code == 0, done.text
    assert (root / ".github" / "CODEOWNERS").read_text(encoding="utf-8") == done.out


def test_departments_parties_and_the_authority(library: ScratchLibrary) -> None:
    (library.root / "projects" / "library.yml").write_text(LIBRARY, encoding="utf-8")
    text = codeowners(open_workspace(library.root).library)
    found = owners(text)
    assert found["/projects/*/slj-*/"] == ["@example/slj"]
    assert set(found["/projects/*/slj-*/project.yml"]) >= {"@example/slj", "@example/wxb"}
    assert "@example/fgw" in found["/projects/*/slj-*/data.yml"]
    assert "@example/fgw" not in found["/projects/*/slj-*/proposal/04-requirements.md"]
    for path in ("/projects/library.yml", "/templates/", "/schemas/", "/.github/"):
        assert found[path] == ["@example/dsj"]
    # The last line that matches counts, so that the narrower one has to come later.
    patterns = list(found)
    assert patterns.index("/projects/*/slj-*/") < patterns.index("/projects/*/slj-*/project.yml")


def test_what_is_no_team_is_refused(library: ScratchLibrary) -> None:
    text = LIBRARY.replace("团队: slj", "团队: 水利局 @everyone")
    (library.root / "projects" / "library.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CodeownersError, match="水利局"):
        codeowners(open_workspace(library.root).library)
