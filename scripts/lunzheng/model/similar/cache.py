"""The fingerprints of a library in one file, so that a check reads only what has changed since the last one.

The file is a seal, a line of JSON and the tokens as numbers. An entry is found again by the stamp of its files (sizes
and times) or, where these differ, by the digest of their content. A file that is damaged, or of another program or
edition, counts as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lunzheng.model.similar.entry import Entry
from lunzheng.model.similar.fingerprint import LENGTH, SAMPLE
from lunzheng.source.write import write_bytes

CACHE_FILE = "build/similar.cache"
CACHE_FROM = 100
"""A library of fewer projects is read each time: it takes no longer than a second."""

_FORMAT = 2


@dataclass(frozen=True)
class Known:
    """An entry with the stamp and the digest of the files that it was made from, which tell whether two are equal."""

    stamp: str
    digest: str
    entry: Entry = field(compare=False)


def cache_key(signature: str) -> str:
    """What the whole file depends on besides the projects."""
    return hashlib.blake2b(repr((_FORMAT, LENGTH, SAMPLE, signature)).encode(), digest_size=16).hexdigest()


def load_cache(path: Path, key: str) -> dict[str, Known]:
    """The entries by folder; nothing where there is no file that can be used."""
    try:
        seal, _, sealed = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if seal != _seal(key, sealed):
        return {}
    head, _, body = sealed.partition(b"\n")
    numbers = np.frombuffer(body, dtype="<u4")
    known: dict[str, Known] = {}
    start = 0
    for folder, stamp, digest, core, text, names in json.loads(head):
        middle, end = start + text, start + text + names
        known[folder] = Known(stamp, digest, Entry(core, numbers[start:middle], numbers[middle:end]))
        start = end
    return known


def save_cache(path: Path, key: str, known: Mapping[str, Known]) -> None:
    """Write the entries; a place that cannot be written is left as it is, for the file only saves time."""
    entries = [
        (folder, one.stamp, one.digest, one.entry.core, len(one.entry.text), len(one.entry.names))
        for folder, one in known.items()
    ]
    body = b"".join(
        tokens.astype("<u4").tobytes() for one in known.values() for tokens in (one.entry.text, one.entry.names)
    )
    sealed = json.dumps(entries, ensure_ascii=False).encode("utf-8") + b"\n" + body
    try:
        write_bytes(path, _seal(key, sealed) + b"\n" + sealed)
    except OSError:
        return


def _seal(key: str, data: bytes) -> bytes:
    """What only this program writes before this data for this edition."""
    return hashlib.blake2b(data, digest_size=16, key=key.encode()).hexdigest().encode()
