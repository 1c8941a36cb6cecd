"""A report as text, for people."""

from __future__ import annotations

from lunzheng.check.run import Report
from lunzheng.source.problem import Kind, Problem, Severity

_SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


def problem_lines(problem: Problem) -> list[str]:
    """One line that names place and fault, one that tells how to mend it."""
    lines = [f"{problem.location}: {problem.code}: {problem.message}"]
    if problem.hint:
        article = f"（{problem.article}）" if problem.article else ""
        lines.append(f"    怎样改：{problem.hint}{article}")
    return lines


def report_lines(report: Report) -> list[str]:
    """Every problem, then the summary."""
    lines = [line for problem in report.problems for line in problem_lines(problem)]
    return [*lines, summary(report)]


def summary(report: Report) -> str:
    """How many projects were looked at and what was found."""
    if not report.problems:
        return f"检查了 {report.checked} 个项目，没有发现问题。"
    return f"检查了 {report.checked} 个项目：{report.errors} 处错误，{report.warnings} 处提醒。"


def kind_lines(kind: Kind) -> list[str]:
    """Everything that is known of one kind of problem."""
    lines = [f"{kind.code}（{_SEVERITY_NAMES[kind.severity]}） {kind.title}", "", kind.why, f"怎样改：{kind.hint}。"]
    if kind.article:
        lines.append(f"依据：{kind.article}")
    for title, example in (("有问题的写法：", kind.bad), ("改好以后：", kind.good)):
        if example:
            lines += ["", title, *(f"    {line}" for line in example.split("\n"))]
    return lines
