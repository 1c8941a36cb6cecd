"""What an attachment is, by its name and by its bytes, and everything readable in it, whatever lies inside of what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from lunzheng.check.guard import kinds
from lunzheng.check.guard.marks import Role
from lunzheng.check.guard.office import CONTENT_TYPES, MAIN_TYPES, office_pieces
from lunzheng.check.guard.packages import Allowance, Package, ends_as_package
from lunzheng.check.guard.pdf_process import pdf_pieces
from lunzheng.check.guard.pictures import JPEG, PNG, jpeg_text, png_text, svg_text
from lunzheng.check.guard.piece import Fault, Found, Piece, RefusedError
from lunzheng.check.guard.plain import csv_pieces, salvage_text, text_pieces

ZIP, OLE, PDF, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD = {"doc", "dot", "xls", "xlt", "ppt", "pps", "wps", "wpt", "et", "ett", "dps", "dpt", "rtf"}
_WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm", "xlam", "ppam"}
_TEXTS = {"txt", "md", "markdown", "json", "yml", "yaml"}
_MARKUP = {"htm", "html", "mht", "xml"}
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEADS = (
    (PNG, "PNG 图片"),
    (JPEG, "JPEG 图片"),
    (PDF, "PDF"),
    (ZIP, "压缩包或 Office 文档"),
    (OLE, "旧格式的 Office 文档"),
    (RTF, "RTF 文档"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"GIF8", "GIF 图片"),
    (b"<svg", "SVG 图片"),
    (b"<!DOCTYPE html", "网页"),
    (b"<html", "网页"),
)


def extension(name: str) -> str:
    """The lower-case extension of a name, without the dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def attachment_pieces(name: str, data: bytes, *, strict: bool = True) -> Found:
    """Everything readable in an attachment, and what is wrong with it as a file.

    Args:
        name: its name or path; the extension counts.
        data: its bytes.
        strict: whether a format that cannot be looked into is a fault; not where another check names the file anyway.
    """
    yield from _Looker(Allowance(), strict=strict).pieces(name, data)


class _Looker:
    """Looks into one attachment and what lies in it, within one allowance."""

    def __init__(self, allowance: Allowance, *, strict: bool) -> None:
        self.allowance = allowance
        self.strict = strict

    def pieces(self, name: str, data: bytes) -> Found:
        try:
            yield from self._by_type(extension(name), name, data)
        except RefusedError as refusal:
            yield refusal.fault
            # What calls itself text and is none may still be read by somebody.
            if refusal.fault.kind is kinds.WRONG_CONTENT:
                yield Piece(salvage_text(data))

    def _by_type(self, ending: str, name: str, data: bytes) -> Found:
        if ending in MAIN_TYPES or ending == "ofd":
            yield from self._office(ending, data)
        elif ending == "zip":
            yield from self._archive(data)
        elif ending == "pdf":
            _require(data.startswith(PDF), data, "PDF")
            _refuse_hidden_package(data)
            yield from pdf_pieces(data, self._inner)
        elif ending == "png":
            _require(data.startswith(PNG), data, "PNG 图片")
            _refuse_hidden_package(data)
            yield from png_text(data)
        elif ending in ("jpg", "jpeg"):
            _require(data.startswith(JPEG), data, "JPEG 图片")
            _refuse_hidden_package(data)
            yield from jpeg_text(data)
        elif ending == "svg":
            yield from svg_text(data)
        elif ending == "csv":
            _refuse_disguise(data, "CSV 表格")
            yield from csv_pieces(data)
        elif ending in _TEXTS:
            _refuse_disguise(data, "文字")
            yield from text_pieces(data)
        else:
            yield from self._other(ending, name, data)

    def _other(self, ending: str, name: str, data: bytes) -> Found:
        if ending in _WITH_MACROS:
            yield Fault(kinds.ACTIVE_CONTENT, f"{ending.upper()} 是可以带宏的格式")
        elif ending in _OLD or data.startswith((OLE, RTF)):
            yield Fault(kinds.OLD_FORMAT, f"{ending.upper() or '没有扩展名'} 是旧格式，看不到里面的内容")
        elif self.strict and not (self.allowance.depth and ending in _MARKUP):
            what = f".{ending} 文件" if ending else f"没有扩展名的文件 {PurePosixPath(name).name}"
            yield Fault(kinds.UNKNOWN_TYPE, f"不收 {what}" if ending else what)
        if data.startswith(ZIP):
            # The format is refused already; what it holds may still be secret.
            yield from (found for found in self._archive(data) if isinstance(found, Piece))
        else:
            text = salvage_text(data)
            yield Piece(text)
            if data.startswith(OLE):
                yield Piece(data.decode("utf-16-le", "ignore"))

    def _office(self, ending: str, data: bytes) -> Found:
        if data.startswith(OLE):
            if _ENCRYPTED_STREAM in data:
                raise RefusedError(kinds.CANNOT_LOOK, "文件加了打开密码，看不到里面的内容")
            raise RefusedError(kinds.OLD_FORMAT, f"扩展名是 .{ending}，内容却是旧格式")
        _require(data.startswith(ZIP), data, ending.upper())
        package = self._package(data)
        if ending == "ofd":
            if not any(name.rpartition("/")[2] == "OFD.xml" for name in package.names()):
                raise RefusedError(kinds.WRONG_CONTENT, "这个文件的内容不是 OFD")
        else:
            types = package.read(CONTENT_TYPES).decode("utf-8", "replace") if CONTENT_TYPES in package.entries else ""
            if "macroEnabled" in types:
                yield Fault(kinds.ACTIVE_CONTENT, f"扩展名是 .{ending}，内容却是可以带宏的格式")
            elif not any(main in types for main in MAIN_TYPES[ending]):
                raise RefusedError(kinds.WRONG_CONTENT, f"这个文件的内容不是 {ending.upper()}")
        yield from _once(office_pieces(package, self._inner))

    def _archive(self, data: bytes) -> Found:
        _require(data.startswith((ZIP, _EMPTY_ZIP)), data, "ZIP 压缩包")
        package = self._package(data)
        for name in package.names():
            yield from self._inner(package.shown(name), package.read(name))

    def _package(self, data: bytes) -> Package:
        self.allowance.deeper()
        return Package(data, self.allowance)

    def _inner(self, name: str, data: bytes) -> Found:
        """A file within the file: its name is looked at, too, and goes before the part."""
        depth = self.allowance.depth
        shown = PurePosixPath(name).name
        yield Piece(shown, "内含文件的文件名", Role.NAME)
        for found in self.pieces(name, data):
            if isinstance(found, Piece):
                yield Piece(found.text, f"内含的 {shown}" + (f"，{found.part}" if found.part else ""), found.role)
            else:
                yield Fault(found.kind, f"内含的 {shown}：{found.message}", found.hint)
        self.allowance.depth = depth


def _once(found: Found) -> Iterator[Piece | Fault]:
    """A fault is said once for a file, however many parts have it."""
    said: set[Fault] = set()
    for item in found:
        if isinstance(item, Fault):
            if item in said:
                continue
            said.add(item)
        yield item


def _require(fits: bool, data: bytes, wanted: str) -> None:
    if not fits:
        raise RefusedError(kinds.WRONG_CONTENT, f"这个文件的内容不是 {wanted}{_looks_like(data)}")


def _refuse_disguise(data: bytes, wanted: str) -> None:
    if looks := _looks_like(data):
        raise RefusedError(kinds.WRONG_CONTENT, f"这个文件的内容不是{wanted}{looks}")


def _refuse_hidden_package(data: bytes) -> None:
    if ends_as_package(data):
        raise RefusedError(kinds.WRONG_CONTENT, "文件末尾藏着一个压缩包")


def _looks_like(data: bytes) -> str:
    head = data[:64].lstrip()
    found = next((what for start, what in _HEADS if head.startswith(start)), "")
    return f"，像是 {found}" if found else ""
