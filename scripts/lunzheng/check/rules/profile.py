"""Parties, goals, and the other facts of ``project.yml`` that a document asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import PROJECT_FILE, Library, Project
from lunzheng.source.node import Node
from lunzheng.source.problem import Kind, Problem

_PARTIES = ("建设单位", "实施单位", "编制单位")
_PARTY_FIELDS = {"名称": "单位名称", "负责人": "负责人", "联系方式": "联系方式"}
_PHASED = ("建设目标", "建设内容")


def due_fields(project: Project, library: Library) -> dict[str, str]:
    """The fields of ``project.yml`` that the documents of the stage ask for, and which document asks first."""
    due: dict[str, str] = {}
    for document in library.documents_for(project):
        for path in document.fields:
            due.setdefault(path, document.label)
    return due


def is_absent(root: Node, path: str) -> bool:
    """Whether a field is missing altogether, in a mapping that is there; an empty one is the schema layer's."""
    *parents, last = path.split(".")
    parent = root.at(*parents)
    return parent is not None and isinstance(parent.value, dict) and last not in parent.value


class PartiesGiven(Rule):
    """Each party that the documents of the stage name has a name, a head and a contact."""

    kind: ClassVar[Kind] = Kind(
        "E006",
        "建设、实施、编制单位及负责人、联系方式齐全",
        "审阅单位和专家有问题要找得到人。",
        "在 project.yml 里补上",
        bad="编制单位:\n  名称: 宁波市水利信息中心",
        good="编制单位:\n  名称: 宁波市水利信息中心\n  负责人: （姓名）\n  联系方式: （电话）",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        root = project.nodes.get(PROJECT_FILE)
        if root is None:
            return
        for party in due_fields(project, library):
            if party not in _PARTIES:
                continue
            node = root.get(party)
            if node is None:
                yield self.kind.at(root.location, f"缺少「{party}」")
            elif isinstance(node.value, dict):
                for field, label in _PARTY_FIELDS.items():
                    child = node.get(field)
                    if child is not None and isinstance(child.value, str) and not child.value.strip("-—/ 无"):
                        yield self.kind.at(child.location, f"「{party}」的{label}没有填写")


class PhasesGiven(Rule):
    """Goals and contents are given for the whole, the phases and this phase."""

    kind: ClassVar[Kind] = Kind(
        "E012",
        "目标和内容按总体、分期、本期分别给出",
        "只写其中一层，就看不出本期在整体中的位置。",
        "在 project.yml 里补上；只建一期的，“分期”写一项，与本期相同",
        bad="建设目标:\n  总体: 建成全市统一的会商系统",
        good="建设目标:\n  总体: 建成全市统一的会商系统\n"
        "  分期:\n    - {期: 一期, 目标: 建成市级会商}\n  本期: 建成市级会商",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        root = project.nodes.get(PROJECT_FILE)
        if root is None:
            return
        for path in due_fields(project, library):
            parent, _, field = path.partition(".")
            node = root.get(parent)
            if node and parent in _PHASED and is_absent(root, path):
                yield self.kind.at(node.key_location, f"「{parent}」里缺少「{field}」")


class FieldsOfTheStage(Rule):
    """The other fields of ``project.yml`` that the documents of the stage are made from.

    Parties are E006's, goals and contents E012's; a field that stands there empty is the schema layer's.
    """

    kind: ClassVar[Kind] = Kind(
        "E051",
        "所处阶段要填的栏目齐全",
        "报送建议时可以先不填的栏目，编制方案时就要填上，否则文档里是空的。",
        "在 project.yml 里补上这一栏",
        bad="（编制方案时，project.yml 里没有“招标”）",
        good="招标:\n  - {范围: 软件开发和集成, 方式: 公开招标, 组织形式: 委托招标}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        root = project.nodes.get(PROJECT_FILE)
        if root is None:
            return
        for path, document in due_fields(project, library).items():
            if path.split(".")[0] in _PHASED or path in _PARTIES or not is_absent(root, path):
                continue
            *parents, last = path.split(".")
            yield self.kind.at(root.place(*parents), f"缺少《{document}》要用的「{'」的「'.join([*parents, last])}」")
