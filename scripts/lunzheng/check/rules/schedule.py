"""Periods, tasks and dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import Library, Project
from lunzheng.model.project import Period
from lunzheng.model.record import Record
from lunzheng.source.problem import Kind, Problem

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TasksInPeriod(Rule):
    """Every task has start, end and effort, and lies inside the construction (or service) period."""

    kind: ClassVar[Kind] = Kind(
        "E033",
        "任务在建设期之内，有起止时间和工时",
        "超出建设期的任务在计划里落空，没有工时的任务排不了人。",
        "改正任务的起止时间，或者改建设期",
        bad="建设期: {起: 2027-03, 止: 2028-02}\n进度:\n  - {任务: 试运行, 开始: 2028-01, 结束: 2028-06, 工时: 4}",
        good="建设期: {起: 2027-03, 止: 2028-06}\n进度:\n  - {任务: 试运行, 开始: 2028-01, 结束: 2028-06, 工时: 4}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:  # noqa: ARG002 - the frame's signature
        period = project.profile.period
        for task in project.profile.tasks:
            if task.start and task.end and task.start.first > task.end.last:
                yield self.kind.at(task.place("结束"), f"任务「{task.title}」的结束时间早于开始时间")
            elif task.start and period.start and task.start.first < period.start.first:
                yield self.kind.at(task.place("开始"), f"任务「{task.title}」{task.start}开始，早于建设期（{period}）")
            elif task.end and period.end and task.end.last > period.end.last:
                yield self.kind.at(task.place("结束"), f"任务「{task.title}」{task.end}结束，晚于建设期（{period}）")
            if task.effort is not None and task.effort <= 0:
                yield self.kind.at(task.place("工时"), f"任务「{task.title}」的工时应当大于 0")


class DatesSound(Rule):
    """Dates exist, and what comes first is written first."""

    kind: ClassVar[Kind] = Kind(
        "E034",
        "日期真实存在，先后顺序正确",
        "日期先后颠倒，建设期和时限就无法计算。",
        "核对后改正",
        bad="建设期: {起: 2028-06, 止: 2027-03}",
        good="建设期: {起: 2027-03, 止: 2028-06}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        profile = project.profile
        scopes = (profile.contents.overall, *profile.contents.phases, profile.contents.current)
        for period in (*(scope.period for scope in scopes), profile.service.period):
            yield from self._period(period)
        for system in profile.former_systems:
            built, accepted, running = system.built, system.accepted, system.running_since
            if built and accepted and accepted.last < built.first:
                yield self.kind.at(system.place("终验时间"), f"「{system.name}」的终验时间早于建设时间")
            if built and running and running.last < built.first:
                yield self.kind.at(system.place("投入运行时间"), f"「{system.name}」的投入运行时间早于建设时间")
        yield from self._date(profile, "编制日期", profile.written_on)
        stages = {stage.name for stage in library.edition.head.stages}
        previous = None
        for entry in project.records.entries:
            yield from self._date(entry, "日期", entry.date)
            if entry.event and entry.event not in stages:
                names = "、".join(stage.name for stage in library.edition.head.stages)
                yield self.kind.at(entry.place("事项"), f"没有“{entry.event}”这个阶段", f"可用的阶段：{names}")
            if entry.date and previous and entry.date < previous:
                yield self.kind.at(entry.place("日期"), f"“{entry.event}”的日期早于上一条记录", "按日期先后排列")
            previous = entry.date or previous

    def _period(self, period: Period) -> Iterator[Problem]:
        if period.start and period.end and period.end.last < period.start.first:
            yield self.kind.at(period.place("止"), f"结束时间（{period.end}）早于开始时间（{period.start}）")

    def _date(self, record: Record, key: str, date: datetime.date | None) -> Iterator[Problem]:
        """A date of the right shape that is no day of the calendar, such as 2026-02-30."""
        written = record.node.get(key) if record.node else None
        if date is None and written and isinstance(written.value, str) and _DATE.fullmatch(written.value):
            yield self.kind.at(written.location, f"没有 {written.value} 这一天")
