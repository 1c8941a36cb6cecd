"""ZIP packages, read within limits: what a small file can unfold to is counted while it unfolds."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.check.guard import kinds
from lunzheng.check.guard.piece import RefusedError

MAX_FILE_BYTES = 50 * 1024 * 1024
"""An attachment of more than 50 MB belongs on a disc, not into Git."""
MAX_UNFOLDED_BYTES = 256 * 1024 * 1024
MAX_ENTRIES = 5000
MAX_DEPTH = 3
MAX_RATIO = 200
"""How many times its size an entry may unfold to; text of an office document unfolds to some 20 times its size."""
_RATIO_FROM = 8 * 1024 * 1024
_MB = 1024 * 1024
_END_RECORD = b"PK\x05\x06"


@dataclass
class Allowance:
    """What is left to unfold for one attachment, with everything in it."""

    bytes_left: int = MAX_UNFOLDED_BYTES
    entries_left: int = MAX_ENTRIES
    depth: int = 0

    def spend(self, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise RefusedError(kinds.TOO_MUCH, f"展开后超过了 {MAX_UNFOLDED_BYTES // _MB} MB")

    def deeper(self) -> None:
        """Step into a package inside a package."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RefusedError(kinds.TOO_MUCH, f"压缩包里套压缩包，超过了 {MAX_DEPTH} 层")


class Package:
    """An opened package: its entries by name, read on demand.

    Raises:
        RefusedError: it is damaged, encrypted, too much, or its names are not safe.
    """

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        self.allowance = allowance
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self.archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise RefusedError(kinds.CANNOT_LOOK, "文件已经损坏，打不开") from error
        allowance.entries_left -= len(entries)
        if allowance.entries_left < 0:
            raise RefusedError(kinds.TOO_MUCH, f"里面的文件超过了 {MAX_ENTRIES} 个")
        self.entries: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for entry in entries:
            self._examine(entry, seen)
            if not entry.filename.endswith("/"):
                self.entries[entry.filename] = entry

    def _examine(self, entry: zipfile.ZipInfo, seen: set[str]) -> None:
        name = entry_name(entry)
        if not name:
            raise RefusedError(kinds.UNSAFE_PACKAGE, "里面的文件没有名字")
        if "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
            raise RefusedError(kinds.UNSAFE_PACKAGE, "里面的文件名含有“..”、反斜杠或绝对路径")
        if not name.isprintable():
            raise RefusedError(kinds.UNSAFE_PACKAGE, "里面的文件名有换行或控制字符")
        if name.lower() in seen:
            raise RefusedError(kinds.UNSAFE_PACKAGE, "里面有重名的文件")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise RefusedError(kinds.UNSAFE_PACKAGE, "里面有快捷方式（符号链接）")
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise RefusedError(kinds.CANNOT_LOOK, "文件加了密码，看不到里面的内容")
        if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            times = entry.file_size // max(entry.compress_size, 1)
            raise RefusedError(kinds.TOO_MUCH, f"里面的文件展开后是原来的 {times} 倍，像是压缩炸弹")

    def names(self) -> Iterator[str]:
        """The names of its files, in the order of the package."""
        yield from self.entries

    def shown(self, name: str) -> str:
        """The name of an entry as people wrote it."""
        return entry_name(self.entries[name])

    def read(self, name: str) -> bytes:
        """The bytes of one entry.

        Raises:
            RefusedError: it is damaged, or more than is left.
        """
        try:
            with self.archive.open(self.entries[name]) as stream:
                data = stream.read(self.allowance.bytes_left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            raise RefusedError(kinds.CANNOT_LOOK, "文件已经损坏，打不开") from error
        self.allowance.spend(len(data))
        return data


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese systems wrote it in GBK long after UTF-8 had a flag for it."""
    if entry.flag_bits & 0x800:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def ends_as_package(data: bytes) -> bool:
    """Whether a package has been put behind something else: its end record closes the file."""
    start = data.rfind(_END_RECORD, max(0, len(data) - 65_557))
    if start == -1 or len(data) < start + 22:
        return False
    return start + 22 + int.from_bytes(data[start + 20 : start + 22], "little") == len(data)
