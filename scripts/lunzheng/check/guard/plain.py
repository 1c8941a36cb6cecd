"""Plain text and CSV, in whatever encoding an office computer writes."""

from __future__ import annotations

import codecs
import csv
import io
import re

from lunzheng.check.guard import kinds
from lunzheng.check.guard.piece import Fault, Found, Piece, RefusedError

_BINARY = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_FORMULA = re.compile(r"\s*(?:=\s*[^\s=]|@[A-Za-z]+\(|[+-]\s*[A-Za-z]+\s*[|(])")


def decode_text(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030; None where it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    if len(data.translate(None, _BINARY)) < len(data):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def salvage_text(data: bytes) -> str:
    """As much of a file as can be read as text, for looking through what should have been text."""
    text = decode_text(data)
    return data.decode("utf-8", "ignore") if text is None else text


def text_pieces(data: bytes) -> Found:
    """The text of an attachment.

    Raises:
        RefusedError: it is no text.
    """
    text = decode_text(data)
    if text is None:
        raise RefusedError(kinds.WRONG_CONTENT, "这个文件的内容不是文字")
    yield Piece(text)


def csv_pieces(data: bytes) -> Found:
    """The cells of a CSV; one that a spreadsheet program would compute is a fault."""
    for found in text_pieces(data):
        yield found
        if not isinstance(found, Piece):
            continue
        try:
            rows = list(csv.reader(io.StringIO(found.text)))
        except csv.Error as error:
            raise RefusedError(kinds.WRONG_CONTENT, "这个文件的内容不是 CSV 表格") from error
        yield Piece("\n".join("\t".join(row) for row in rows))
        for number, row in enumerate(rows, 1):
            if any(_FORMULA.match(cell) for cell in row):
                yield Fault(
                    kinds.ACTIVE_CONTENT, f"第 {number} 行的单元格是公式", "CSV 里只放数值和文字，去掉开头的等号"
                )
                return
