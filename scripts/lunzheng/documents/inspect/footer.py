"""Reading footers: the paragraph with the page number, as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from lunzheng.documents.inspect.content import Document, Section, runs
from lunzheng.documents.inspect.formatting import Layer, attribute, merged, paragraph_layer, run_layer, value
from lunzheng.documents.ooxml import find, qualified

NUMBER_MARK = "\u0001"
"""Stands for the page number in a footer's text."""
_TURNED = ("vert", "vert270", "eaVert")
"""A text box whose lines run down the page, as the number of a page that lies across: its paragraph says the side."""
_PAGE = re.compile(r"^\s*PAGE(\s|$)")


@dataclass(frozen=True)
class Footer:
    """The paragraph of a footer that holds the page number, with its text (the number as one mark) and formatting."""

    text: str
    paragraph: Layer
    numbers: tuple[Layer, ...]
    side: str
    floating: bool


def own_footers(document: Document, section: Section, read: dict[str, Footer | None]) -> dict[str, Footer | None]:
    """The footers that a section brings itself, by type; None for one without a page number.

    Args:
        document: the document.
        section: one of its sections.
        read: the footers that have been read before, by part.
    """
    links = document.package.relationships(document.package.main)
    own: dict[str, Footer | None] = {}
    for reference in section.node.findall(qualified("w:footerReference")):
        link = links.get(reference.get(qualified("r:id"), ""))
        target = link.target if link and not link.external else ""
        if target not in read:
            root = document.package.roots.get(target)
            read[target] = _footer(document, root) if root is not None else None
        own[attribute(reference, "type") or "default"] = read[target]
    return own


def _footer(document: Document, root: etree._Element) -> Footer | None:
    """The page number of a footer, or None where it has none."""
    for paragraph in root.iter(qualified("w:p")):
        if next(paragraph.iterancestors("{*}Fallback"), None) is not None:
            continue
        text, numbers = _with_number(document, paragraph)
        if NUMBER_MARK in text:
            formatting = document.formatting
            layer = merged(
                formatting.default_paragraph,
                formatting.paragraph(formatting.style_of(paragraph)),
                paragraph_layer(find(paragraph, "w:pPr")),
            )
            return Footer(text, layer, tuple(numbers), _framed_side(paragraph), _is_floating(paragraph))
    return None


def _is_floating(paragraph: etree._Element) -> bool:
    """Whether a frame or text box carries it, so that its own place on the page counts, not the footer's."""
    framed = find(paragraph, "w:pPr", "w:framePr") is not None
    return framed or next(paragraph.iterancestors("{*}anchor"), None) is not None


def _framed_side(paragraph: etree._Element) -> str:
    """The side that a frame or text box puts the number on, or empty."""
    side = attribute(find(paragraph, "w:pPr", "w:framePr"), "xAlign")
    anchor = next(paragraph.iterancestors("{*}anchor"), None)
    turned = anchor is not None and any(body.get("vert") in _TURNED for body in anchor.iter("{*}bodyPr"))
    if anchor is not None and not turned:
        aligned = next(anchor.iter("{*}align"), None)
        side = (aligned.text or "") if aligned is not None else "center"
    return side


def _with_number(document: Document, paragraph: etree._Element) -> tuple[str, list[Layer]]:
    """The paragraph's text with a mark for its page number, and the formatting of the runs of both."""
    pieces: list[str] = []
    layers: list[Layer] = []
    stack: list[bool] = []  # for each open field, whether its result has begun
    instruction = ""
    style = document.formatting.style_of(paragraph)
    before: etree._Element | None = None
    for run in runs(paragraph):
        layer = _run_format(document, style, run.node)
        field = next(run.node.iterancestors(qualified("w:fldSimple")), None)
        if field is not None and _PAGE.match(attribute(field, "instr")):
            layers.append(layer)
            if field is not before:
                pieces.append(NUMBER_MARK)
            before = field
            continue
        for child in run.node:
            if child.tag == qualified("w:fldChar"):
                match attribute(child, "fldCharType"):
                    case "begin":
                        stack.append(False)
                        instruction = ""
                    case "separate" if stack:
                        stack[-1] = True
                    case "end" if stack:
                        stack.pop()
                        if _PAGE.match(instruction):
                            pieces.append(NUMBER_MARK)
                            instruction = ""
            elif child.tag == qualified("w:instrText"):
                instruction += child.text or ""
        in_result = bool(stack) and _PAGE.match(instruction)
        if run.text and not in_result:
            pieces.append(run.text)
        if run.text.strip():
            layers.append(layer)
    return "".join(pieces), layers


def _run_format(document: Document, style: str, run: etree._Element) -> Layer:
    formatting, properties = document.formatting, find(run, "w:rPr")
    return merged(
        formatting.default_run,
        formatting.run(style),
        formatting.run(value(properties, "w:rStyle")),
        run_layer(properties, formatting.theme),
    )
