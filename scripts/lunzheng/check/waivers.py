"""Waivers: a rule of the rulebook set aside for one place, by ``豁免`` in ``project.yml``.

A waiver names its place by file and by words quoted from it, because these stay when lines move and because a reader of
the diff sees at once what is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lunzheng.model.library import Project
from lunzheng.model.place import item_texts
from lunzheng.model.project import Waiver
from lunzheng.source.problem import Kind, Problem
from lunzheng.source.text import read_text

NOT_WAIVABLE = Kind(
    "E064",
    "只豁免可以豁免的规则",
    "保密、个人信息的规定和文件的写法，不因为有人同意就可以不照做。",
    "删掉这一条豁免，改正问题本身；运行 lunzheng rules 代号，可以看到这条规则能不能豁免",
    bad="豁免:\n  - {规则: E046, 文件: brief.md, 理由: 方便联系, 同意人职务: 市水利局办公室主任}",
    good="（删掉这条豁免，并把 brief.md 里的手机号码删掉）",
    waivable=False,
)
NO_EFFECT = Kind(
    "W065",
    "每条豁免对准一处问题",
    "对不上问题的豁免没有用处，日后还可能误放过别的问题；一条对上几处，就说不清同意的是哪一处。",
    "问题已经改正的，删掉这条豁免；没有对准的，照检查结果改“文件”和“内容”",
    bad="豁免:\n  - {规则: W023, 文件: budget.yml, 理由: …, 同意人职务: …}    # budget.yml 里有三处 W023",
    good="豁免:\n  - {规则: W023, 文件: budget.yml, 内容: 视频会议终端, 理由: …, 同意人职务: …}",
    waivable=False,
)
WAIVER_KINDS = (NOT_WAIVABLE, NO_EFFECT)

_CODE_OF_FORM = re.compile("[EW][1-9][0-9]{2}")


@dataclass(frozen=True)
class Waived:
    """A problem that somebody has answered for."""

    problem: Problem
    waiver: Waiver


@dataclass(frozen=True)
class Findings:
    """What checking one project has found: problems that count, and those that are waived."""

    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...] = ()


def apply_waivers(project: Project, problems: Iterable[Problem], rules: Mapping[str, Kind]) -> Findings:
    """Set aside what the project's waivers name.

    An incomplete waiver has no effect; that it is incomplete is the schema layer's to say.

    Args:
        project: has the waivers.
        problems: everything found so far.
        rules: the rules of the rulebook by code.
    """
    left = list(problems)
    waived: list[Waived] = []
    complete = [waiver for waiver in project.profile.waivers if _is_complete(waiver)]
    found = list(left)
    for waiver in complete:
        if not (kind := rules.get(waiver.rule)) or not kind.can_be_waived:
            left.append(_refused(waiver, kind))
            continue
        matches = _matches(waiver, project, found)
        if fault := _fault(waiver, matches):
            left.append(fault)
            continue
        for problem in matches:
            if problem in left:
                left.remove(problem)
                waived.append(Waived(problem, waiver))
    return Findings(tuple(sorted(set(left))), tuple(sorted(waived, key=lambda item: item.problem)))


def _is_complete(waiver: Waiver) -> bool:
    return all((waiver.rule, waiver.file, waiver.reason, waiver.role))


def _refused(waiver: Waiver, kind: Kind | None) -> Problem:
    where = waiver.place("规则")
    if kind is not None:
        return NOT_WAIVABLE.at(where, f"{kind.code}（{kind.title}）不能豁免")
    if _CODE_OF_FORM.fullmatch(waiver.rule):
        return NOT_WAIVABLE.at(where, f"{waiver.rule} 查的是文件能不能读、写法对不对，不能豁免")
    return NOT_WAIVABLE.at(where, f"没有代号为 {waiver.rule} 的规则", "照检查结果写代号；运行 lunzheng rules 看全部")


def _matches(waiver: Waiver, project: Project, problems: Sequence[Problem]) -> list[Problem]:
    """The problems that a waiver names: by the message, else by the line, else by the list item around it."""
    file = project.location(waiver.file.removeprefix(f"{project.folder.name}/")).file
    same = [problem for problem in problems if problem.code == waiver.rule and problem.location.file == file]
    if not waiver.text:
        return same
    lines = _lines(project, file) if same else []
    root = project.nodes.get(file.removeprefix(f"{project.folder.name}/"))
    nearness: tuple[Iterator[Problem], ...] = (
        (problem for problem in same if waiver.text in problem.message),
        (problem for problem in same if waiver.text in "".join(lines[problem.location.line - 1 :][:1])),
        (problem for problem in same if root and any(waiver.text in t for t in item_texts(root, problem.location))),
    )
    return next((found for group in nearness if (found := list(group))), [])


def _lines(project: Project, file: str) -> list[str]:
    path = project.folder.files.get(file.removeprefix(f"{project.folder.name}/"))
    text = read_text(path, file)[0] if path else None
    return text.text.split("\n") if text else []


def _fault(waiver: Waiver, matches: Sequence[Problem]) -> Problem | None:
    """Whether the matches are none, or more than one place: several lines, or several problems at one spot."""
    where = waiver.place("规则")
    if not matches:
        quoted = f"没有带“{waiver.text}”的" if waiver.text else "没有"
        return NO_EFFECT.at(where, f"这条豁免没有对上问题：{waiver.file} 里{quoted} {waiver.rule}")
    places = tuple(sorted({problem.location for problem in matches}))
    if len({place.line for place in places}) == 1 and max(Counter(p.location for p in matches).values()) == 1:
        return None
    return NO_EFFECT.at(
        where,
        f"这条豁免对上了 {len(matches)} 处 {waiver.rule}，说不清是哪一处",
        "在“内容”里抄上只有那一处才有的几个字；几处都要豁免的，各写一条",
        places,
    )
