"""What can be found of a page of the site, and by which keys.

Chinese is written without spaces, and an index of words hides what lies across the words that a dictionary guesses
(汛会 in 防汛会商). So every two neighbouring letters or digits are a key, whatever the script, and there is nothing to
guess. ``site/assets/js/keys.js`` does the same to a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import html
from lxml.html import HtmlElement

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_BETWEEN_SCRIPTS = re.compile(f"(?<=[{_HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[{_HAN}])")
_RUN = re.compile(r"[^\W_]+")
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

    @property
    def keys(self) -> set[str]:
        """The keys by which the page is found."""
        return keys(" ".join([self.title, *(text for _identifier, text in self.parts)]))


def keys(text: str) -> set[str]:
    """Every letter and digit of a text, and every two that stand side by side, in lower case."""
    found: set[str] = set()
    for run in _RUN.findall(text.lower()):
        found.update(run)
        found.update(map("".join, pairwise(run)))
    return found


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
    """The text on one line, without the spaces between Chinese and Latin, which some people set and some do not."""
    return _SPACE_BETWEEN_SCRIPTS.sub("", " ".join(text.split()))
