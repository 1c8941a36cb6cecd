"""Attachments: a mark is found wherever it hides, what is dangerous is refused, what is ordinary passes."""

from __future__ import annotations

import io
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from xlsxwriter import Workbook

from guard import made
from guard.made import OLE, archive, docx, jpeg, paragraph, part, pdf, png, pointing_out, xlsx
from lunzheng.check.guard import pdf_process
from lunzheng.check.guard.look import Guard, GuardedFile
from lunzheng.source.problem import Problem

MARK = "机密★1年"
GUARD = Guard(held=("内部资料",))


def look(name: str, data: bytes, folder: str = "attachments") -> list[Problem]:
    return GUARD.look(GuardedFile(f"projects/2027/slj-a/{folder}/{name}", len(data), lambda: data))


def codes(name: str, data: bytes, folder: str = "attachments") -> list[str]:
    return [problem.code for problem in look(name, data, folder)]


def comments(book: Workbook) -> None:
    book.add_worksheet().write_comment("A1", MARK)


def properties(book: Workbook) -> None:
    book.add_worksheet()
    book.set_properties({"subject": MARK})


def custom_property(book: Workbook) -> None:
    book.add_worksheet()
    book.set_custom_property("密级", "机密")


def hidden_sheet(book: Workbook) -> None:
    book.add_worksheet("封面")
    sheet = book.add_worksheet("底稿")
    sheet.write("C9", MARK)
    sheet.hide()


def header(book: Workbook) -> None:
    book.add_worksheet().set_header(f'&R&"宋体"{MARK}')


def level_beside_label(book: Workbook) -> None:
    book.add_worksheet("台账").write_row("A1", ["密级", "秘密"])


def level_below_label(book: Workbook) -> None:
    sheet = book.add_worksheet("台账")
    sheet.write_row("A1", ["名称", "密级"])
    sheet.write_row("A2", ["人口库", "秘密"])


def defined_name(book: Workbook) -> None:
    book.add_worksheet("表")
    book.define_name("说明", '="机密★1年"')


def text_box(book: Workbook) -> None:
    book.add_worksheet().insert_textbox("B2", MARK)


def sheet_name(book: Workbook) -> None:
    book.add_worksheet("机密★底稿")


def rich(book: Workbook) -> None:
    bold = book.add_format({"bold": True})
    book.add_worksheet().write_rich_string("A1", "机", bold, "密", "★")


def note(writer: PdfWriter) -> None:
    writer.add_annotation(page_number=0, annotation=FreeText(text=MARK, rect=(1, 1, 50, 50)))


HIDING_PLACES: dict[str, tuple[str, bytes]] = {
    "word-body": ("a.docx", docx(paragraph(MARK))),
    "word-runs": ("a.docx", docx(paragraph("机", "密", "★"))),
    "word-hidden-text": ("a.docx", docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{MARK}</w:t></w:r></w:p>")),
    "word-deleted-text": ("a.docx", docx(f"<w:p><w:del><w:r><w:delText>{MARK}</w:delText></w:r></w:del></w:p>")),
    "word-header-level-alone": ("a.docx", docx(more={"word/header1.xml": part("hdr", paragraph("机密"))})),
    "word-footer": ("a.docx", docx(more={"word/footer2.xml": part("ftr", paragraph(MARK))})),
    "word-comment": ("a.docx", docx(more={"word/comments.xml": part("comments", paragraph(MARK))})),
    "word-footnote": ("a.docx", docx(more={"word/footnotes.xml": part("footnotes", paragraph(MARK))})),
    "word-title": ("a.docx", docx(more={"docProps/core.xml": f"<p><title>{MARK}</title></p>"})),
    "word-custom-property": (
        "a.docx",
        docx(more={"docProps/custom.xml": '<P><property name="密级"><lpwstr>机密</lpwstr></property></P>'}),
    ),
    "word-alternative-text": ("a.docx", docx(f'<w:p><docPr xmlns="d" descr="{MARK}"/></w:p>')),
    "word-watermark": (
        "a.docx",
        docx(more={"word/header1.xml": part("hdr", '<w:p><v:shape><v:textpath string="绝密"/></v:shape></w:p>')}),
    ),
    "word-table": (
        "a.docx",
        docx(f"<w:tbl><w:tr><w:tc>{paragraph('密级')}</w:tc><w:tc>{paragraph('机密')}</w:tc></w:tr></w:tbl>"),
    ),
    "word-document-variable": (
        "a.docx",
        docx(more={"word/settings.xml": part("settings", f'<w:docVar w:name="a" w:val="{MARK}"/>')}),
    ),
    "word-embedded": ("a.docx", docx(more={"word/embeddings/a.xlsx": xlsx(hidden_sheet)})),
    "word-picture": ("a.docx", docx(more={"word/media/image1.png": png((b"tEXt", b"Comment\0" + MARK.encode()))})),
    "word-utf-16": (
        "a.docx",
        docx(more={"word/footer1.xml": part("ftr", paragraph(MARK)).encode("utf-16")}),
    ),
    "sheet-shared-text": ("a.xlsx", xlsx(lambda book: book.add_worksheet().write("A1", MARK))),
    "sheet-rich-text": ("a.xlsx", xlsx(rich)),
    "sheet-hidden": ("a.xlsx", xlsx(hidden_sheet)),
    "sheet-comment": ("a.xlsx", xlsx(comments)),
    "sheet-header": ("a.xlsx", xlsx(header)),
    "sheet-property": ("a.xlsx", xlsx(properties)),
    "sheet-custom-property": ("a.xlsx", xlsx(custom_property)),
    "sheet-name": ("a.xlsx", xlsx(sheet_name)),
    "sheet-beside-label": ("a.xlsx", xlsx(level_beside_label)),
    "sheet-below-label": ("a.xlsx", xlsx(level_below_label)),
    "sheet-defined-name": ("a.xlsx", xlsx(defined_name)),
    "sheet-text-box": ("a.xlsx", xlsx(text_box)),
    "slide": (
        "a.pptx",
        archive(
            {
                "[Content_Types].xml": '<T t="x.presentationml.presentation.main+xml"/>',
                "ppt/slides/slide3.xml": "<s><p><r><t>机</t></r><r><t>密★</t></r></p></s>",
            }
        ),
    ),
    "ofd": (
        "a.ofd",
        archive({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": "<P><TextCode>机密</TextCode><T>★1年</T></P>"}),
    ),
    "pdf-page": ("a.pdf", made.pdf_with_text(MARK)),
    "pdf-title": ("a.pdf", pdf(lambda writer: writer.add_metadata({"/Title": MARK}))),
    "pdf-note": ("a.pdf", pdf(note)),
    "pdf-outline": ("a.pdf", pdf(lambda writer: writer.add_outline_item(title=MARK, page_number=0))),
    "pdf-attachment": ("a.pdf", pdf(lambda writer: writer.add_attachment("a.txt", MARK.encode()))),
    "text-utf-8": ("a.txt", f"标题\n{MARK}".encode()),
    "text-gbk": ("a.txt", f"标题\n{MARK}".encode("gb18030")),
    "text-utf-16": ("a.txt", f"标题\n{MARK}".encode("utf-16")),
    "text-markdown": ("a.md", f"<!-- {MARK} -->".encode()),
    "csv-gbk": ("a.csv", "名称,密级\n人口库,秘密\n".encode("gbk")),
    "zip": ("a.zip", archive({"b/a.txt": MARK})),
    "zip-file-name-gbk": ("a.zip", archive({"xxxxxx.txt": "x"}).replace(b"xxxxxx", "秘密★".encode("gbk"))),
    "zip-in-zip": ("a.zip", archive({"b.zip": archive({"a.docx": docx(paragraph(MARK))})})),
    "png-text": ("a.png", png((b"tEXt", b"Comment\0" + MARK.encode()))),
    "png-international-text": ("a.png", png((b"iTXt", b"Comment\0\0\0\0\0" + MARK.encode()))),
    "png-packed-text": ("a.png", png((b"zTXt", b"Comment\0\0" + zlib.compress(MARK.encode())))),
    "jpeg-comment": ("a.jpg", jpeg((0xFE, MARK.encode("gbk")))),
    "jpeg-exif-utf-16": ("a.jpg", jpeg((0xE1, b"Exif\0\0MM\0*" + MARK.encode("utf-16-le")))),
    "jpeg-xmp": ("a.jpeg", jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + MARK.encode() + b"</x>"))),
    "svg": ("a.svg", "<svg><text>机<tspan>密</tspan>★</text></svg>".encode()),
    "wrong-extension": ("a.pdf", f"{MARK}".encode()),
    "file-name": ("机密★.txt", b"x"),
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_mark_is_found_wherever_it_hides(place: str) -> None:
    name, data = HIDING_PLACES[place]
    assert "E045" in codes(name, data)


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_no_message_repeats_the_term_or_what_stands_around(place: str) -> None:
    for problem in look(*HIDING_PLACES[place]):
        assert "1年" not in problem.message
        assert "人口库" not in problem.message


def run(writer: PdfWriter, action: dict[str, str]) -> None:
    entries = {
        NameObject(key): NameObject(value) if value[0] == "/" else TextStringObject(value)
        for key, value in action.items()
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(entries)


def dde(book: Workbook) -> None:
    book.add_worksheet().write_formula("A1", "=cmd|' /C calc'!A0")


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
FAULTS: dict[str, tuple[str, bytes, str]] = {
    "unknown": ("a.exe", b"MZ", "E055"),
    "no-extension": ("README", b"x", "E055"),
    "rar": ("a.rar", b"Rar!\x1a\x07", "E055"),
    "html": ("a.html", b"<html></html>", "E055"),
    "text-for-word": ("a.docx", b"hello", "E056"),
    "zip-for-word": ("a.docx", archive({"a.txt": "x"}), "E056"),
    "sheet-for-word": ("a.docx", xlsx(lambda book: book.add_worksheet()), "E056"),
    "text-for-pdf": ("a.pdf", b"hello", "E056"),
    "jpeg-for-png": ("a.png", jpeg(), "E056"),
    "svg-for-png": ("a.png", b"<svg/>", "E056"),
    "program-for-text": ("a.txt", b"MZ\x90\0\3\0\0\0", "E056"),
    "zip-for-csv": ("a.csv", archive({"a": "x"}), "E056"),
    "zip-behind-picture": ("a.png", png() + archive({"a.txt": "x"}), "E056"),
    "zip-behind-pdf": ("a.pdf", pdf() + archive({"a.txt": "x"}), "E056"),
    "page-for-svg": ("a.svg", b"<html/>", "E056"),
    "macro": ("a.docx", docx(more={"word/vbaProject.bin": b"x"}), "E057"),
    "macro-extension": ("a.xlsm", archive({"a": "x"}), "E057"),
    "macro-renamed": ("a.docx", docx(content_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "E057"),
    "ole-object": ("a.docx", docx(more={"word/embeddings/oleObject1.bin": OLE}), "E057"),
    "activex": ("a.docx", docx(more={"word/activeX/activeX1.xml": "<a/>"}), "E057"),
    "dde-field": ("a.docx", docx("<w:p><w:r><w:instrText> DDEAUTO c:\\x cmd</w:instrText></w:r></w:p>"), "E057"),
    "dde-formula": ("a.xlsx", xlsx(dde), "E057"),
    "csv-formula": ("a.csv", b"a,=1+cmd|' /C calc'!A0\n", "E057"),
    "csv-hyperlink": ("a.csv", b'a,"=HYPERLINK(""http://a"")"\n', "E057"),
    "svg-script": ("a.svg", SVG.format("<script>1</script>").encode(), "E057"),
    "svg-event": ("a.svg", b'<svg onload="a()"/>', "E057"),
    "svg-link": ("a.svg", SVG.format('<a href="javascript:a()"/>').encode(), "E057"),
    "svg-foreign": ("a.svg", SVG.format("<foreignObject/>").encode(), "E057"),
    "pdf-script": ("a.pdf", pdf(lambda w: run(w, {"/S": "/JavaScript", "/JS": "app.alert(1)"})), "E057"),
    "pdf-launch": ("a.pdf", pdf(lambda w: run(w, {"/S": "/Launch", "/F": "cmd.exe"})), "E057"),
    "template": (
        "a.docx",
        pointing_out("attachedTemplate", "http://a/b"),
        "E058",
    ),
    "linked-picture": (
        "a.docx",
        pointing_out("image", "http://a/b.png"),
        "E058",
    ),
    "local-link": (
        "a.docx",
        pointing_out("hyperlink", "file:///C:/a"),
        "E058",
    ),
    "include-field": (
        "a.docx",
        docx('<w:p><w:fldSimple w:instr="INCLUDETEXT C:\\a.docx"/></w:p>'),
        "E058",
    ),
    "svg-picture": ("a.svg", SVG.format('<image href="http://a/b.png"/>').encode(), "E058"),
    "svg-style": ("a.svg", SVG.format("<style>@import url(http://a)</style>").encode(), "E058"),
    "pdf-other-file": ("a.pdf", pdf(lambda w: run(w, {"/S": "/GoToR", "/F": "a.pdf"})), "E058"),
    "pdf-encrypted": ("a.pdf", pdf(lambda w: w.encrypt("x", algorithm="RC4-128")), "E059"),
    "pdf-damaged": ("a.pdf", b"%PDF-1.4\njunk", "E059"),
    "word-encrypted": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "E059"),
    "word-damaged": ("a.docx", docx()[:-30], "E059"),
    "word-no-xml": ("a.docx", docx(more={"word/styles.xml": "<a"}), "E059"),
    "old-word": ("a.doc", OLE, "E060"),
    "old-word-renamed": ("a.docx", OLE, "E060"),
    "wps": ("a.wps", OLE, "E060"),
    "rtf": ("a.rtf", b"{\\rtf1}", "E060"),
    "bomb": ("a.zip", made.bomb(), "E061"),
    "nested": ("a.zip", made.nested(5), "E061"),
    "many-entries": ("a.zip", archive({f"{index}.txt": "" for index in range(5001)}), "E061"),
    "huge-picture": ("a.png", png(width=60_000, height=60_000), "E061"),
    "picture-text-bomb": ("a.png", png((b"zTXt", b"c\0\0" + zlib.compress(b"0" * 50_000_000))), "E061"),
    "path-up": ("a.zip", archive({"../a.txt": "x"}), "E062"),
    "path-absolute": ("a.zip", archive({"/etc/a.txt": "x"}), "E062"),
    "no-name": ("a.zip", made.nameless(archive({"x": "x"})), "E062"),
    "path-of-windows": ("a.zip", archive({"x_x.txt": "x"}).replace(b"x_x.txt", b"..\\.txt"), "E062"),
    "line-end-in-name": ("a.zip", archive({"a\nb.txt": "x"}), "E062"),
    "names-of-two-cases": ("a.zip", archive({"a.txt": "x", "A.txt": "y"}), "E062"),
    "entities-word": ("a.docx", docx(more={"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "E063"),
    "entities-svg": ("a.svg", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "E063"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_dangerous_attachment_is_refused_with_one_problem(case: str) -> None:
    name, data, expected = FAULTS[case]
    assert codes(name, data) == [expected]


def chart(book: Workbook) -> None:
    sheet = book.add_worksheet("概算")
    sheet.write_row("A1", ["软件开发", 120.5, "=B1*2"])
    sheet.write_formula("D1", "=SUM(B1:C1)")
    sheet.write_url("A2", "https://www.ningbo.gov.cn/")
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"values": "=概算!$B$1:$C$1"})
    sheet.insert_chart("A4", drawn)


FINE: dict[str, tuple[str, bytes]] = {
    "word": ("a.docx", docx(paragraph("市委机要保密局提出意见，本项目不涉及国家秘密。"))),
    "word-link": ("a.docx", pointing_out("hyperlink", "https://a.gov.cn/")),
    "word-header": ("a.docx", docx(more={"word/header1.xml": part("hdr", paragraph("国家秘密管理制度"))})),
    "word-contents-field": ("a.docx", docx('<w:p><w:r><w:instrText>TOC \\o "1-3" \\h</w:instrText></w:r></w:p>')),
    "workbook": ("a.xlsx", xlsx(chart)),
    "pdf": ("a.pdf", made.pdf_with_text("本项目不涉及国家秘密，网络安全等级为第三级。")),
    "pdf-link": ("a.pdf", pdf(lambda writer: writer.add_outline_item(title="第一章", page_number=0))),
    "text": ("a.txt", "会议纪要".encode("gbk")),
    "csv": ("a.csv", "名称,增减\n水位,-5\n电话,+86\n".encode()),
    "zip": ("a.zip", archive({"资料/说明.txt": "说明", "资料/": ""}, zipfile.ZIP_STORED)),
    "png": ("a.png", png((b"tEXt", b"Software\0draw"))),
    "jpeg": ("a.jpg", jpeg((0xE0, b"JFIF\0"))),
    "svg": ("a.svg", SVG.format('<g id="a"/><use href="#a"/><text>框架图</text>').encode()),
    "svg-plain-doctype": ("a.svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a/svg11.dtd"><svg/>'),
    "mobile-number": ("a.docx", docx(paragraph("联系人：张某，13812345678"))),
}


@pytest.mark.parametrize("case", FINE)
def test_an_ordinary_attachment_passes(case: str) -> None:
    assert codes(*FINE[case]) == []


def test_an_identity_number_in_an_attachment_is_for_a_person_to_weigh() -> None:
    (problem,) = look("a.docx", docx(paragraph("身份证号", "11010519491231002X")))
    assert problem.code == "W046"
    assert "11010519491231002X" not in problem.message


def test_a_mobile_number_in_a_picture_that_is_published_is_a_problem() -> None:
    assert codes("a.png", png((b"tEXt", b"Author\x0013812345678")), "figures") == ["E046"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("pdf-page", "第1页"),
        ("word-comment", "批注"),
        ("word-footer", "页脚"),
        ("sheet-hidden", "工作表“底稿”"),
        ("slide", "第3张幻灯片"),
        ("zip-in-zip", "内含的 b.zip，内含的 a.docx，正文"),
    ],
)
def test_the_message_names_the_part(place: str, said: str) -> None:
    assert any(said in problem.message for problem in look(*HIDING_PLACES[place]))


def test_the_name_of_a_sheet_that_is_a_mark_is_not_repeated() -> None:
    def fill(book: Workbook) -> None:
        book.add_worksheet("机密★某行动").write("A1", MARK)

    problems = look("a.xlsx", xlsx(fill))
    assert problems
    assert not any("行动" in problem.message for problem in problems)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "TIMEOUT_SECONDS", 0.01)
    writer = PdfWriter()
    for _ in range(3000):
        writer.add_blank_page(10, 10)
    start = time.monotonic()

    stream = io.BytesIO()
    writer.write(stream)
    assert "E061" in codes("a.pdf", stream.getvalue())
    monkeypatch.undo()
    assert time.monotonic() - start < 30
    assert codes("a.pdf", pdf()) == [], "the next file is read again"


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["docx", "xlsx", "pptx", "ofd", "zip", "png", "jpg", "svg", "csv", "txt", "doc", ""]),
    st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", OLE, b"<svg", b"<?xml"]),
    st.binary(max_size=200),
)
def test_any_bytes_give_problems_and_no_crash(ending: str, head: bytes, data: bytes) -> None:
    look(f"a.{ending}", head + data)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([name for name in HIDING_PLACES if not name.startswith("pdf")]), st.data())
def test_a_damaged_attachment_gives_problems_and_no_crash(place: str, data: st.DataObject) -> None:
    name, content = HIDING_PLACES[place]
    at = data.draw(st.integers(0, len(content) - 1))
    look(name, content[:at] + data.draw(st.binary(min_size=1, max_size=4)) + content[at + 1 :])


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_damaged_pdf_gives_problems_and_no_crash(data: st.DataObject) -> None:
    content = made.pdf_with_text(MARK)
    at = data.draw(st.integers(5, len(content) - 1))
    look("a.pdf", content[:at] + data.draw(st.binary(min_size=1, max_size=4)) + content[at + 1 :])
