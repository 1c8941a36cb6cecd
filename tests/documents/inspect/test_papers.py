"""Letters, forms of the review and yearly lists: recognised, and as they are made without a fault."""

from __future__ import annotations

import dataclasses

import pytest

from documents.inspect.support import APPRAISAL, NOTICE, PAPERS, RESERVE, edition, inspect, sample, workspace
from documents.letters.made import BOUGHT, BUILT, DATE, KINDS, LETTERS, NUMBER, letter, project
from documents.lists.made import year_list
from lunzheng.documents.inspect.inspection import PAPER_KINDS, inspect_document
from lunzheng.documents.inspect.papers import find_paper, papers
from lunzheng.documents.inspect.report import inspection_lines
from lunzheng.documents.lists import list_docx


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("project_id", [BUILT, BOUGHT])
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "blank"])
def test_every_letter_conforms(code: str, project_id: str, *, filled: bool) -> None:
    """Also one that waits for its number, its date and everything else that a person gives."""
    given = {"number": NUMBER, "date": DATE, "copies": ("市财政局",)} if filled and code in LETTERS else {}
    inspection = inspect(letter(code, project(project_id), **given).data)
    assert inspection.problems == (), [problem.message for problem in inspection.problems]
    assert inspection.paper is not None
    assert inspection.paper.code == code


@pytest.mark.parametrize("party", ["市委网信办", "市委机要保密局", "市发改委"])
def test_the_letter_to_one_party_conforms(party: str) -> None:
    inspection = inspect(letter("consultation", number=NUMBER, date=DATE, party=party).data)
    assert inspection.problems == (), [problem.message for problem in inspection.problems]


@pytest.mark.parametrize("code", ["reserve", "suggestions"])
@pytest.mark.parametrize("year", [2026, 1999], ids=["some", "none"])
def test_every_list_conforms(code: str, year: int) -> None:
    inspection = inspect(list_docx(year_list(code, year), workspace().library))
    assert inspection.problems == (), [problem.message for problem in inspection.problems]
    assert inspection.paper is not None
    assert inspection.paper.code == code


def test_the_figures_are_those_of_the_edition() -> None:
    """With other figures in the edition the same letter is at fault where they differ, and nowhere else."""
    own = edition()
    head = dataclasses.replace(own.letters.head, rule_length=own.letters.head.rule_length + 5)
    layout = dataclasses.replace(own.letters.layout, date_right=2)
    other = dataclasses.replace(own, letters=dataclasses.replace(own.letters, head=head, layout=layout))
    found = {problem.code for problem in inspect_document(sample(APPRAISAL), APPRAISAL, other).problems}
    assert found == {"E454", "E462"}


def test_a_letter_is_told_what_only_letters_are_asked() -> None:
    asked = {requirement.kind.code for requirement in inspect(sample(NOTICE)).requirements}
    assert {kind.code for kind in PAPER_KINDS} <= asked
    lines = inspection_lines(inspect(sample(APPRAISAL), APPRAISAL))
    assert any(line.startswith("通过　  E457  发文字号") and NUMBER in line for line in lines)
    assert lines[-1].startswith(f"检查了 {APPRAISAL}（前期论证函）：")


def test_a_paper_can_be_given_by_its_code() -> None:
    codes = [paper.code for paper in papers(edition())]
    assert len(codes) == len(set(codes))
    for code in ("brief", *KINDS, "reserve", "suggestions"):
        paper = find_paper(edition(), code)
        assert paper is not None
        inspection = inspect_document(sample(RESERVE), RESERVE, edition(), paper)
        assert (inspection.problems == ()) is (code == "reserve")


@pytest.mark.parametrize("name", PAPERS)
def test_every_requirement_says_what_is_asked_and_found(name: str) -> None:
    for requirement in inspect(sample(name)).requirements:
        assert requirement.asked
        assert requirement.found or not requirement.applies
