"""Pages in a window of their own, and what their modules answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

MODULES = """async ([file, name, values]) => {
    const module = await import(new URL(`assets/js/${file}.js`, location.href));
    return module[name](...values);
}"""
"""Calls a function of one of the site's modules: file, name, values."""


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Page]:
    """A page in a window of its own; the test fails at the end if anything was said on the console."""
    page = browser.new_context(**options).new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.context.close()
    assert errors == []
