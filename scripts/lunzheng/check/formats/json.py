"""A report for other programs; its shape is held by ``schemas/report.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from lunzheng.check.run import Report
from lunzheng.source.problem import Kind, Location, Problem

VERSION = 1
"""Rises when a field changes its meaning or goes; new fields may come without."""

_Value = str | int | dict[str, "_Value"] | list["_Value"]


def json_report(report: Report, kinds: Mapping[str, Kind]) -> str:
    """One object: the summary, the projects, the problems by place, and what is waived."""
    content: dict[str, _Value] = {
        "version": VERSION,
        "summary": {
            "projects": report.checked,
            "errors": report.errors,
            "warnings": report.warnings,
            "waived": len(report.waived),
        },
        "projects": [
            {
                "id": PurePosixPath(folder).name,
                "folder": folder,
                "name": report.names[folder],
                "errors": errors,
                "warnings": warnings,
                "waived": waived,
            }
            for folder, (errors, warnings, waived) in report.counts().items()
        ],
        "problems": [_problem(problem, report, kinds) for problem in report.problems],
        "waived": [
            {
                **_problem(item.problem, report, kinds),
                "waiver": {
                    "reason": item.waiver.reason,
                    "role": item.waiver.role,
                    **_location(item.waiver.place("规则")),
                },
            }
            for item in report.waived
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _problem(problem: Problem, report: Report, kinds: Mapping[str, Kind]) -> dict[str, _Value]:
    folder = report.folder_of(problem.location.file)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "title": kinds[problem.code].title if problem.code in kinds else "",
        "message": problem.message,
        "hint": problem.hint,
        "article": problem.article,
        "project": PurePosixPath(folder).name,
        **_location(problem.location),
        "related": [_location(place) for place in problem.related],
    }


def _location(place: Location) -> dict[str, _Value]:
    return {"file": place.file, "line": place.line, "column": place.column}
