"""Who gets a copy of a letter: named by a person or the edition, printed at the foot of the last page (7.4.2, 10.1)."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from lxml import etree

from acceptance.support import Done
from lunzheng.documents.letter_facts import LetterRequest
from lunzheng.documents.letters import LetterError, make_letter
from lunzheng.documents.office import find_office, to_pdf
from lunzheng.model.letter import Addressee

from .made import BOUGHT, BUILT, DATE, LETTERS, NUMBER, ROOT, W, Word, attribute, letter, project, text, workspace

BODIES = ("市财政局", "市审计局")


def copies(data: bytes) -> list[etree._Element]:
    return Word(data).styled("LetterCopies")


@pytest.mark.parametrize("code", LETTERS)
def test_nobody_gets_a_copy_unless_somebody_says_so(code: str) -> None:
    assert copies(letter(code).data) == []
    assert "抄送" not in Word(letter(code).data).text


@pytest.mark.parametrize("code", LETTERS)
def test_copies_are_the_last_words_held_at_the_foot_of_the_text(code: str) -> None:
    word = Word(letter(code, copies=BODIES).data)
    (place,) = word.styled("LetterCopies")
    assert text(place) == "抄送：市财政局、市审计局。"
    assert [line for line in word.lines if line.strip()][-1] == text(place)
    assert attribute(place, "pPr/framePr", "vAnchor") == "margin"
    assert attribute(place, "pPr/framePr", "yAlign") == "bottom"
    # A frame stands on the page of the paragraph that follows it.
    assert [etree.QName(node).localname for node in place.itersiblings()] == ["p", "sectPr"]


def test_copies_are_of_size_four_a_character_in_without_rules() -> None:
    word = Word(letter("appraisal", copies=BODIES).data)
    (place,) = word.styled("LetterCopies")
    style = next(s for s in word.xml("word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "LetterCopies")
    assert attribute(style, "rPr/sz", "val") == "28"
    # One character of margin, and names that run over below the first one.
    indents = {name: attribute(place, "pPr/ind", name) for name in ("leftChars", "hangingChars", "rightChars")}
    assert indents == {"leftChars": "400", "hangingChars": "300", "rightChars": "100"}
    assert place.find(f"{W}pPr/{W}pBdr") is None


def test_a_body_is_named_once() -> None:
    (place,) = copies(letter("appraisal", copies=("市财政局", " 市财政局 ")).data)
    assert text(place) == "抄送：市财政局。"


def test_an_edition_may_name_who_gets_a_copy() -> None:
    library = workspace().library
    kind = library.edition.letters.kind("appraisal")
    assert kind is not None
    listed = (
        Addressee(build_mode="", name="{{建设单位}}"),
        Addressee(build_mode="购买服务", name="市政府采购办"),
    )
    ordered = dataclasses.replace(kind, copies=listed)
    printed = {
        project_id: text(copies(make_letter(ordered, project(project_id), library, LetterRequest()).data)[0])
        for project_id in (BUILT, BOUGHT)
    }
    assert printed == {BUILT: "抄送：宁波市水利局。", BOUGHT: "抄送：宁波市民政局、市政府采购办。"}


def test_a_form_goes_to_nobody_in_copy() -> None:
    with pytest.raises(LetterError, match="不抄送"):
        letter("review-form", copies=BODIES)


@pytest.mark.parametrize("name", ["", "  ", "市\x07局"])
def test_a_name_must_be_readable(name: str) -> None:
    with pytest.raises(LetterError, match="抄送"):
        letter("appraisal", copies=(name,))


def test_the_command_takes_several(run: Callable[..., Done], tmp_path: Path) -> None:
    target = tmp_path / "letter.docx"
    given = ("--copy", "市财政局", "--copy", "市审计局", "--to", target)
    done = run("--root", ROOT, "letter", BUILT, "--kind", "appraisal", "--draft", *given, cwd=tmp_path)
    assert done.code == 0, done.text
    assert text(copies(target.read_bytes())[0]) == "抄送：市财政局、市审计局。"


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_copies_stand_on_the_last_page_and_take_none_of_their_own() -> None:
    made = [letter(code, number=NUMBER, date=DATE, copies=given).data for code in LETTERS for given in (BODIES, ())]
    printed = [pypdf.PdfReader(io.BytesIO(pdf)).pages for pdf in to_pdf(made)]
    for with_copies, without in zip(printed[::2], printed[1::2], strict=True):
        assert len(with_copies) == len(without)
        pages = ["".join(page.extract_text().split()) for page in with_copies]
        assert ["抄送：市财政局、市审计局。" in page for page in pages] == [False] * (len(pages) - 1) + [True]
