"""What a page of the site may run and load, written into the page itself: a folder of files has no headers to say it.

The theme has a few inline scripts; each is named by its hash, so that no other one runs, whatever gets into a page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_META = '<meta http-equiv="Content-Security-Policy"'
_HEAD = re.compile(r"<meta charset=[^>]*>")


def policy(page: str) -> str:
    """The Content-Security-Policy of a page: its own origin, the inline scripts it has now, and no others.

    Styles may stand in the page, since the theme sets some.
    """
    hashes = sorted({f"'{_digest(found['body'])}'" for found in _INLINE.finditer(page) if _runs(found["attributes"])})
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())


def apply_policy(site: Path) -> None:
    """Write the policy into every page of a built site, before anything that it governs."""
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        if _META in page:
            continue
        meta = f'{_META} content="{policy(page)}">'
        head = _HEAD.search(page)
        start = head.end() if head else 0
        path.write_text(page[:start] + meta + page[start:], encoding="utf-8")


def _runs(attributes: str) -> bool:
    return "src=" not in attributes and "application/" not in attributes


def _digest(body: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode("utf-8")).digest()).decode("ascii")
