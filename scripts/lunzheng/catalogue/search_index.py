"""The full-text index of the built site, which the browser loads piece by piece (Pagefind)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lunzheng.catalogue.search_order import sort_filters
from lunzheng.catalogue.search_text import read_page

FOLDER = "search-index"
"""Where the index lies below the site."""

_OF_USE = ("pagefind.js", "pagefind-entry.json")
"""What the search page loads by name, of the files that Pagefind writes beside the index; the rest is its own faces."""


class SearchError(Exception):
    """Pagefind could not index the site; the text is its own."""


def index_site(site: Path) -> int:
    """Index every page that can be searched; an earlier index disappears.

    The pages are indexed as pairs of characters (see :mod:`~lunzheng.catalogue.search_text`), so Pagefind is told not
    to look for words itself.

    Returns:
        how many pages can be found.

    Raises:
        SearchError: Pagefind failed.
    """
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    found = 0
    with tempfile.TemporaryDirectory(prefix="lunzheng-search-") as name:
        folder = Path(name)
        for path in sorted(site.rglob("*.html")):
            page = read_page(path.read_text(encoding="utf-8"))
            if page is None:
                continue
            copy = folder / path.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(page.document(), encoding="utf-8")
            found += 1
        if found:
            _run_pagefind(folder, target)
    return found


def _run_pagefind(folder: Path, target: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--output-path", str(target)]
    command += ["--force-language", "unknown", "--keep-index-url", "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SearchError((done.stderr or done.stdout).strip())
    for path in target.iterdir():
        if path.name.endswith((".js", ".css", ".json")) and path.name not in _OF_USE:
            path.unlink()
    sort_filters(target)
