"""Many projects, checked in chunks by several processes, give the report that they give one by one."""

from __future__ import annotations

from acceptance.support import ScratchLibrary
from lunzheng.check.many import FEW, check_folders
from lunzheng.check.open import open_workspace
from lunzheng.check.run import check_projects
from lunzheng.model.load import read_project


def test_the_report_does_not_depend_on_how_projects_are_shared_out(library: ScratchLibrary) -> None:
    for number in range(FEW + 4):
        folder = library.add("good/plan" if number % 3 else "good/suggestion", f"slj-copy-{number}")
        if number % 5 == 0:
            with (folder / "brief.md").open("a", encoding="utf-8") as brief:
                brief.write(f"\n> <b>第{number}处</b> 待补充\n")
    workspace = open_workspace(library.root)
    folders = workspace.library.folders
    projects = [read_project(workspace.library, folder) for folder in folders]
    expected = check_projects(projects, workspace.library, workspace.schemas)
    assert expected.errors
    assert check_folders(workspace, folders) == expected
    assert check_folders(workspace, folders[:3]) == check_projects(projects[:3], workspace.library, workspace.schemas)
