"""A report for a terminal: a line for each problem, what is waived, the summary."""

from __future__ import annotations

from collections.abc import Mapping

from lunzheng.check.report import problem_lines, summary, waived_lines
from lunzheng.check.run import Report
from lunzheng.source.problem import Kind


def text_report(report: Report, _kinds: Mapping[str, Kind]) -> str:
    """Problems by place, each with how to mend it."""
    lines = [line for problem in report.problems for line in problem_lines(problem)]
    if report.waived:
        lines += ["已豁免：", *(f"  {line}" for waived in report.waived for line in waived_lines(waived))]
    return "\n".join([*lines, summary(report)]) + "\n"
