"""``lunzheng check --document``: a DOCX file that has left the program."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.check.open import Workspace
from lunzheng.cli.output import EXIT_PROBLEMS
from lunzheng.documents.inspect.inspection import inspect_file
from lunzheng.documents.inspect.papers import choices, find_paper
from lunzheng.documents.inspect.report import inspection_lines


def check_document(workspace: Workspace, file: Path, code: str | None) -> int:
    """Print what is wrong with a file; returns the exit code.

    Args:
        workspace: the library whose edition tells what is right.
        file: a DOCX file.
        code: which kind of document it is, as on the command line; None to look at its title.

    Raises:
        click.UsageError: there is no such file or kind.
    """
    edition = workspace.library.edition
    paper = find_paper(edition, code) if code is not None else None
    if code is not None and paper is None:
        raise click.UsageError(f"没有“{code}”这种文档；可用的：{choices(edition)}")
    if not file.is_file():
        raise click.UsageError(f"找不到文件：{file}")
    inspection = inspect_file(file, edition, paper)
    for line in inspection_lines(inspection):
        click.echo(line)
    return 0 if inspection.passed else EXIT_PROBLEMS
