"""The catalogue as data for machines: values with English keys, held to ``schemas/api/``.

Amounts are numbers in 万元, rounded as the forms show them; dates are ISO 8601; what is not known is null.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lunzheng.catalogue.addresses import LIST_FILE, LIST_SCHEMA, PROJECT_SCHEMA, Addresses, detail_file
from lunzheng.documents.build import document_file
from lunzheng.model.clocks import project_clocks
from lunzheng.model.datasets import rows
from lunzheng.model.edition import YES
from lunzheng.model.facts import MONEY_UNIT
from lunzheng.model.library import Library, Project
from lunzheng.model.money import Money
from lunzheng.model.period import Moment
from lunzheng.model.totals import funding_amounts, total_investment

Json = dict[str, Any]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AUDIENCES = {True: "public", False: "internal"}


@dataclass(frozen=True)
class Published:
    """A project as its audience sees it, with the finished documents by file name."""

    project: Project
    documents: Mapping[str, bytes]


def wan(amount: Money | None) -> int | float | None:
    """An amount as a number in 万元 with at most two decimals."""
    if amount is None:
        return None
    rounded = amount.rounded().wan
    return int(rounded) if rounded == int(rounded) else float(rounded)


def list_entry(project: Project, library: Library) -> Json:
    """What the list says of a project."""
    profile = project.profile
    department = library.department(project.id)
    return {
        "id": project.id,
        "name": project.name,
        "sample": profile.sample == YES,
        "year": int(project.folder_year) if project.folder_year.isdecimal() else profile.year,
        "department": department.code if department else None,
        "owner": profile.owner.name or (department.name if department else None),
        "field": profile.field_of_use or None,
        "build_mode": profile.build_mode or None,
        "nature": profile.nature or None,
        "security_level": profile.security.level,
        "stage": project.stage.name,
        "stage_date": _stage_date(project),
        "investment_wan_yuan": wan(total_investment(project)),
    }


def project_list(projects: Sequence[Project], library: Library, *, public: bool) -> Json:
    """The list without its entries, which are written one a line; see :func:`list_entry`."""
    addresses = Addresses(library)
    dates = [entry.date for project in projects for entry in project.records.entries if entry.date]
    head = library.edition.head
    return {
        "$schema": addresses.of(LIST_SCHEMA),
        "title": library.profile.site.title,
        "audience": AUDIENCES[public],
        "edition": {"code": library.edition.code, "name": head.title, "number": head.number},
        "updated": max(dates).isoformat() if dates else None,
        "money_unit": MONEY_UNIT,
        "page_address": addresses.of(library.page("{id}")),
        "detail_address": addresses.of(detail_file("{id}")),
        "departments": [{"code": item.code, "name": item.name} for item in library.profile.departments],
        "count": len(projects),
    }


def project_detail(published: Published, library: Library, today: datetime.date) -> Json:
    """Everything that is said of one project.

    Args:
        published: the project and its documents.
        library: names the department, the edition's stages and the addresses.
        today: the day for which the clocks are read; the public has none.
    """
    project = published.project
    profile = project.profile
    addresses = Addresses(library)
    department = library.department(project.id)
    unmeasured = library.edition.technical.indicators.unmeasured
    return {
        "$schema": addresses.of(PROJECT_SCHEMA),
        "list": addresses.of(LIST_FILE),
        **list_entry(project, library),
        "department": {"code": department.code, "name": department.name} if department else None,
        "short_name": profile.short_name or None,
        "implementer": profile.implementer.name or None,
        "page": library.page_address(project.id),
        "disclosure": project.disclosure.value,
        "written_on": profile.written_on.isoformat() if profile.written_on else None,
        "stages": [
            {"stage": entry.event, "date": entry.date.isoformat(), "note": entry.note or None}
            for entry in project.records.entries
            if entry.date
        ],
        "period": {
            "start": _moment(profile.period.start),
            "end": _moment(profile.period.end),
            "months": profile.period.months,
        },
        "scenario": profile.scenario or None,
        "contents": profile.contents.summary or None,
        "goal": profile.goals.overall or None,
        "targets": [
            {"name": target.title, "value": target.value, "unit": target.unit or None}
            for target in profile.goals.targets
        ],
        "performance": [
            {"category": one.category, "name": one.title, "target": one.target(unmeasured)}
            for one in project.performance.indicators
        ],
        "platforms": list(project.resources.platforms_used),
        "systems": [
            {"name": system.name, "modules": [module.name for module in system.modules]} for system in profile.systems
        ],
        "bases": [{"title": basis.title, "number": basis.document_number or None} for basis in profile.bases],
        "investment": _investment(project, library),
        "clocks": [
            {
                "name": clock.title,
                "party": clock.party or None,
                "article": clock.article or None,
                "start": clock.start.isoformat() if clock.start else None,
                "due": clock.due.isoformat() if clock.due else None,
                "state": clock.state.name.lower(),
            }
            for clock in project_clocks(project, library, today)
        ],
        "documents": [
            {
                "code": document.code,
                "name": document.name,
                "form": document.origin or None,
                "address": addresses.of(f"projects/{project.id}/{file}"),
                "media_type": DOCX,
                "size": len(published.documents[file]),
                "sha256": hashlib.sha256(published.documents[file]).hexdigest(),
            }
            for document in library.documents_for(project)
            if (file := document_file(project, document)) in published.documents
        ],
    }


def _investment(project: Project, library: Library) -> Json:
    return {
        "unit": MONEY_UNIT,
        "basis": "budget" if project.budget.lines else "estimate",
        "total": wan(total_investment(project)),
        "by_category": _amounts(rows(project, library, "投资构成"), "类别", "金额"),
        "by_system": _amounts(rows(project, library, "总投资概算"), "系统", "合计"),
        "funding": [
            {"source": part.source, "year": part.year, "amount": wan(amount)}
            for part, amount in funding_amounts(project)
        ],
    }


def _amounts(found: Iterable[Mapping[str, object]], name: str, amount: str) -> list[Json]:
    return [
        {"name": row[name], "amount": wan(value) if isinstance(value := row[amount], Money) else None} for row in found
    ]


def _stage_date(project: Project) -> str | None:
    dates = [entry.date for entry in project.records.entries if entry.event == project.stage.name and entry.date]
    return max(dates).isoformat() if dates else None


def _moment(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    month = moment.first % 12
    return f"{moment.year}Q{month // 3 + 1}" if moment.last > moment.first else f"{moment.year}-{month + 1:02}"
