"""Every document of the sample library meets every requirement."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.inspect.support import PROPOSAL, ROOT, edition, inspect, sample, workspace
from lunzheng.documents.build import make_documents
from lunzheng.documents.inspect.inspection import DOCUMENT_KINDS, PAPER_KINDS, inspect_document
from lunzheng.documents.inspect.report import inspection_lines
from lunzheng.model.load import read_project

PROJECTS = sorted(path.parent for path in (ROOT / "projects").glob("*/*/project.yml"))


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_every_document_of_a_project_conforms(folder: Path) -> None:
    library = workspace().library
    for name, data in make_documents(read_project(library, folder), library).items():
        inspection = inspect(data, name)
        assert inspection.problems == (), [problem.message for problem in inspection.problems]
        assert inspection.paper is not None
        assert name.endswith(f"-{inspection.paper.code}.docx")


def test_each_requirement_says_what_is_asked_and_what_was_found() -> None:
    inspection = inspect(sample(PROPOSAL), PROPOSAL)
    lines = inspection_lines(inspection)
    assert [requirement.kind.code for requirement in inspection.requirements] == [
        kind.code for kind in DOCUMENT_KINDS if kind.code >= "E405" and kind not in PAPER_KINDS
    ]
    for requirement in inspection.requirements:
        assert requirement.asked
        assert requirement.found
    assert lines[0].startswith("通过　  E405  纸张是 A4（GB/T 9704-2012 5.1）：要求 210×297 毫米；实际 ")
    assert lines[-1].endswith("项要求全部通过。")
    idle = {requirement.kind.code for requirement in inspection.requirements if not requirement.applies}
    assert idle <= {"E444"}, "the longest sample has everything but notes"


def test_the_type_can_be_given() -> None:
    brief = edition().document("brief")
    found = {problem.code for problem in inspect_document(sample(PROPOSAL), PROPOSAL, edition(), brief).problems}
    assert "E434" in found


def test_kinds_are_told_apart_and_explained() -> None:
    codes = [kind.code for kind in DOCUMENT_KINDS]
    assert codes == sorted(set(codes))
    for kind in DOCUMENT_KINDS:
        assert kind.title
        assert kind.why.endswith("。")
        assert kind.hint
        assert not kind.hint.endswith("。")
