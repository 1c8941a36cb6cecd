"""Every generated page of the catalogue as Markdown text: a pure function of the library and its projects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

from lunzheng.catalogue.addresses import CSV_FILE, XLSX_FILE
from lunzheng.catalogue.board import Standing, board, running, standings
from lunzheng.catalogue.charts import home_charts
from lunzheng.catalogue.data_directory import data_pages
from lunzheng.catalogue.facets import FACET_FILE, listed
from lunzheng.catalogue.fields import file_views
from lunzheng.catalogue.flowchart import drawing, flowcharts
from lunzheng.catalogue.list_pages import PER_PAGE, list_pages
from lunzheng.catalogue.metadata import project_metadata
from lunzheng.catalogue.template import Pages
from lunzheng.catalogue.view import Count, count_by, view_project
from lunzheng.catalogue.view_opinions import OpinionPage, OpinionsView
from lunzheng.catalogue.view_versions import NEWEST as NEWEST_VERSIONS
from lunzheng.check.report import WAIVER_NOTES
from lunzheng.check.schema import SchemaFolder
from lunzheng.documents.calendar_feed import FEED_FILE
from lunzheng.documents.inspect.handbook import kind_groups
from lunzheng.model.changes.version import Versions
from lunzheng.model.dates import chinese_date
from lunzheng.model.edition import Article, Edition
from lunzheng.model.facts import token_meanings
from lunzheng.model.library import PROJECT_FILE, RECORDS_FILE, Library, Project
from lunzheng.model.money import total
from lunzheng.model.totals import total_investment

NEWEST, RUNNING = 6, 10
"""So many new projects and running clocks the home page shows."""


def library_pages(
    pages: Pages,
    library: Library,
    schemas: SchemaFolder,
    projects: Sequence[Project],
    today: datetime.date,
    *,
    public: bool = False,
) -> Mapping[str, str]:
    """The pages that speak of the whole library, by path below the site's root.

    Args:
        pages: renders them.
        library: the library.
        schemas: its edition's schemas.
        projects: the projects of the site, as its audience sees them.
        today: the day as on which clocks stand.
        public: whether it is for the public, who have no clocks to follow.
    """
    ordered = sorted(projects, key=lambda project: (project.folder_year, project.id))
    listing = [listed(project, library) for project in ordered]
    edition = library.edition
    departments = count_by(
        ordered,
        [(department.code, department.name) for department in library.profile.departments],
        lambda project: project.id.split("-", 1)[0],
    )
    active = [department for department in departments if department.projects]
    common: dict[str, object] = {"library": library.profile, "edition": edition, "day": chinese_date(today)}
    common |= {"feed": "" if public else FEED_FILE, "public": public}
    found = standings(ordered, listing, library, today)
    newest = sorted(listing, key=lambda one: (one.updated, one.summary.id), reverse=True)
    result = {
        "index.md": pages.render(
            "home.md.j2",
            **common,
            count=len(ordered),
            investment=str(total(total_investment(p) or total([]) for p in ordered)),
            departments=active,
            overdue=sum(standing.overdue for standing in found),
            running=running(found, RUNNING),
            newest=newest[:NEWEST],
            charts=home_charts(ordered, edition, active),
        ),
        "projects/board.md": pages.render("board.md.j2", **common, columns=board(found, library, public=public)),
        **list_pages(pages, {**common, "facets": FACET_FILE, "sheets": {"csv": CSV_FILE, "xlsx": XLSX_FILE}}, listing),
        "departments/index.md": pages.render("departments.md.j2", **common, departments=departments),
        "rules/index.md": pages.render(
            "articles.md.j2", **common, chapters=_articles_by_chapter(edition), flowcharts=flowcharts(edition)
        ),
        **{f"rules/{chart.file}": drawing(chart) for chart in flowcharts(edition)},
        **data_pages(pages, common, library, ordered),
        **_rule_pages(pages, edition, common),
        "guide/fields.md": pages.render(
            "fields.md.j2", **common, files=file_views(schemas, _schema_files(library)), tokens=token_meanings(edition)
        ),
    }
    result |= _department_pages(pages, departments, found, {project.id: project for project in ordered}, common)
    return result


def _department_pages(
    pages: Pages,
    departments: Sequence[Count],
    found: Sequence[Standing],
    projects: Mapping[str, Project],
    common: Mapping[str, object],
) -> dict[str, str]:
    """A page for each department, with the projects first for which something is due first."""
    result = {}
    for department in departments:
        own = [standing for standing in found if standing.summary.department_code == department.code]
        result[f"departments/{department.code}.md"] = pages.render(
            "department.md.j2",
            **common,
            department=department,
            projects=own[:PER_PAGE],
            query=urlencode({"department": department.name}),
            resources=any(projects[standing.summary.id].data.resources for standing in own),
        )
    return result


def _rule_pages(pages: Pages, edition: Edition, common: Mapping[str, object]) -> dict[str, str]:
    """The list of every kind of problem, and a page that explains those of each group."""
    groups = [(title, f"checks-{number}.html", kinds) for number, (title, kinds) in enumerate(kind_groups(edition), 1)]
    result = {"rules/checks.md": pages.render("checks.md.j2", **common, groups=groups)}
    for title, file, kinds in groups:
        result[f"rules/{file.removesuffix('.html')}.md"] = pages.render(
            "checks-group.md.j2", **common, title=title, kinds=kinds, waiver_notes=WAIVER_NOTES
        )
    return result


def _articles_by_chapter(edition: Edition) -> list[tuple[str, list[Article]]]:
    return [(chapter, list(articles)) for chapter, articles in groupby(edition.articles, key=lambda a: a.chapter)]


def _schema_files(library: Library) -> dict[str, str]:
    files = [PROJECT_FILE, *(item.file for item in library.edition.head.data_files), RECORDS_FILE]
    return {Path(file).stem: file for file in files}


def project_pages(
    pages: Pages,
    library: Library,
    project: Project,
    sizes: Mapping[str, int],
    today: datetime.date,
    versions: Versions | None = None,
) -> Mapping[str, str]:
    """The pages of one project: its own, one for each short document and each chapter of a plan, and their drawings.

    Args:
        pages: renders them.
        library: the project's library.
        project: the project.
        sizes: the size of each of its DOCX in bytes, by file name.
        today: the day as on which its clocks stand.
        versions: its earlier versions, the newest first; None where they are not looked for.
    """
    view = view_project(project, library, sizes, today, versions)
    folder = f"projects/{project.id}"
    common = {
        "library": library.profile,
        "edition": library.edition,
        "view": view,
        "newest": NEWEST_VERSIONS,
        "public": not project.is_internal,
        "feed": FEED_FILE,
        "head": project_metadata(project, library),
    }
    result = {f"{folder}/index.md": pages.render("project.md.j2", **common)}
    result |= {f"{folder}/{name}": figure.svg for name, figure in view.drawings.items()}
    if view.alike:
        result[f"{folder}/alike.md"] = pages.render("alike.md.j2", **common)
    if view.versions:
        result[f"{folder}/versions.md"] = pages.render("versions.md.j2", **common)
    result |= _opinion_pages(pages, folder, view.opinions, common)
    for document in view.documents:
        if document.chapters and not document.by_chapter:
            page = f"{folder}/{document.page.removesuffix('.html')}.md"
            result[page] = pages.render("document.md.j2", **common, document=document)
        for position, chapter in enumerate(document.chapters):
            if document.by_chapter:
                result[f"{folder}/{chapter.file.removesuffix('.html')}.md"] = pages.render(
                    "chapter.md.j2",
                    **common,
                    document=document,
                    chapter=chapter,
                    previous=document.chapters[position - 1] if position else None,
                    following=document.chapters[position + 1] if position + 1 < len(document.chapters) else None,
                )
    return result


def left_out_page(pages: Pages, project: Project) -> tuple[str, str]:
    """The page at the address of a project that has to be mended first, for those whom a link leads there."""
    return f"projects/{project.id}/index.md", pages.render("left-out.md.j2", project=project)


def _opinion_pages(
    pages: Pages, folder: str, opinions: OpinionsView | None, common: Mapping[str, object]
) -> dict[str, str]:
    """The opinions with their answers, on as many pages as it takes; none where nothing was said."""
    if opinions is None or not (opinions.pages or opinions.meetings):
        return {}
    cut = opinions.pages or (OpinionPage("opinions.html", ()),)
    return {
        f"{folder}/{page.file.removesuffix('.html')}.md": pages.render(
            "opinions.md.j2",
            **common,
            opinions=opinions,
            page=page,
            number=number,
            previous=cut[number - 2] if number > 1 else None,
            following=cut[number] if number < len(cut) else None,
        )
        for number, page in enumerate(cut, 1)
    }
