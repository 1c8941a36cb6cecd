"""The page on which a visitor puts projects of his choice side by side; ``site/assets/js/compare.js`` fills it in."""

from __future__ import annotations

from lunzheng.catalogue.schema_fields import fields
from lunzheng.catalogue.template import Pages
from lunzheng.check.schema import Schema

COMPARISON_PAGE = "projects/compare.md"

_ROWS = (
    "owner",
    "implementer",
    "year",
    "field",
    "build_mode",
    "nature",
    "stage",
    "stage_date",
    "period",
    "security_level",
    "investment_wan_yuan",
    "investment.basis",
    "investment.by_category",
    "investment.funding",
    "scenario",
    "contents",
    "goal",
    "performance",
    "systems",
    "platforms",
    "bases",
    "documents",
)
"""What is compared, by the paths of the API's data of a project."""


def comparison_page(pages: Pages, detail: Schema) -> str:
    """The page without any project: a row for each fact, with the title that the API's schema gives it.

    Args:
        pages: renders it.
        detail: the schema of the data of one project.
    """
    titles = {field.path: field.title for field in fields(detail)}
    return pages.render("compare.md.j2", rows=[(path, titles[path]) for path in _ROWS])
