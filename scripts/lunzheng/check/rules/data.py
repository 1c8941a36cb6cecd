"""What the department has, and what it shares: ``data.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.data import Exchange
from lunzheng.model.library import DATA_FILE, Library, Project
from lunzheng.model.rulebook_technical import ExistingSystems, Sharing
from lunzheng.source.problem import Kind, Problem


class AssetsListed(Rule):
    """The form of data assets is not empty where the project itself speaks of systems that run already.

    Without such a sign an empty list is taken for a new body's; a stated reason is always enough.
    """

    kind: ClassVar[Kind] = Kind(
        "E014",
        "现有系统列入数据资产梳理表",
        "看不到现有系统，就判断不了是不是重复建设、能不能整合。",
        "在 data.yml 的“资产”里逐个列出现有系统；确实没有的，在“资产说明”里写明理由",
        bad="资产: []",
        good="资产: []\n资产说明: 本单位 2026 年新组建，业务由原单位的系统办理，没有自己的信息系统。",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book = library.edition.technical
        listed = project.data.node.get("资产") if project.data.node else None
        if listed is None or not isinstance(listed.value, list) or listed.items():
            return
        if not library.is_due(project, DATA_FILE) or not library.edition.rulebook.is_hollow(project.data.assets_note):
            return
        if sign := _existing(project, book.existing):
            yield self.kind.at(listed.location, f"数据资产是空的，但{sign}")


def _existing(project: Project, words: ExistingSystems) -> str:
    """What shows that the department has a system, or nothing."""
    profile = project.profile
    if profile.former_systems:
        return f"原有系统里有「{profile.former_systems[0].name}」"
    if profile.nature in words.natures:
        return f"建设性质是“{profile.nature}”"
    for earlier in profile.earlier.projects:
        if any(word in earlier.state for word in words.running) and not any(
            word in earlier.state for word in words.doubtful
        ):
            return f"近年项目里「{earlier.name}」的状态是“{earlier.state}”"
    return ""


class SharingBothWays(Rule):
    """Data is needed from others and given to others, or a reason says why not; the channel is the city's own."""

    kind: ClassVar[Kind] = Kind(
        "E029",
        "数据共享有来有往，走全市统一的渠道",
        "只取不给，数据就共享不起来；另开渠道，就管不住数据。",
        "在 data.yml 的“共享”里补上；确实没有的，在“共享说明”里写明理由",
        bad="- {方向: 需要, 对方: 示例市公安局, 数据: 户籍信息, 渠道: 两局专线, 方式: 接口, 频率: 每日}",
        good="- {方向: 需要, 对方: 示例市公安局, 数据: 户籍信息, 渠道: 市公共数据平台, 方式: 接口, 频率: 每日}\n"
        "- {方向: 提供, 对方: 示例市公安局, 数据: 预警信息, 渠道: 市公共数据平台, 方式: 接口, 频率: 每日}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        book = library.edition.technical
        listed = project.data.node.get("共享") if project.data.node else None
        if listed is None or not isinstance(listed.value, list) or not library.is_due(project, DATA_FILE):
            return
        given = {exchange.direction for exchange in project.data.exchanges}
        # A row whose direction is missing or misspelt has its own problem, and may be the one that is wanted.
        unsure = not given <= set(book.sharing.directions)
        missing = [direction for direction in book.sharing.directions if direction not in given]
        if missing and not unsure and library.edition.rulebook.is_hollow(project.data.sharing_note):
            names = "和".join(f"「{direction}」" for direction in missing)
            yield self.kind.at(listed.location, f"数据共享里没有一行的方向是{names}，也没有“共享说明”")
        for exchange in project.data.exchanges:
            if exchange.channel and not _is_common(exchange, book.sharing):
                message = f"「{exchange.data}」的共享渠道“{exchange.channel}”不是全市统一的共享体系"
                yield self.kind.at(exchange.place("渠道"), message, f"改为经{book.sharing.channels[0]}共享")


def _is_common(exchange: Exchange, sharing: Sharing) -> bool:
    channel = exchange.channel
    if not sharing.channels:
        return True
    return any(name in channel for name in sharing.channels) and not any(word in channel for word in sharing.bypassing)
