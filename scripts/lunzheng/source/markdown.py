"""Markdown, parsed once by pandoc: a clean AST for every output, with the place of every piece of text.

Pandoc's own position marks are taken out of the tree; adjacent text is joined, so that a fact token such as
``{{总投资}}`` is one string; a line break between Chinese characters disappears. HTML stays visible as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lunzheng.source import kinds
from lunzheng.source.block import (
    NO_ATTRIBUTES,
    Block,
    Element,
    Markdown,
    Picture,
    Text,
    breaks_with_space,
    element,
    runs,
    units,
)
from lunzheng.source.dropped import dropped_words
from lunzheng.source.pandoc import PandocError, run_lua
from lunzheng.source.picture import PICTURE_PATH, picture_fault
from lunzheng.source.plain_markdown import read_plain
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import TextFile, quoted

MAX_QUOTE_DEPTH = 30
"""Pandoc's time grows quickly with the depth of quotes and lists; no official text needs this many."""

_SCRIPT = Path(__file__).with_name("read_markdown.lua")
_DEEP = re.compile(rf"^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]*){{{MAX_QUOTE_DEPTH},}}")
_LINK = re.compile(r"(?:https?://|mailto:|#).", re.IGNORECASE)

__all__ = ["Block", "Element", "Markdown", "Picture", "Text", "read_markdown", "read_with_pandoc"]


def read_markdown(texts: Sequence[TextFile]) -> tuple[list[Markdown], list[Problem]]:
    """Parse any number of Markdown files: plain ones here, the others in one run of pandoc.

    Returns:
        One entry for each file that could be parsed, in order, and the problems met.
    """
    plain = {text.file: markdown for text in texts if (markdown := read_plain(text))}
    others, problems = read_with_pandoc([text for text in texts if text.file not in plain])
    read = plain | {markdown.file: markdown for markdown in others}
    return [read[text.file] for text in texts if text.file in read], problems


def read_with_pandoc(texts: Sequence[TextFile]) -> tuple[list[Markdown], list[Problem]]:
    """Parse files of any Markdown; see :func:`read_markdown`."""
    problems: list[Problem] = []
    sound: list[TextFile] = []
    for text in texts:
        deep = next((n for n, line in enumerate(text.text.split("\n"), 1) if _DEEP.match(line)), None)
        if deep:
            problems.append(kinds.UNREADABLE_MARKDOWN.at(Location(text.file, deep), "这一行的引用或列表层次太深"))
        else:
            sound.append(text)
    result = []
    for text, document in zip(sound, _documents([_ended(text.text) for text in sound]), strict=True):
        if document is None:
            problems.append(kinds.UNREADABLE_MARKDOWN.at(Location(text.file), "正文无法转换"))
        else:
            reader = _Reader(text.file)
            result.append(Markdown(text.file, tuple(reader.top(block) for block in document["blocks"])))
            problems.extend(reader.problems)
            if not any(problem.code == kinds.RAW_HTML.code for problem in reader.problems):
                problems.extend(dropped_words(text, document))
    return result, problems


def _ended(text: str) -> str:
    """After a heading in a last line without an end, pandoc would see one more, empty paragraph."""
    return text if text.endswith("\n") else f"{text}\n"


def _documents(texts: list[str]) -> list[Any]:
    """Pandoc's document of each text, or None; a text that pandoc stumbles over does not take the others with it."""
    if not texts:
        return []
    try:
        return list(run_lua(_SCRIPT, texts))
    except PandocError:
        return [None] if len(texts) == 1 else [document for text in texts for document in _documents([text])]


@dataclass
class _Run:
    """Text being joined from adjacent inlines."""

    text: str = ""
    anchors: list[tuple[int, int, int]] = field(default_factory=list)


class _Reader:
    """Cleans the blocks of one file and collects what the checks need to see."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.here = Location(file)
        self.texts: list[Text] = []
        self.pictures: list[Picture] = []
        self.dead_markup = False

    def top(self, block: Element) -> Block:
        self.texts, self.pictures = [], []
        self.dead_markup = False
        self._move(_attributes(block))
        location = self.here
        (element,) = self._blocks([block])
        held = filter(None, map(runs, units(element)))
        return Block(element, location, tuple(self.texts), tuple(held), tuple(self.pictures))

    def _move(self, attributes: list[Any] | None) -> None:
        """Go to the place that pandoc has noted in an element's attributes, if any."""
        for key, value in attributes[2] if attributes else ():
            if key == "data-pos" and value:
                line, column = min(
                    tuple(map(int, part.split("-")[0].rsplit("@")[-1].split(":"))) for part in value.split(";")
                )
                self.here = Location(self.file, line, column)

    def _blocks(self, blocks: list[Element]) -> list[Element]:
        return [cleaned for block in blocks for cleaned in self._block(block)]

    def _block(self, block: Element) -> list[Element]:
        self._move(_attributes(block))
        content: Any = block.get("c")
        match block["t"]:
            case "Div":
                return self._blocks(content[1])
            case "Header":
                return [element("Header", [content[0], NO_ATTRIBUTES, self._inlines(content[2])])]
            case "Para" | "Plain":
                return [element(block["t"], self._inlines(content))]
            case "BlockQuote":
                return [element("BlockQuote", self._blocks(content))]
            case "BulletList":
                return [element("BulletList", [self._blocks(item) for item in content])]
            case "OrderedList":
                return [element("OrderedList", [content[0], [self._blocks(item) for item in content[1]]])]
            case "CodeBlock":
                self._text(content[1])
                return [element("CodeBlock", [NO_ATTRIBUTES, content[1]])]
            case "RawBlock":
                return [element("Para", [self._refused_html(content[1])])]
            case "Table":
                return [self._table(content)]
            case "Figure":
                # The picture's alternative text is the caption: cleaned once, not reported twice.
                return [element("Figure", [NO_ATTRIBUTES, self._caption(content[1]), self._silent(content[2])])]
            case _:
                return [block]

    def _caption(self, caption: list[Any]) -> list[Any]:
        return [None, self._blocks(caption[1])]

    def _silent(self, blocks: list[Element]) -> list[Element]:
        kept = list(self.texts)
        cleaned = self._blocks(blocks)
        self.texts = kept
        return cleaned

    def _table(self, content: list[Any]) -> Element:
        def rows(group: list[Any]) -> list[Any]:
            return [
                [NO_ATTRIBUTES, [[NO_ATTRIBUTES, *cell[1:4], self._blocks(cell[4])] for cell in row[1]]]
                for row in group
            ]

        _, caption, columns, head, bodies, foot = content
        return element(
            "Table",
            [
                NO_ATTRIBUTES,
                self._caption(caption),
                columns,
                [NO_ATTRIBUTES, rows(head[1])],
                [[NO_ATTRIBUTES, body[1], rows(body[2]), rows(body[3])] for body in bodies],
                [NO_ATTRIBUTES, rows(foot[1])],
            ],
        )

    def _inlines(self, inlines: list[Element]) -> list[Element]:
        result: list[Element] = []
        run = _Run()

        def flush() -> None:
            nonlocal run
            if run.text:
                self.texts.append(Text(run.text, self.file, tuple(run.anchors)))
                result.append(element("Str", run.text))
            run = _Run()

        pending_break = False
        for inline in _unwrapped(inlines, self._move):
            piece = self._piece(inline)
            if inline["t"] == "SoftBreak":
                pending_break = True
                continue
            if pending_break:
                before = run.text or (_text_of(result[-1]) if result else "")
                after = piece or _text_of(inline)
                if before and after and breaks_with_space(before, after):
                    if not run.text:
                        run.anchors.append((0, self.here.line, self.here.column))
                    run.text += " "
                pending_break = False
            if piece is None:
                flush()
                result.append(self._inline(inline))
            else:
                run.anchors.append((len(run.text), self.here.line, self.here.column))
                run.text += piece
                if not self.dead_markup and ("**" in piece or (piece == "*" and run.text.endswith("**"))):
                    self.dead_markup = True
                    self.problems.append(kinds.DEAD_MARKUP.at(self.here, "这里的加粗记号 ** 没有生效"))
        flush()
        return result

    def _piece(self, inline: Element) -> str | None:
        """The text of an inline that is nothing but text."""
        match inline["t"]:
            case "Str":
                return str(inline["c"])
            case "Space":
                return " "
            case "RawInline":
                return str(self._refused_html(inline["c"][1], collect=False)["c"])
            case _:
                return None

    def _inline(self, inline: Element) -> Element:
        content: Any = inline.get("c")
        match inline["t"]:
            case "Link":
                self._move(content[0])
                target = content[2][0]
                if not _LINK.match(target):
                    self.problems.append(kinds.BAD_LINK.at(self.here, f"链接指向 {quoted(target)}"))
                    target = "#"
                return element("Link", [NO_ATTRIBUTES, self._inlines(content[1]), [target, ""]])
            case "Image":
                self._move(content[0])
                sound = self._picture(content[2][0])
                alternative = self._inlines(content[1])
                if not sound:
                    return element("Emph", alternative)
                return element("Image", [NO_ATTRIBUTES, alternative, [content[2][0], ""]])
            case "Note":
                return element("Note", self._blocks(content))
            case "Code":
                self._move(content[0])
                self._text(content[1])
                return element("Code", [NO_ATTRIBUTES, content[1]])
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
                return element(inline["t"], self._inlines(content))
            case _:
                return inline

    def _picture(self, path: str) -> bool:
        """Note a picture; one of another place is refused, so that nothing ever opens it."""
        if not PICTURE_PATH.fullmatch(path):
            self.problems.append(kinds.BAD_PICTURE.at(self.here, *picture_fault(path)))
            return False
        self.pictures.append(Picture(path, self.here))
        return True

    def _text(self, text: str) -> None:
        self.texts.append(Text(text, self.file, ((0, self.here.line, self.here.column),)))

    def _refused_html(self, text: str, *, collect: bool = True) -> Element:
        self.problems.append(kinds.RAW_HTML.at(self.here, f"这里有 HTML 代码 {quoted(text)}"))
        if collect:
            self._text(text)
        return element("Str", text)


def _attributes(block: Element) -> list[Any] | None:
    match block["t"]:
        case "Div" | "Table" | "Figure" | "CodeBlock":
            return list(block["c"][0])
        case "Header":
            return list(block["c"][1])
        case _:
            return None


def _unwrapped(inlines: list[Element], move: Any) -> Any:  # noqa: ANN401 - a generator over pandoc's JSON
    """The inlines without the spans that only carry a position; goes to each place on the way."""
    for inline in inlines:
        if inline["t"] == "Span":
            move(inline["c"][0])
            yield from _unwrapped(inline["c"][1], move)
        else:
            yield inline


def _text_of(value: Any) -> str:  # noqa: ANN401 - any part of pandoc's JSON
    """The text inside an inline."""
    if isinstance(value, dict):
        return str(value["c"]) if value["t"] == "Str" else _text_of(value.get("c", ""))
    return "".join(map(_text_of, value)) if isinstance(value, list) else ""
