"""The security level, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import BUDGET_FILE, PROJECT_FILE, Library, Project
from lunzheng.model.numbering import chinese_number
from lunzheng.source.problem import Kind, Problem


class LevelFollows(Rule):
    """The level is the one that the matrix gives for the object harmed and the degree of harm."""

    kind: ClassVar[Kind] = Kind(
        "E027",
        "安全保护等级与定级矩阵一致",
        "等级定低了防护不够，定高了多花钱；两者都通不过定级评审。",
        "核对受侵害客体、侵害程度和等级；有几种情形的，写决定等级的那一种",
        bad="受侵害客体: 社会秩序、公共利益\n侵害程度: 严重损害\n等级: 2",
        good="受侵害客体: 社会秩序、公共利益\n侵害程度: 严重损害\n等级: 3",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        security, grading = project.profile.security, library.edition.technical.grading
        for cell in grading.matrix:
            if (cell.object, cell.harm) != (security.object, security.harm) or cell.level is None:
                continue
            if security.level is not None and security.level != cell.level:
                message = (
                    f"按 {grading.standard}，“{cell.object}”受到“{cell.harm}”应定为第{chinese_number(cell.level)}级，"
                    f"这里写的是第{chinese_number(security.level)}级"
                )
                yield self.kind.at(security.place("等级"), message)


class StrictLevelProvided(Rule):
    """From the strict level on the plan has measures, and the budget pays for assessment and cryptography."""

    kind: ClassVar[Kind] = Kind(
        "E028",
        "第三级以上有安全措施，概算里有测评和密码应用的费用",
        "第三级以上系统每年要测评，密码应用要同步建设并评估，没有经费就落实不了。",
        "在 budget.yml 里补上类别为“安全”的费用",
        bad="安全:\n  等级: 3\n  （budget.yml 里没有等保测评的费用）",
        good="- {系统: 项目公共, 类别: 安全, 安全类别: 等保测评, 名称: 第三级等级保护测评, 单位: 次, 单价: 8, 数量: 1, "
        "依据: 三家测评机构询价均值}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        security, grading = project.profile.security, library.edition.technical.grading
        levels = {cell.level for cell in grading.matrix}
        # A level that does not exist has its own problem.
        if security.level not in levels or security.level is None or security.level < (grading.strict_from or 6):
            return
        if not library.is_due(project, BUDGET_FILE) or PROJECT_FILE not in project.nodes:
            return
        level = f"第{chinese_number(security.level)}级"
        if not security.measures:
            yield self.kind.at(
                security.place("措施") if security.node and security.node.get("措施") else security.place("等级"),
                f"自定为{level}，没有写安全措施",
                "在 project.yml 的“安全”里写“措施”，按层面逐条列出",
            )
        if BUDGET_FILE not in project.nodes:
            return
        paid = {line.security_category for line in project.budget.lines}
        named = "".join(line.name for line in project.budget.lines)
        missing = [name for name in grading.strict_costs if name not in paid and name not in named]
        if missing:
            kinds = "」「".join(missing)
            yield self.kind.at(project.budget.place("费用"), f"自定为{level}，概算里没有安全类别为「{kinds}」的费用")
