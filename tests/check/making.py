"""Reports made by hand, with the worst that a project's text can hold."""

from __future__ import annotations

from lunzheng.check.run import Report
from lunzheng.check.waivers import Waived
from lunzheng.model.project import Waiver
from lunzheng.source.problem import Kind, Location, Problem

FOLDER = "projects/2027/slj-flood"
ERROR = Kind("E901", "标题，含逗号: 和冒号", "原因。", "改好", article="第九条", bad="`坏`", good="好")
WARNING = Kind("W902", "轻的", "原因。", "看看", waivable=False)
KINDS = {kind.code: kind for kind in (ERROR, WARNING)}

HOSTILE = [
    "甲|乙",
    "<script>alert(1)</script>",
    "<!-- 藏起来 -->",
    "`代码` ``多``",
    "@octocat 和 @org/team",
    "看 #123、GH-7、org/repo#4",
    "[点我](https://example.org/x)",
    "https://example.org/x www.example.org a@example.org",
    "![图](https://example.org/x.png)",
    "**粗** _斜_ ~~删~~ $x$",
    "第一行\n## 第二行\r\n- 第三行\n```\n",
    "::error file=x::y%0A",
    "</details></td></tr>",
    "&lt;b&gt; &#64;octocat",
    "\\| \\` \\@octocat",
    "{0} {{总投资}} }{",
    "a\u202eb\u200b@octocat",
    "1. 甲",
    ":smile: [^1] [x]",
]


def problem(
    kind: Kind = ERROR, message: str = "不对", *, file: str = "project.yml", line: int = 3, column: int = 5
) -> Problem:
    return kind.at(Location(f"{FOLDER}/{file}", line, column), message)


def report(*problems: Problem, waived: tuple[Waived, ...] = (), name: str = "示例市防汛应用系统") -> Report:
    return Report(tuple(sorted(problems)), 1, waived, {FOLDER: name})


def waived(found: Problem, reason: str = "确有理由", role: str = "市水利局副局长") -> Waived:
    waiver = Waiver(rule=found.code, file="project.yml", text="", reason=reason, role=role, home=Location("x", 9, 3))
    return Waived(found, waiver)
