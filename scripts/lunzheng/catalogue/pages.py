"""Every generated page of the catalogue as Markdown text: a pure function of the library and its projects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import jinja2

from lunzheng.catalogue.fields import file_views
from lunzheng.catalogue.metadata import project_metadata
from lunzheng.catalogue.view import count_by, summarize, view_project
from lunzheng.check.report import WAIVER_NOTES
from lunzheng.check.schema import SchemaFolder
from lunzheng.check.side_by_side import HEAD
from lunzheng.documents.calendar_feed import FEED_FILE
from lunzheng.documents.inspect.handbook import kind_groups
from lunzheng.model.edition import Article, Edition
from lunzheng.model.facts import token_names
from lunzheng.model.library import PROJECT_FILE, RECORDS_FILE, Library, Project
from lunzheng.model.money import total
from lunzheng.model.totals import total_investment

NEWEST = 6


class Pages:
    """Renders the templates of ``site/templates/``; every value is escaped for HTML."""

    def __init__(self, templates: Path) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
        )

    def render(self, template: str, **values: object) -> str:
        """One page."""
        return self._environment.get_template(template).render(values)


def library_pages(
    pages: Pages, library: Library, schemas: SchemaFolder, projects: Sequence[Project], *, public: bool = False
) -> Mapping[str, str]:
    """The pages that speak of the whole library, by path below the site's root; the public has no clocks to follow."""
    ordered = sorted(projects, key=lambda project: (project.folder_year, project.id))
    summaries = [summarize(project, library) for project in ordered]
    edition = library.edition
    departments = count_by(
        ordered,
        [(department.code, department.name) for department in library.profile.departments],
        lambda project: project.id.split("-", 1)[0],
    )
    stages = count_by(
        ordered, [(stage.name, stage.name) for stage in edition.head.stages], lambda project: project.stage.name
    )
    common = {"library": library.profile, "edition": edition}
    newest = sorted(ordered, key=lambda p: (p.profile.written_on is not None, p.profile.written_on, p.id), reverse=True)
    result = {
        "index.md": pages.render(
            "home.md.j2",
            **common,
            count=len(ordered),
            investment=str(total(total_investment(p) or total([]) for p in ordered)),
            stages=[stage for stage in stages if stage.projects],
            departments=[department for department in departments if department.projects],
            years=count_by(
                ordered, [(y, y) for y in sorted({p.folder_year for p in ordered})], lambda p: p.folder_year
            ),
            newest=[summarize(project, library) for project in newest[:NEWEST]],
        ),
        "projects/index.md": pages.render(
            "projects.md.j2", **common, projects=summaries, feed="" if public else FEED_FILE
        ),
        "departments/index.md": pages.render("departments.md.j2", **common, departments=departments),
        "rules/index.md": pages.render("articles.md.j2", **common, chapters=_articles_by_chapter(edition)),
        "rules/checks.md": pages.render(
            "checks.md.j2", **common, groups=kind_groups(edition), waiver_notes=WAIVER_NOTES
        ),
        "guide/fields.md": pages.render(
            "fields.md.j2", **common, files=file_views(schemas, _schema_files(library)), tokens=token_names(edition)
        ),
    }
    for department in departments:
        own = [summary for summary in summaries if summary.department_code == department.code]
        result[f"departments/{department.code}.md"] = pages.render(
            "department.md.j2", **common, department=department, projects=own
        )
    return result


def _articles_by_chapter(edition: Edition) -> list[tuple[str, list[Article]]]:
    return [(chapter, list(articles)) for chapter, articles in groupby(edition.articles, key=lambda a: a.chapter)]


def _schema_files(library: Library) -> dict[str, str]:
    files = [PROJECT_FILE, *(item.file for item in library.edition.head.data_files), RECORDS_FILE]
    return {Path(file).stem: file for file in files}


def project_pages(pages: Pages, library: Library, project: Project, today: datetime.date) -> Mapping[str, str]:
    """The pages of one project: its own, and one for each chapter of a plan; its clocks stand as they do on a day."""
    view = view_project(project, library, today)
    folder = f"projects/{project.id}"
    common = {
        "library": library.profile,
        "edition": library.edition,
        "view": view,
        "alike_head": HEAD,
        "feed": FEED_FILE,
        "head": project_metadata(project, library),
    }
    result = {f"{folder}/index.md": pages.render("project.md.j2", **common)}
    for document in view.documents:
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
