"""Which stage a project is in: read from its records and files, never typed."""

from __future__ import annotations

from collections.abc import Iterable

from lunzheng.model.edition import Edition, Stage
from lunzheng.model.library import Records

SUGGESTED, PLAN_FILES, RECORDED = "建议", "方案文件", "记录"
"""The kinds of evidence that an edition can name for a stage."""


def current_stage(edition: Edition, records: Records, build_mode: str, files: Iterable[str]) -> Stage:
    """The latest stage that is shown to have been reached.

    Args:
        edition: its stages, in order, each with the evidence that shows it.
        records: the project's dated records.
        build_mode: decides which plan documents count.
        files: the files of the project folder.
    """
    recorded = {entry.event for entry in records.entries}
    present = set(files)

    def reached(stage: Stage) -> bool:
        if stage.name in recorded:
            return True
        if stage.evidence == PLAN_FILES:
            return any(
                file in present
                for document in edition.documents
                if document.stage == stage.name and document.build_mode in ("", build_mode)
                for file in edition.outlines[document.outline].files
            )
        return stage.evidence == SUGGESTED

    return [stage for stage in edition.head.stages if reached(stage)][-1]
