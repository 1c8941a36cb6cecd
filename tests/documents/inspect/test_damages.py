"""Each damage of the table is found, with its kind and in its place, and nothing else is."""

from __future__ import annotations

import pytest

from documents.inspect import closing_damages, letter_damages, list_damages
from documents.inspect.damages import DAMAGES, Damage
from documents.inspect.support import PAPERS, Copy, inspect
from lunzheng.documents.inspect.inspection import DOCUMENT_KINDS
from lunzheng.documents.inspect.package import PACKAGE_KINDS

MODULES = (letter_damages, closing_damages, list_damages)
"""Importing them enters their damages into the table."""


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damage_is_found_and_nothing_else(damage: Damage) -> None:
    copy = Copy(damage.sample)
    damage.plant(copy)
    inspection = inspect(copy.data())
    found = {problem.code for problem in inspection.problems}
    assert found == {damage.code}, [problem.message for problem in inspection.problems]
    assert any(damage.says in problem.message for problem in inspection.problems), inspection.problems
    failed = [requirement.kind.code for requirement in inspection.requirements if not requirement.passed]
    assert failed == [damage.code]


def test_every_letter_and_list_is_damaged() -> None:
    assert {d.sample for module in MODULES for d in module.ENTERED} == set(PAPERS)


def test_every_kind_has_its_damage() -> None:
    planted = {damage.code for damage in DAMAGES}
    assert planted == {kind.code for kind in DOCUMENT_KINDS} - {kind.code for kind in PACKAGE_KINDS}
