"""The full-text index of the built site, of which a browser loads only what its question needs (decision 0013).

Below the site lies one folder::

    search-index/head.json              what there is, as HEAD says
    search-index/<version>/list/<n>     the pages that have each key: {"防汛": [in the text, in the title]}
    search-index/<version>/kind/<n>     the pages of the n-th kind, and year/<n> those of the n-th year
    search-index/<version>/page/<n>     {"url", "title", "kind", "year", "parts": [[identifier, text], …]}

All but the head are JSON, compressed by gzip. Pages are numbers in the order in which they are shown: those of no
project, then the projects' own pages, then their further pages, the latest year first, at last the data directory,
which says again what projects say. A list of pages holds the
distances between them, so that long lists stay small. A key's list is found by :func:`list_number`.
``site/assets/js/search-index.js`` reads it all.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from array import array
from collections import defaultdict
from pathlib import Path

from lunzheng.catalogue.search_text import SearchPage, keys, read_page

FOLDER = "search-index"
"""Where the index lies below the site."""

HEAD = "head.json"
"""``{"version", "lists": how many there are, "kinds": […], "years": […]}``: it does not grow with the projects."""

_LIST_SIZE = 24_000
"""So many characters a file of lists holds on average before it is compressed to about a third."""
_YEAR = re.compile(r'data-year="([^"]*)"')
_DIRECTORY = 'data-search="数据"'


def list_number(key: str, lists: int) -> int:
    """Which of so many files has the list of a key."""
    number = 0
    for character in key:
        number = (number * 31 + ord(character)) % (1 << 24)
    return number % lists


class _Pages:
    """Ascending numbers of pages, kept as distances; the first counts from before page 0."""

    def __init__(self) -> None:
        self.distances = array("I")
        self._last = -1

    def add(self, page: int) -> None:
        self.distances.append(page - self._last)
        self._last = page


class _Lists(defaultdict[str, _Pages]):
    def __init__(self) -> None:
        super().__init__(_Pages)


def index_site(site: Path) -> int:
    """Index every page that can be searched; an earlier index disappears.

    Returns:
        how many pages can be found.
    """
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    folder = target / "new"
    writer = _Writer(folder)
    texts, titles, kinds, years = _Lists(), _Lists(), _Lists(), _Lists()
    number = 0
    for path in _in_order(site):
        page = read_page(path.read_text(encoding="utf-8"))
        if page is None:
            continue
        writer.write(f"page/{number}", _stored(page, path.relative_to(site).as_posix()))
        for lists, found in ((texts, page.keys), (titles, keys(page.title))):
            for key in found:
                lists[key].add(number)
        kinds[page.kind].add(number)
        if page.year:
            years[page.year].add(number)
        number += 1
    count = _write_lists(writer, texts, titles)
    names = {"kind": sorted(kinds), "year": sorted(years, reverse=True)}
    for name, lists in (("kind", kinds), ("year", years)):
        for place, value in enumerate(names[name]):
            writer.write(f"{name}/{place}", lists[value].distances.tolist())
    folder.rename(target / writer.version)
    head = {"version": writer.version, "lists": count, "kinds": names["kind"], "years": names["year"]}
    (target / HEAD).write_text(_json(head), encoding="utf-8")
    return number


def _in_order(site: Path) -> list[Path]:
    years: dict[Path, str] = {}
    directory: set[Path] = set()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if "data-search=" in text:
            year = _YEAR.search(text)
            years[path] = year[1] if year else ""
            if _DIRECTORY in text:
                directory.add(path)
    by_name = sorted(years, key=_chapters_in_order)
    latest_first = sorted(by_name, key=lambda path: years[path], reverse=True)
    return sorted(latest_first, key=lambda path: (path in directory, bool(years[path]), path.name != "index.html"))


def _chapters_in_order(path: Path) -> list[str | int]:
    """The second before the tenth."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", path.as_posix())]


def _stored(page: SearchPage, url: str) -> object:
    return {"url": url, "title": page.title, "kind": page.kind, "year": page.year, "parts": page.parts}


def _write_lists(writer: _Writer, texts: _Lists, titles: _Lists) -> int:
    size = sum(len(key) + 2 * len(pages.distances) for key, pages in texts.items())
    count = max(1, size // _LIST_SIZE)
    files: list[dict[str, object]] = [{} for _ in range(count)]
    for key in sorted(texts):
        in_title = titles[key].distances.tolist() if key in titles else []
        files[list_number(key, count)][key] = [texts[key].distances.tolist(), in_title]
    for number, content in enumerate(files):
        writer.write(f"list/{number}", content)
    return count


class _Writer:
    """Writes the files of an index below a folder; its version is a hash of what it has written, in that order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hash = hashlib.sha256()

    @property
    def version(self) -> str:
        return self._hash.hexdigest()[:12]

    def write(self, name: str, content: object) -> None:
        data = _json(content).encode("utf-8")
        self._hash.update(name.encode("utf-8") + b"\0" + data)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data, mtime=0))


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
