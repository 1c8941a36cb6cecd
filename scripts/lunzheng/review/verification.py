"""Doing a draw again from the pool and from Git, to see whether the record is right."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.library import Library, Project
from lunzheng.repository import require_repository
from lunzheng.review.experts import current_round, record_path, require_same_pool
from lunzheng.review.fixing import Fixed, contradictions, find_fixed
from lunzheng.review.pool import Pool
from lunzheng.review.problems import ReviewError
from lunzheng.review.recompute import outcome_of
from lunzheng.source.node import Plain


@dataclass(frozen=True)
class Verification:
    """What came of recomputing a draw: what agrees, and what does not."""

    agreed: tuple[str, ...]
    differences: tuple[str, ...]
    fixed: Fixed | None


def verify_draw(project: Project, library: Library, pool: Pool) -> Verification:
    """Do everything again from the pool and from Git, and compare.

    Raises:
        ReviewError: nothing has been drawn.
    """
    current = current_round(project)
    if not current.is_drawn:
        raise ReviewError("还没有抽取")
    repository = require_repository(library.root)
    path = record_path(project, library)
    differences = contradictions(repository, path, project.experts.rounds)
    agreed: list[str] = []
    fixed = None
    try:
        require_same_pool(current.fixing, pool)
        agreed.append(f"专家库指纹相同（{pool.fingerprint[:12]}…）")
        fixed = find_fixed(repository, path, current)
        expected = outcome_of(project, current, pool, fixed, current.outcome.date)
    except ReviewError as error:
        return Verification(tuple(agreed), (*differences, str(error)), fixed)
    node = current.outcome.node
    plain = node.plain() if node else {}
    recorded = plain if isinstance(plain, dict) else {}
    for name in ("固定提交", "种子提交", "种子", "专家", "候补"):
        shown, wanted = _shown(recorded.get(name)), _shown(expected.get(name))
        if shown == wanted:
            agreed.append(f"{name}相同（{wanted}）")
        else:
            differences.append(f"{name}不同：记录的是 {shown}，重新计算的是 {wanted}")
    for index, item in enumerate(current.replacements):
        successor = current.successor(item.number, current.replacements[:index])
        if (successor.number if successor else "") == item.successor:
            agreed.append(f"{item.number} 的替补相同（{item.successor or '无'}）")
        else:
            due = successor.number if successor else "无"
            differences.append(f"{item.number} 的替补不同：记录的是 {item.successor or '无'}，按顺序应当是 {due}")
    return Verification(tuple(agreed), tuple(differences), fixed)


def _shown(value: Plain) -> str:
    match value:
        case list():
            return "、".join(_shown(item) for item in value) or "无"
        case dict():
            others = [_shown(item) for name, item in value.items() if name != "编号"]
            return _shown(value.get("编号")) + (f"（{'；'.join(others)}）" if others else "")
        case None:
            return "无"
        case _:
            return str(value)
