"""Where every project stands: stage, clocks, problems, documents, and changes that are not yet committed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project
from lunzheng.model.clocks import ProjectClock, State, project_clocks, urgent
from lunzheng.model.load import read_project
from lunzheng.repository import changed_paths
from lunzheng.source.problem import Severity

HEAD = ("代号", "阶段", "自", "时限", "到期", "问题", "保存", "文档")
VERSION = 1
"""Of the JSON form: rises when a field changes its meaning or goes; new fields may come without."""

_NONE = "—"
_SAVED = {None: _NONE, True: "有未提交的改动", False: "已提交"}


@dataclass(frozen=True)
class Status:
    """One line of the overview.

    Attributes:
        since: the date on record for the stage, or None where none is recorded.
        clocks: every clock of the project.
        uncommitted: whether the folder differs from the last commit; None outside a Git work tree.
    """

    id: str
    name: str
    stage: str
    since: datetime.date | None
    clocks: tuple[ProjectClock, ...]
    documents: tuple[str, ...]
    errors: int
    warnings: int
    uncommitted: bool | None

    @property
    def clock(self) -> ProjectClock | None:
        """The clock to look at first, if one runs."""
        return urgent(self.clocks)


def statuses(workspace: Workspace, folders: Sequence[Path], today: datetime.date) -> list[Status]:
    """The status of each project: first those that somebody has to act on, by due date, then the others in order."""
    changed = changed_paths(workspace.root)
    result = []
    for folder in folders:
        project = read_project(workspace.library, folder)
        problems = check_project(project, workspace.library, workspace.schemas)
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        dates = {entry.event: entry.date for entry in project.records.entries}
        here = f"{project.folder.name}/"
        result.append(
            Status(
                id=project.id,
                name=project.name,
                stage=project.stage.name,
                since=dates.get(project.stage.name),
                clocks=project_clocks(project, workspace.library, today),
                documents=tuple(document.label for document in workspace.library.documents_for(project)),
                errors=errors,
                warnings=len(problems) - errors,
                uncommitted=None if changed is None else any(path.startswith(here) for path in changed),
            )
        )
    return sorted(result, key=_pressing)


def _pressing(status: Status) -> datetime.date:
    clock = status.clock
    waits = clock is None or (clock.in_years and clock.state is not State.OVERDUE)
    return datetime.date.max if waits or clock is None or clock.due is None else clock.due


def status_row(status: Status) -> tuple[str, ...]:
    """The columns of one project, in the order of :data:`HEAD`."""
    clock = status.clock
    found = f"{status.errors} 处错误" if status.errors else f"{status.warnings} 处提醒" if status.warnings else "无"
    return (
        status.id,
        status.stage,
        status.since.isoformat() if status.since else _NONE,
        f"{clock.code}：{clock.state_text}" if clock else _NONE,
        clock.due_text if clock else _NONE,
        found,
        _SAVED[status.uncommitted],
        "、".join(status.documents),
    )


def status_markdown(found: Sequence[Status], today: datetime.date) -> str:
    """The overview as a Markdown table, as the summary of a workflow shows it."""
    rows = [HEAD, ("---",) * len(HEAD), *map(status_row, found)]
    lines = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    return "\n".join([f"截至 {today.isoformat()}", "", *lines])


def status_json(found: Sequence[Status], today: datetime.date) -> str:
    """The overview for other programs; its shape is held by ``schemas/status.schema.json``."""
    content = {
        "version": VERSION,
        "today": today.isoformat(),
        "projects": [
            {
                "id": status.id,
                "name": status.name,
                "stage": status.stage,
                "since": _iso(status.since),
                "errors": status.errors,
                "warnings": status.warnings,
                "uncommitted": status.uncommitted,
                "documents": list(status.documents),
                "clocks": [_clock(status.id, clock) for clock in status.clocks],
            }
            for status in found
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _clock(project: str, clock: ProjectClock) -> dict[str, str | int | bool | None]:
    return {
        "id": f"{project}/{clock.code}/{_iso(clock.start) or ''}",
        "code": clock.code,
        "title": clock.title,
        "party": clock.party,
        "article": clock.article,
        "unit": "years" if clock.in_years else "working days",
        "length": clock.length,
        "start": _iso(clock.start),
        "due": _iso(clock.due),
        "done": _iso(clock.done),
        "state": clock.state.name.lower().replace("_", "-"),
        "label": clock.state_text,
        "left": clock.left,
        "expected": clock.expected,
        "provisional": clock.provisional,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
