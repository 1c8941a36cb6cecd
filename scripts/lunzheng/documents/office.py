"""LibreOffice as a layout engine: DOCX to PDF, and the page on which each heading stands."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdf
from pypdf.generic import Destination, NameObject, TextStringObject

TIMEOUT_SECONDS = 600
_NAMES = ("soffice", "libreoffice")
_OPTIONS = {
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
}


class OfficeError(Exception):
    """LibreOffice could not lay the documents out; the text says why, in Chinese."""


@dataclass(frozen=True)
class HeadingPage:
    """A heading as the PDF's bookmarks give it, and its page counted from 0."""

    text: str
    page: int


@cache
def find_office() -> str | None:
    """The path of LibreOffice's command, or None where it is not installed."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def to_pdf(documents: Sequence[bytes]) -> list[bytes]:
    """Lay documents out, all in one run of LibreOffice.

    Raises:
        OfficeError: LibreOffice is missing or failed.
    """
    office = find_office()
    if office is None:
        raise OfficeError("没有找到 LibreOffice：请先安装 libreoffice-writer")
    if not documents:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for source, data in zip(sources, documents, strict=True):
            source.write_bytes(data)
        command = [
            office,
            # A profile of its own: a running LibreOffice of the same user would swallow the request.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}",
            "--outdir",
            str(folder),
            *map(str, sources),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT_SECONDS, check=True)
            return [source.with_suffix(".pdf").read_bytes() for source in sources]
        except subprocess.TimeoutExpired as error:
            raise OfficeError(f"LibreOffice 用时超过 {TIMEOUT_SECONDS} 秒") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise OfficeError("LibreOffice 没有完成排版") from error


def heading_pages(pdf: bytes) -> list[HeadingPage]:
    """The headings of a PDF that :func:`to_pdf` made, in order."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    def walk(outline: Iterable[object]) -> Iterator[HeadingPage]:
        for item in outline:
            if isinstance(item, list):
                yield from walk(item)
            elif isinstance(item, Destination) and (page := reader.get_destination_page_number(item)) is not None:
                yield HeadingPage(str(item.title), page)

    return list(walk(reader.outline))


def with_language(pdf: bytes, language: str, title: str) -> bytes:
    """The PDF with its language and title, which LibreOffice takes from the Latin text alone."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.add_metadata({"/Title": title})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
