"""A report as workflow commands, which GitHub Actions shows at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping

from lunzheng.check.report import summary
from lunzheng.check.run import Report
from lunzheng.source.problem import Kind, Problem, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def github_report(report: Report, kinds: Mapping[str, Kind]) -> str:
    """Errors first, because GitHub shows only the first ten commands of a kind in each step; then the summary."""
    ordered = sorted(report.problems, key=lambda problem: (problem.severity is not Severity.ERROR, problem))
    lines = [_command(_COMMANDS[p.severity], p, _title(p, kinds), _with_hint(p)) for p in ordered]
    for item in report.waived:
        text = f"{item.problem.message}\n理由：{item.waiver.reason}（同意人：{item.waiver.role}）"
        lines.append(_command("notice", item.problem, f"{_title(item.problem, kinds)}（已豁免）", text))
    return "\n".join([*lines, summary(report)]) + "\n"


def _title(problem: Problem, kinds: Mapping[str, Kind]) -> str:
    kind = kinds.get(problem.code)
    return f"{problem.code} {kind.title}" if kind else problem.code


def _with_hint(problem: Problem) -> str:
    article = f"（{problem.article}）" if problem.article else ""
    return f"{problem.message}\n怎样改：{problem.hint}{article}" if problem.hint else problem.message


def _command(name: str, problem: Problem, title: str, text: str) -> str:
    place = problem.location
    properties = {"file": place.file, "line": str(place.line), "col": str(place.column), "title": title}
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as actions/toolkit does, so that no text can end a command or begin another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
