"""The order of the filters in a Pagefind index, so that the same pages give the same bytes.

Pagefind (1.5.2) writes the pages and the words in one order, but the filters and their values in that of a hash table
with a random seed; the names of these files are hashes of what is in them. So the few files are written again, sorted.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
"""What Pagefind puts before the content of each file of an index."""

_FILTERS = 3
"""The place of the filters among the lists of an index's head: each is a name and the name of a file."""


def sort_filters(index: Path) -> None:
    """Write the filters of an index in order of their names and values.

    Args:
        index: the folder that Pagefind has written.
    """
    entry = json.loads((index / _ENTRY).read_bytes())
    for language, head in sorted(entry["languages"].items()):
        old = index / f"pagefind.{head['hash']}.pf_meta"
        content = _read(old)
        content[_FILTERS] = sorted([name, _sorted_filter(index, language, file)] for name, file in content[_FILTERS])
        old.unlink()
        head["hash"] = _name(language, content, 15)
        _write(index / f"pagefind.{head['hash']}.pf_meta", content)
    (index / _ENTRY).write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _sorted_filter(index: Path, language: str, file: str) -> str:
    """Write a filter anew; the name of its new file."""
    old = index / "filter" / f"{file}.pf_filter"
    name, values = _read(old)
    old.unlink()
    content = [name, sorted(values)]
    written = _name(language, content, 7)
    _write(index / "filter" / f"{written}.pf_filter", content)
    return written


def _name(language: str, content: object, length: int) -> str:
    return f"{language}_{hashlib.sha256(cbor2.dumps(content)).hexdigest()[:length]}"


def _read(path: Path) -> list[Any]:
    content: list[Any] = cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))
    return content


def _write(path: Path, content: object) -> None:
    path.write_bytes(gzip.compress(_MARK + cbor2.dumps(content), mtime=0))
