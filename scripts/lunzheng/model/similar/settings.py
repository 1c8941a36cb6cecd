"""What an edition compares of two projects, how much each aspect counts, and when a person should look."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.record import Record, key

NAME, ITEMS, TEXT = "名称", "清单", "文字"
"""How an aspect is compared: one name, a list of named things, running text."""


@dataclass(frozen=True, kw_only=True)
class Aspect(Record):
    """One aspect of the comparison.

    Attributes:
        label: what reports call it.
        manner: ``名称``, ``清单`` or ``文字``.
        sources: where it is found, as paths such as ``系统.模块`` or ``数据.目录``.
        title: the key of an item's name, for a list.
        detail: the key of the text that tells items of one name apart, for a list.
        weight: its share of the overall score.
        alarm: the score from which this aspect alone is worth a person's look; None where it never is.
        least: how many items (characters of text) the smaller side counts for at least, so that one common module is
            no likeness; of a name, how many characters it needs for an alarm of its own.
    """

    label: str = key("名称")
    manner: str = key("比法")
    sources: tuple[str, ...] = key("来源")
    title: str = key("标题")
    detail: str = key("说明")
    weight: int | None = key("权重")
    alarm: int | None = key("提醒")
    least: int | None = key("至少")


@dataclass(frozen=True, kw_only=True)
class SimilaritySettings(Record):
    """``similarity.yml``; an edition without it compares nothing.

    Attributes:
        aspects: what is compared.
        alarm: the overall score from which a person should look.
        empty_words: what a project's name is stripped of before names are compared.
        common_names: names of modules, data and costs that every project has; sharing them says nothing.
        own_names: paths of the names that a project goes by.
        predecessors: paths of the names by which a project tells of its own earlier systems and phases.
        approved: the stage from which a project counts as approved.
        left_out: stages in which a project is not going to be built.
    """

    aspects: tuple[Aspect, ...] = key("方面")
    alarm: int | None = key("提醒")
    empty_words: tuple[str, ...] = key("名称里不算的词")
    common_names: tuple[str, ...] = key("各项目都有的名称")
    own_names: tuple[str, ...] = key("自称")
    predecessors: tuple[str, ...] = key("前身")
    approved: str = key("已论证")
    left_out: tuple[str, ...] = key("不比较的阶段")
