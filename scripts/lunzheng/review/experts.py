"""The experts of a project's review meeting, from the fixing of the rules to the last substitute (art. 11).

Each function writes ``review/experts.yml``; done twice, it changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lunzheng.model.edition import YES
from lunzheng.model.expert import EXPERTS_FILE, DrawRound, Fixing
from lunzheng.model.expert_words import ExpertReview
from lunzheng.model.library import Library, Project
from lunzheng.repository import require_repository, top_of
from lunzheng.review import draw as method
from lunzheng.review.avoidance import is_same_body, parties
from lunzheng.review.default_branch import default_branch
from lunzheng.review.draw import plan_seats
from lunzheng.review.fixing import Fixed, contradictions, find_fixed, history, require_known
from lunzheng.review.pool import Pool
from lunzheng.review.problems import ReviewError
from lunzheng.review.recompute import candidates_of, outcome_of
from lunzheng.review.yaml_file import write_yaml
from lunzheng.source.node import Plain

_HEAD = "由 lunzheng review 写入，不要手工改动；核对用 lunzheng review verify-draw。"


@dataclass(frozen=True)
class Rules:
    """The rules of a draw as a person gives them; what is None is taken from the edition.

    Attributes:
        seats: how many experts.
        substitutes: how many substitutes.
        quotas: how many of them have to be of a field.
        avoided: bodies whose experts stay out, beside the project's own.
        reason: why there is another draw.
    """

    seats: int | None = None
    substitutes: int | None = None
    quotas: Mapping[str, int] = field(default_factory=dict)
    avoided: Sequence[str] = ()
    reason: str = ""


def expert_review(library: Library) -> ExpertReview:
    """How the edition has its expert review.

    Raises:
        ReviewError: it has none.
    """
    words = library.edition.review.experts
    if words.node is None:
        raise ReviewError(f"细则版本 {library.edition.code} 没有专家评审（templates 下的 review.yml 里没有“专家评审”）")
    return words


def fix_rules(project: Project, library: Library, pool: Pool, rules: Rules, date: datetime.date) -> bool:
    """Lay down pool and rules before the seed can be known.

    Returns:
        Whether anything was written.

    Raises:
        ReviewError: the rules are impossible, or earlier ones are in force and no reason is given for others.
    """
    words = expert_review(library)
    content = _fixing(project, library, pool, rules, words)
    current = project.experts.current
    rounds = plain_rounds(project)
    if current is None:
        return _write(project, [{"次": 1, "固定": {"日期": date.isoformat(), **content}}])
    old = _mapping(rounds[-1].get("固定"))
    is_same = {name: value for name, value in old.items() if name not in ("日期", "理由")} == content
    if is_same and (not rules.reason or (rules.reason == current.fixing.reason and not current.is_drawn)):
        return False
    number = current.number or len(rounds)
    if current.is_drawn or _is_public(project, library, number):
        if not rules.reason:
            raise ReviewError(
                f"第 {number} 次抽取的规则已经固定，不能换；确实要重新来的（如专家库有误、再次评审），"
                "用 --reason 写明理由，原来的记录会保留"
            )
        again: dict[str, Plain] = {"日期": date.isoformat(), "理由": rules.reason, **content}
        return _write(project, [*rounds, {"次": number + 1, "固定": again}])
    reason = rules.reason or current.fixing.reason
    kept: dict[str, Plain] = {"日期": date.isoformat(), **({"理由": reason} if reason else {}), **content}
    return _write(project, [*rounds[:-1], {"次": number, "固定": kept}])


def draw_experts(
    project: Project, library: Library, pool: Pool, seed_commit: str, date: datetime.date
) -> tuple[Fixed, bool]:
    """Draw the experts of the current round.

    Args:
        project: its rules have to be fixed on the default branch.
        library: the library.
        pool: the pool that was fixed.
        seed_commit: the commit that a person takes for the seed; empty to take the right one.
        date: the day of the draw.

    Returns:
        Where the draw comes from, and whether anything was written.

    Raises:
        ReviewError: pool, rules or seed are not those that were fixed.
    """
    current = current_round(project)
    require_same_pool(current.fixing, pool)
    _require_known_parties(project, library, current.fixing)
    repository = require_repository(library.root)
    path = record_path(project, library)
    fixed = find_fixed(repository, path, current)
    if found := contradictions(repository, path, project.experts.rounds):
        raise ReviewError("；".join(found) + "。先恢复原来的记录")
    if seed_commit and (given := require_known(repository, seed_commit)) != fixed.seed:
        raise ReviewError(
            f"种子不能取 {given[:12]}：只能取规则固定（{fixed.commit[:12]}）以后、默认分支 {fixed.branch} 上"
            f"第一个由别人作出的提交，也就是 {fixed.seed}"
        )
    content = outcome_of(project, current, pool, fixed, current.outcome.date or date)
    rounds = plain_rounds(project)
    if current.is_drawn:
        if rounds[-1]["结果"] != content:
            raise ReviewError("已经抽取过，而且记录的结果与重新计算的不同；运行 lunzheng review verify-draw 查看")
        return fixed, False
    return fixed, _write(project, [*rounds[:-1], {**rounds[-1], "结果": content}])


def replace_expert(project: Project, declined: str, reason: str, date: datetime.date) -> str:
    """Record that an expert cannot come; the next substitute by the rule steps in.

    Returns:
        The number of the successor; empty where the one who declines is a substitute without a seat.

    Raises:
        ReviewError: there is no such expert, or nobody can take the seat.
    """
    current = current_round(project)
    done = next((item for item in current.replacements if item.number == declined), None)
    if done:
        return done.successor
    successor = current.successor(declined)
    seats = {seat.number: seat.field for seat in current.panel()}
    if declined not in seats and declined not in {item.number for item in current.outcome.substitutes}:
        known = "、".join(current.attending) or "（还没有抽取）"
        raise ReviewError(f"{declined} 不是这次的评审专家；现在的评审专家：{known}")
    if declined in seats and successor is None:
        what = f"能顶替领域「{seats[declined]}」的候补专家" if seats[declined] else "候补专家"
        raise ReviewError(
            f"没有{what}了；可以用 lunzheng review pool … --reason 重新固定规则再抽；人数仍然够开会的，"
            "记录结论时用 --absent 写明"
        )
    entry: dict[str, Plain] = {"编号": declined, "理由": reason, "日期": date.isoformat()}
    if successor:
        entry["替补"] = successor.number
    _add(project, "替换", entry)
    return successor.number if successor else ""


@dataclass(frozen=True)
class Invitation:
    """An expert whom somebody asks in person; no name."""

    level: str
    field: str
    body: str
    reason: str


def invite_expert(project: Project, library: Library, asked: Invitation, date: datetime.date) -> str:
    """Record an expert of the province or above who is asked for a major project, not drawn.

    Returns:
        The number that the expert goes by.

    Raises:
        ReviewError: there is no such level, or the expert belongs to a body that has to stay out.
    """
    words = expert_review(library)
    current = current_round(project)
    if asked.level not in words.invitation.levels:
        raise ReviewError(f"可以邀请的专家：{'、'.join(words.invitation.levels)}；没有“{asked.level}”")
    for name in parties(project, library, current.fixing.avoided):
        if is_same_body(asked.body, name):
            raise ReviewError(f"{asked.body} 与本项目的 {name} 是同一单位，要回避")
    for expert in current.invited:
        if (expert.level, expert.field, expert.body, expert.reason) == (
            asked.level, asked.field, asked.body, asked.reason,
        ):  # fmt: skip
            return expert.number
    number = words.invitation.number.replace("{数}", str(len(current.invited) + 1))
    entry: dict[str, Plain] = {
        "编号": number,
        "层级": asked.level,
        "领域": asked.field,
        "单位": asked.body,
        "理由": asked.reason,
        "日期": date.isoformat(),
    }
    _add(project, "邀请", entry)
    return number


def _fixing(project: Project, library: Library, pool: Pool, rules: Rules, words: ExpertReview) -> dict[str, Plain]:
    limits = words.limits
    seats = limits.usual if rules.seats is None else rules.seats
    substitutes = limits.substitutes if rules.substitutes is None else rules.substitutes
    if not limits.least <= seats <= limits.most:
        raise ReviewError(f"评审专家应当在 {limits.least} 到 {limits.most} 名之间，现在是 {seats} 名")
    if limits.odd == YES and seats % 2 == 0:
        raise ReviewError(f"评审专家应当是单数，现在是 {seats} 名")
    if substitutes < 0 or any(count < 1 for count in rules.quotas.values()):
        raise ReviewError("名额应当是正整数")
    if (sum_ := sum(rules.quotas.values())) > seats:
        raise ReviewError(f"各领域合计要 {sum_} 名，超过了评审专家的 {seats} 名")
    if not project.profile.owner.name:
        raise ReviewError(f"{project.id} 还没有填写建设单位，不知道谁要回避")
    content: dict[str, Plain] = {
        "抽取方法": method.METHOD,
        "专家库指纹": pool.fingerprint,
        "库内人数": len(pool.experts),
        "名额": seats,
        "候补": substitutes,
    }
    if limits.one_of_a_body == YES:
        content["同单位限一人"] = YES
    if rules.quotas:
        content["领域"] = [{"领域": name, "名额": count} for name, count in rules.quotas.items()]
    avoided = parties(project, library, rules.avoided)
    content["回避单位"] = list(avoided)
    candidates = candidates_of(pool, avoided, one_of_a_body=limits.one_of_a_body == YES)
    # Whether the seats can be filled at all does not depend on the seed: better known now.
    plan_seats(candidates, seats, rules.quotas, substitutes)
    return content


def current_round(project: Project) -> DrawRound:
    """The round that counts.

    Raises:
        ReviewError: nothing has been fixed.
    """
    current = project.experts.current
    if current is None:
        raise ReviewError("还没有固定专家库和规则；先运行 lunzheng review pool")
    return current


def require_same_pool(fixing: Fixing, pool: Pool) -> None:
    """Whether the pool is the one that was fixed.

    Raises:
        ReviewError: it is another one.
    """
    if pool.fingerprint != fixing.fingerprint:
        raise ReviewError(
            f"专家库和固定时的不同：固定时 {fixing.pool_size} 名，指纹 {fixing.fingerprint[:12]}…；"
            f"现在 {len(pool.experts)} 名，指纹 {pool.fingerprint[:12]}…。请用固定时的文件"
        )


def _require_known_parties(project: Project, library: Library, fixing: Fixing) -> None:
    new = [name for name in parties(project, library) if name not in fixing.avoided]
    if new:
        raise ReviewError(
            f"规则固定以后项目又有了要回避的单位：{'、'.join(new)}；用 lunzheng review pool … --reason 重新固定"
        )


def _is_public(project: Project, library: Library, number: int) -> bool:
    """Whether a round of this number is on the default branch already."""
    repository = require_repository(library.root)
    _, reference = default_branch(repository)
    return any(kept.number == str(number) for kept in history(repository, reference, record_path(project, library)))


def record_path(project: Project, library: Library) -> str:
    """The path of the record, relative to the top of the repository."""
    top = top_of(require_repository(library.root))
    return (library.root.resolve() / project.folder.name / EXPERTS_FILE).relative_to(top).as_posix()


def plain_rounds(project: Project) -> list[dict[str, Plain]]:
    """The rounds as they are written."""
    return [_mapping(item.node.plain()) for item in project.experts.rounds if item.node]


def _mapping(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _add(project: Project, name: str, entry: dict[str, Plain]) -> None:
    rounds = plain_rounds(project)
    listed = rounds[-1].get(name)
    _write(project, [*rounds[:-1], {**rounds[-1], name: [*(listed if isinstance(listed, list) else []), entry]}])


def _write(project: Project, rounds: Sequence[Mapping[str, Plain]]) -> bool:
    content: dict[str, Plain] = {"抽取": [dict(entry) for entry in rounds]}
    return write_yaml(project.folder.root / EXPERTS_FILE, content, _HEAD)
