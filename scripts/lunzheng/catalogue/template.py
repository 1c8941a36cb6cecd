"""Rendering a page from a template."""

from __future__ import annotations

from pathlib import Path

import jinja2


class Pages:
    """Renders the templates of ``site/templates/``; every value is escaped for HTML."""

    def __init__(self, templates: Path) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
        )

    def render(self, template: str, **values: object) -> str:
        """One page."""
        return self._environment.get_template(template).render(values)
