"""The self-check report of a project: every rule with its result, what was found, and what is waived by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lunzheng.check.open import project_schemas
from lunzheng.check.rules import RULES
from lunzheng.check.run import examine_project
from lunzheng.check.schema import SCHEMA_KINDS
from lunzheng.check.waivers import WAIVER_KINDS, Findings
from lunzheng.documents import ast
from lunzheng.documents.bundle import Source
from lunzheng.documents.cells import TypedTable, word_table
from lunzheng.documents.compose import DocumentTree, Part
from lunzheng.documents.tables import grid
from lunzheng.model import self_check as words
from lunzheng.model.datasets import Row
from lunzheng.model.edition import DocumentType
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.model.numbering import heading_number
from lunzheng.model.place import describe_place
from lunzheng.source.kinds import READING_KINDS
from lunzheng.source.markdown import Element
from lunzheng.source.problem import Kind, Location, Problem, Severity

_COMMIT_DIGITS = 12
"""Enough of a commit's hash to find it."""


def compose_self_check(document: DocumentType, project: Project, library: Library, source: Source) -> DocumentTree:
    """The tree of the report, from a check of the project as it is.

    Args:
        document: its entry among the edition's documents.
        project: what is checked.
        library: the library that it is checked against.
        source: the state of the project's folder in Git.
    """
    schemas = project_schemas(library)
    facts = SelfCheckFacts(project, library, examine_project(project, library, schemas), source)
    sheet = library.edition.self_check
    blocks: list[Element] = [
        ast.styled("Form Title", [ast.para(document.name)]),
        grid(sheet.fields, facts),
    ]
    for number, table in enumerate(sheet.tables, 1):
        rows = facts.rows(table.data)
        blocks.append(ast.heading(1, heading_number(library.edition.head.numbering, 1, number) + table.title))
        if rows:
            # Messages are quotations: what looks like a token in them is not to be filled.
            blocks.append(word_table(TypedTable.of(table.columns, rows, lambda text: text), "", ""))
        else:
            blocks.append(ast.para(table.empty))
    blocks.append(ast.para(sheet.note))
    written = project.profile.written_on
    return DocumentTree(
        title=f"{project.name} {document.label}",
        author=project.profile.owner.name,
        date=written.isoformat() if written else "",
        parts=(Part(tuple(blocks)),),
        folder=project.folder.root,
    )


class SelfCheckFacts(Facts):
    """The facts of one project together with what its check has found."""

    def __init__(self, project: Project, library: Library, findings: Findings, source: Source) -> None:
        super().__init__(project, library)
        self.findings = findings
        self.source = source
        self.sheet = library.edition.self_check

    def value(self, path: str) -> str | None:
        """A value of the report, or a fact of the project."""
        head = self.library.edition.head
        match path:
            case "阶段":
                return self.project.stage.name
            case "细则":
                return f"《{head.title}》（{head.number}）" if head.number else f"《{head.title}》"
            case "版本":
                return self._version()
            case "结论":
                return self._conclusion()
            case _:
                return super().value(path)

    def rows(self, dataset: str) -> list[Row]:
        """The rows of one of the report's tables."""
        match dataset:
            case words.RULES:
                return list(self._rules())
            case words.PROBLEMS:
                ordered = sorted(self.findings.problems, key=lambda p: (p.severity is not Severity.ERROR, p))
                return [self._problem(problem) for problem in ordered]
            case words.WAIVERS:
                return [
                    {**self._problem(item.problem), "理由": item.waiver.reason, "同意人职务": item.waiver.role}
                    for item in self.findings.waived
                ]
            case _:
                return super().rows(dataset)

    def _rules(self) -> Iterable[Row]:
        """A row for each rule by its code, then one each for files, fields and waivers."""
        articles = self.library.edition.rule_articles
        for rule in sorted(RULES, key=lambda rule: rule.kind.code[1:]):
            code = rule.kind.code
            yield {
                "代号": code,
                "内容": rule.kind.title,
                "依据": articles.get(code, ""),
                "结果": self._result({code}, applies=rule.applies(self.project, self.library)),
            }
        names = self.sheet.form_checks
        groups = ((names.reading, READING_KINDS), (names.form, SCHEMA_KINDS), (names.waivers, WAIVER_KINDS))
        for name, kinds in groups:
            codes = sorted((kind.code for kind in kinds), key=lambda code: code[1:])
            yield {"代号": f"{codes[0]}—{codes[-1]}", "内容": name, "依据": "", "结果": self._result(set(codes))}

    def _result(self, codes: set[str], *, applies: bool = True) -> str:
        found = Counter(problem.severity for problem in self.findings.problems if problem.code in codes)
        waived = sum(item.problem.code in codes for item in self.findings.waived)
        results = self.sheet.results
        counted = (
            (results.failed, found[Severity.ERROR]),
            (results.warned, found[Severity.WARNING]),
            (results.waived, waived),
        )
        said = [_put(text, {"数": number}) for text, number in counted if number]
        return results.join.join(said) or (results.passed if applies else results.idle)

    def _problem(self, problem: Problem) -> Row:
        severities = self.sheet.severities
        return {
            "代号": problem.code,
            "性质": severities.error if problem.severity is Severity.ERROR else severities.warning,
            "内容": _TITLES.get(problem.code, ""),
            "位置": self._place(problem.location),
            "问题": problem.message,
            "怎样改": problem.hint,
            "依据": problem.article,
        }

    def _place(self, location: Location) -> str:
        file = location.file.removeprefix(f"{self.project.folder.name}/")
        part = describe_place(self.project, location)
        pattern = self.sheet.places.part if part else self.sheet.places.whole
        return _put(pattern, {"文件": file, "行": location.line, "栏目": part})

    def _version(self) -> str:
        versions = self.sheet.versions
        if self.source.commit is None:
            return versions.unknown if self.source.uncommitted is None else versions.uncommitted
        pattern = versions.changed if self.source.uncommitted else versions.committed
        return _put(pattern, {"提交": self.source.commit[:_COMMIT_DIGITS]})

    def _conclusion(self) -> str:
        counts = Counter(problem.severity for problem in self.findings.problems)
        conclusions = self.sheet.conclusions
        errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
        pattern = conclusions.failed if errors else conclusions.warned if warnings else conclusions.clean
        return _put(pattern, {"数": errors, "提醒": warnings})


def _titles(kinds: Sequence[Kind]) -> Mapping[str, str]:
    return {kind.code: kind.title for kind in kinds}


_TITLES = _titles([*(rule.kind for rule in RULES), *READING_KINDS, *SCHEMA_KINDS, *WAIVER_KINDS])


def _put(pattern: str, values: Mapping[str, object]) -> str:
    """A pattern with the names in its braces replaced; what a value holds is not looked at again."""
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found.group())), pattern)
