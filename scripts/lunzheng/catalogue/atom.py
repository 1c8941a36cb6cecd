"""The feed of changes: what has happened to projects, newest first (Atom, RFC 4287).

The same records give the same bytes: identifiers are made from the project and the record, and the time of an entry is
the day of its record, never the time of writing.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from lunzheng.catalogue.addresses import CHANGES_FILE, Addresses
from lunzheng.model.library import Library, Project

ENTRIES = 100
"""So many changes a feed holds; a reader that looks now and then misses none."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_BEGINNING = datetime.date(1970, 1, 1)
"""The time of a feed without any entry."""


@dataclass(frozen=True)
class Change:
    """A project that came to a stage."""

    date: datetime.date
    project: Project
    stage: str
    text: str
    identifier: str


def changes(projects: Iterable[Project], library: Library, today: datetime.date) -> list[Change]:
    """The newest changes up to a day, newest first; those of one day in the order of projects and of records."""
    stages = {stage.name: stage for stage in library.edition.head.stages}
    found: list[Change] = []
    for project in sorted(projects, key=lambda project: project.id):
        page = library.page_address(project.id)
        seen: dict[str, int] = {}
        for entry in project.records.entries:
            if entry.date is None or entry.date > today or entry.event not in stages:
                continue
            named = f"{page}#记录/{entry.event}/{entry.date}"
            seen[named] = seen.get(named, 0) + 1
            identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{named}/{seen[named]}").urn
            text = "。".join(part.rstrip("。") for part in (stages[entry.event].description, entry.note) if part)
            found.append(Change(entry.date, project, entry.event, text, identifier))
    return sorted(found, key=lambda change: change.date, reverse=True)[:ENTRIES]


def changes_feed(projects: Iterable[Project], library: Library, today: datetime.date) -> bytes:
    """The feed.

    Args:
        projects: whose records are told.
        library: its site gives name and addresses, its edition the authority that answers for it.
        today: records of later days are left out.
    """
    found = changes(projects, library, today)
    site = library.profile.site
    feed = etree.Element(f"{{{_NAMESPACE}}}feed", {_XML_LANGUAGE: "zh-CN"}, nsmap={None: _NAMESPACE})
    _add(feed, "id", uuid.uuid5(uuid.NAMESPACE_URL, Addresses(library).of(CHANGES_FILE)).urn)
    _add(feed, "title", f"{site.title}：项目动态")
    _add(feed, "updated", _time(found[0].date if found else _BEGINNING))
    _add(feed, "link", rel="self", type="application/atom+xml", href=Addresses(library).of(CHANGES_FILE))
    _add(feed, "link", rel="alternate", type="text/html", href=site.address)
    _add(_add(feed, "author"), "name", library.edition.head.authority or site.title)
    for change in found:
        entry = _add(feed, "entry")
        _add(entry, "id", change.identifier)
        _add(entry, "title", f"{change.project.name}：{change.stage}")
        _add(entry, "updated", _time(change.date))
        _add(entry, "link", rel="alternate", type="text/html", href=library.page_address(change.project.id))
        _add(entry, "category", term=change.stage)
        _add(entry, "summary", change.text)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text or None
    return child


def _time(date: datetime.date) -> str:
    return datetime.datetime.combine(date, datetime.time(), _CHINA).isoformat()
