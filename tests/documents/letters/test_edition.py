"""The wording is edition data: complete, consistent, and checked."""

from __future__ import annotations

import dataclasses
import re

import pytest

from lunzheng.check.edition import DANGLING
from lunzheng.check.letters import letter_problems
from lunzheng.documents import expert_facts, letter_facts
from lunzheng.model.edition import Edition
from lunzheng.model.letter_names import EXPERT_DATASETS, EXPERT_TOKENS, LETTER_TOKENS

from .made import KINDS, ROOT, workspace


@pytest.fixture
def edition() -> Edition:
    return workspace().library.edition


def test_every_kind_is_there(edition: Edition) -> None:
    assert tuple(kind.code for kind in edition.letters.kinds) == KINDS


def test_every_name_is_borne(edition: Edition) -> None:
    assert list(letter_problems(edition, DANGLING)) == []


def test_every_token_of_letters_is_computed() -> None:
    assert tuple(letter_facts._COMPUTED) == LETTER_TOKENS


def test_what_the_edition_names_of_the_expert_review_is_computed() -> None:
    assert tuple(expert_facts.TOKENS) == EXPERT_TOKENS
    assert tuple(expert_facts.DATASETS) == EXPERT_DATASETS


def test_dangling_names_are_found(edition: Edition) -> None:
    (first, *kinds) = edition.letters.kinds
    broken = dataclasses.replace(first, title=("关于{{没有的数据}}的函",), form="no-form")
    book = dataclasses.replace(edition.letters, kinds=(broken, *kinds), plans=("no-plan",))
    (listing, *others) = edition.lists.listings
    workbook = dataclasses.replace(edition.lists.workbook, forms=(99,))
    lists = dataclasses.replace(
        edition.lists, listings=(dataclasses.replace(listing, stage="没有的阶段"), *others), workbook=workbook
    )
    (blank, *blanks) = edition.letters.blanks
    book = dataclasses.replace(book, blanks=(dataclasses.replace(blank, source="没有的日期"), *blanks))
    changed = dataclasses.replace(edition, letters=book, lists=lists)
    messages = "\n".join(problem.message for problem in letter_problems(changed, DANGLING))
    for name in ("没有的数据", "没有的日期", "no-form", "no-plan", "没有的阶段", "附表99"):
        assert name in messages


def test_no_wording_of_letters_stands_in_python() -> None:
    """A sentence of the edition's letters must not be found in the code."""
    sentences = {
        block.sentence for kind in workspace().library.edition.letters.kinds for block in kind.blocks if block.sentence
    }
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts").rglob("*.py"))
    pieces = {piece for sentence in sentences for piece in re.split(r"\{\{[^}]*\}\}|[，。；：]", sentence)}
    assert [piece for piece in pieces if len(piece) >= 8 and piece in code] == []
