"""An inspection as text, for people."""

from __future__ import annotations

from lunzheng.check.report import problem_lines
from lunzheng.documents.inspect.inspection import Inspection
from lunzheng.documents.inspect.papers import label
from lunzheng.documents.inspect.requirement import Requirement

_PASSED, _FAILED, _IDLE = "通过　", "不通过", "不适用"


def inspection_lines(inspection: Inspection) -> list[str]:
    """A line for each requirement with the figure asked and found, then every problem, then the summary."""
    lines = [_requirement_line(requirement) for requirement in inspection.requirements]
    if inspection.problems and lines:
        lines.append("")
    lines += [line for problem in inspection.problems for line in problem_lines(problem)]
    return [*lines, inspection_summary(inspection)]


def _requirement_line(requirement: Requirement) -> str:
    kind = requirement.kind
    state = _IDLE if not requirement.applies else _PASSED if requirement.passed else _FAILED
    article = f"（{kind.article}）" if kind.article else ""
    found = f"；实际 {requirement.found}" if requirement.applies else ""
    return f"{state}  {kind.code}  {kind.title}{article}：要求 {requirement.asked}{found}"


def inspection_summary(inspection: Inspection) -> str:
    """What was looked at, and how many requirements are met."""
    name = f"{inspection.file}（{label(inspection.paper)}）" if inspection.paper else inspection.file
    if not inspection.requirements:
        return f"没有检查 {name}：文件打不开。"
    held = [requirement for requirement in inspection.requirements if requirement.applies]
    failed = [requirement for requirement in held if not requirement.passed]
    if not failed:
        return f"检查了 {name}：{len(held)} 项要求全部通过。"
    counted = f"{len(held)} 项要求，{len(held) - len(failed)} 项通过，{len(failed)} 项不通过"
    return f"检查了 {name}：{counted}，{len(inspection.problems)} 处错误。"
