"""The table of contents: filled in, so that it is true when the file is opened, and still a field that Word updates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from lunzheng.documents import ast
from lunzheng.documents.ooxml import w
from lunzheng.source.markdown import Element

LEVELS = 2
"""Chapters and sections; forms stand with the chapters."""

_FIELD = ' TOC \\o "1-{level}" \\h \\z \\f t '
"""Lists what the entries list: headings down to their own deepest level, and the marks of forms and figures by their
labels, so that an update changes nothing."""

_MARK = ' TC "{text}" \\f t \\l 1 '
_LABEL = "contents-label"


@dataclass(frozen=True)
class Entry:
    """A line of the contents.

    Attributes:
        heading: the text of the heading that it stands for.
        level: 1 for a chapter or form.
        anchor: the bookmark that it leads to.
        label: goes before the text, e.g. ``附表3``.
    """

    heading: str
    level: int
    anchor: str
    label: str = ""

    @property
    def text(self) -> str:
        return f"{self.label}\u3000{self.heading}" if self.label else self.heading


def contents_mark(style: str, identifier: str, title: str, label: str) -> Element:
    """The title of a form or figure: a bookmark for the contents, which list it with its label, such as ``附表3``.

    Args:
        style: of the title.
        identifier: the bookmark.
        title: as it stands on the page.
        label: what goes before it in the contents.
    """
    entry = Entry(" ".join(title.split()), 1, identifier, label)
    runs = (etree.tostring(run, encoding="unicode") for run in _hidden_field(_MARK.format(text=_quotable(entry.text))))
    paragraph = ast.element("Para", [*ast.text(title), ast.element("RawInline", ["openxml", "".join(runs)])])
    return ast.element("Div", [[identifier, [], [["custom-style", style], [_LABEL, label]]], [paragraph]])


def _quotable(text: str) -> str:
    """A text as an argument of a field."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def entries(blocks: Sequence[Element]) -> list[Entry]:
    """The headings of the first levels and the titles of forms, in order."""
    return list(_entries(blocks))


def _entries(blocks: Sequence[Element]) -> Iterator[Entry]:
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] <= LEVELS and block["c"][1][0]:
            yield Entry(ast.plain_text(block["c"][2]), block["c"][0], block["c"][1][0])
        elif block["t"] == "Div":
            attributes, inner = block["c"]
            if attributes[0]:
                label = dict(attributes[2]).get(_LABEL, "")
                yield Entry(ast.plain_text(inner), 1, attributes[0], label)
            else:
                yield from _entries(inner)


def contents_blocks(listed: Sequence[Entry], pages: Mapping[str, int]) -> list[Element]:
    """The contents as WordprocessingML.

    Args:
        listed: the entries.
        pages: the page of each anchor; an entry without one ends at its leader.
    """
    return [
        ast.raw_openxml(_paragraph(entry, pages.get(entry.anchor), position, listed))
        for position, entry in enumerate(listed)
    ]


def _paragraph(entry: Entry, page: int | None, position: int, listed: Sequence[Entry]) -> str:
    link = w("hyperlink", {"anchor": entry.anchor, "history": 1})
    link.append(_text(entry.text))
    link.append(w("r", None, w("tab")))
    link.extend(_field(f" PAGEREF {entry.anchor} \\h ", "" if page is None else str(page)))
    paragraph = w("p", None, w("pPr", None, w("pStyle", {"val": f"TOC{entry.level}"})))
    if position == 0:
        paragraph.extend(_field_start(_FIELD.format(level=max(item.level for item in listed))))
    paragraph.append(link)
    if position == len(listed) - 1:
        paragraph.append(_character("end"))
    return etree.tostring(paragraph, encoding="unicode")


def _field(instruction: str, result: str) -> list[etree._Element]:
    return [*_field_start(instruction), _text(result), _character("end")]


def _hidden_field(instruction: str) -> list[etree._Element]:
    """A field without a result, which shows nothing."""
    begin, code, _ = _field_start(instruction)
    return [begin, code, _character("end")]


def _field_start(instruction: str) -> list[etree._Element]:
    code = w("instrText", {"xml:space": "preserve"})
    code.text = instruction
    return [_character("begin"), w("r", None, code), _character("separate")]


def _character(kind: str) -> etree._Element:
    return w("r", None, w("fldChar", {"fldCharType": kind}))


def _text(string: str) -> etree._Element:
    node = w("t", {"xml:space": "preserve"})
    node.text = string
    return w("r", None, node)
