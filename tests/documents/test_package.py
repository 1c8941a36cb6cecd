"""The file as a package: well-formed, every reference leads somewhere, nothing is left over."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

import pytest

from .samples import cases, docx, projects
from .wordfile import NAMES, q, style_of, text_of, value

EVERY = pytest.mark.parametrize(("project_id", "code"), cases())


@EVERY
def test_every_part_is_well_formed_and_declared(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    types = document.xml("[Content_Types].xml")
    overrides = {item.get("PartName") for item in types if item.tag.endswith("Override")}
    defaults = {item.get("Extension") for item in types if item.tag.endswith("Default")}
    for name in document.parts:
        if name.endswith((".xml", ".rels")):
            document.xml(name)
        assert f"/{name}" in overrides or name.rpartition(".")[2] in defaults or name == "[Content_Types].xml"
    assert {name for name in overrides if name and name[1:] not in document.parts} == set()


@EVERY
def test_every_relationship_leads_to_a_part(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    for name in document.parts:
        for target, mode in document.relationships(name).values():
            assert mode == "External" or str(PurePosixPath(name).parent / target) in document.parts
    used = set(re.findall(rb'r:(?:id|embed)="([^"]+)"', document.parts["word/document.xml"]))
    assert {item.decode() for item in used} <= set(document.relationships("word/document.xml"))


@EVERY
def test_every_style_in_use_is_defined(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    defined = {value(style, "w:styleId") for style in document.styles.iter(q("w:style"))}
    for part in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml", "word/footer2.xml"):
        root = document.xml(part)
        used = {value(item) for name in ("w:pStyle", "w:rStyle", "w:tblStyle") for item in root.iter(q(name))}
        assert used <= defined
    based = {value(item) for item in document.styles.iter(q("w:basedOn"), q("w:next"), q("w:link"))}
    assert based <= defined


@EVERY
def test_identifiers_are_unique(project_id: str, code: str) -> None:
    document = docx(project_id, code).document
    for attribute in ("w:id", "w:name"):
        found = Counter(value(mark, attribute) for mark in document.iter(q("w:bookmarkStart")))
        assert [name for name, count in found.items() if count > 1] == []
    ends = Counter(value(mark, "w:id") for mark in document.iter(q("w:bookmarkEnd")))
    assert set(ends) == {value(mark, "w:id") for mark in document.iter(q("w:bookmarkStart"))}
    drawings = [node.get("id") for node in document.iter("{*}docPr")]
    assert len(drawings) == len(set(drawings))


@EVERY
def test_lists_refer_to_numberings(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    defined = {value(item, "w:numId") for item in document.xml("word/numbering.xml").findall("w:num", NAMES)}
    assert {value(item) for item in document.document.iter(q("w:numId"))} <= defined


@EVERY
def test_every_token_is_replaced(project_id: str, code: str) -> None:
    text = docx(project_id, code).text
    assert "{{" not in text
    assert "}}" not in text
    assert "（未填写）" not in text
    assert "None" not in text


@EVERY
def test_no_markup_shows_through(project_id: str, code: str) -> None:
    for style, text in docx(project_id, code).styled():
        if style != "SourceCode":
            assert not re.search(r"\*\*|\]\(|^#+ |^\|", text), text


def test_lines_of_one_paragraph_join_without_a_space() -> None:
    joined = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef] +[\u4e00-\u9fff]")
    found = [
        text
        for project_id, code in cases()
        for _, text in docx(project_id, code).styled()
        # The name of a national standard has a space of its own.
        if joined.search(text.replace("信息安全技术 信息系统", ""))
    ]
    assert not found


@EVERY
def test_properties_name_title_and_owner(project_id: str, code: str) -> None:
    document, project = docx(project_id, code), projects()[project_id]
    core = document.xml("docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title", "").startswith(project.name)
    assert core.findtext("{http://purl.org/dc/elements/1.1/}creator") == project.profile.owner.name
    written = project.profile.written_on
    assert written is not None
    for name in ("created", "modified"):
        assert core.findtext(f"{{http://purl.org/dc/terms/}}{name}") == f"{written.isoformat()}T00:00:00Z"


def test_text_is_marked_as_chinese_of_the_mainland() -> None:
    for project_id, code in cases():
        lang = docx(project_id, code).styles.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NAMES)
        assert value(lang, "w:eastAsia") == "zh-CN"


@EVERY
def test_current_layout_rules_are_set(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    settings = document.xml("word/settings.xml")
    modes = {value(item, "w:name"): value(item) for item in settings.iter(q("w:compatSetting"))}
    assert modes["compatibilityMode"] == "15"


@EVERY
def test_no_paragraph_of_text_is_without_a_style(project_id: str, code: str) -> None:
    document = docx(project_id, code)
    assert [text_of(p) for p in document.document.iter(q("w:p")) if text_of(p) and not style_of(p)] == []
