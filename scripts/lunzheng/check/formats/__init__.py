"""The forms in which a report can be written, one module for each. A form is a pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lunzheng.check.formats.github import github_report
from lunzheng.check.formats.json import json_report
from lunzheng.check.formats.markdown import markdown_report
from lunzheng.check.formats.sarif import sarif_report
from lunzheng.check.formats.text import text_report
from lunzheng.check.run import Report
from lunzheng.source.problem import Kind

Format = Callable[[Report, Mapping[str, Kind]], str]
"""From a report, and every kind of problem by code, to text that ends with a line end."""

FORMATS: Mapping[str, Format] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
    "markdown": markdown_report,
}
"""By the names that ``check --format`` takes."""
