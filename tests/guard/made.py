"""Attachments made byte by byte: what an office program, a scanner or an attacker could hand in."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import xlsxwriter
from pypdf import PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def nameless(data: bytes) -> bytes:
    """A ZIP whose first entry has no name: its only letter has become its comment."""
    start = data.index(b"PK\x01\x02")
    assert data[start + 28 : start + 30] == b"\x01\0"
    return data[: start + 28] + b"\0\0" + data[start + 30 : start + 32] + b"\x01\0" + data[start + 34 :]


def paragraph(*runs: str) -> str:
    """A paragraph of WordprocessingML, each text a run of its own."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def part(root: str, body: str) -> str:
    return f'<w:{root} xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml">{body}</w:{root}>'


def docx(
    body: str = "<w:p/>", more: Mapping[str, str | bytes] | None = None, content_type: str = CONTENT_TYPE
) -> bytes:
    """A small Word document: body, then other parts by name."""
    types = f'<Types xmlns="x"><Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    document = part("document", f"<w:body>{body}</w:body>")
    return archive({"[Content_Types].xml": types, "word/document.xml": document, **(more or {})})


def relations(kind: str, target: str) -> str:
    """The relations of a part, with one that points outside."""
    return (
        f'<Relationships><Relationship Id="r" Type="x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def pointing_out(kind: str, target: str) -> bytes:
    """A Word document with one relation that points outside."""
    return docx(more={"word/_rels/document.xml.rels": relations(kind, target)})


def xlsx(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook that a real library writes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def png(*chunks: tuple[bytes, bytes], width: int = 1, height: int = 1) -> bytes:
    """A grey PNG with further chunks."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*one) for one in chunks) + pixels + chunk(b"IEND", b"")


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """The segments of a JPEG before its pixels."""
    body = b"".join(bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data for marker, data in segments)
    return b"\xff\xd8" + body + b"\xff\xda\x00\x02\xff\xd9"


def pdf(change: Callable[[PdfWriter], None] = lambda _writer: None) -> bytes:
    """A PDF of one blank page, changed."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pdf_with_text(text: str) -> bytes:
    """A PDF whose page shows a text in a font of composite characters, as Chinese office programs write it."""
    codes = "".join(f"{index:04x}" for index in range(1, len(text) + 1))
    pairs = "\n".join(f"<{index:04x}> <{ord(character):04x}>" for index, character in enumerate(text, 1))
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(text)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    shown = f"BT /F1 12 Tf 20 100 Td <{codes}> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(unicode_map)} >>\nstream\n{unicode_map}\nendstream",
    ]
    written = "%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    written += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return written.encode("ascii")


def bomb() -> bytes:
    """Some 20 KB that unfold to 20 MB."""
    return archive({"a.txt": b"0" * 20_000_000})


def nested(levels: int) -> bytes:
    """An archive in an archive in an archive."""
    data = archive({"a.txt": "x"})
    for _ in range(levels):
        data = archive({"a.zip": data}, zipfile.ZIP_STORED)
    return data
