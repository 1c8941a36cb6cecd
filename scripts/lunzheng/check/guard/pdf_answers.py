"""What the process that looks into PDF files says, and how; whoever asks need not load what reads them."""

from __future__ import annotations

import struct
from typing import IO

TEXT, EMBEDDED, ACTIVE, OUTSIDE, ENCRYPTED, DAMAGED, TOO_MUCH = (
    "text", "embedded", "active", "outside", "encrypted", "damaged", "too-much",
)  # fmt: skip
Answer = tuple[str, str, str]
"""What was found, where, and the words (bytes of an embedded file as Latin-1)."""
_SIZE = struct.Struct(">Q")


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one message: its length, then its bytes."""
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message, or None where the other side has ended."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None
