"""What the page templates show: plain values, formatted and in order. No template reaches into the model."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lunzheng.catalogue.view_alike import AlikeView, view_alike
from lunzheng.catalogue.view_documents import DocumentView, file_links, first_sheet, section_links, view_documents
from lunzheng.catalogue.view_opinions import OpinionsView, view_opinions
from lunzheng.catalogue.view_versions import VersionView, view_versions
from lunzheng.documents.figures import Figure
from lunzheng.model.changes.version import Versions
from lunzheng.model.clocks import ProjectClock, project_clocks, urgent
from lunzheng.model.dates import chinese_date
from lunzheng.model.disclosure import Disclosure
from lunzheng.model.edition import YES
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money, total
from lunzheng.model.totals import investment_name, total_investment


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class StageView:
    name: str
    date: str
    description: str
    reached: bool
    current: bool


@dataclass(frozen=True)
class ClockView:
    """A clock with its dates; ``pressing`` where it is due today or overdue."""

    title: str
    party: str
    article: str
    start: str
    due: str
    state: str
    pressing: bool


@dataclass(frozen=True)
class WaiverView:
    """A rule that the project sets aside for one place."""

    rule: str
    place: str
    reason: str
    role: str


@dataclass(frozen=True)
class ProjectSummary:
    """A project as lists show it."""

    id: str
    name: str
    sample: bool
    year: str
    department: str
    department_code: str
    field: str
    build_mode: str
    nature: str
    stage: str
    investment: str
    scenario: str
    page: str


@dataclass(frozen=True)
class PictureView:
    """A drawing: what it is called, where it lies, and its data in words."""

    title: str
    file: str
    text: str


@dataclass(frozen=True)
class TargetView:
    """A performance target as it reads: at least 95 per cent."""

    category: str
    title: str
    value: str


@dataclass(frozen=True)
class ProjectView:
    """A project's pages; ``clocks`` are as on ``day``.

    Attributes:
        in_progress: whether only what its list says is shown, because its plan is not concluded.
        ended: whether its course is at an end, for good or until it is taken up again.
        investment_name: what the whole cost is called.
        alike: None where the edition compares nothing, and for the public, who must not read of other drafts.
        drawings: the drawn figures of its documents and pages by file name.
        pictures: those of them that the project's own page shows.
        updated: the day of its last record or text.
        written: the day that its documents bear, in words.
        now: the clock to look at.
        opinions: its review; None where its plan is not shown.
        versions: None where they are not looked for, and for the public, for they hold what was in progress.
    """

    summary: ProjectSummary
    in_progress: bool
    ended: bool
    investment_name: str
    facts: tuple[Fact, ...]
    stages: tuple[StageView, ...]
    clocks: tuple[ClockView, ...]
    day: str
    documents: tuple[DocumentView, ...]
    alike: tuple[AlikeView, ...] | None
    waivers: tuple[WaiverView, ...]
    drawings: Mapping[str, Figure]
    pictures: tuple[PictureView, ...]
    targets: tuple[TargetView, ...]
    updated: str
    written: str
    now: ClockView | None
    opinions: OpinionsView | None
    versions: tuple[VersionView, ...] | None


@dataclass(frozen=True)
class Count:
    """A number of projects and their investment, under one heading."""

    name: str
    code: str
    projects: int
    investment: Money


_INVESTMENT = ""
"""Stands for what the edition calls the whole cost."""

_FACTS = (
    ("建设单位", "建设单位.名称"),
    ("实施单位", "实施单位.名称"),
    ("建设方式", "建设方式"),
    ("建设性质", "建设性质"),
    ("应用领域", "领域"),
    (_INVESTMENT, "总投资"),
    ("建设期", "建设期"),
    ("服务期", "服务期"),
    ("安全保护等级", "安全等级"),
    ("主要建设内容", "建设内容.主要内容"),
    ("主要应用场景", "应用场景"),
)
"""What the head of a project page tells, by token or path."""


def summarize(project: Project, library: Library) -> ProjectSummary:
    """The facts that a list shows of a project."""
    profile = project.profile
    department = library.department(project.id)
    investment = total_investment(project)
    return ProjectSummary(
        id=project.id,
        name=project.name,
        sample=bool(profile.sample),
        year=project.folder_year,
        department=profile.owner.name or (department.name if department else ""),
        department_code=department.code if department else "",
        field=profile.field_of_use,
        build_mode=profile.build_mode,
        nature=profile.nature,
        stage=project.stage.name,
        investment=str(investment) if investment else "",
        scenario=profile.scenario,
        page=library.page(project.id),
    )


def view_project(
    project: Project,
    library: Library,
    sizes: Mapping[str, int],
    today: datetime.date,
    versions: Versions | None = None,
) -> ProjectView:
    """A project as its pages show it on a day.

    Args:
        project: the project.
        library: its library.
        sizes: the size of each of its DOCX in bytes, by file name.
        today: the day as on which its clocks stand.
        versions: its earlier versions, the newest first; None where they are not looked for.
    """
    facts = Facts(project, library)
    first = urgent(project_clocks(project, library, today))
    documents, drawings = view_documents(project, library, facts, sizes)
    links = section_links(documents, library)
    investment = investment_name(project, library.edition)
    unmeasured = library.edition.technical.indicators.unmeasured
    values = ((label or investment, facts.value(source)) for label, source in _FACTS)
    return ProjectView(
        summary=summarize(project, library),
        in_progress=project.disclosure is Disclosure.LISTED,
        ended=project.stage.final == YES,
        investment_name=investment,
        facts=tuple(Fact(label, value) for label, value in values if value),
        stages=_stages(project, library),
        clocks=_clocks(project, library, today),
        day=chinese_date(today),
        documents=documents,
        alike=view_alike(project, library, file_links(documents, library)),
        waivers=tuple(
            WaiverView(waiver.rule, f"{waiver.file} {waiver.text}".strip(), waiver.reason, waiver.role)
            for waiver in project.profile.waivers
        ),
        drawings=drawings,
        pictures=_pictures(drawings, library),
        targets=tuple(
            TargetView(one.category, one.title, one.target(unmeasured)) for one in project.performance.indicators
        ),
        updated=last_change(project),
        written=f"编制日期 {project.profile.written_on}" if project.profile.written_on else "",
        now=_view_clock(first) if first else None,
        opinions=None if project.disclosure is Disclosure.LISTED else view_opinions(project, library, links),
        versions=view_versions(versions, library.edition, links)
        if versions is not None and project.is_internal
        else None,
    )


def _stages(project: Project, library: Library) -> tuple[StageView, ...]:
    dates = {entry.event: entry.date for entry in project.records.entries}
    reached = library.edition.stage_order(project.reached.name)
    ends = [stage for stage in library.edition.head.stages if stage.final]
    # The first of the ends is the one that a course goes towards.
    ahead = ends[:1] if project.is_internal and not any(end.name in dates for end in ends) else []
    views = []
    for index, stage in enumerate(library.edition.head.stages):
        # What the public sees of the course is what is concluded; of the rest it is not told whether it was reached.
        if (stage.final or not project.is_internal) and stage.name not in dates and stage not in ahead:
            continue
        date = dates.get(stage.name)
        views.append(
            StageView(
                name=stage.name,
                date=date.isoformat() if date else "",
                description=stage.description,
                reached=index <= reached or stage == project.stage,
                current=stage == project.stage,
            )
        )
    return tuple(views)


def _clocks(project: Project, library: Library, today: datetime.date) -> tuple[ClockView, ...]:
    """The clocks of which a date is known; those in years as long as they run."""
    return tuple(
        _view_clock(clock)
        for clock in project_clocks(project, library, today)
        if clock.due and (clock.is_open or not clock.in_years)
    )


def _view_clock(clock: ProjectClock) -> ClockView:
    return ClockView(
        title=clock.title,
        party=clock.party,
        article=clock.article,
        start=clock.start.isoformat() if clock.start else "",
        due=clock.due_text,
        state=clock.state_text,
        pressing=clock.is_pressing,
    )


def _pictures(drawings: Mapping[str, Figure], library: Library) -> tuple[PictureView, ...]:
    """The first sheet of each figure, in the edition's order."""
    head = library.edition.head
    return tuple(
        PictureView(entry.title, file, drawings[file].alt)
        for entry in (*head.charts, *head.figures)
        if (file := first_sheet(entry, drawings))
    )


def last_change(project: Project) -> str:
    """The latest day that its text or its records bear (ISO), or empty."""
    days = [project.profile.written_on, *(entry.date for entry in project.records.entries)]
    return max((day.isoformat() for day in days if day), default="")


def count_by(
    projects: Sequence[Project], names: Sequence[tuple[str, str]], key: Callable[[Project], str]
) -> list[Count]:
    """How many projects and how much money fall under each name.

    Args:
        projects: the projects to count.
        names: (code, name) of each group, in the order to show.
        key: the function from a project to its group's code.
    """
    numbers: Counter[str] = Counter()
    amounts: dict[str, list[Money]] = {}
    for project in projects:
        code = key(project)
        numbers[code] += 1
        amounts.setdefault(code, []).append(total_investment(project) or Money.of_wan(0))
    return [Count(name, code, numbers[code], total(amounts.get(code, []))) for code, name in names]
