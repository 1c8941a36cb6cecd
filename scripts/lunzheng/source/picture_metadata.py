"""Pictures without what cameras and programs write beside the picture: authors, places, comments, previews.

What is shown stays as it is, byte for byte; nothing is compressed again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
"""The chunks that decide how the picture looks and how large it is (PNG, third edition, 11)."""

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
"""JPEG markers without a segment."""
_JFIF, _ADOBE = b"JFIF\0", b"Adobe"
_APPLICATION = range(0xE0, 0xF0)
_EXIF_SEGMENT, _EXIF, _ORIENTATION = 0xE1, b"Exif\0\0", 0x0112
_COMMENT = 0xFE


class DamagedPictureError(Exception):
    """A picture that does not follow its format, so that nothing can be told apart in it."""


def without_metadata(data: bytes) -> bytes:
    """A PNG or JPEG picture with what is seen of it only.

    Raises:
        DamagedPictureError: it is neither, or damaged.
    """
    try:
        if data.startswith(_PNG):
            return b"".join([_PNG, *_png_chunks(data)])
        if data.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg_segments(data))
    except (struct.error, IndexError) as error:
        raise DamagedPictureError(str(error)) from error
    raise DamagedPictureError("neither PNG nor JPEG")


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """The kept chunks up to the end mark; what follows it is left out."""
    place = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, place)
        kind = data[place + 4 : place + 8]
        following = place + 12 + length
        if following > len(data):
            raise DamagedPictureError("cut off")
        if kind in _PNG_KEPT:
            yield data[place:following]
        if kind == b"IEND":
            return
        place = following


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    """The kept segments and scans up to the end mark; what follows it is left out."""
    yield data[:2]
    place = 2
    while True:
        if data[place] != 0xFF:
            raise DamagedPictureError("no marker")
        marker = data[place + 1]
        if marker == 0xFF:  # a marker may be preceded by any number of these
            place += 1
            continue
        if marker == _END:
            yield data[place : place + 2]
            return
        if marker in _STANDALONE:
            yield data[place : place + 2]
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        following = place + 2 + length
        if length < 2 or following > len(data):
            raise DamagedPictureError("cut off")
        yield _kept_segment(marker, data[place:following])
        place = following
        if marker == _SCAN:
            following = _scan_end(data, place)
            yield data[place:following]
            place = following


def _kept_segment(marker: int, segment: bytes) -> bytes:
    """A segment; of those for applications only what says how to read the colours, without a preview."""
    content = segment[4:]
    if marker == _APPLICATION.start and content.startswith(_JFIF) and len(content) >= 14:
        # Version, unit and density; then the size of a preview, here none.
        return segment[:2] + struct.pack(">H", 16) + content[:12] + b"\0\0"
    if marker == _EXIF_SEGMENT and content.startswith(_EXIF):
        return _orientation_only(content[len(_EXIF) :])
    if marker == 0xEE and content.startswith(_ADOBE):
        # Version, flags and the transformation of colours.
        return segment[:2] + struct.pack(">H", 14) + content[:12]
    return b"" if marker in _APPLICATION or marker == _COMMENT else segment


def _orientation_only(tiff: bytes) -> bytes:
    """A segment that tells which way up the picture is, and nothing else; nothing for one that is upright.

    Args:
        tiff: what Exif says, in the form of TIFF 6.0.
    """
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (place,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, place)
        entries = [struct.unpack_from(f"{order}HHIH", tiff, place + 2 + 12 * number) for number in range(count)]
    except struct.error:
        return b""
    turned = [value for tag, _, _, value in entries if tag == _ORIENTATION and 2 <= value <= 8]
    if not turned:
        return b""
    content = _EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turned[0], 0, 0)
    return bytes([0xFF, _EXIF_SEGMENT]) + struct.pack(">H", len(content) + 2) + content


def _scan_end(data: bytes, place: int) -> int:
    """Where the next marker after entropy-coded data stands; a byte FF within it is followed by 00 or a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise DamagedPictureError("cut off")
        following = data[place + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            place += 2
        else:
            return place
