"""PDF attachments. What looks into them runs in a process of its own: a hostile file costs seconds, not the check.

Run as a module, this is that process: it answers each file that it is sent with what it has found.
"""

from __future__ import annotations

import io
import json
import logging
import struct
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from lunzheng.check.guard.pdf_answers import (
    ACTIVE,
    DAMAGED,
    EMBEDDED,
    ENCRYPTED,
    OUTSIDE,
    TEXT,
    TOO_MUCH,
    Answer,
    receive,
    send,
)

MAX_PAGES = 2000
MAX_OBJECTS = 200_000
MAX_DEPTH = 50
MAX_MEMORY = 2 * 1024 * 1024 * 1024


def look_into_pdf(data: bytes) -> Iterator[Answer]:
    """The text of pages, notes, forms, properties and outline; scripts, launches and embedded files."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        yield ENCRYPTED, "", ""
        return
    pages, objects = len(reader.pages), len(reader.xref_objStm) + sum(map(len, reader.xref.values()))
    if pages > MAX_PAGES or objects > MAX_OBJECTS:
        yield TOO_MUCH, "", f"PDF 有 {pages} 页、{objects} 个对象，超过了限度"
        return
    yield TEXT, "文档属性", "\n".join(str(value) for value in (reader.metadata or {}).values())
    yield from _objects(reader)
    for number, page in enumerate(reader.pages, 1):
        yield TEXT, f"第{number}页", page.extract_text()
        yield from _notes(page, f"第{number}页的批注或表单")


def _notes(page: DictionaryObject, part: str) -> Iterator[Answer]:
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else None
    words: list[str] = []
    for note in notes if isinstance(notes, ArrayObject) else ():
        item = note.get_object()
        if isinstance(item, DictionaryObject):
            words += (str(item[key]) for key in ("/Contents", "/T", "/Subj", "/V", "/TU", "/NM", "/DA") if key in item)
    if words:
        yield TEXT, part, "\n".join(words)


def _objects(reader: PdfReader) -> Iterator[Answer]:
    """Every object once: whatever is reachable or not may hold words, scripts and files."""
    said: set[str] = set()
    numbers = {(number, generation) for generation, entries in reader.xref.items() for number in entries}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    titles: list[str] = []
    for number, generation in sorted(numbers):
        for item in _dictionaries(reader.get_object(IndirectObject(number, generation, reader))):
            for what, words in _actions(item):
                if words not in said:
                    said.add(words)
                    yield what, "", words
            if "/Producer" not in item:  # the document's own properties have been read
                titles += (str(item[key]) for key in ("/Title", "/Alt", "/ActualText", "/Desc") if key in item)
            if isinstance(item, StreamObject) and item.get("/Type") == "/Metadata":
                yield TEXT, "文档属性", item.get_data().decode("utf-8", "ignore")
            yield from _embedded(item)
    yield TEXT, "书签和替代文字", "\n".join(titles)


def _dictionaries(item: PdfObject | None, depth: int = 0) -> Iterator[DictionaryObject]:
    """An object and those written inside of it; what it refers to has a number, and its own turn."""
    if isinstance(item, DictionaryObject):
        yield item
        children = [item.raw_get(key) for key in item]
    else:
        children = list.copy(item) if isinstance(item, ArrayObject) else []
    if depth < MAX_DEPTH:
        for child in children:
            yield from _dictionaries(child, depth + 1)


def _embedded(item: DictionaryObject) -> Iterator[Answer]:
    files = item.get("/EF")
    files = files.get_object() if files is not None else None
    if not isinstance(files, DictionaryObject):
        return
    name = str(item.get("/UF") or item.get("/F") or "")
    stream = next((files[key].get_object() for key in ("/F", "/UF") if key in files), None)
    if isinstance(stream, StreamObject):
        yield EMBEDDED, name, stream.get_data().decode("latin-1")


def _actions(item: DictionaryObject) -> Iterator[tuple[str, str]]:
    action = item.get("/S")
    if "/JS" in item or action == "/JavaScript" or "/JavaScript" in item:
        yield ACTIVE, "PDF 里有脚本"
    if action == "/Launch":
        yield ACTIVE, "PDF 会启动程序"
    if action in ("/GoToR", "/ImportData", "/SubmitForm"):
        yield OUTSIDE, "PDF 会打开别的文件或向外发送数据"
    if item.get("/Subtype") in ("/RichMedia", "/Movie", "/3D", "/Screen"):
        yield ACTIVE, "PDF 里有多媒体对象"
    if "/XFA" in item:
        yield ACTIVE, "PDF 是动态表单（XFA）"


def _answers(data: bytes) -> list[Answer]:
    answers: list[Answer] = []
    try:
        answers.extend(look_into_pdf(data))
    except MemoryError:
        return [(TOO_MUCH, "", "PDF 展开后占用的内存太多")]
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError,
            AssertionError, NotImplementedError, ArithmeticError, struct.error):  # fmt: skip
        # A library for a format of thirty years fails in many ways; what it cannot read, nobody has looked into.
        answers.append((DAMAGED, "", ""))
    return answers


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def serve() -> None:
    """Answer files until the other side ends."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    _limit_memory()
    output: Any = sys.stdout.buffer
    # What a library prints must not come between the messages.
    sys.stdout = sys.stderr
    while (data := receive(sys.stdin.buffer)) is not None:
        send(output, json.dumps(_answers(data)).encode("utf-8"))


if __name__ == "__main__":
    serve()
