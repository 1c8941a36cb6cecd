"""The running head of numbered pages, for an edition that asks for one; GB/T 9704-2012 knows none."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from lunzheng.documents.ooxml import add_part, parse, qualified, serialize, w
from lunzheng.model.style import RunningHead

_RELATION, _FILE = "rIdRunningHead", "header1.xml"


def add_running_head(parts: dict[str, bytes], text: str, head: RunningHead, numbered: Sequence[bool]) -> None:
    """Put a running head over the numbered sections of a package.

    Args:
        parts: the package's parts, changed in place.
        text: what it says.
        head: font and size.
        numbered: for each section, whether its pages are numbered.
    """
    document = parse(parts["word/document.xml"])
    for section, carries in zip(document.iter(qualified("w:sectPr")), numbered, strict=True):
        for position, kind in enumerate(("default", "even") if carries else ()):
            section.insert(position, w("headerReference", {"type": kind, "r:id": _RELATION}))
    parts["word/document.xml"] = serialize(document)
    add_part(parts, "header", _RELATION, _FILE, _header(text, head))


def _header(text: str, head: RunningHead) -> etree._Element:
    size = int(head.size * 2)
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), head.font)
    words = w("t", {"xml:space": "preserve"})
    words.text = text
    return w(
        "hdr",
        None,
        w(
            "p",
            None,
            w(
                "pPr",
                None,
                w("pBdr", None, w("bottom", {"val": "single", "sz": 4, "space": 1, "color": "000000"})),
                w("snapToGrid", {"val": 0}),
                w("spacing", {"before": 0, "after": 0, "line": 240, "lineRule": "auto"}),
                w("jc", {"val": "center"}),
            ),
            w(
                "r",
                None,
                w(
                    "rPr",
                    None,
                    w("rFonts", fonts),
                    w("spacing", {"val": 0}),
                    w("sz", {"val": size}),
                    w("szCs", {"val": size}),
                ),
                words,
            ),
        ),
    )
