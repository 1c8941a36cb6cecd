"""A draw from its beginnings: pool, fixed rules and seed to the record's text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from lunzheng.model.edition import YES
from lunzheng.model.expert import DrawRound
from lunzheng.model.library import Project
from lunzheng.review import draw as method
from lunzheng.review.avoidance import is_avoided, is_same_body
from lunzheng.review.draw import Candidate, Drawn, plan_seats
from lunzheng.review.fixing import Fixed
from lunzheng.review.pool import Pool
from lunzheng.review.problems import ReviewError
from lunzheng.source.node import Plain


def outcome_of(
    project: Project, current: DrawRound, pool: Pool, fixed: Fixed, date: datetime.date | None
) -> dict[str, Plain]:
    """The result of a draw as the record writes it.

    Raises:
        ReviewError: the rules are those of another program, or cannot be kept with this pool.
    """
    fixing = current.fixing
    if fixing.method != method.METHOD:
        raise ReviewError(f"记录的抽取方法是 {fixing.method}，这个程序只会 {method.METHOD}")
    seed = method.sha256(current.seed_text(project.id, fixed.seed))
    quotas = {quota.field: quota.seats or 0 for quota in fixing.quotas}
    candidates = candidates_of(pool, fixing.avoided, one_of_a_body=fixing.one_of_a_body == YES)
    plan = plan_seats(candidates, fixing.seats or 0, quotas, fixing.substitutes or 0)
    drawn = method.draw(candidates, plan, seed)
    return {
        "日期": date.isoformat() if date else None,
        "分支": fixed.branch,
        "固定提交": fixed.commit,
        "种子提交": fixed.seed,
        "种子": seed,
        **_people(drawn, quotas),
    }


def _people(drawn: Drawn, quotas: Mapping[str, int]) -> dict[str, Plain]:
    experts: list[Plain] = [
        {"编号": candidate.number, **({"领域": name} if name else {})} for candidate, name in drawn.members
    ]
    substitutes: list[Plain] = []
    for candidate in drawn.substitutes:
        fields: list[Plain] = [name for name in quotas if candidate.fits(name)]
        substitutes.append({"编号": candidate.number, **({"领域": fields} if fields else {})})
    return {"专家": experts, **({"候补": substitutes} if substitutes else {})}


def candidates_of(pool: Pool, avoided: Sequence[str], *, one_of_a_body: bool) -> list[Candidate]:
    """Who may be drawn; with the rule of one expert of a body, parts of a body count as the body."""
    allowed = [expert for expert in pool.experts if not is_avoided(expert, avoided)]
    groups: dict[str, str] = {}
    for body in sorted({expert.body for expert in allowed}, key=lambda name: (len(name), name)):
        groups[body] = next((groups[other] for other in groups if is_same_body(other, body)), body)
    return [Candidate(e.number, e.fields, groups[e.body] if one_of_a_body else e.number) for e in allowed]
