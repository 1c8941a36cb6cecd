"""Duplicate construction: the first reason for which projects are refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import ComparingRule
from lunzheng.model.library import Library
from lunzheng.model.similar.likeness import AspectLikeness, Likeness
from lunzheng.model.similar.side import Side
from lunzheng.source.problem import Kind, Problem

_SHOWN, _LISTED = 3, 3


class NotDuplicated(ComparingRule):
    """No other project of the library is so much alike that a person should ask why both are built.

    One problem for a project, at its name, with the most alike project and what the two share. What is compared and
    from which score on is the edition's ``similarity.yml``. Silent for an approved project (the later one has to
    explain itself), for its own earlier system or phase once that is approved, and for projects that will not be built.
    """

    kind: ClassVar[Kind] = Kind(
        "W042",
        "没有和项目库里的其他项目重复建设",
        "重复建设是项目退回最常见的原因；早看出来，可以合并、复用，或者把差异写清楚。",
        "业务确实不同的，在必要性里写明和它的差异；同一件事的，与对方单位商量合并；对方已有的模块和数据，改为复用",
        bad="项目名称: 宁波市防洪会商系统（功能模块、数据资源和正文大半与市水利局的防汛会商系统相同）",
        good="项目名称: 宁波市防洪物资调度应用系统（会商部分改为接入市水利局的防汛会商系统）",
    )

    def compare(self, side: Side, library: Library) -> Iterator[Problem]:
        if side.approved:
            return
        # What compares projects takes long to load, and nothing else here needs it.
        from lunzheng.model.similar.alike import alike_beside  # noqa: PLC0415

        found = [likeness for likeness in alike_beside(side, library, passages=False) if likeness.alarming]
        if not found:
            return
        most, *others = found
        message = f"可能重复建设：与《{most.name}》（{_about(most)}）相似度 {most.score}，{_shares(most)}"
        if others:
            listed = "、".join(f"{one.id}（{one.score}）" for one in others[:_LISTED])
            message += f"；另外还与 {listed}{'等' if len(others) > _LISTED else ''} 相似"
        hint = f"运行 lunzheng similar {side.portrait.folder.name} 并列对照；{self.kind.hint}"
        yield self.kind.at(most.own_place, message, hint)


def _about(likeness: Likeness) -> str:
    return "，".join(filter(None, [likeness.body, f"{likeness.stage}阶段", str(likeness.place)]))


def _shares(likeness: Likeness) -> str:
    """The aspects that have something in common, as a clause; the first list by some of its names."""
    told: list[str] = []
    named = False
    for aspect in likeness.aspects:
        if aspect.score:
            told.append(_share(aspect, named=not named))
            named = named or bool(aspect.own_count and aspect.pairs)
    return "，".join(told)


def _share(aspect: AspectLikeness, *, named: bool) -> str:
    if not aspect.own_count or not aspect.pairs:
        return f"{aspect.label} {aspect.score}"
    examples = f"，如{'、'.join(pair.own for pair in aspect.pairs[:_SHOWN])}" if named else ""
    count = f"{aspect.own_count} 项中 {len(aspect.pairs)} 项相同或相近"
    return f"{aspect.label} {aspect.score}（{count}{examples}）"
