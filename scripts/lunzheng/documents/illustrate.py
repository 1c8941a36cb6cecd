"""Figures in a document: the author's own picture where there is one, else drawn from data, sheet by sheet.

A figure first stands in the text as a mark (:func:`mark`); :func:`illustrate` puts its sheets in the mark's place and
hands over the drawn ones, which a DOCX takes as PNG and a page as SVG.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lunzheng.documents import ast
from lunzheng.documents.contents import contents_mark
from lunzheng.documents.figures import Figure, Page, draw
from lunzheng.model.edition import NO
from lunzheng.model.facts import NOT_FILLED, NOT_PUBLIC, Facts
from lunzheng.model.figure import FigureEntry
from lunzheng.model.style import StyleSheet
from lunzheng.source.markdown import Element
from lunzheng.source.picture import own_picture

CONTINUED = "（续）"
CONTINUED_CLASS = "continued"
"""Marks the second and further sheets of a figure, which take no number of their own."""

ATTACHED_CLASS = "attached"
"""Marks a figure whose caption is its official name, 附图1 and the like."""

_MARK = "drawn"
_HEADING_MM = 40
"""What the heading or caption of a figure takes of the type area."""


@dataclass(frozen=True)
class Illustrated:
    """Blocks with their figures, and the drawn ones by the name that the blocks show them under."""

    blocks: list[Element]
    figures: Mapping[str, Figure]


def mark(entry: FigureEntry) -> Element:
    """Where a figure is to stand; a chart with a caption that is numbered, an attached one with its official name."""
    attached = entry.number is not None
    caption = f"附图{entry.number}　{entry.title}" if attached else entry.title
    classes = [_MARK, ATTACHED_CLASS] if attached else [_MARK]
    return ast.element("Figure", [[entry.file, classes, []], _caption(caption), []])


def illustrate(blocks: Sequence[Element], facts: Facts) -> Illustrated:
    """Put the sheets of each marked figure in its place; a figure without data is left out.

    Raises:
        FontNotFoundError: the machine has no Chinese font to draw with.
    """
    head = facts.library.edition.head
    entries = {entry.file: entry for entry in (*head.figures, *head.charts)}
    figures: dict[str, Figure] = {}

    def visit(element: Element) -> Element | list[Element]:
        if element["t"] != "Figure" or _MARK not in element["c"][0][1]:
            return element
        (file, classes, _), caption, _ = element["c"]
        found = sheets(entries[file], facts)
        figures.update(found.figures)
        kept = [name for name in classes if name != _MARK]
        return [
            ast.element("Figure", [["", [*kept, CONTINUED_CLASS] if index else kept, []], caption, [image]])
            for index, image in enumerate(found.blocks)
        ]

    walked = ast.walk(list(blocks), visit)
    return Illustrated(walked, figures)


def sheets(entry: FigureEntry, facts: Facts) -> Illustrated:
    """The sheets of a figure, each an image in a block of its own; none where there is no data or where the
    readers of the project must not see it.

    Raises:
        FontNotFoundError: the machine has no Chinese font to draw with.
    """
    if _is_hidden(entry, facts):
        return Illustrated([], {})
    own = own_picture(facts.project.folder, entry.file)
    if own is not None:
        return Illustrated([_image(own, entry.title)], {})
    drawn = draw(entry, facts, _page(facts.library.edition.styles))
    named = {f"{entry.file}-{number}.png": figure for number, figure in enumerate(drawn, 1)}
    return Illustrated([_image(name, figure.alt, figure) for name, figure in named.items()], named)


def attached(entry: FigureEntry, label: str, identifier: str, facts: Facts) -> list[Illustrated]:
    """The pages of an attached figure, 附图1 and the like: its heading stands on the first.

    Args:
        entry: the figure.
        label: such as ``附图1``.
        identifier: the bookmark of the heading.
        facts: the project's values.

    Raises:
        FontNotFoundError: the machine has no Chinese font to draw with.
    """
    found = sheets(entry, facts)
    heading = [
        ast.styled("Attachment Mark", [ast.para(label)]),
        contents_mark("Form Title", identifier, entry.title, label=label),
    ]
    if not found.blocks:
        return [Illustrated([*heading, ast.para(NOT_PUBLIC if _is_hidden(entry, facts) else NOT_FILLED)], {})]
    continuation = [ast.styled("Attachment Mark", [ast.para(label + CONTINUED)])]
    return [
        Illustrated([*(continuation if index else heading), ast.styled("Figure", [image])], found.figures)
        for index, image in enumerate(found.blocks)
    ]


def _is_hidden(entry: FigureEntry, facts: Facts) -> bool:
    return entry.public == NO and not facts.project.is_internal


def replace_images(blocks: Sequence[Element], replace: Callable[[str], Element | None]) -> list[Element]:
    """The blocks with each image replaced by what is given for its file; None leaves it."""

    def visit(element: Element) -> Element:
        return (replace(element["c"][2][0]) if element["t"] == "Image" else None) or element

    walked: list[Element] = ast.walk(list(blocks), visit)
    return walked


def _caption(text: str) -> list[object]:
    return [None, [ast.element("Plain", ast.text(text))]]


def _image(file: str, alt: str, figure: Figure | None = None) -> Element:
    size = [["width", f"{figure.width_mm:.2f}mm"], ["height", f"{figure.height_mm:.2f}mm"]] if figure else []
    return ast.element("Plain", [ast.element("Image", [["", [], size], ast.text(alt), [file, ""]])])


def _page(styles: StyleSheet) -> Page:
    page = styles.page
    return Page(float(page.text_width), float(page.text_height) - _HEADING_MM)
