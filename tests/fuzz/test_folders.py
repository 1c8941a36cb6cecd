"""A project folder with slips of the hand is read, checked and built: problems, never an exception."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fuzz.edits import edited_folder
from fuzz.library import build_and_look, make_workspace
from lunzheng.check.open import Workspace

CORPUS = sorted(path for path in Path(__file__).with_name("corpus").iterdir() if path.is_dir())
SEEDS = range(1, 22)
"""Few, so that it is quick; ``make fuzz`` goes on from there."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("fuzz") / "library")


@pytest.mark.parametrize("seed", SEEDS)
def test_slips_of_the_hand(seed: int, workspace: Workspace) -> None:
    folders = workspace.library.folders
    with edited_folder(folders[seed % len(folders)], seed):
        build_and_look(workspace, folders[seed % len(folders)])


@pytest.mark.parametrize("finding", CORPUS, ids=lambda path: path.name)
def test_findings_stay_mended(finding: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "library")
    name = finding.name.rpartition("-")[0]
    folder = next(folder for folder in workspace.library.folders if folder.name == name)
    shutil.copytree(finding, folder, dirs_exist_ok=True)
    build_and_look(workspace, folder)
