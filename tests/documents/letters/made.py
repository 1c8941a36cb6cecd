"""The library's samples as letters, and what their packages hold."""

from __future__ import annotations

import dataclasses
import datetime
import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from lunzheng.check.open import Workspace, open_workspace
from lunzheng.documents.letter_facts import LetterRequest
from lunzheng.documents.letters import Letter, make_letter
from lunzheng.model.library import Entry, Project, Records
from lunzheng.model.load import read_project

ROOT = Path(__file__).resolve().parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BUILT, BOUGHT = "slj-flood-control", "mzj-elder-care"
NUMBER, DATE = "甬数函〔2027〕3号", datetime.date(2027, 3, 1)
KINDS = (
    "consultation",
    "opinions",
    "review-notice",
    "review-form",
    "expert-draw",
    "expert-opinions",
    "expert-replies",
    "appraisal",
)
LETTERS = ("consultation", "review-notice", "appraisal")


@cache
def workspace() -> Workspace:
    return open_workspace(ROOT)


@cache
def project(project_id: str = BUILT) -> Project:
    folder = workspace().folder_of(project_id)
    assert folder is not None
    return read_project(workspace().library, folder)


def with_records(base: Project, **dates: str) -> Project:
    """The project with other records: an event's name and its date."""
    entries = tuple(Entry(event=event, date=datetime.date.fromisoformat(date)) for event, date in dates.items())
    return dataclasses.replace(base, records=Records(entries=entries))


def letter(code: str, of: Project | None = None, **given: Any) -> Letter:
    kind = workspace().library.edition.letters.kind(code)
    assert kind is not None
    return make_letter(kind, of or project(), workspace().library, LetterRequest(**given))


class Word:
    """The parts of a letter that tests look at."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])

    @property
    def paragraphs(self) -> list[etree._Element]:
        return list(self.document.iter(f"{W}p"))

    @property
    def lines(self) -> list[str]:
        """The text of every paragraph."""
        return [text(paragraph) for paragraph in self.paragraphs]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def styled(self, style: str) -> list[etree._Element]:
        return [p for p in self.paragraphs if style_of(p) == style]

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])


def text(node: etree._Element) -> str:
    return "".join(item.text or "" for item in node.iter(f"{W}t"))


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def attribute(node: etree._Element, path: str, name: str) -> str:
    """An attribute of a descendant, by local names: ``pPr/ind`` and ``right``."""
    found = node.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert found is not None, path
    return found.get(f"{W}{name}", "")
