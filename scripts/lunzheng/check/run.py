"""Checking projects: reading, schemas, rules, in one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePosixPath

from lunzheng.check.guard.project import guard_project, refusals
from lunzheng.check.rule import ComparingRule, Rule
from lunzheng.check.rules import RULES
from lunzheng.check.schema import SchemaFolder
from lunzheng.check.waivers import Findings, Waived, apply_waivers
from lunzheng.model.library import Library, Project
from lunzheng.model.similar.side import Side
from lunzheng.model.similar.sides import side_of
from lunzheng.source.problem import Location, Problem, Severity


@dataclass(frozen=True)
class Report:
    """The problems of some projects, sorted by place.

    Attributes:
        problems: all that count; those that are waived stand apart.
        checked: the number of projects looked at.
        waived: what the projects' waivers set aside.
        names: the names of the projects looked at, by folder.
    """

    problems: tuple[Problem, ...]
    checked: int
    waived: tuple[Waived, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    def folder_of(self, file: str) -> str:
        """The folder of the project that a file is of; empty for a file of the library itself."""
        folder = file
        while folder and folder not in self.names:
            folder = folder.rpartition("/")[0]
        return folder

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Errors, warnings and waived problems of each project looked at, by folder."""
        errors, warnings, waived = Counter[str](), Counter[str](), Counter[str]()
        for problem in self.problems:
            (errors if problem.severity is Severity.ERROR else warnings)[self.folder_of(problem.location.file)] += 1
        waived.update(self.folder_of(item.problem.location.file) for item in self.waived)
        return {folder: (errors[folder], warnings[folder], waived[folder]) for folder in self.names}


def schema_name(file: str) -> str:
    """The schema that holds for a file: ``review/records.yml`` → ``records``."""
    return PurePosixPath(file).stem


def structural_problems(project: Project, library: Library, schemas: SchemaFolder) -> list[Problem]:
    """What stops documents from being made.

    The problems of reading and of the schema layer: with errors here, a document would say nonsense. And what the guard
    refuses: a state secret or a dangerous attachment must not be copied anywhere.
    """
    return sorted({*_schema_problems(project, schemas), *refusals(project, library.edition, schemas)})


def _schema_problems(project: Project, schemas: SchemaFolder) -> list[Problem]:
    problems = list(project.problems)
    for file, node in project.nodes.items():
        problems += schemas.check(schema_name(file), node)
    return sorted(problems)


def split_refused(
    projects: Iterable[Project], library: Library, schemas: SchemaFolder
) -> tuple[list[Project], list[Project]]:
    """The projects that may be written about, and those that the guard refuses."""
    fine: list[Project] = []
    refused: list[Project] = []
    for project in projects:
        (refused if refusals(project, library.edition, schemas) else fine).append(project)
    return fine, refused


def check_project(project: Project, library: Library, schemas: SchemaFolder) -> list[Problem]:
    """Every problem of one project that counts, sorted by place."""
    return list(examine_project(project, library, schemas).problems)


@dataclass(frozen=True)
class Single:
    """What can be said of one project without the others.

    Attributes:
        problems: all that has been found.
        taken: where the schema layer has said something; a rule that says more there says it twice.
        said: the fields that it has named, by place.
    """

    problems: frozenset[Problem]
    taken: frozenset[Location]
    said: tuple[tuple[Location, frozenset[str]], ...]


_SINGLE = tuple(rule for rule in RULES if not isinstance(rule, ComparingRule))
_COMPARING = tuple(rule for rule in RULES if isinstance(rule, ComparingRule))
_KINDS = {rule.kind.code: rule.kind for rule in RULES}


def examine_project(project: Project, library: Library, schemas: SchemaFolder) -> Findings:
    """What is wrong with one project, and what is waived; the same gap is reported by one layer only."""
    single = examine_single(project, library, schemas)
    compared = examine_beside(single, side_of(project, library), library)
    return apply_waivers(project, single.problems | compared, _KINDS)


def examine_single(project: Project, library: Library, schemas: SchemaFolder) -> Single:
    """What is wrong with one project, whatever the others are."""
    problems = _schema_problems(project, schemas)
    # A missing key stands at the top of its file; what a rule says there is about something else.
    tops = {node.location for node in project.nodes.values()}
    said = tuple((problem.location, frozenset(_NAMES.findall(problem.message))) for problem in problems)
    single = Single(frozenset(), frozenset(problem.location for problem in problems) - tops, said)
    found = (_reported(rule, rule.check(project, library), single, library) for rule in _SINGLE)
    guarded = guard_project(project, library.edition, schemas)
    return replace(single, problems=frozenset(chain(problems, guarded, *found)))


def examine_beside(single: Single, side: Side | None, library: Library) -> set[Problem]:
    """What is wrong with one project because of the others."""
    found = (_reported(rule, rule.compare(side, library), single, library) for rule in _COMPARING if side)
    return set(chain.from_iterable(found))


def _reported(rule: Rule, problems: Iterable[Problem], single: Single, library: Library) -> Iterator[Problem]:
    article = library.edition.rule_articles.get(rule.kind.code, "")
    for problem in problems:
        if problem.location not in single.taken and not _is_said(problem, single.said):
            yield replace(problem, article=article)


_NAMES = re.compile("「(.+?)」")


def _is_said(problem: Problem, said: Iterable[tuple[Location, frozenset[str]]]) -> bool:
    """Whether the schema layer has named the same missing field at the same place."""
    names = set(_NAMES.findall(problem.message))
    return bool(names) and any(place == problem.location and names <= others for place, others in said)


def joined(reports: Iterable[Report]) -> Report:
    """Several reports as one."""
    parts = list(reports)
    return Report(
        tuple(sorted(problem for part in parts for problem in part.problems)),
        sum(part.checked for part in parts),
        tuple(sorted((item for part in parts for item in part.waived), key=lambda item: item.problem)),
        dict(sorted(item for part in parts for item in part.names.items())),
    )


def check_projects(
    projects: Iterable[Project],
    library: Library,
    schemas: SchemaFolder,
    progress: Callable[[Project], None] = lambda _project: None,
) -> Report:
    """Check projects one after another."""
    problems: list[Problem] = []
    waived: list[Waived] = []
    names: dict[str, str] = {}
    for project in projects:
        findings = examine_project(project, library, schemas)
        problems += findings.problems
        waived += findings.waived
        names[project.folder.name] = project.name
        progress(project)
    return Report(tuple(sorted(problems)), len(names), tuple(sorted(waived, key=lambda w: w.problem)), names)
