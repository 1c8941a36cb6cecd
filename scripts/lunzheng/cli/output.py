"""Printing: problems to standard output, remarks on the work to standard error."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from lunzheng.check.report import problem_lines
from lunzheng.source.problem import Problem
from lunzheng.source.write import write_bytes

EXIT_PROBLEMS, EXIT_USAGE = 1, 2


def print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        for line in problem_lines(problem):
            click.echo(line)


def say(text: str) -> None:
    click.echo(text, err=True)


def say_error(text: str) -> None:
    click.echo(click.style("错误：", fg="red") + text, err=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole, and say where it lies."""
    write_bytes(path, data)
    click.echo(str(path))


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal; in a log, a plain line for each step."""
    if not sys.stderr.isatty():
        yield lambda name: say(f"已处理 {name}")
        return
    with click.progressbar(length=steps, label="正在生成", file=sys.stderr) as bar:
        yield lambda _name: bar.update(1)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns that line up on a terminal, where a Chinese character takes two places."""
    widths = [max(_width(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return [
        "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
