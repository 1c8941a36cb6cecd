"""Everything that a file says, however it is packed: archives in archives, compressed streams, laid-out pages."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

_TAG = re.compile(rb"<[^<>]*>")


def texts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each content of a file with its place: as it is, without tags, decompressed, and member by member."""
    yield name, name.encode()
    yield name, data
    if b"<" in data:
        yield name, _TAG.sub(b"", data)
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield name, archive.comment
            for info in archive.infolist():
                yield name, info.comment + info.extra
                yield from texts(f"{name}/{info.filename}", archive.read(info))
    if data.startswith(b"\x1f\x8b"):
        yield from texts(f"{name}/gz", gzip.decompress(data))
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        yield name, repr(reader.metadata).encode() + repr(reader.xmp_metadata).encode()
        for page in reader.pages:
            yield name, re.sub(r"\s", "", page.extract_text()).encode()


def find(folder: Path, marks: set[str]) -> dict[str, set[str]]:
    """The files of a folder in which each mark was found, in UTF-8 or UTF-16; marks not found are left out."""
    pattern = re.compile(b"|".join(re.escape(mark.encode()) for mark in sorted(marks)))
    wide = re.compile(b"|".join(re.escape(mark.encode("utf-16-le")) for mark in sorted(marks)))
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for place, content in texts(path.relative_to(folder).as_posix(), path.read_bytes()):
                for mark in pattern.findall(content):
                    found.setdefault(mark.decode(), set()).add(place)
                for mark in wide.findall(content):
                    found.setdefault(mark.decode("utf-16-le"), set()).add(place)
    return found
