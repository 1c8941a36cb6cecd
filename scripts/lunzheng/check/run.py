"""Checking projects: reading, schemas, rules, in one report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lunzheng.check.rules import RULES
from lunzheng.check.schema import SchemaFolder
from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Location, Problem, Severity


@dataclass(frozen=True)
class Report:
    """The problems of some projects, sorted by place.

    Attributes:
        problems: all of them.
        checked: the number of projects looked at.
    """

    problems: tuple[Problem, ...]
    checked: int

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def schema_name(file: str) -> str:
    """The schema that holds for a file: ``review/records.yml`` → ``records``."""
    return PurePosixPath(file).stem


def structural_problems(project: Project, schemas: SchemaFolder) -> list[Problem]:
    """The problems of reading and of the schema layer: with errors here, a document would say nonsense."""
    problems = list(project.problems)
    for file, node in project.nodes.items():
        problems += schemas.check(schema_name(file), node)
    return sorted(problems)


def check_project(project: Project, library: Library, schemas: SchemaFolder) -> list[Problem]:
    """Every problem of one project, sorted by place; the same gap is reported by one layer only."""
    problems = structural_problems(project, schemas)
    # A missing key stands at the top of its file; what a rule says there is about something else.
    tops = {node.location for node in project.nodes.values()}
    taken = {problem.location for problem in problems} - tops
    said = [(problem.location, set(_NAMES.findall(problem.message))) for problem in problems]
    for rule in RULES:
        article = library.edition.rule_articles.get(rule.kind.code, "")
        for problem in rule.check(project, library):
            if problem.location not in taken and not _is_said(problem, said):
                problems.append(replace(problem, article=article))
    return sorted(set(problems))


_NAMES = re.compile("「(.+?)」")


def _is_said(problem: Problem, said: list[tuple[Location, set[str]]]) -> bool:
    """Whether the schema layer has named the same missing field at the same place."""
    names = set(_NAMES.findall(problem.message))
    return bool(names) and any(place == problem.location and names <= others for place, others in said)


def joined(reports: Iterable[Report]) -> Report:
    """Several reports as one."""
    parts = list(reports)
    problems = sorted(problem for part in parts for problem in part.problems)
    return Report(tuple(problems), sum(part.checked for part in parts))


def check_projects(
    projects: Iterable[Project],
    library: Library,
    schemas: SchemaFolder,
    progress: Callable[[Project], None] = lambda _project: None,
) -> Report:
    """Check projects one after another."""
    problems: list[Problem] = []
    checked = 0
    for project in projects:
        problems += check_project(project, library, schemas)
        checked += 1
        progress(project)
    return Report(tuple(sorted(problems)), checked)
