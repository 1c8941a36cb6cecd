"""A page's text as the search index takes it: every pair of neighbouring Chinese characters is a word.

Chinese is written without spaces, and a search index finds whole words only. A dictionary that guesses where words
begin hides what lies across its guesses (汛会 in 防汛会商). With pairs there is nothing to guess: a query of any length
is the phrase of its own pairs, and is found wherever it stands. ``site/assets/js/pairs.js`` does the same to a query
and turns pairs back into text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from lxml import html
from lxml.html import HtmlElement

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"([{_HAN}]+)")
_BLOCKS = frozenset(
    ["article", "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4"]
).union(["li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"])
_SILENT = frozenset(["nav", "script", "style", "svg", "button", "select", "form"])
_SILENT_CLASSES = {"headerlink", "meta"}
_HEADINGS = frozenset(["h2", "h3", "h4"])


@dataclass(frozen=True)
class SearchPage:
    """What of a page can be found.

    Attributes:
        title: what the page is called in a list of results.
        kind: what the page is, for a filter.
        year: the year of its project, or empty.
        parts: (identifier, text) of each heading and block; the identifier is empty but for headings with an address.
    """

    title: str
    kind: str
    year: str
    parts: tuple[tuple[str, str], ...]

    def document(self) -> str:
        """The page for the indexer: nothing but headings, blocks and what filters need, in pairs."""
        body = "\n".join(
            f'<h2 id="{escape(name)}">{escape(pairs(text))}</h2>' if name else f"<p>{escape(pairs(text))}</p>"
            for name, text in self.parts
        )
        marks = [("kind", self.kind), ("year", self.year)]
        filters = "".join(
            f'<span data-pagefind-filter="{name}[data-value]" data-value="{escape(value)}"></span>'
            for name, value in marks
            if value
        )
        title = f'<span data-pagefind-meta="title[data-value]" data-value="{escape(self.title)}"></span>'
        return f"<!doctype html><html><body data-pagefind-body>{filters}{title}\n{body}\n</body></html>"


def pairs(text: str) -> str:
    """Text with every Chinese character followed by its neighbour and set apart as a word; the rest stays.

    The first character of each word is the text again, so nothing but spaces beside Chinese characters is lost.
    """
    pieces = []
    for piece in _RUN.split(text):
        if not _RUN.fullmatch(piece):
            pieces.append(piece)
            continue
        words = [first + second for first, second in pairwise(piece)] + [piece[-1]]
        pieces.append(" " + " ".join(words))
    # What follows a run and is a word itself begins a new word; punctuation stays with the last character.
    return re.sub(f"([{_HAN}])(?=[0-9A-Za-z])", r"\1 ", "".join(pieces)).strip()


def read_page(text: str) -> SearchPage | None:
    """What can be found of a built page; None where it asks not to be (no ``data-search``)."""
    if "data-search=" not in text:
        return None
    (body, *_rest) = html.document_fromstring(text).xpath("//*[@data-search]") or [None]
    if body is None:
        return None
    parts = tuple(_parts(body))
    return SearchPage(body.get("data-title", ""), body.get("data-search", ""), body.get("data-year", ""), parts)


def _parts(body: HtmlElement) -> Iterator[tuple[str, str]]:
    buffer: list[str] = []

    def flush(identifier: str = "") -> Iterator[tuple[str, str]]:
        text = _squeeze("".join(buffer))
        buffer.clear()
        if text:
            yield identifier, text

    def visit(element: HtmlElement) -> Iterator[tuple[str, str]]:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if block:
            yield from flush()
        if tag and tag not in _SILENT and not _SILENT_CLASSES & set(element.classes):
            buffer.append(element.text or "")
            if tag == "img":
                buffer.append(element.get("alt", ""))
            for child in element:
                yield from visit(child)
        if block:
            yield from flush(element.get("id", "") if tag in _HEADINGS else "")
        buffer.append(element.tail or "")

    yield from visit(body)
    yield from flush()


def _squeeze(text: str) -> str:
    return " ".join(text.split())
