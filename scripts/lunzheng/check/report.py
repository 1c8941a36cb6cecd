"""Problems, kinds and results in words, for people; whole reports are written by :mod:`lunzheng.check.formats`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunzheng.source.problem import Kind, Problem, Severity

if TYPE_CHECKING:  # the command line words its errors here without loading all checks
    from lunzheng.check.run import Report
    from lunzheng.check.waivers import Waived

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}

WAIVER_NOTES = {
    True: "豁免：确有理由的，可以在 project.yml 的“豁免”里写明理由和同意人职务。",
    False: "豁免：不能豁免。",
}
"""What the handbook says of whether a rule can be waived."""


def problem_lines(problem: Problem) -> list[str]:
    """One line that names place and fault, one that tells how to mend it."""
    lines = [f"{problem.location}: {problem.code}: {problem.message}"]
    if problem.hint:
        article = f"（{problem.article}）" if problem.article else ""
        lines.append(f"    怎样改：{problem.hint}{article}")
    return lines


def waived_lines(waived: Waived) -> list[str]:
    """What was waived, and who answers for it why."""
    problem, waiver = waived.problem, waived.waiver
    return [
        f"{problem.location}: {problem.code}: {problem.message}",
        f"    理由：{waiver.reason}（同意人：{waiver.role}）",
    ]


def summary(report: Report) -> str:
    """How many projects were looked at and what was found."""
    others = f"；另有 {len(report.waived)} 处已豁免" if report.waived else ""
    if not report.problems:
        return f"检查了 {report.checked} 个项目，没有发现问题{others}。"
    return f"检查了 {report.checked} 个项目：{report.errors} 处错误，{report.warnings} 处提醒{others}。"


def kind_lines(kind: Kind) -> list[str]:
    """Everything that is known of one kind of problem."""
    lines = [f"{kind.code}（{SEVERITY_NAMES[kind.severity]}） {kind.title}", "", kind.why, f"怎样改：{kind.hint}。"]
    if kind.article:
        lines.append(f"依据：{kind.article}")
    lines.append(WAIVER_NOTES[kind.can_be_waived])
    for title, example in (("有问题的写法：", kind.bad), ("改好以后：", kind.good)):
        if example:
            lines += ["", title, *(f"    {line}" for line in example.split("\n"))]
    return lines
