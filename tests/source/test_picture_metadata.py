"""Pictures lose what is written beside them and nothing that is seen."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunzheng.source.picture_metadata import DamagedPictureError, without_metadata

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQ"
    "Ew8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)
"""A picture of one pixel."""
PNG_START = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\0\0"))
SIZE = chunk(b"pHYs", struct.pack(">IIB", 3780, 3780, 1))
END = chunk(b"IEND", b"")


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(orientation: int, order: str, note: bytes) -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + head + struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 0) + note


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"prVt"])
def test_a_png_keeps_what_is_seen(kind: bytes) -> None:
    data = PNG_START + HEADER + SIZE + chunk(kind, b"Author\0secret") + PIXELS + END + b"secret"
    assert without_metadata(data) == PNG_START + HEADER + SIZE + PIXELS + END


@pytest.mark.parametrize(
    "beside",
    [
        segment(0xFE, b"secret"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0secret"),
        segment(0xE1, exif(1, "<", b"secret")),
        segment(0xE2, b"ICC_PROFILE\0secret"),
        segment(0xED, b"Photoshop 3.0\0secret"),
        b"\xff" + segment(0xFE, b"secret"),
    ],
)
def test_a_jpeg_keeps_what_is_seen(beside: bytes) -> None:
    assert without_metadata(JPEG) == JPEG
    assert without_metadata(JPEG[:2] + beside + JPEG[2:] + b"secret") == JPEG


def test_a_preview_in_a_jpeg_goes() -> None:
    start = JPEG.index(b"JFIF\0")
    preview = segment(0xE0, JPEG[start : start + 12] + bytes([1, 1]) + b"RGB")
    assert without_metadata(JPEG[:2] + preview + JPEG[20:]) == JPEG


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", range(2, 9))
def test_a_picture_stays_the_right_way_up(order: str, turned: int) -> None:
    data = JPEG[:2] + segment(0xE1, exif(turned, order, b"secret")) + JPEG[2:]
    cleaned = without_metadata(data)
    assert b"secret" not in cleaned
    assert without_metadata(cleaned) == cleaned
    head = cleaned.index(b"Exif\0\0") + 6
    reader = io.BytesIO(cleaned[head:])
    assert reader.read(4) == b"MM\0*"
    assert struct.unpack(">IHHHIH", reader.read(16)) == (8, 1, 0x0112, 3, 1, turned)


@given(st.integers(0, len(JPEG) - 3), st.binary(max_size=40))
def test_a_damaged_picture_is_refused_or_cleaned(cut: int, tail: bytes) -> None:
    for data in (JPEG[:cut] + tail, (PNG_START + HEADER + PIXELS)[:cut] + tail):
        try:
            without_metadata(data)
        except DamagedPictureError:
            continue
