"""The words in a picture file: PNG text chunks, JPEG comments, EXIF and XMP; and SVG, which is text that can run."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from lunzheng.check.guard import kinds
from lunzheng.check.guard.marks import Role
from lunzheng.check.guard.piece import Fault, Found, Piece, RefusedError
from lunzheng.check.guard.safe_xml import local_name, parse_xml

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MAX_TEXT_BYTES = 4 * 1024 * 1024
MAX_PIXELS = 200_000_000
"""A scanned A3 page at 600 dpi has 70 million."""
_METADATA = "图片的属性信息"
_ENDS_OF_TEXT = (b"\xd9", b"\xda")
_WORDS = re.compile(r"[\w\s\u3000-\u303f\uff00-\uffef★☆*:：/.,()\[\]-]{2,}")


def png_text(data: bytes) -> Found:
    """The text chunks of a PNG."""
    offset = len(PNG)
    while offset + 8 <= len(data):
        size, name = int.from_bytes(data[offset : offset + 4], "big"), data[offset + 4 : offset + 8]
        body = data[offset + 8 : offset + 8 + size]
        if name == b"IHDR":
            yield from _size(int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"))
        elif name == b"tEXt":
            yield _piece(body.replace(b"\0", b"\n"))
        elif name == b"zTXt":
            keyword, _, rest = body.partition(b"\0")
            yield _piece(keyword + b"\n" + _inflated(rest[1:]))
        elif name == b"iTXt":
            keyword, _, rest = body.partition(b"\0")
            _language, _, rest_of_text = rest[2:].partition(b"\0")
            translated, _, text = rest_of_text.partition(b"\0")
            yield _piece(keyword + b"\n" + translated + b"\n" + (_inflated(text) if rest[:1] == b"\1" else text))
        elif name == b"eXIf":
            yield from _guesses(body)
        offset += 12 + size


def jpeg_text(data: bytes) -> Found:
    """The comments, EXIF, XMP and IPTC segments of a JPEG."""
    offset = 2
    while offset + 4 <= len(data) and data[offset] == 0xFF:
        marker = data[offset + 1]
        if marker == 0xFF:
            offset += 1
            continue
        if data[offset + 1 : offset + 2] in _ENDS_OF_TEXT:
            return
        size = int.from_bytes(data[offset + 2 : offset + 4], "big")
        body = data[offset + 4 : offset + 2 + size]
        if marker == 0xFE or 0xE1 <= marker <= 0xEF:
            yield from _guesses(body)
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            yield from _size(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
        offset += 2 + max(size, 2)


def svg_text(data: bytes) -> Found:
    """The words of an SVG; what could run or load something is a fault."""
    root = parse_xml(data)
    if local_name(root) != "svg":
        raise RefusedError(kinds.WRONG_CONTENT, "这个文件的内容不是 SVG 图片")
    lines: list[str] = []
    for element in root.iter():
        name = local_name(element)
        if name in ("script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate"):
            yield Fault(kinds.ACTIVE_CONTENT, f"SVG 里有 {name}", "转成 PNG 再放进来")
            return
        lines += (element.text or "", element.tail or "")
        for key, value in element.attrib.items():
            words, plain = str(value), str(key).rpartition("}")[2].lower()
            lines.append(words)
            if plain.startswith("on") or re.match(r"\s*(?:javascript|vbscript|data:text)", words, re.IGNORECASE):
                yield Fault(kinds.ACTIVE_CONTENT, f"SVG 里有脚本（{plain}）", "转成 PNG 再放进来")
                return
            loads = (
                plain in ("href", "src") and name != "a" and not re.match(r"\s*(?:#|data:image/(?:png|jpe?g)|$)", words)
            )
            if loads or re.search(r"url\(\s*['\"]?\s*(?!#|['\"]?#)[^)]", words):
                yield Fault(kinds.OUTSIDE_REFERENCE, "SVG 引用了文件以外的内容", "把引用的图片嵌入，或者转成 PNG")
                return
        if name == "style" and re.search(r"@import|url\(\s*['\"]?(?!['\"]?#)", element.text or ""):
            yield Fault(kinds.OUTSIDE_REFERENCE, "SVG 引用了文件以外的内容", "把引用的图片嵌入，或者转成 PNG")
            return
    yield Piece("".join(lines), "SVG")
    yield Piece("\n".join(lines), "SVG")


def _size(width: int, height: int) -> Iterator[Fault]:
    if width * height > MAX_PIXELS:
        yield Fault(kinds.TOO_MUCH, f"图片有 {width}×{height} 个像素，展开后极大", "缩小到印在纸上看得清的大小")


def _piece(data: bytes) -> Piece:
    for encoding in ("utf-8", "gb18030"):
        try:
            return Piece(data.decode(encoding), _METADATA, Role.MARGIN)
        except UnicodeDecodeError:
            continue
    return Piece(data.decode("latin-1"), _METADATA, Role.MARGIN)


def _guesses(data: bytes) -> Iterator[Piece]:
    """The words of a binary block: EXIF does not always say how its text is coded, so every usual way is tried."""
    for words in (data, data[1:]):
        for encoding in ("utf-16-le", "utf-16-be"):
            yield Piece(_words(words.decode(encoding, "ignore")), _METADATA, Role.MARGIN)
    for encoding in ("utf-8", "gb18030"):
        yield Piece(_words(data.decode(encoding, "ignore")), _METADATA, Role.MARGIN)


def _words(text: str) -> str:
    return "\n".join(_WORDS.findall(text))


def _inflated(data: bytes) -> bytes:
    try:
        inflater = zlib.decompressobj()
        text = inflater.decompress(data, MAX_TEXT_BYTES)
    except zlib.error as error:
        raise RefusedError(kinds.CANNOT_LOOK, "图片的属性信息已经损坏") from error
    if inflater.unconsumed_tail:
        raise RefusedError(kinds.TOO_MUCH, "图片的属性信息展开后极大，像是压缩炸弹")
    return text
