"""SVG to PNG at print resolution, with one font file and nothing else of the machine."""

from __future__ import annotations

import struct
import zlib

import resvg_py

from lunzheng.documents.figures.font import Font

DPI = 240
_AFTER_HEADER = 33
"""The length of PNG's signature and first chunk (IHDR)."""


def to_png(svg: str, width_mm: float, font: Font) -> bytes:
    """Rasterise at ``DPI``; the bytes depend on the SVG and the font alone."""
    image = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=round(width_mm / 25.4 * DPI),
        dpi=96,
        skip_system_fonts=True,
        font_files=[str(font.path)],
        font_family=font.family,
        sans_serif_family=font.family,
        languages=["zh-Hans"],
    )
    return _with_resolution(bytes(image))


def _with_resolution(png: bytes) -> bytes:
    """The image with a pHYs chunk, from which Word takes the printed size."""
    per_meter = round(DPI / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_meter, per_meter, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_AFTER_HEADER] + chunk + png[_AFTER_HEADER:]
