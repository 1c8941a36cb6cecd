"""What is no sound DOCX gets one clear problem, and never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping

import pytest
from lxml import etree

from documents.inspect.support import BRIEF, DOCUMENT, Copy, inspect, sample
from guard.made import nameless
from lunzheng.documents.inspect import package
from lunzheng.documents.inspect.report import inspection_lines
from lunzheng.documents.ooxml import read_package, write_package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEAD = '<?xml version="1.0"?>'
LAUGHS = (
    f'{HEAD}<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w>&c;</w>'
)
FILE_ENTITY = f'{HEAD}<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


def zipped(parts: Mapping[str, bytes], *, compressed: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(**parts: bytes | None) -> bytes:
    """The sample with parts replaced, or left out where None; ``__`` stands for the slash, ``_x`` for the dot."""
    whole = read_package(sample(BRIEF))
    for name, content in parts.items():
        path = name.replace("__", "/").replace("_x", ".x")
        whole.pop(path, None)
        if content is not None:
            whole[path] = content
    return write_package(whole)


def office(kind: str) -> bytes:
    main = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    types = f'<Types xmlns="t"><Default Extension="xml" ContentType="{main}"/></Types>'
    link = '<Relationship Id="a" Type="x/officeDocument" Target="main.xml"/>'
    relation = f'<Relationships xmlns="r">{link}</Relationships>'
    return zipped({"[Content_Types].xml": types.encode(), "_rels/.rels": relation.encode(), "main.xml": b"<workbook/>"})


def encrypted_entry() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def truncated() -> bytes:
    data = sample(BRIEF)
    return data[: len(data) // 2]


def wrong_checksum() -> bytes:
    data = bytearray(sample(BRIEF))
    position = data.index(b"</w:document>") - 200
    data[position] ^= 1
    return bytes(data)


CASES = {
    "empty": ("E401", "空的", lambda: b""),
    "text": ("E401", "不是 DOCX", "项目方案".encode),
    "pdf": ("E401", "PDF", lambda: b"%PDF-1.7\n"),
    "rtf": ("E401", "RTF", lambda: b"{\\rtf1 abc}"),
    "web page": ("E401", "网页", lambda: b"<html><body></body></html>"),
    "old doc": ("E401", ".doc", lambda: OLE + "WordDocument".encode("utf-16-le")),
    "archive": ("E401", "压缩包", lambda: zipped({"a.txt": b"a"})),
    "odt": ("E401", ".odt", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})),
    "xlsx": ("E401", "Excel", lambda: office("spreadsheetml.sheet")),
    "pptx": ("E401", "PowerPoint", lambda: office("presentationml.presentation")),
    "password": ("E402", "密码", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "encrypted entry": ("E402", "密码", encrypted_entry),
    "bomb": ("E403", "展开后", lambda: zipped({DOCUMENT: bytes(package.MAX_PART + 1)}, compressed=True)),
    "many bombs": ("E403", "展开后", lambda: zipped({f"{i}.bin": bytes(2**25) for i in range(9)}, compressed=True)),
    "many parts": ("E403", "展开后", lambda: zipped({f"{i}": b"" for i in range(package.MAX_PARTS + 1)})),
    "many tags": ("E403", "元素", lambda: zipped({DOCUMENT: b"<a/>" * (package.MAX_TAGS + 1)}, compressed=True)),
    "truncated": ("E404", "不完整", truncated),
    "wrong checksum": ("E404", "不完整", wrong_checksum),
    "broken xml": ("E404", "读不懂", lambda: changed(word__document_xml=b"<w:document><w:body>")),
    "no name": ("E404", "没有名字", lambda: nameless(zipped({"x": b"x"}))),
    "no document": ("E404", "缺少正文", lambda: changed(word__document_xml=None)),
    "other root": ("E404", "不是文档", lambda: changed(word__document_xml=b"<a/>")),
    "broken styles": ("E404", "styles.xml", lambda: changed(word__styles_xml=b"\xff\xfe<")),
    "laughs": ("E404", "DOCTYPE", lambda: changed(word__document_xml=LAUGHS.encode())),
    "file entity": ("E404", "DOCTYPE", lambda: changed(word__footer1_xml=FILE_ENTITY.encode())),
    "deep": ("E404", "读不懂", lambda: changed(word__document_xml=b"<a>" * 5000 + b"</a>" * 5000)),
}


@pytest.mark.parametrize("case", CASES)
def test_one_clear_problem(case: str) -> None:
    code, words, make = CASES[case]
    inspection = inspect(make(), "报送/方案.docx")
    assert [problem.code for problem in inspection.problems] == [code], inspection.problems
    (problem,) = inspection.problems
    assert words in problem.message
    assert problem.hint
    assert str(problem.location).startswith("报送/方案.docx")
    assert inspection.requirements == ()
    assert "打不开" in inspection_lines(inspection)[-1]


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_FILE", 1000)
    assert [problem.code for problem in inspect(sample(BRIEF)).problems] == ["E403"]


def test_a_strict_document_is_read_as_the_usual_one() -> None:
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in read_package(sample(BRIEF)).items()
    }
    assert inspect(write_package(strict)).problems == ()


@pytest.mark.parametrize("seed", range(25))
def test_no_damage_brings_it_down(seed: int) -> None:
    """Attributes that say nonsense, parts and elements gone or in the wrong place: problems, but no error."""
    chance = random.Random(seed)
    nonsense = ["", "abc", "9" * 30, "-5", "1e400", "nan", "١٢", "²", "12.5mm", "5000%", "{{a}}", "x" * 500]
    copy = Copy(BRIEF)
    for name in [name for name in copy.parts if name.endswith((".xml", ".rels"))]:
        nodes = [node for node in copy.tree(name).iter() if isinstance(node.tag, str)]
        for _ in range(chance.choice([1, 5, 40])):
            node, other = chance.choice(nodes), chance.choice(nodes)
            owner = node.getparent()
            if node.attrib and chance.random() < 0.7:
                node.set(str(chance.choice(list(node.attrib))), chance.choice(nonsense))
            elif owner is not None and chance.random() < 0.5:
                owner.remove(node)
            elif len(other) < 5:
                node.append(etree.fromstring(etree.tostring(other)))
    inspection = inspect(copy.data())
    assert inspection_lines(inspection)


@pytest.mark.parametrize("seed", range(25))
def test_no_broken_bytes_bring_it_down(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(sample(BRIEF))
    for _ in range(chance.choice([1, 20])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 2:
        del data[chance.randrange(len(data)) :]
    assert inspection_lines(inspect(bytes(data)))
