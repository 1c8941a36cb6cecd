"""What stops the making of documents; the command line knows it without loading what makes them."""

from __future__ import annotations


class FontNotFoundError(Exception):
    """No usable Chinese font; the text says in Chinese what to install."""
