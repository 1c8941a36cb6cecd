"""What the page templates show: plain values, formatted and in order. No template reaches into the model."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lunzheng.catalogue.html import html_fragments
from lunzheng.check.side_by_side import Row, heading, rows, scores
from lunzheng.documents import ast
from lunzheng.documents.build import document_file
from lunzheng.documents.captions import Piece, number_captions
from lunzheng.documents.compose import section_content, section_id
from lunzheng.documents.figures import Figure
from lunzheng.documents.illustrate import illustrate, mark, replace_images
from lunzheng.documents.typeset import typeset
from lunzheng.model.clocks import project_clocks
from lunzheng.model.dates import chinese_date
from lunzheng.model.disclosure import Disclosure
from lunzheng.model.edition import DocumentType, Outline
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money, total
from lunzheng.model.similar.alike import alike
from lunzheng.model.totals import total_investment
from lunzheng.source.markdown import Element


@dataclass(frozen=True)
class SectionView:
    """A section of a page: its heading comes from the edition, its body is HTML."""

    heading: str
    identifier: str
    html: str


@dataclass(frozen=True)
class ChapterView:
    heading: str
    identifier: str
    file: str
    html: str
    sections: tuple[SectionView, ...]


@dataclass(frozen=True)
class DocumentView:
    """A document of a project: where it can be read and downloaded."""

    code: str
    name: str
    label: str
    origin: str
    download: str
    chapters: tuple[ChapterView, ...]

    @property
    def by_chapter(self) -> bool:
        """Whether each chapter has a page of its own: a plan does, a short document stands on the project's page."""
        return any(chapter.sections for chapter in self.chapters)


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
class AlikeView:
    """Another project that has something in common with this one: what is said of it, and rows side by side."""

    heading: str
    scores: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ProjectView:
    """A project's pages; ``clocks`` are as on ``day``.

    Attributes:
        in_progress: whether only what its list says is shown, because its plan is not concluded.
        alike: None where the edition compares nothing, and for the public, who must not read of other drafts.
    """

    summary: ProjectSummary
    in_progress: bool
    facts: tuple[Fact, ...]
    stages: tuple[StageView, ...]
    clocks: tuple[ClockView, ...]
    day: str
    documents: tuple[DocumentView, ...]
    alike: tuple[AlikeView, ...] | None
    waivers: tuple[WaiverView, ...]


@dataclass(frozen=True)
class Count:
    """A number of projects and their investment, under one heading."""

    name: str
    code: str
    projects: int
    investment: str


_FACTS = (
    ("建设单位", "建设单位.名称"),
    ("实施单位", "实施单位.名称"),
    ("建设方式", "建设方式"),
    ("建设性质", "建设性质"),
    ("应用领域", "领域"),
    ("总投资", "总投资"),
    ("建设期", "建设期"),
    ("服务期", "服务期"),
    ("安全保护等级", "安全等级"),
    ("主要建设内容", "建设内容.主要内容"),
    ("主要应用场景", "应用场景"),
)
"""What the head of a project page tells, by token or path."""


_ALIKE, _ALIKE_ROWS = 3, 5
"""So many alike projects a page shows, and so many rows for each aspect of them."""


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


def view_project(project: Project, library: Library, today: datetime.date) -> ProjectView:
    """A project as its pages show it on a day; one run of pandoc turns all its text into HTML."""
    facts = Facts(project, library)
    values = ((label, facts.value(source)) for label, source in _FACTS)
    return ProjectView(
        summary=summarize(project, library),
        in_progress=project.disclosure is Disclosure.LISTED,
        facts=tuple(Fact(label, value) for label, value in values if value),
        stages=_stages(project, library),
        clocks=_clocks(project, library, today),
        day=chinese_date(today),
        documents=_documents(project, library, facts),
        alike=_alike(project, library) if project.is_internal and library.edition.similarity.aspects else None,
        waivers=tuple(
            WaiverView(waiver.rule, f"{waiver.file} {waiver.text}".strip(), waiver.reason, waiver.role)
            for waiver in project.profile.waivers
        ),
    )


def _alike(project: Project, library: Library) -> tuple[AlikeView, ...]:
    return tuple(
        AlikeView(heading(likeness), scores(likeness), tuple(rows(likeness, _ALIKE_ROWS)))
        for likeness in alike(project, library, most=_ALIKE)
    )


def _stages(project: Project, library: Library) -> tuple[StageView, ...]:
    dates = {entry.event: entry.date for entry in project.records.entries}
    reached = library.edition.stage_order(project.reached.name)
    views = []
    for index, stage in enumerate(library.edition.head.stages):
        # What the public sees of the course is what is concluded; of the rest it is not told whether it was reached.
        if (stage.final or not project.is_internal) and stage.name not in dates:
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
        ClockView(
            title=clock.title,
            party=clock.party,
            article=clock.article,
            start=clock.start.isoformat() if clock.start else "",
            due=clock.due_text,
            state=clock.state_text,
            pressing=clock.is_pressing,
        )
        for clock in project_clocks(project, library, today)
        if clock.due and (clock.is_open or not clock.in_years)
    )


def _documents(project: Project, library: Library, facts: Facts) -> tuple[DocumentView, ...]:
    documents = library.documents_for(project)
    pieces: list[list[Element]] = []
    for document in documents:
        if document.outline:
            pieces += _pieces(library.edition.outlines[document.outline], facts, library)
    fragments = iter(html_fragments(pieces))
    return tuple(
        DocumentView(
            code=document.code,
            name=document.name,
            label=document.label,
            origin=document.origin,
            download=document_file(project, document),
            chapters=_chapters(document, library, fragments) if document.outline else (),
        )
        for document in documents
    )


def _pieces(outline: Outline, facts: Facts, library: Library) -> list[list[Element]]:
    """The text of each chapter and section of a document, captions numbered through."""
    figures: dict[str, Figure] = {}
    pieces = []
    for chapter in outline.chapters:
        for section in (chapter, *chapter.children):
            content = section_content(section, outline.name, facts)
            # A page shows an attached figure where the document refers to it.
            referred = [block.figure for block in section.generated if block.figure is not None]
            content += [mark(entry) for entry in library.edition.head.figures if entry.number in referred]
            illustrated = illustrate(content, facts)
            figures |= illustrated.figures
            pieces.append(Piece(chapter.key[0], illustrated.blocks))
    numbered = number_captions(pieces, library.edition.head.captions)
    return [replace_images(typeset(blocks), partial(_inline, figures)) for blocks in numbered]


def _inline(figures: Mapping[str, Figure], file: str) -> Element | None:
    """A drawn figure as SVG in the page, so that its text can be selected and found."""
    figure = figures.get(file)
    return ast.raw_html(figure.svg) if figure else None


def _chapters(document: DocumentType, library: Library, fragments: Iterator[str]) -> tuple[ChapterView, ...]:
    outline = library.edition.outlines[document.outline]
    views = []
    for chapter in outline.chapters:
        body = next(fragments)
        sections = tuple(
            SectionView(section.heading, section_id(section), next(fragments)) for section in chapter.children
        )
        file = f"{document.code}-{chapter.key[0]}.html"
        views.append(ChapterView(chapter.heading, section_id(chapter), file, body, sections))
    return tuple(views)


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
    return [Count(name, code, numbers[code], str(total(amounts.get(code, [])))) for code, name in names]
