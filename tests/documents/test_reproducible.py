"""The same input gives the same bytes, whatever the machine is set to."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lunzheng.documents.build import draft_documents

from .samples import ROOT, copy_library, documents, due, projects, reopened, with_code, workspace

PROGRAM = """
import hashlib, json, sys
from pathlib import Path
from lunzheng.check.open import open_workspace
from lunzheng.documents.build import draft_documents

workspace = open_workspace(Path(sys.argv[1]))
made = {}
for project in workspace.projects():
    if project.id in sys.argv[2:]:
        for name, draft in draft_documents(project, workspace.library).items():
            made[name] = hashlib.sha256(draft.data).hexdigest()
print(json.dumps(made))
"""
"""Makes the documents of some projects in a process of its own."""

SETTINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4294967295", "TZ": "America/Los_Angeles", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "random", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE", "HOME": "/"},
)

CHOSEN = sorted({project for code in ("proposal", "service-plan") for project, _ in with_code(code)[-1:]})
"""One project with a plan, one with a service plan."""


def digests(project_ids: list[str]) -> dict[str, str]:
    return {
        f"{project_id}-{code}.docx": hashlib.sha256(data).hexdigest()
        for project_id in project_ids
        for code, data in documents(project_id).items()
    }


@pytest.mark.parametrize("project_id", sorted(set(projects()) - set(CHOSEN)))
def test_a_second_run_gives_the_same_bytes(project_id: str) -> None:
    project = projects()[project_id]
    again = draft_documents(project, workspace().library)
    assert [draft.data for draft in again.values()] == [documents(project_id)[item.code] for item in due(project)]


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: settings["TZ"])
def test_locale_time_zone_and_hash_seed_do_not_matter(settings: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(ROOT), *CHOSEN],
        env={**os.environ, **settings},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == digests(CHOSEN)


def test_the_place_of_the_library_does_not_matter(tmp_path: Path) -> None:
    copied = copy_library(tmp_path / "另一处 with spaces")
    for project_id in CHOSEN:
        opened, project = reopened(copied, project_id)
        made = draft_documents(project, opened.library)
        assert [draft.data for draft in made.values()] == list(documents(project_id).values())


def test_names_and_times_in_the_package_are_fixed() -> None:
    for project_id in CHOSEN:
        for data in documents(project_id).values():
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                items = package.infolist()
            assert items[0].filename == "[Content_Types].xml"
            assert {item.date_time for item in items} == {(1980, 1, 1, 0, 0, 0)}
            assert {item.compress_type for item in items} == {zipfile.ZIP_STORED}
