"""A project against its entry in the reserve library: name, estimate, age; and how soon it starts."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.dates import chinese_date, years_later
from lunzheng.model.edition import Edition
from lunzheng.model.library import Entry, Library, Project
from lunzheng.model.totals import share_of, total_investment
from lunzheng.source.problem import Kind, Problem


class NameAsEntered(Rule):
    """The project bears the name under which it was entered, where the record of its entry holds that name."""

    kind: ClassVar[Kind] = Kind(
        "W005",
        "项目名称与储备库里的一致",
        "名称改了，年度计划、预算和论证材料就对不上是不是同一个项目。",
        "改回入库时的名称；确需改名的，先报主管单位调整储备库",
        bad="项目名称: 防汛指挥协同应用系统（入库记录里是“防汛会商协同应用系统”）",
        good="项目名称: 防汛会商协同应用系统",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        entry = _entry(project, library.edition)
        name = project.profile.name
        if entry and entry.name and name and _plain(entry.name) != _plain(name):
            message = f"项目名称“{name}”与储备库里的“{entry.name}”不一致"
            yield self.kind.at(project.profile.place("项目名称"), message)


class EstimateKept(Rule):
    """The budget has not outgrown the estimate at entry: that of the record, or ``投资估算``, which keeps it."""

    kind: ClassVar[Kind] = Kind(
        "W038",
        "总投资没有比入库时的估算增加太多",
        "入库时按估算作了平衡；增加过多的，要重新说明理由或调整储备库。",
        "核对概算；确需增加的，在概算的编制说明里写明原因，并报主管单位调整储备库",
        bad="投资估算: 480（budget.yml 合计 560 万元）",
        good="投资估算: 480（budget.yml 合计 505 万元）",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        limit = library.edition.rulebook.reserve.growth
        entry = _entry(project, library.edition)
        estimate = (entry.estimate if entry else None) or project.profile.estimate
        if limit is None or not project.budget.lines or estimate is None or not estimate.yuan:
            return
        investment = total_investment(project)
        if investment is None or investment.rounded() <= (estimate * (100 + limit) / 100).rounded():
            return
        share = (share_of(investment - estimate, estimate) or Decimal(0)).normalize()
        message = f"总投资 {investment}万元，比入库时的估算 {estimate}万元增加了 {share:f}%，超过 {limit}%"
        yield self.kind.at(project.profile.place("投资估算"), message)


class EntryAlive(Rule):
    """The plan was submitted before the entry in the reserve library lapsed.

    Counted to the record of the plan that follows the entry, else to the date of the plan itself; while there is no
    plan nothing is said, for no rule knows today's date.
    """

    kind: ClassVar[Kind] = Kind(
        "E043",
        "报送方案时储备库没有过期",
        "储备项目有期限，过期的要重新论证入库，才能列入年度计划。",
        "重新申报入库，在 review/records.yml 里补上新的入库记录以后再报方案",
        bad="记录:\n  - {事项: 入库, 日期: 2024-06-18}\n  - {事项: 方案, 日期: 2026-11-10}",
        good="记录:\n  - {事项: 入库, 日期: 2024-06-18}\n  - {事项: 入库, 日期: 2026-06-20}\n"
        "  - {事项: 方案, 日期: 2026-11-10}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        edition, entries = library.edition, project.records.entries
        reserve = edition.rulebook.reserve
        years = _years(edition, reserve.life_term)
        entered = [index for index, entry in enumerate(entries) if entry.event == reserve.entered and entry.date]
        if not entered or not years or not _has_plan(project, edition):
            return
        plans = [index for index, entry in enumerate(entries) if entry.event == reserve.planned and entry.date]
        entry = entries[entered[-1]]
        following = [index for index in plans if index > entered[-1]]
        if plans and not following:
            return
        day = entries[following[0]].date if following else project.profile.written_on
        act = "报送方案" if following else "编成方案"
        if entry.date and day and day > years_later(entry.date, years):
            message = f"{chinese_date(entry.date)}入库，{chinese_date(day)}{act}，已超过 {years} 年"
            yield self.kind.at(entry.place("日期"), message)


class StartsSoon(Rule):
    """This phase starts within the years that a suggestion may look ahead.

    Counted from the record of the suggestion, else from the date of the draft; once there is a plan, from the later of
    the two, for a project may wait in the reserve library.
    """

    kind: ClassVar[Kind] = Kind(
        "E044",
        "建议的项目在规定的年限内开工",
        "太远的设想到时情况已变，估算和方案都要重来。",
        "核对建设期的开始时间；确实还早的，到临近时再申报",
        bad="编制日期: 2026-03-10\n建设内容:\n  本期:\n    建设期: {起: 2028-06, 止: 2029-06}",
        good="编制日期: 2026-03-10\n建设内容:\n  本期:\n    建设期: {起: 2027-06, 止: 2028-06}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        edition = library.edition
        reserve, profile = edition.rulebook.reserve, project.profile
        years = _years(edition, reserve.start_term)
        recorded = [e.date for e in project.records.entries if e.event == reserve.suggested and e.date]
        days = [day for day in (*recorded[-1:], profile.written_on) if day]
        start = profile.period.start
        if not years or not days or start is None:
            return
        day = max(days) if _has_plan(project, edition) else days[0]
        if start.first > _month(years_later(day, years)):
            since = "申报" if day in recorded else "编制日期"
            message = f"{start}开工，距{since}（{chinese_date(day)}）超过 {years} 年"
            yield self.kind.at(profile.period.place("起"), message)


def _entry(project: Project, edition: Edition) -> Entry | None:
    """The last entry in the reserve library on record."""
    entered = [e for e in project.records.entries if e.event == edition.rulebook.reserve.entered]
    return entered[-1] if entered and edition.rulebook.reserve.entered else None


def _has_plan(project: Project, edition: Edition) -> bool:
    """Whether the project has come as far as its plan."""
    return edition.stage_order(project.reached.name) >= edition.stage_order(edition.rulebook.reserve.planned) >= 0


def _years(edition: Edition, code: str) -> int:
    return next((term.years for term in edition.head.terms if term.code == code), 0)


def _month(day: datetime.date) -> int:
    """The month as :class:`Moment` counts them."""
    return day.year * 12 + day.month - 1


def _plain(name: str) -> str:
    """A name without the differences that nobody sees: width of characters, spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())
