"""A report as GitHub Markdown, for a comment on a pull request: the most important first, and never too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from lunzheng.check.report import SEVERITY_NAMES, summary
from lunzheng.check.run import Report
from lunzheng.check.waivers import Waived
from lunzheng.source.problem import Kind, Problem, Severity

T = TypeVar("T")

LIMIT = 65_536
"""The longest comment that GitHub takes, in the UTF-16 units that it counts."""

_ROWS = 20
"""Problems of one kind in one project that are listed; the rest is counted."""
_PROJECTS = 50
_TEXT = 300
"""Characters of a message that are shown."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_REFERENCES = re.compile(r"(\\[@#]|(?i:gh)(?=\\-))")
_GAP = "<!-- -->"
"""Parts a text that GitHub would make a mention or a reference of; nobody sees it."""


def markdown_report(report: Report, kinds: Mapping[str, Kind]) -> str:
    """The summary, a table of the projects, errors by project and rule, then warnings, then what is waived."""
    writer = _Writer(report, kinds)
    blocks = [f"## {summary(report)}\n", *writer.projects()]
    for severity in (Severity.ERROR, Severity.WARNING):
        blocks += writer.problems([p for p in report.problems if p.severity is severity], severity)
    blocks += writer.waived()
    return _cut(blocks)


def escape(text: str, limit: int = _TEXT) -> str:
    """Text of a project as Markdown that shows it as it is, on one line: no markup, link, mention or table cell.

    Args:
        text: anything.
        limit: characters after which it is cut off.
    """
    line = " ".join(text.split())
    seen = "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    shown = seen if len(seen) <= limit else f"{seen[:limit]}…"
    escaped = _PUNCTUATION.sub(r"\\\1", shown)
    return _REFERENCES.sub(rf"\1{_GAP}", escaped)


class _Writer:
    """Writes the blocks of a report, each whole by itself, so that the text can end after any of them."""

    def __init__(self, report: Report, kinds: Mapping[str, Kind]) -> None:
        self.report = report
        self.kinds = kinds

    def projects(self) -> Iterator[str]:
        """How many problems each project has, those with most errors first."""
        counts = self.report.counts().items()
        rows = sorted(
            ((*counted, folder) for folder, counted in counts if any(counted)),
            key=lambda row: (-row[0], -row[1], row[3]),
        )
        if not rows:
            return
        lines = ["| 项目 | 错误 | 提醒 | 已豁免 |", "| --- | ---: | ---: | ---: |"]
        lines += [f"| {self._heading(row[3])} | {row[0]} | {row[1]} | {row[2]} |" for row in rows[:_PROJECTS]]
        yield "\n".join(lines) + "\n"
        if len(rows) > _PROJECTS:
            yield f"另有 {len(rows) - _PROJECTS} 个项目没有列在表里。\n"

    def problems(self, problems: Sequence[Problem], severity: Severity) -> Iterator[str]:
        """The problems of one severity: by project, then by rule, those that occur most first."""
        if problems:
            yield f"## {SEVERITY_NAMES[severity]}（{len(problems)} 处）\n"
        for folder, own in _grouped(problems, self._folder):
            yield f"### {self._heading(folder)}：{len(own)} 处\n"
            for code, alike in _grouped(own, lambda problem: problem.code):
                yield self._rule(code, alike)

    def _rule(self, code: str, problems: Sequence[Problem]) -> str:
        kind = self.kinds.get(code)
        article = next((problem.article for problem in problems if problem.article), "")
        title = f"{code} {escape(kind.title)}" if kind else code
        basis = f"，依据：{escape(article)}" if article else ""
        lines = [f"**{title}**（{len(problems)} 处{basis}）\n", "| 位置 | 问题 |", "| --- | --- |"]
        lines += [f"| {self._place(problem)} | {escape(problem.message)} |" for problem in problems[:_ROWS]]
        if len(problems) > _ROWS:
            lines.append(f"| … | 另有 {len(problems) - _ROWS} 处同类问题 |")
        hints = list(dict.fromkeys(problem.hint for problem in problems[:_ROWS] if problem.hint))
        if hints:
            lines += ["", "<details><summary>怎样改</summary>", "", *(f"- {escape(hint)}" for hint in hints)]
            lines += ["", "</details>"]
        return "\n".join(lines) + "\n"

    def waived(self) -> Iterator[str]:
        """What is waived, with reason and post."""
        if not self.report.waived:
            return
        yield f"## 已豁免（{len(self.report.waived)} 处）\n"
        for folder, own in _grouped(self.report.waived, lambda item: self._folder(item.problem)):
            yield f"### {self._heading(folder)}：{len(own)} 处\n"
            for start in range(0, len(own), _ROWS):
                lines = ["| 规则 | 位置 | 问题 | 理由 | 同意人 |", "| --- | --- | --- | --- | --- |"]
                lines += [self._waived_row(item) for item in own[start : start + _ROWS]]
                yield "\n".join(lines) + "\n"

    def _waived_row(self, item: Waived) -> str:
        problem, waiver = item.problem, item.waiver
        texts = (problem.message, waiver.reason, waiver.role)
        return f"| {problem.code} | {self._place(problem)} | {' | '.join(map(escape, texts))} |"

    def _folder(self, problem: Problem) -> str:
        return self.report.folder_of(problem.location.file)

    def _heading(self, folder: str) -> str:
        if not folder:
            return "项目库"
        return f"{escape(self.report.names[folder], 60)}（{escape(folder)}）"

    def _place(self, problem: Problem) -> str:
        file = problem.location.file.removeprefix(f"{self._folder(problem)}/")
        return f"{escape(file)} 第 {problem.location.line} 行"


def _grouped(items: Sequence[T], key: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    groups = [(name, list(members)) for name, members in groupby(sorted(items, key=key), key=key)]
    return sorted(groups, key=lambda group: (-len(group[1]), group[0]))


def _cut(blocks: Sequence[str]) -> str:
    """As many blocks as fit; where some do not, the end says so."""
    whole = "\n".join(blocks)
    if _length(whole) <= LIMIT:
        return whole
    note = "> **下面还有没有列出的问题**：内容太长，这里只放得下一部分。全部问题请在本机运行 lunzheng check 查看。\n"
    room = LIMIT - _length(note) - 1
    kept: list[str] = []
    for block in blocks:
        room -= _length(block) + 1
        if room < 0:
            break
        kept.append(block)
    return "\n".join([*kept, note])


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
