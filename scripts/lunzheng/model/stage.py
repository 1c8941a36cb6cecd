"""Which stage a project is in: read from its records and files, never typed."""

from __future__ import annotations

from collections.abc import Iterable

from lunzheng.model.edition import YES, Edition, Stage
from lunzheng.model.library import Records

SUGGESTED, PLAN_FILES, RECORDED = "建议", "方案文件", "记录"
"""The kinds of evidence that an edition can name for a stage."""


def stages_reached(edition: Edition, records: Records, build_mode: str, files: Iterable[str]) -> tuple[Stage, Stage]:
    """The stage a project is in, and the furthest stage of the regular course that it has reached.

    The two differ where the last record ends the course (as 退回 does): what a returned project has to hand in is still
    decided by how far it had come.

    Args:
        edition: its stages, in order, each with the evidence that shows it.
        records: the project's dated records.
        build_mode: decides which plan documents count.
        files: the files of the project folder.
    """
    recorded = [entry.event for entry in records.entries]
    present = set(files)

    def reached(stage: Stage) -> bool:
        if stage.name in recorded:
            return True
        if stage.evidence == PLAN_FILES:
            return any(
                file in present
                for document in edition.documents
                if document.stage == stage.name and document.build_mode in ("", build_mode) and document.outline
                for file in edition.outlines[document.outline].files
            )
        return stage.evidence == SUGGESTED

    furthest = [stage for stage in edition.head.stages if stage.final != YES and reached(stage)][-1]
    ended = [stage for stage in edition.head.stages if stage.final == YES and recorded[-1:] == [stage.name]]
    return (ended[0] if ended else furthest), furthest
