"""Bytes to text: UTF-8 with or without BOM, LF or CRLF; everything else is named, not guessed."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from lunzheng.source import kinds
from lunzheng.source.problem import Location, Problem

MAX_TEXT_BYTES = 1024 * 1024
"""A chapter of a long proposal is some 60 KB; a megabyte of text is a mistake."""

CONTROL_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Also what nobody sees: other systems' line ends (YAML would begin a line), zero-width characters, blank letters,
direction marks and tags; not what joins the parts of an emoji."""


@dataclass(frozen=True)
class TextFile:
    """The text of one file, with LF line ends; ``file`` is its path relative to the library's root."""

    file: str
    text: str


def read_text(path: Path, file: str) -> tuple[TextFile | None, list[Problem]]:
    """Read one text file.

    Args:
        path: where it lies.
        file: the name used in problems.

    Returns:
        The text, or None together with the problem that prevented reading it.
    """
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return None, [kinds.NOT_A_PLAIN_FILE.at(Location(file), "这不是一个普通文件")]
        if status.st_size > MAX_TEXT_BYTES:
            size = status.st_size / 1024 / 1024
            message = f"文件有 {size:.1f} MB，超过了 {MAX_TEXT_BYTES // 1024 // 1024} MB 的限制"
            return None, [kinds.TOO_LARGE.at(Location(file), message)]
        data = path.read_bytes()
    except OSError as error:
        return None, [kinds.UNREADABLE.at(Location(file), f"读不了这个文件（{reason(error)}）")]
    return decode(data, file)


def decode(data: bytes, file: str) -> tuple[TextFile | None, list[Problem]]:
    """Decode the bytes of one file; the problem names the encoding that the bytes look like."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, [kinds.WRONG_ENCODING.at(Location(file), "文件的编码是 UTF-16（记事本里的“Unicode”），不是 UTF-8")]
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [kinds.WRONG_ENCODING.at(Location(file, line), f"文件的编码{_guess(data)}，不是 UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL_CHARACTERS.search(text):
        before = text[: found.start()]
        location = Location(file, before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1)
        message = f"这里有一个看不见的控制字符（U+{ord(found.group()):04X}）"
        return None, [kinds.CONTROL_CHARACTER.at(location, message)]
    return TextFile(file, text), []


def _guess(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "不明"
    return "像是 GBK（GB18030）"


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    match error:
        case FileNotFoundError():
            return "文件不存在"
        case PermissionError():
            return "没有读取权限"
        case IsADirectoryError():
            return "这是一个文件夹"
        case NotADirectoryError() | FileExistsError():
            return "路径中间有一段是文件，不是文件夹"
        case _:
            return f"系统错误 {error.errno}"


def quoted(text: str, limit: int = 40) -> str:
    """A text in quotation marks on one line, cut where it is long: for messages."""
    text = " ".join(text.split())
    return f"“{text[:limit]}{'…' if len(text) > limit else ''}”"


def printable(text: str) -> str:
    """A name as it may be shown: what would break a line or a terminal is a question mark."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "?" for character in text)
