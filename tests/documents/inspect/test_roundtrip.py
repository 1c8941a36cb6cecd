"""A document that LibreOffice has saved again: what it changes is named, and nothing that it keeps."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from documents.inspect.support import APPRAISAL, BRIEF, NOTICE, OPINIONS, PROPOSAL, RESERVE, inspect, sample

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

CHANGES = {"E419", "E446"}
"""LibreOffice turns indents by characters into lengths, and numbers pictures anew."""
WITHOUT_INDENTS = (OPINIONS, RESERVE)


@pytest.mark.parametrize("name", [BRIEF, PROPOSAL, NOTICE, APPRAISAL, OPINIONS, RESERVE])
def test_a_round_trip_through_libreoffice(name: str, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / name).write_bytes(sample(name))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source / name)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    inspection = inspect((target / name).read_bytes(), name)
    assert inspection.paper is not None
    found = {problem.code for problem in inspection.problems}
    assert found <= CHANGES, [problem.message for problem in inspection.problems if problem.code not in CHANGES]
    assert ("E419" in found) is (name not in WITHOUT_INDENTS)
